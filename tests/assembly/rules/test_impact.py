"""What changes soon: rules, figures and forms, and the papers they touch."""

from datetime import date

from assembly.law import load_law
from assembly.model.document import FormEdition
from assembly.rules.impact import Change, ChangeKind, impact

TODAY = date(2026, 11, 22)
LICENSE_RULE_DAY = date(2027, 1, 1)  # Fam. Code § 17520.5(a)(2)


def changes(days: int, *, on: date = TODAY, **forms: FormEdition) -> dict[str, Change]:
    """Return the changes by name."""
    editions = {name.replace("_", "/", 1): form for name, form in forms.items()}
    return {change.name: change for change in impact(load_law(), on=on, days=days, forms=editions)}


def test_a_rule_that_begins_is_a_change_on_its_first_day() -> None:
    found = changes(40)["ca.license.low_income_2027"]
    assert (found.kind, found.day) == (ChangeKind.RULE, LICENSE_RULE_DAY)
    assert found.documents == ("us-ca/license-suspension-notice",)


def test_a_day_before_the_window_or_beyond_it_is_no_change() -> None:
    assert "ca.license.low_income_2027" in changes(40)
    assert "ca.license.low_income_2027" not in changes(39)
    assert "ca.license.low_income_2027" not in changes(40, on=LICENSE_RULE_DAY)


def test_a_rule_that_ends_is_a_change_on_the_day_after_its_last() -> None:
    found = impact(load_law(), on=date(2025, 12, 1), days=31, forms={})
    ends = [change for change in found if change.name == "ca.sc.presumed_income_old"]
    assert [change.day for change in ends] == [date(2026, 1, 1)]


def test_a_figure_names_the_papers_of_the_rules_that_use_it() -> None:
    found = changes(300)["full_time_minimum_wage"]
    assert found.kind is ChangeKind.VALUE
    assert "us-or/guideline-worksheet" in found.documents
    assert "after 2912.00" in found.what


def test_a_form_changes_when_its_edition_takes_effect() -> None:
    edition = FormEdition(number="FL-600", revised=date(2027, 1, 1), mandatory=True)
    found = impact(load_law(), on=TODAY, days=60, forms={"us-ca/summons-and-complaint": edition})
    (form,) = [change for change in found if change.kind is ChangeKind.FORM]
    assert form.touches(["us-ca/summons-and-complaint"])
    assert not form.touches(["us-or/summons"])


def test_the_earliest_comes_first() -> None:
    days = [change.day for change in impact(load_law(), on=TODAY, days=400, forms={})]
    assert days == sorted(days)
    assert len(days) >= 4
