"""The two regimes of unknown income, a day apart (Cal. Fam. Code §§ 17400(d)(2), 17430(a))."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.case import LegalChoice
from assembly.model.facts import Facts
from assembly.model.income import Income, IncomeBasis
from assembly.model.procedure import Judgment
from assembly.rules import compute
from assembly.rules.income_us_ca import LaterRegime, Regime

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts((CASES / "santa-clara-establish.facts.json").read_bytes())


def filed(facts: Facts, day: date, basis: IncomeBasis) -> Facts:
    return replace(
        facts,
        case=replace(facts.case, filed_on=day),
        obligor=replace(facts.obligor, income=Income(basis=basis)),
    )


@pytest.mark.parametrize(
    ("day", "basis", "presumes", "by_hearing"),
    [
        pytest.param(date(2025, 12, 31), IncomeBasis.PRESUMED, True, False, id="last day of presumed income"),
        pytest.param(
            date(2025, 12, 31), IncomeBasis.EARNING_CAPACITY, True, False, id="capacity, last old day"
        ),
        pytest.param(
            date(2026, 1, 1), IncomeBasis.EARNING_CAPACITY, False, True, id="capacity, first new day"
        ),
        pytest.param(date(2026, 1, 1), IncomeBasis.ACTUAL, False, False, id="actual income, first new day"),
    ],
)
def test_the_day_of_filing_decides(
    facts: Facts, day: date, basis: IncomeBasis, presumes: bool, by_hearing: bool
) -> None:
    found = compute("income_us_ca.regime", filed(facts, day, basis), load_law())
    assert found == Regime(presumes_income=presumes, support_by_hearing=by_hearing)


def test_an_agency_may_bind_itself_to_a_hearing_in_every_case(facts: Facts) -> None:
    choice = LegalChoice(choice="us-ca.default_policy", option="always_hearing")
    bound = replace(facts, agency=replace(facts.agency, choices=(choice,)))
    found = compute("income_us_ca.regime", filed(bound, date(2026, 1, 1), IncomeBasis.ACTUAL), load_law())
    assert found == Regime(presumes_income=False, support_by_hearing=True)


@pytest.mark.parametrize(
    ("entered", "two_years"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)], ids=["old", "new"]
)
def test_the_day_of_judgment_decides_how_long_the_amount_may_be_set_aside(
    facts: Facts, entered: date, two_years: bool
) -> None:
    """Fam. Code § 17432 from 2026: two years from the first withholding order, presumed income included."""
    case = filed(facts, date(2025, 6, 1), IncomeBasis.PRESUMED)
    found = compute("income_us_ca.later", replace(case, judgment=Judgment(entered_on=entered)), load_law())
    assert found == LaterRegime(motion_presumes_income=False, set_aside_in_two_years=two_years)


def test_a_motion_of_2026_presumes_no_income_in_an_older_case(facts: Facts) -> None:
    """Fam. Code § 17400(d)(2): presumed income ended on January 1, 2026, whenever the case was filed."""
    old = filed(facts, date(2019, 6, 24), IncomeBasis.ACTUAL)
    for day, presumes in ((date(2025, 12, 31), True), (date(2026, 1, 1), False)):
        found = compute("income_us_ca.later", replace(old, prepared_on=day), load_law())
        assert isinstance(found, LaterRegime)
        assert found.motion_presumes_income is presumes
