"""A proposed order is a paper of its own: one that is bound into a motion's PDF is found.

Source: UTCR 21.040(2)(a) (orders and judgments stay out of the unified PDF), 2.010(4), (10); Cal. Rules of Court, rule
3.1312(c), with the list of the clerks' reasons for a rejection, which is hearsay and so warns.
"""

import pytest

from efiling.courts import CourtProfile, load_court
from efiling.preflight import Kind, Matter, Outcome, Paper, Result, preflight
from tests.efiling.preflight.papers import BODY, clean
from tests.efiling.preflight.test_checks_on_captions import TODAY

OREGON, CALIFORNIA = load_court("us-or-multnomah"), load_court("us-ca-santa-clara")
STYLE = "table{width:100%}td{width:50%;vertical-align:top}"
JUDGE = "<p>Dated: ____________</p><p>______________________</p><p>Circuit Court Judge</p>"


def head(title: str) -> str:
    return (
        "<p>IN THE CIRCUIT COURT OF THE STATE OF OREGON<br>FOR THE COUNTY OF MULTNOMAH</p>"
        "<table><tr><td>State of Oregon,<br>Petitioner,<br>and<br>Caleb Lindqvist,<br>Respondent.</td>"
        f"<td>Case No. 26DR18841<br><br>{title}</td></tr></table>"
    )


MOTION = f"{head('PETITIONER’S MOTION FOR<br>ORDER OF DEFAULT')}<p>Petitioner moves for an order. {BODY}</p>"
ORDER = (
    f"{head('ORDER OF DEFAULT AGAINST<br>CALEB LINDQVIST')}<p>This matter came before the court. {BODY}</p>"
)
BARE_ORDER = f"<h2>[PROPOSED] ORDER</h2><p>IT IS SO ORDERED. {BODY}</p>{JUDGE}"
JUDGMENT = f"{head('GENERAL JUDGMENT AND<br>MONEY AWARD')}<p>{BODY}</p>{JUDGE}"
DECLARATION = f"{head('DECLARATION IN SUPPORT OF<br>MOTION FOR ORDER OF DEFAULT')}<p>I say: {BODY}</p>"


def result(*pages: str, court: CourtProfile = OREGON, **paper: object) -> Result:
    about = {"title": "Motion for Order of Default", "kind": Kind.PLEADING, "lead": True} | paper
    made = Paper("motion.pdf", clean(*pages, style=STYLE), **about)  # type: ignore[arg-type]
    report = preflight(Matter(papers=(made,), court=court, today=TODAY))
    return next(found for found in report.results if found.number == 8)


class TestAnOrderInsideAMotion:
    @pytest.mark.parametrize(
        ("pages", "at"),
        [
            pytest.param((MOTION, ORDER + JUDGE), 2, id="with its own caption"),
            pytest.param((MOTION, ORDER, f"<p>{BODY}</p>{JUDGE}"), 2, id="signed on its second page"),
            pytest.param((MOTION, f"<p>{BODY}</p>{BARE_ORDER}"), 2, id="without a caption, in mid-page"),
            pytest.param((MOTION, DECLARATION, JUDGMENT), 3, id="a judgment behind a declaration"),
        ],
    )
    def test_blocks_in_oregon(self, pages: tuple[str, ...], at: int) -> None:
        found = result(*pages)
        assert found.outcome is Outcome.BLOCK
        assert [(one.page, "order" in one.problem) for one in found.evidence] == [(at, True)]

    def test_warns_in_california_where_the_list_is_hearsay(self) -> None:
        assert result(MOTION, BARE_ORDER, court=CALIFORNIA).outcome is Outcome.WARN

    def test_is_found_in_a_file_of_which_nothing_is_known(self) -> None:
        found = result(MOTION, BARE_ORDER, title="", kind=Kind.OTHER, lead=False)
        assert found.outcome is Outcome.BLOCK

    @pytest.mark.parametrize(
        "pages",
        [
            pytest.param((MOTION,), id="a motion alone, whose title names the order"),
            pytest.param((MOTION, DECLARATION), id="a declaration with its own caption (21.040(2))"),
            pytest.param((MOTION, f"<h2>ORDER</h2><p>{BODY}</p>"), id="an order that no judge signs"),
            pytest.param(
                (MOTION, f"<p>EXHIBIT A</p>{ORDER}{JUDGE}"), id="a filed order of another case as an exhibit"
            ),
            pytest.param(
                (MOTION, f"<p>Order the obligor to pay.</p><p>{BODY}</p>{JUDGE}"), id="a sentence, no title"
            ),
        ],
    )
    def test_passes(self, pages: tuple[str, ...]) -> None:
        assert result(*pages).outcome is Outcome.PASS

    def test_an_exhibit_of_the_paper_is_not_looked_at(self) -> None:
        assert result(MOTION, BARE_ORDER, exhibits_from=2).outcome is Outcome.PASS

    def test_an_order_by_itself_is_in_its_place(self) -> None:
        found = result(ORDER, BARE_ORDER, title="Order of Default", filing_code="proposed_order")
        assert found.outcome is Outcome.PASS

    def test_a_second_paper_with_a_caption_of_its_own(self) -> None:
        """Not what supports the motion: another motion, for which the clerk has another code."""
        other = f"{head('MOTION TO CHANGE VENUE')}<p>{BODY}</p>"
        assert result(MOTION, other).outcome is Outcome.BLOCK
