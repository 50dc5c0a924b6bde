"""Traits of PDFs that other programs make: what acts in them is found and taken out, what is odd is no damage.

Source: ISO 32000-1, 8.6 and 12.6 (actions), 9.7.5 (East Asian encodings), 14.11.2 (page boxes).
"""

import io
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from efiling.preflight import Matter, Outcome, Paper, Private, preflight, repair
from tests.efiling.preflight.papers import BODY, annotate, clean, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court
from tests.efiling.preflight.test_hidden_words import picture

PAGE = clean()
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def matter(raw: bytes, **known: object) -> Matter:
    known = {"court": court(), "today": date(2026, 11, 22)} | known
    return Matter(papers=(Paper("a.pdf", raw, title="A"),), **known)  # type: ignore[arg-type]


def problems(raw: bytes, number: int) -> list[str]:
    (result,) = [result for result in preflight(matter(raw)).results if result.number == number]
    return [evidence.problem for evidence in result.evidence]


def followed_by_a_script(file: Pdf) -> None:
    going = Dictionary(S=Name.GoTo, D=Array([file.pages[0].obj, Name.Fit]), Next=SCRIPT)
    annotate(Subtype=Name.Link, A=going)(file)


def script_in_a_bookmark(file: Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Exhibit A", action=SCRIPT))


def script_of_a_field(file: Pdf) -> None:
    annotate(Subtype=Name.Widget, FT=Name.Tx, T=String("a"), AA=Dictionary(K=SCRIPT))(file)
    file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots)


def associated_with_a_page(file: Pdf) -> None:
    content = file.make_stream(b"words", Type=Name.EmbeddedFile)
    file.pages[0].obj.AF = Array(
        [Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=content))]
    )


@pytest.mark.parametrize(
    "spoil", [followed_by_a_script, script_in_a_bookmark, script_of_a_field, associated_with_a_page]
)
def test_what_acts_or_is_attached_is_found_and_taken_out(spoil) -> None:  # type: ignore[no-untyped-def]
    raw = spoiled(PAGE, spoil)
    assert problems(raw, 24)
    _, report = repair(matter(raw))
    assert not [result.name for result in report.results if result.blocks and result.number == 24]


def test_a_plain_link_within_the_file_acts_in_no_way() -> None:
    def link(file: Pdf) -> None:
        annotate(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([file.pages[0].obj, Name.Fit])))(file)

    assert problems(spoiled(PAGE, link), 24) == []


def test_a_font_named_in_an_east_asian_encoding_is_no_damage() -> None:
    file = pikepdf.new()
    file.add_blank_page(page_size=(612, 792))
    file.pages[0].Resources = Dictionary(
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Standin))
    )
    file.pages[0].Contents = file.make_stream(b"BT /F 12 Tf 72 700 Td (Words) Tj ET")
    out = io.BytesIO()
    file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    raw = out.getvalue().replace(b"/Standin", b"/#ba#da")
    assert Paper("a.pdf", raw).pdf.unreadable == ""
    assert problems(raw, 18) == []
    assert len(problems(raw, 27)) == 1


def test_a_page_without_width_is_told_and_breaks_nothing() -> None:
    def flat(file: Pdf) -> None:
        file.pages[0].obj.MediaBox = Array([0, 0, 0, 0])
        file.pages[0].obj.CropBox = Array([0, 0, 0, 0])

    report = preflight(matter(spoiled(PAGE, flat)))
    assert report.blocks


@pytest.mark.parametrize("turn", [0, 90])
def test_the_dots_of_a_scan_are_counted_on_a_turned_page_too(turn: int) -> None:
    """A letter-size scan of 1,700 by 2,200 dots has 200 to the inch, however its page is turned."""

    def scan(file: Pdf) -> None:
        page = file.pages[0]
        page.Resources.XObject = Dictionary(Im=picture(file, Image.new("L", (1700, 2200), 240)))
        page.contents_add(b"q ", prepend=True)
        page.contents_add(b" Q q 612 0 0 792 0 0 cm /Im Do Q")
        page.obj.Rotate = turn

    (shown,) = Paper("a.pdf", spoiled(PAGE, scan)).pdf.pages[0].pictures
    assert round(shown.dpi) == 200


class TestBirthDate:
    """UTCR 2.130 keeps a birth date out of an open paper; the day is 3 April 2015."""

    def outcome(self, text: str) -> Outcome:
        about = matter(
            clean(f"<p>{BODY} {text}</p>"),
            court=court(**{"confidential.identifiers": ["date_of_birth"]}),
            private=Private(birth_dates=("2015-04-03",)),
        )
        (result,) = [result for result in preflight(about).results if result.number == 22]
        return result.outcome

    def test_is_found_however_it_is_written(self) -> None:
        ways = (
            "April 3, 2015", "Apr. 3, 2015", "April 3rd 2015", "3 April 2015", "3rd of April, 2015", "04/03/2015",
            "4-3-2015", "4.3.2015", "2015-04-03", "APRIL 3, 2015",
        )  # fmt: skip
        for text in ways:
            assert self.outcome(text) is not Outcome.PASS, text

    def test_another_day_passes(self) -> None:
        for text in ("April 13, 2015", "April 3, 2016", "14/03/2015", "4/30/2015", "section 4.3.20151"):
            assert self.outcome(text) is Outcome.PASS, text


def test_a_file_that_was_refused_is_not_touched_by_a_repair() -> None:
    def never(*_: object, **__: object) -> tuple[bytes, ...]:
        raise AssertionError("its bytes are not to be looked at")

    paper = Paper("a.pdf", PAGE, title="A").refused("could not be read within 240 seconds")
    about = Matter(papers=(paper,), court=court(**{"limits.document_bytes": 100}), today=date(2026, 11, 22))
    mended, report = repair(about, split=never, ocr=never)  # type: ignore[arg-type]
    assert report.blocks
    assert mended.papers[0].raw == PAGE
    (opening,) = [result for result in report.results if result.number == 18]
    assert "within 240 seconds" in opening.evidence[0].problem
