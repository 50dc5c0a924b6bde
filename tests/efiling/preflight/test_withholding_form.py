"""The federal withholding order (check 40) and its sums (check 41): the researched test ideas.

Held against the official blank OMB 0970-0154: 45 CFR 303.100(e); IWO instructions; OCSE AT-16-04.
"""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.law import load_law
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.engine import render_form
from assembly.render.forms.mapping import read_mapping
from assembly.rules.withholding import WithholdingOrder, order
from efiling.preflight import Evidence, Matter, Outcome, Paper, preflight
from efiling.preflight.known import Withholding
from efiling.preflight.reading.fingerprint import editions, pieces_of
from efiling.preflight.reading.pdf import read_pdf
from efiling.preflight.reading.withholding import read_order
from tests.efiling.preflight.papers import clean
from tests.efiling.preflight.test_checks_on_bytes import court

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "templates" / "us" / "income-withholding-order" / "form.yaml"
CASE = ROOT / "templates" / "_cases" / "alameda-withholding.facts.json"
DAY = date(2026, 11, 20)
SSN = "900-87-0819"
WANTED = Withholding(
    payee="California State Disbursement Unit",
    remittance_id="200000655107",
    order_id="24-FS-110482",
    case_id="200000655107",
    ssn=SSN,
    amounts={
        "current_child": Decimal("1256.00"),
        "past_due_child": Decimal("150.00"),
        "current_medical": Decimal("60.00"),
    },
)

Fill = Callable[[WithholdingOrder], bytes]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "us-income-withholding-order.pdf").read_bytes()


@pytest.fixture(scope="module")
def filled(blank: bytes, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Fill the official blank with an order."""
    library = FormLibrary(tmp_path_factory.mktemp("forms"))
    library.install(read_mapping(SOURCE), blank)

    def fill(iwo: WithholdingOrder) -> bytes:
        with library_in_use(library):
            return render_form(SOURCE, {"iwo": iwo}, title="IWO", prepared_on=DAY).pdf

    return fill


@pytest.fixture(scope="module")
def ordered() -> WithholdingOrder:
    return order(read_facts(CASE.read_bytes()), load_law())


def found(
    raw: bytes, number: int, *, enclosed: bool = True, wanted: Withholding | None = WANTED
) -> tuple[Outcome, list[str]]:
    paper = Paper("iwo.pdf", raw, title="IWO", identifiers_allowed=enclosed)
    matter = Matter(
        papers=() if enclosed else (paper,),
        enclosed=(paper,) if enclosed else (),
        court=court(),
        today=DAY,
        withholding=wanted,
    )
    (result,) = [result for result in preflight(matter).results if result.number == number]
    return result.outcome, [evidence.problem for evidence in result.evidence]


class TestWords:
    def printed_anew(self, blank: bytes, *, change: tuple[str, str] = ("", ""), font: str = "Arimo") -> bytes:
        """The form's own words in another font and on other pages, with values in their lines."""
        pages = [page.text for page in read_pdf(blank).pages]
        text = "\n".join(pages).replace("Remit payment to ", f"Remit payment to {WANTED.payee} ")
        assert change[0] in text
        text = html.escape(text.replace(*change) if change[0] else text)
        return clean(f"<pre style='white-space:pre-wrap;font:7pt {font}'>{text}</pre>")

    def test_the_fingerprint_is_that_of_the_official_blank(self, blank: bytes) -> None:
        pdf = read_pdf(blank)
        (known,) = editions("OMB 0970-0154")
        assert known.pieces == tuple(pieces_of(pdf.pages, [(f.page, f.rect) for f in pdf.fields]))
        covered = sum(piece.letters for piece in known.pieces)
        assert covered > 0.95 * sum(sum(c.isalnum() for c in page.text) for page in pdf.pages)

    def test_the_filled_blank_is_the_form(self, filled: Fill, ordered: WithholdingOrder) -> None:
        assert found(filled(ordered), 40) == (Outcome.PASS, [])

    @pytest.mark.parametrize("font", ["Arimo", "Tinos"])
    def test_another_font_and_other_paging_pass(self, blank: bytes, font: str) -> None:
        _, problems = found(self.printed_anew(blank, font=font), 40)
        assert not [problem for problem in problems if "words" in problem]

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(("within 7 business days", "within 9 business days"), id="a number"),
            pytest.param(("you must honor all IWOs", "you may honor all IWOs"), id="a word"),
            pytest.param(
                ("payment of any past-due support.", "payment of any past-due support, but not arrears."),
                id="words added",
            ),
            pytest.param(("The CCPA is available at ", ""), id="words left out"),
        ],
    )
    def test_one_word_changed_in_the_instructions_blocks(self, blank: bytes, change: tuple[str, str]) -> None:
        outcome, problems = found(self.printed_anew(blank, change=change), 40)
        assert outcome is Outcome.BLOCK
        assert [problem for problem in problems if "printed words are not those" in problem]

    def test_our_own_rendition_is_not_the_form(self, ordered: WithholdingOrder, tmp_path: Path) -> None:
        with library_in_use(FormLibrary(tmp_path)):
            raw = render_form(SOURCE, {"iwo": ordered}, title="IWO", prepared_on=DAY).pdf
        assert found(raw, 40) == (
            Outcome.BLOCK,
            ["It is not the form OMB 0970-0154: its words are others. An employer may return it."],
        )

    def test_another_paper_is_not_looked_at(self) -> None:
        assert found(clean(), 40)[0] is Outcome.NOT_APPLICABLE


