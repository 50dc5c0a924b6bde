"""What trips a check and its near miss, a pair at a time: the rest of the researched test ideas.

Source of the pairs: Cal. Rules of Court, rules 2.100-2.119, 3.1110; UTCR 2.010, 21.040, 21.110; Gov. Code § 6103.9;
Code Civ. Proc. § 135; the court profiles. Each pair differs in one thing only.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from efiling.courts import CourtProfile, load_court
from efiling.courts.codes import Code, CodeSet
from efiling.model import Envelope, EnvelopeCase, Filing, LeadDocument, Payment, SubmissionId
from efiling.preflight import Kind, Matter, Outcome, Paper, preflight
from efiling.preflight.asked import Asked
from tests.efiling.preflight.papers import BODY, annotate, clean, draw, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court
from tests.efiling.preflight.test_checks_on_captions import TODAY, caption, real

CALIFORNIA, OREGON, SANDBOX = map(load_court, ("us-ca-santa-clara", "us-or-multnomah", "sandbox"))
PAGE = clean()
LOW = "section{padding-top:2in}"


def outcome(number: int, paper: Paper, profile: CourtProfile | None = None, **matter: object) -> Outcome:
    about = Matter(papers=(paper,), court=profile or court(), today=TODAY, **matter)  # type: ignore[arg-type]
    (result,) = [result for result in preflight(about).results if result.number == number]
    return result.outcome


class TestCaseNumberInTheFoot:
    def paper(self, foot: str) -> Paper:
        raw = clean(caption(), style=f"@page{{@bottom-left{{content:'{foot}';font:10pt Tinos}}}}")
        return Paper("p.pdf", raw, title="P", kind=Kind.FORM, type_id="t/x", lead=True)

    def test_another_number_in_the_foot_alone(self) -> None:
        known = {"captioned": ("County of Orange",), "case_number": "26-CS-00012", "county": "Orange"}
        assert outcome(1, self.paper("Case No. 26-CS-00021"), real(), **known) is Outcome.BLOCK
        assert outcome(1, self.paper("Case No. 26-CS-00012"), real(), **known) is Outcome.PASS


class TestFilingCode:
    codes = CodeSet(
        name="filing_code",
        rows=(
            Code(code="1", name="Motion", columns={"proposed_order": "false"}),
            Code(code="2", name="Proposed Order", columns={"proposed_order": "true"}),
            Code(code="3", name="Proof of Service ", columns={"proposed_order": "false"}),
        ),
        ours={"motion": "1", "proposed_order": "2", "proof_of_service": "3", "gone": "9"},
    )

    def of(self, code: str, title: str, **ours: str) -> Outcome:
        codes = replace(self.codes, ours={**self.codes.ours, **ours})
        paper = Paper("p.pdf", PAGE, title=title, filing_code=code)
        return outcome(5, paper, replace(court(), codes={"filing_code": codes}))

    def test_a_proposed_order_under_the_code_of_motions(self) -> None:
        assert self.of("proposed_order", "Proposed Order") is Outcome.PASS
        assert self.of("proposed_order", "Proposed Order", proposed_order="1") is Outcome.BLOCK

    def test_a_code_that_the_list_lost(self) -> None:
        assert self.of("gone", "Motion") is Outcome.BLOCK

    def test_a_title_unlike_the_codes_name_warns(self) -> None:
        assert self.of("motion", "Motion to Modify Support") is Outcome.PASS
        assert self.of("motion", "Declaration of Payment History") is Outcome.WARN

    def test_a_code_name_with_a_blank_at_its_end(self) -> None:
        assert self.of("proof_of_service", "Proof of Service by Mail") is Outcome.PASS


def outline_link(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        item = pikepdf.OutlineItem("Out", action=Dictionary(S=Name.URI, URI=String("https://example.org")))
        outline.root.append(item)


class TestLinks:
    def test_a_link_inside_a_bookmark(self) -> None:
        assert outcome(24, Paper("p.pdf", spoiled(PAGE, outline_link))) is Outcome.BLOCK

    def test_a_link_to_a_statute_is_allowed_in_oregon(self) -> None:
        """UTCR 21.110: a hyperlink to the source of a citation."""
        link = annotate(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://law.example.org/25")))
        paper = Paper("p.pdf", spoiled(PAGE, link))
        assert outcome(24, paper, OREGON) is Outcome.PASS
        assert outcome(24, paper, CALIFORNIA) is Outcome.BLOCK

    def test_an_address_in_the_words_is_no_link(self) -> None:
        assert (
            outcome(24, Paper("p.pdf", clean(f"<p>www.courts.ca.gov {BODY}</p>")), CALIFORNIA) is Outcome.PASS
        )


def landscape(file: pikepdf.Pdf) -> None:
    file.add_blank_page(page_size=(792, 612))


def cropped(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.CropBox = Array([100, 100, 500, 700])


class TestPages:
    @pytest.mark.parametrize("spoil", [landscape, cropped])
    def test_a_sheet_that_does_not_fit(self, spoil: Callable[[pikepdf.Pdf], None]) -> None:
        raw = spoiled(PAGE, spoil)
        assert outcome(25, Paper("p.pdf", raw)) is Outcome.BLOCK
        assert outcome(25, Paper("p.pdf", raw, kind=Kind.EXHIBIT)) is Outcome.WARN

    def test_a_landscape_sheet_of_an_exhibit_inside_a_paper(self) -> None:
        raw = spoiled(PAGE, landscape)
        assert outcome(25, Paper("p.pdf", raw, exhibits_from=2)) is Outcome.WARN

    @pytest.mark.parametrize(
        ("style", "found"),
        [("", Outcome.PASS), ("p{margin-right:-1in;text-align:right}", Outcome.WARN)],
        ids=["within", "beyond the right margin"],
    )
    def test_margins_warn(self, style: str, found: Outcome) -> None:
        raw = clean(f"<p>{BODY}</p>", style=LOW + style)
        assert outcome(26, Paper("p.pdf", raw, kind=Kind.PLEADING), CALIFORNIA) is found

    @pytest.mark.parametrize(("drop", "found"), [("2.6in", Outcome.PASS), ("1.2in", Outcome.WARN)])
    def test_the_title_of_the_court_stands_on_the_eighth_line(self, drop: str, found: Outcome) -> None:
        """Rule 2.111(3): the title of the court is on line 8, at or below 3.33 inches."""
        raw = clean(
            f"<p>SUPERIOR COURT OF CALIFORNIA</p><p>{BODY}</p>", style=f"section{{padding-top:{drop}}}"
        )
        assert outcome(26, Paper("p.pdf", raw, kind=Kind.PLEADING), CALIFORNIA) is found

    @pytest.mark.parametrize(
        ("at", "found"), [((400, 690), Outcome.BLOCK), ((200, 690), Outcome.PASS)], ids=["inside", "beside"]
    )
    def test_a_dot_in_californias_space_for_the_clerk(self, at: tuple[int, int], found: Outcome) -> None:
        raw = spoiled(clean(style=LOW), draw(b"0 g %d %d 2 2 re f" % at))
        assert outcome(26, Paper("p.pdf", raw, kind=Kind.PLEADING), CALIFORNIA) is found

    def test_oregon_keeps_two_inches_free_on_pleadings_alone(self) -> None:
        """UTCR 2.010(4)(c)."""
        high = clean(f"<p>{BODY}</p>")
        assert outcome(26, Paper("p.pdf", high, kind=Kind.PLEADING), OREGON) is Outcome.BLOCK
        assert outcome(26, Paper("p.pdf", high, kind=Kind.OTHER), OREGON) is Outcome.NOT_APPLICABLE


def font(name: str, *, used: bool) -> Callable[[pikepdf.Pdf], None]:
    def spoil(file: pikepdf.Pdf) -> None:
        entry = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
        file.pages[0].Resources.Font["/Bare"] = file.make_indirect(entry)
        if used:
            file.pages[0].contents_add(b"BT /Bare 12 Tf 100 300 Td (4) Tj ET", prepend=False)

    return spoil


def font_in_nested_form(file: pikepdf.Pdf) -> None:
    entry = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    box = Array([0, 0, 612, 792])
    inner = file.make_stream(
        b"BT /F 12 Tf 100 300 Td (x) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=box,
        Resources=Dictionary(Font=Dictionary(F=entry)),
    )  # fmt: skip
    outer = file.make_stream(
        b"/In Do",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=box,
        Resources=Dictionary(XObject=Dictionary(In=inner)),
    )
    file.pages[0].Resources.XObject = Dictionary(Out=outer)
    file.pages[0].contents_add(b"/Out Do", prepend=False)


class TestFonts:
    @pytest.mark.parametrize(
        ("spoil", "found"),
        [
            pytest.param(font("ZapfDingbats", used=True), Outcome.BLOCK, id="a check mark in ZapfDingbats"),
            pytest.param(font("Helvetica", used=False), Outcome.PASS, id="named and never used"),
            pytest.param(font_in_nested_form, Outcome.BLOCK, id="in a form within a form"),
        ],
    )
    def test_a_font_that_is_not_in_the_file(
        self, spoil: Callable[[pikepdf.Pdf], None], found: Outcome
    ) -> None:
        assert outcome(27, Paper("p.pdf", spoiled(PAGE, spoil))) is found


class TestLegible:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            pytest.param(f"<p style='color:#bbb'>{BODY}</p>", Outcome.WARN, id="light gray"),
            pytest.param(f"<p style='color:#003'>{BODY}</p>", Outcome.PASS, id="blue-black"),
            pytest.param(
                f"<p>{BODY}</p><div style='position:fixed;inset:-1.2in;background:#000'></div>", Outcome.WARN,
                id="a negative",
            ),
        ],
    )  # fmt: skip
    def test_ink(self, text: str, found: Outcome) -> None:
        assert outcome(28, Paper("p.pdf", clean(text))) is found

    def test_a_page_that_says_it_is_blank(self) -> None:
        said = Paper("p.pdf", clean(f"<p>{BODY}</p>", "<p>This page intentionally left blank</p>"))
        assert outcome(29, said) is Outcome.PASS
        assert outcome(29, Paper("p.pdf", clean(f"<p>{BODY}</p>", "<p>&nbsp;</p>"))) is Outcome.WARN


def exhibit_marks(*pages: int | str) -> bytes:
    """A paper with exhibits A and B on pages 2 and 3, and a bookmark of each to the page given."""
    raw = clean(
        f"<p>{BODY}</p>", f"<p>EXHIBIT A</p><p>{BODY}</p>", f"<p>EXHIBIT B</p><p>The lease. {BODY}</p>"
    )

    def mark(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            outline.root.clear()
            for letter, page in zip("AB", pages, strict=False):
                target = page - 1 if isinstance(page, int) else String(page)
                outline.root.append(pikepdf.OutlineItem(f"Exhibit {letter}: a paper", target))

    return spoiled(raw, mark)


class TestBookmarks:
    @pytest.mark.parametrize(
        ("pages", "found"),
        [
            pytest.param((2, 3), Outcome.PASS, id="each to its page"),
            pytest.param((2, 1), Outcome.BLOCK, id="to a wrong page"),
            pytest.param((2,), Outcome.BLOCK, id="one is missing"),
        ],
    )
    def test_of_exhibits(self, pages: tuple[int, ...], found: Outcome) -> None:
        assert outcome(30, Paper("p.pdf", exhibit_marks(*pages), title="P")) is found


class TestMoney:
    def envelope(self, *, exemption: str = "", comment: str = "") -> Envelope:
        lead = LeadDocument(reference="1", title="T", filing_code="1", attachments=(), comments=comment)
        return Envelope(
            submission_id=SubmissionId("s"),
            court="c",
            case=EnvelopeCase(category_code="9001", type_code="9101"),
            parties=(),
            filings=(Filing(lead=lead),),
            payment=Payment(exemption_code=exemption),
        )

    def test_the_exemption_is_in_the_message(self) -> None:
        paper = Paper("p.pdf", PAGE)
        with_it, without = self.envelope(exemption="GOVEX"), self.envelope()
        free = Asked(fee=Decimal("0.00"))
        assert outcome(31, paper, SANDBOX, envelope=with_it, asked=free) is Outcome.PASS
        assert outcome(31, paper, SANDBOX, envelope=without, asked=free) is Outcome.BLOCK
        assert (
            outcome(31, paper, SANDBOX, envelope=with_it, asked=Asked(fee=Decimal("60.00"))) is Outcome.BLOCK
        )
        assert outcome(31, paper, SANDBOX, envelope=with_it) is Outcome.NOT_CHECKED

    @pytest.mark.parametrize(("letters", "found"), [(250, Outcome.PASS), (251, Outcome.BLOCK)])
    def test_a_comment_that_the_court_would_cut(self, letters: int, found: Outcome) -> None:
        sent = self.envelope(comment="x" * letters)
        assert outcome(37, Paper("p.pdf", PAGE), SANDBOX, envelope=sent) is found


class TestHearing:
    """Code Civ. Proc. § 135: March 31 is a holiday of California's courts, and so is the day after Thanksgiving."""

    closed = (date(2027, 3, 31), date(2026, 11, 27))

    @pytest.mark.parametrize(
        ("day", "found"),
        [
            (date(2027, 3, 31), Outcome.BLOCK),
            (date(2026, 11, 27), Outcome.BLOCK),
            (date(2027, 4, 1), Outcome.PASS),
        ],
    )
    def test_a_day_on_which_no_court_of_the_state_sits(self, day: date, found: Outcome) -> None:
        assert outcome(35, Paper("p.pdf", PAGE), hearing=day, closed_days=self.closed) is found

    def test_where_nobody_knows_the_closed_days_it_is_not_passed(self) -> None:
        assert outcome(35, Paper("p.pdf", PAGE), hearing=date(2027, 4, 1)) is Outcome.NOT_CHECKED


def test_a_court_may_make_a_check_softer() -> None:
    """Oregon's circuit courts do not require searchable text (UTCR 21.040); California does (rule 2.256(b)(3))."""
    picture = clean("<svg width=400 height=400><rect width=400 height=400 fill='#777'/></svg>")
    assert outcome(16, Paper("p.pdf", picture), OREGON) is Outcome.WARN
    assert outcome(16, Paper("p.pdf", picture), CALIFORNIA) is Outcome.BLOCK


def test_a_file_that_cannot_be_read_passes_no_check_of_its_content() -> None:
    report = preflight(Matter(papers=(Paper("p.pdf", b"%PDF-1.7 broken"),), court=court(), today=TODAY))
    assert {result.number for result in report.of(Outcome.PASS)} <= {1, 2, 3, 12, 17, 34, 37}
    assert report.blocks
