"""Measuring finished pages: what the rules on format then look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import weasyprint

from assembly import fonts
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.rules import DocumentFacts, check
from assembly.rules.layout import Layout
from assembly.rules.measure import measure

TINOS = Path(fonts.__file__).parent / "tinos" / "Tinos-Regular.ttf"
PAGE = """
<style>
  @font-face {{ font-family: Tinos; src: url({font}) }}
  @page {{ size: {size}; margin: 1in {right} 1in 1.5in;
    @bottom-left {{ content: "Page " counter(page) " - PETITION"; font: 10pt Tinos }} }}
  body {{ font: {type}pt/24pt Tinos; color: {ink}; margin: 0 }}
  p {{ margin: 0; text-align: justify }} .n {{ position: absolute; left: -0.5in }}
</style>
<p><span class="n">1</span>SUPERIOR COURT OF CALIFORNIA</p>
{lines}
<p style="page-break-before: always"><span class="n">1</span>{words}</p>
"""
WORDS = "The parties to this case are the county and the persons who are named above in the caption. " * 4


def pdf(*, size: str = "letter", right: str = "0.5in", type: str = "12", ink: str = "black") -> bytes:
    """Return two pages laid out as told."""
    lines = "".join(f'<p><span class="n">{number}</span>Line {number}</p>' for number in range(2, 6))
    page = PAGE.format(
        font=TINOS.as_uri(), size=size, right=right, type=type, ink=ink, lines=lines, words=WORDS
    )
    return weasyprint.HTML(string=page).write_pdf()


@pytest.fixture(scope="module")
def layout() -> Layout:
    return measure(pdf())


class TestMeasure:
    def test_finds_the_size_of_the_page(self, layout: Layout) -> None:
        assert (layout.page_width, layout.page_height) == (Decimal("8.50"), Decimal("11.00"))

    def test_finds_the_margins(self, layout: Layout) -> None:
        assert layout.left_margin == pytest.approx(Decimal("1.5"), abs=Decimal("0.02"))
        assert layout.right_margin == pytest.approx(Decimal("0.5"), abs=Decimal("0.04"))

    def test_finds_the_type(self, layout: Layout) -> None:
        assert (layout.smallest_text, layout.footer_size) == (Decimal("12.00"), Decimal("10.00"))
        assert layout.typefaces == ("Tinos",)

    def test_finds_numbered_lines_and_the_line_of_the_court(self, layout: Layout) -> None:
        assert (layout.numbered_lines, layout.court_title_line) == (1, 1)

    def test_finds_the_foot(self, layout: Layout) -> None:
        assert layout.footer_title
        assert layout.footer_left
        assert layout.page_numbers

    def test_finds_a_file_that_can_be_searched_printed_and_trusted(self, layout: Layout) -> None:
        assert layout.searchable
        assert layout.fonts_embedded
        assert layout.dark_text
        assert not layout.scripts

    def test_finds_a_page_that_is_not_letter_size(self) -> None:
        assert measure(pdf(size="A4")).page_height == Decimal("11.69")

    def test_finds_pale_ink(self) -> None:
        assert not measure(pdf(ink="#c00")).dark_text


class TestRulesOnFormat:
    @pytest.mark.parametrize(
        ("how", "broken"),
        [
            pytest.param({}, set(), id="as the rules demand"),
            pytest.param({"type": "11.5"}, {"ca.fmt.font"}, id="type too small"),
            pytest.param({"size": "A4"}, {"ca.fmt.page"}, id="not letter"),
            pytest.param({"ink": "#c00"}, {"ca.fmt.color"}, id="red ink"),
            pytest.param({"right": "0.3in"}, {"ca.fmt.margins"}, id="right margin"),
        ],
    )
    def test_speak_of_finished_pages(self, law: Law, case, how: dict[str, str], broken: set[str]) -> None:  # type: ignore[no-untyped-def]
        facts: Facts = case()
        watched = ("ca.fmt.font", "ca.fmt.page", "ca.fmt.color", "ca.fmt.margins", "ca.fmt.typeface")
        paper = DocumentFacts(type_id="us-ca/declaration-generic", layout=measure(pdf(**how)))
        small = replace(law, rules=tuple(rule for rule in law.rules if rule.id in watched))
        found = check(facts, [paper], law=small, recipe="x", on=date(2026, 11, 20))
        assert {finding.rule for finding in found} == broken
