"""California's papers where the law has two ways: each branch prints its own words and not the other's.

Read from the filled Word file, which is the source of the pages.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assembly.catalog import Catalog, load_catalog
from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.facts import Facts
from assembly.model.procedure import Appearances, Judgment, JudgmentStage, Relief
from assembly.packets.context import build_context
from assembly.render.marks import CHECKED, UNCHECKED
from assembly.render.word.merge import merge
from assembly.rules import compute, protect

ROOT = Path(__file__).parents[2] / "templates"
P, TEXT = qn("w:p"), qn("w:t")

Words = Callable[[str, Facts], str]


def case(slug: str) -> Facts:
    return read_facts((ROOT / "_cases" / f"{slug}.facts.json").read_bytes())


@pytest.fixture(scope="module")
def words() -> Words:
    """Return what a California paper says: its paragraphs, with [x] and [ ] for boxes."""
    catalog: Catalog = load_catalog(ROOT)
    law: Law = load_law()

    def read(slug: str, facts: Facts) -> str:
        kind = catalog.document_type(f"us-ca/{slug}")
        guarded = protect(facts, security=kind.security)
        computed = {
            name: (lambda known, source=source: compute(source, known, law))
            for name, source in kind.computes.items()
        }
        filled = merge(kind.source, build_context(kind, guarded, computed).names)
        body = docx.Document(BytesIO(filled)).element.body
        lines = ("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in body.iter(P))
        text = "\n".join(lines).replace("\u00a0", " ")
        return text.replace(CHECKED, "[x]").replace(UNCHECKED, "[ ]")

    return read


class TestSummonsAndComplaint:
    """Fam. Code §§ 17400(d)(2), 17430(a): presumed income until 2025, earning capacity from 2026."""

    def test_a_case_filed_in_2025_may_rest_on_presumed_income(self, words: Words) -> None:
        text = words("summons-and-complaint", case("santa-clara-presumed-income"))
        assert "[x] The agency does not know what Tyler Brandon Kovacs earns" in text
        assert "the proposed judgment will become final" in text
        assert "motion for judgment" not in text

    def test_from_2026_an_unknown_income_goes_to_a_hearing(self, words: Words) -> None:
        text = words("summons-and-complaint", case("fresno-protected-obligee"))
        assert "will make a motion for judgment" in text
        assert "presum" not in text
        assert "proposed judgment will become final" not in text

    @pytest.mark.parametrize(
        "factor",
        [
            "Assets", "Residence", "Employment and earnings history", "Job skills", "Education", "Literacy", "Age",
            "Health", "Criminal record and other barriers to work", "Record of seeking work",
            "The local job market", "Employers willing to hire this parent",
            "Prevailing earnings in the local community",
        ],
    )  # fmt: skip
    def test_earning_capacity_names_each_factor_of_section_4058(self, words: Words, factor: str) -> None:
        assert f"\n{factor}\n" in words("summons-and-complaint", case("fresno-protected-obligee"))

    def test_no_order_asked_leaves_the_box_for_support_empty(self, words: Words) -> None:
        text = words("summons-and-complaint", replace(case("santa-clara-establish"), order=None))
        assert "[ ] Order Rafael Ortega Villanueva to pay child support" in text

    def test_a_case_without_a_number_leaves_its_place_empty(self, words: Words) -> None:
        text = words("summons-and-complaint", case("santa-clara-establish"))
        assert "Case number:\n" in text
        assert "None" not in text.replace("None is known", "")


class TestProposedJudgment:
    """FL-630 item 1: exactly one of a and b; item 2 only when final."""

    def test_is_proposed_without_a_stage(self, words: Words) -> None:
        text = words("proposed-judgment", case("santa-clara-establish"))
        assert "[x] Notice: this is a proposed judgment." in text
        assert "[ ] This is now a judgment." in text

    def test_amended_says_that_the_time_runs_from_the_amendment(self, words: Words) -> None:
        facts = replace(
            case("santa-clara-establish"), judgment=Judgment(stage=JudgmentStage.AMENDED_PROPOSED)
        )
        text = words("proposed-judgment", facts)
        assert "[x] Notice: this is an amended proposed judgment." in text
        assert "or this amended proposal was served on you" in text

    def test_on_earning_capacity_promises_a_hearing_before_the_amount(self, words: Words) -> None:
        text = words("proposed-judgment", case("fresno-protected-obligee"))
        assert "will not become an order without a hearing" in text

    def test_entered_by_default_names_section_17430(self, words: Words) -> None:
        text = words("proposed-judgment", case("santa-clara-default"))
        assert "[x] This is now a judgment." in text
        assert "[x] The judgment is entered under Family Code section 17430." in text
        assert "Approved as conforming" not in text

    def test_entered_after_a_hearing_with_counsel_is_approved_as_conforming(self, words: Words) -> None:
        facts = case("santa-clara-default")
        show_cause = case("santa-clara-order-to-show-cause").show_cause
        assert facts.judgment is not None
        assert show_cause is not None
        heard = replace(
            facts.judgment,
            hearing=show_cause.hearing,
            appearances=Appearances(respondent=True, respondent_attorney="Nadia Petrov"),
        )
        text = words("proposed-judgment", replace(facts, judgment=heard))
        assert "[x] There was a hearing on:" in text
        assert "[x] attorney: Nadia Petrov" in text
        assert "Approved as conforming to the court order" in text


class TestStipulation:
    """Fam. Code § 4065(a), (d); § 17416(b)."""

    @pytest.fixture
    def below(self) -> Facts:
        facts = case("santa-clara-stipulate")
        assert facts.stipulation is not None
        terms = replace(
            facts.stipulation,
            agrees_to_guideline=False,
            agreed_amount=Decimal("500.00"),
            no_action_on_file=True,
        )
        return replace(facts, stipulation=terms)

    @pytest.mark.parametrize("slug", ["stipulation-for-judgment", "stipulation-and-order"])
    def test_below_guideline_makes_the_five_declarations(self, words: Words, below: Facts, slug: str) -> None:
        text = words(slug, below)
        for declared in (
            "[x] I am fully informed of my rights",
            "No one has coerced me, and I am under no duress",
            "[x] This agreement is in the best interests of the children",
            "[x] The needs of the children will be adequately met",
            "[x] The right to support has not been assigned",
        ):
            assert declared in text
        assert "No change of circumstances need be shown" in text

    def test_at_guideline_makes_none(self, words: Words) -> None:
        text = words("stipulation-for-judgment", case("santa-clara-stipulate"))
        assert "[x] We agree to that amount." in text
        assert "No one has coerced me" not in text

    def test_above_guideline_needs_a_change_of_circumstances_later(self, words: Words, below: Facts) -> None:
        assert below.stipulation is not None
        above = replace(below, stipulation=replace(below.stipulation, agreed_amount=Decimal("900.00")))
        assert "A change of circumstances must be shown" in words("stipulation-for-judgment", above)

    def test_without_an_action_the_certificate_has_the_words_of_the_statute(
        self, words: Words, below: Facts
    ) -> None:
        text = words("stipulation-for-judgment", below)
        assert (
            "“I have examined the proposed judgment and have advised my client concerning his or her rights in "
            "connection with this matter and the consequences of signing or not signing the agreement for the entry "
            "of the judgment and my client, after being so advised, has agreed to the entry of the judgment.”"
        ) in text
        assert "section 17416" not in words("stipulation-for-judgment", case("santa-clara-stipulate"))

    def test_interest_that_is_left_out_is_not_waived(self, words: Words) -> None:
        text = words("stipulation-and-order", case("san-diego-stipulate-change"))
        assert "[x] Interest is not included. It is not waived." in text


class TestOrderToShowCause:
    """FL-683 items 2, 3b; the ability notice strikes presumed income for cases filed from 2026."""

    def test_every_kind_of_relief_is_marked(self, words: Words) -> None:
        facts = case("santa-clara-order-to-show-cause")
        assert facts.show_cause is not None
        asked = replace(
            facts.show_cause,
            relief=tuple(Relief),
            shortened_time_reason="The respondent leaves the state.",
            restrained_party="Thomas J. Whitaker",
            restrained_property="the boat",
        )
        text = words("order-to-show-cause", replace(facts, show_cause=asked))
        assert "[ ] Modification" not in text
        assert "[x] The time for service is shortened. Serve these papers by December 22, 2026." in text
        assert "[x] Thomas J. Whitaker may not transfer" in text

    def test_presumed_income_is_not_named_from_2026_however_old_the_case(self, words: Words) -> None:
        facts = case("santa-clara-order-to-show-cause")
        assert "income that the law presumes" not in words("order-to-show-cause", facts)
        earlier = replace(facts, prepared_on=date(2025, 12, 31))
        assert "income that the law presumes" in words("order-to-show-cause", earlier)


class TestNoticeOfEntry:
    """FL-635 notice for presumed income; Fam. Code § 17432 from 2026."""

    def test_presumed_income_of_2025_has_one_year_from_the_first_collection(self, words: Words) -> None:
        facts = case("santa-clara-presumed-income")
        assert facts.judgment is not None
        entered = replace(facts, judgment=replace(facts.judgment, entered_on=date(2025, 12, 31)))
        assert "within one year of the first collection" in words("notice-of-entry-of-judgment", entered)

    def test_a_judgment_of_2026_has_two_years_also_on_presumed_income(self, words: Words) -> None:
        text = words("notice-of-entry-of-judgment", case("santa-clara-presumed-income"))
        assert "rests on income that the law presumed" in text
        assert "within two years after the first income withholding order was served" in text

    def test_actual_income_has_no_such_notice(self, words: Words) -> None:
        assert "NOTICE." not in words("notice-of-entry-of-judgment", case("santa-clara-judgment-entered"))


class TestNoticeOfMotion:
    """FL-680: the order part is there only where a judge must sign."""

    def test_no_order_without_a_reason_for_one(self, words: Words) -> None:
        text = words("notice-of-motion", case("santa-clara-motion-to-modify"))
        assert "Judicial officer" not in text
        assert "[x] I placed each envelope" in text

    def test_shortened_time_brings_the_order(self, words: Words) -> None:
        facts = case("santa-clara-motion-to-modify")
        assert facts.motion is not None
        motion = replace(facts.motion, shortened_time=True, serve_by=date(2026, 12, 20))
        text = words("notice-of-motion", replace(facts, motion=motion, service=None))
        assert "Serve these papers by: December 20, 2026" in text
        assert "Judicial officer" in text
        assert "Service is shown on a separate Proof of Service by Mail" in text