class TestContent:
    def test_the_county_as_payee(self, filled: Fill, ordered: WithholdingOrder) -> None:
        raw = filled(replace(ordered, payee_name="Alameda County Department of Child Support Services"))
        assert found(raw, 40) == (Outcome.BLOCK, ["The payee is not the state disbursement unit."])
        outcome, problems = found(raw, 40, wanted=None)
        assert (outcome, problems) == (
            Outcome.BLOCK,
            ["The payee does not read as a state disbursement unit."],
        )

    def test_an_amount_without_its_period(self, filled: Fill, ordered: WithholdingOrder) -> None:
        amounts = replace(ordered.amounts, current_child=replace(ordered.amounts.current_child, period=""))
        outcome, problems = found(filled(replace(ordered, amounts=amounts)), 40)
        assert (outcome, problems) == (Outcome.BLOCK, ["The period of current child is not given."])

    def test_a_percentage_is_no_amount(self, blank: bytes) -> None:
        """An income withholding order states dollars, not a share of income (IWO instructions 5a-12b)."""
        raw = TestWords().printed_anew(
            blank, change=("current child support", "$ 25% Per month current child support")
        )
        assert "The amount of current child is not an amount of dollars and cents." in found(raw, 40)[1]

    def test_the_number_is_on_the_employers_copy_and_not_on_the_courts(
        self, filled: Fill, ordered: WithholdingOrder
    ) -> None:
        assert found(filled(replace(ordered, obligor_ssn="")), 40) == (
            Outcome.BLOCK,
            ["The employer's copy lacks the social security number."],
        )
        assert found(filled(ordered), 40, enclosed=False) == (
            Outcome.BLOCK,
            ["The court's copy shows a full social security number."],
        )
        masked = filled(replace(ordered, obligor_ssn="XXX-XX-0819"))
        assert found(masked, 40, enclosed=False) == (Outcome.PASS, [])

    def test_another_remittance_number(self, filled: Fill, ordered: WithholdingOrder) -> None:
        wanted = replace(WANTED, remittance_id="200000655108")
        assert found(filled(ordered), 40, wanted=wanted)[1] == [
            "It does not have the remittance ID of the case."
        ]


class TestSums:
    """1,256.00 + 150.00 + 60.00 = 1,466.00 a month; times 12 by 52, 26 and 24: 338.31, 676.62, 733.00."""

    def test_what_is_printed_is_read(self, filled: Fill, ordered: WithholdingOrder) -> None:
        read = read_order(Paper("iwo.pdf", filled(ordered)))
        assert read is not None
        assert {line.kind: (line.amount, line.period) for line in read.lines} == {
            "current_child": (Decimal("1256.00"), "month"),
            "past_due_child": (Decimal("150.00"), "month"),
            "current_medical": (Decimal("60.00"), "month"),
        }
        assert read.total is not None
        assert read.total.amount == Decimal("1466.00")
        assert read.cycles == {
            "weekly": Decimal("338.31"),
            "biweekly": Decimal("676.62"),
            "semimonthly": Decimal("733.00"),
            "monthly": Decimal("1466.00"),
        }

    def test_right_sums_pass(self, filled: Fill, ordered: WithholdingOrder) -> None:
        assert found(filled(ordered), 41)[1] == []

    def test_a_total_that_is_off_by_a_cent(self, filled: Fill, ordered: WithholdingOrder) -> None:
        assert ordered.total is not None
        raw = filled(replace(ordered, total=replace(ordered.total, amount=Decimal("1466.01"))))
        assert found(raw, 41) == (
            Outcome.BLOCK,
            ["The amounts make $1,466.00 a month; the total prints $1,466.01."],
        )

    def test_a_weekly_amount_by_four_weeks_a_month(self, filled: Fill, ordered: WithholdingOrder) -> None:
        assert ordered.pay_cycle is not None
        raw = filled(replace(ordered, pay_cycle=replace(ordered.pay_cycle, weekly=Decimal("366.50"))))
        assert found(raw, 41) == (
            Outcome.BLOCK,
            ["The weekly amount comes to $338.31; it prints $366.50."],
        )

    def test_other_amounts_than_are_ordered(self, filled: Fill, ordered: WithholdingOrder) -> None:
        """450 in the order, 540 in the withholding form: the two papers do not agree."""
        other = replace(WANTED, amounts={**WANTED.amounts, "current_child": Decimal("1265.00")})
        paper = Paper("iwo.pdf", filled(ordered), identifiers_allowed=True)
        matter = Matter(
            papers=(), enclosed=(paper,), court=court(), today=DAY, withholding=other, captioned=("A",)
        )
        (result,) = [result for result in preflight(matter).results if result.number == 42]
        assert result.outcome is Outcome.BLOCK
        (evidence,) = result.evidence
        assert isinstance(evidence, Evidence)
        assert evidence.problem == "It withholds $1,256.00 of current child; $1,265.00 is ordered."
        assert evidence.rect is not None
