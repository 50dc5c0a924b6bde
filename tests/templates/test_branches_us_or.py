"""Oregon's papers where a case has two ways: what the sums and the number of children make them say.

Read from the filled Word file, which is the source of the pages.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.facts import Facts
from assembly.packets.context import build_context
from assembly.render.word.merge import merge
from assembly.rules import compute, protect

ROOT = Path(__file__).parents[2] / "templates"
P, TEXT = qn("w:p"), qn("w:t")

Words = Callable[[str, Facts], str]


def case(slug: str) -> Facts:
    return read_facts((ROOT / "_cases" / f"{slug}.facts.json").read_bytes())


@pytest.fixture(scope="module")
def words() -> Words:
    """Return what an Oregon paper says: its paragraphs."""
    catalog, law = load_catalog(ROOT), load_law()

    def read(slug: str, facts: Facts) -> str:
        kind = catalog.document_type(f"us-or/{slug}")
        guarded = protect(facts, security=kind.security)
        computed = {
            name: (lambda known, source=source: compute(source, known, law))
            for name, source in kind.computes.items()
        }
        filled = merge(kind.source, build_context(kind, guarded, computed).names)
        body = docx.Document(BytesIO(filled)).element.body
        lines = ("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in body.iter(P))
        return "\n".join(lines).replace("\u00a0", " ")

    return read


class TestNotice:
    """ORS 25.511(2)(b), (d): what is proposed a month, cash medical support within it."""

    def test_cash_medical_support_is_part_of_the_amount_proposed(self, words: Words) -> None:
        text = words("notice-and-proposed-order", case("lane-notice"))
        assert "Of the $672.00 a month above, $172.00 is cash medical support." in text
        assert "has the care of the child:" in text

    def test_a_zero_order_proposes_no_amount(self, words: Words) -> None:
        """OAR 137-055-3410(7): cash assistance; no amount is calculated."""
        facts = case("lane-notice")
        assert facts.administrative_notice
        assert facts.order
        notice = replace(
            facts.administrative_notice, basis="zero", zero_reason="the parent gets cash assistance."
        )
        order = replace(facts.order, base_monthly=Decimal(0), total_monthly=Decimal(0), health_coverage=None)
        text = words("notice-and-proposed-order", replace(facts, administrative_notice=notice, order=order))
        assert "No monthly support is proposed now, because the parent gets cash assistance." in text
        assert "must pay" not in text


def test_the_worksheet_says_how_the_least_order_came_about(words: Words) -> None:
    """W4: net 23.35 with 60 nights; 76.65 more make the least order of 100.00 (OAR 137-050-0755)."""
    facts = case("lane-notice")
    guideline = facts.guideline
    assert guideline
    assert guideline.worksheet
    assert facts.obligor.income
    assert facts.obligee.income
    poor = replace(
        facts,
        obligor=replace(facts.obligor, income=replace(facts.obligor.income, gross_monthly=Decimal(1800))),
        obligee=replace(facts.obligee, income=replace(facts.obligee.income, gross_monthly=Decimal(2500))),
    )
    text = words("guideline-worksheet", poor)
    assert "pays $100.00 cash child support" in text
    assert "The total on line 8a, $23.35, is under the least order" in text
    assert "raised by $76.65 (line 8c) to $100.00 (line 8d" in text
