"""What someone brings is read in a process that is thrown away, within fixed limits, and never by us first."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont

from assembly import fonts
from assembly.bundle import Bates, MarkStyle
from assembly.bundle.disposable import Bounds, in_disposable
from assembly.errors import DocumentRefused
from assembly.packets.taking import take, take_marked
from tests.assembly.bundle.conftest import make_pdf, spoil, two_pages

__all__ = ["make_pdf", "spoil", "two_pages"]
Spoil = Callable[..., bytes]
OREGON = MarkStyle(("Exhibit {n}", "Page {m}"))


def _words(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def scan(*lines: str, size: tuple[int, int] = (1700, 2200)) -> bytes:
    """Return a picture of a page with words on it."""
    picture = Image.new("L", size, 255)
    font = ImageFont.truetype(str(Path(fonts.__path__[0]) / "tinos" / "Tinos-Regular.ttf"), 48)
    for place, line in enumerate(lines):
        ImageDraw.Draw(picture).text((200, 300 + 100 * place), line, font=font, fill=0)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_a_pdf_comes_back_with_its_words_and_its_mark(two_pages: bytes) -> None:
    taken = take_marked(
        "record.pdf", two_pages, "3", title="Record", style=OREGON, bates=Bates("DA-"), first=7
    )
    assert taken.pages == 2
    first, second = _words(taken.pdf)
    assert first.startswith("First below out")
    assert "Exhibit 3 Page 1 DA-000007" in first
    assert "Exhibit 3 Page 2 DA-000008" in second


def test_a_scan_says_which_pages_have_no_text() -> None:
    assert take("scan.png", scan("Payment record")).without_text == (1,)


def test_a_blank_page_needs_no_text() -> None:
    assert take("scan.png", scan()).without_text == ()


def test_a_word_document_goes_through_our_own_converter() -> None:
    draft, raw = docx.Document(), BytesIO()
    draft.add_paragraph("The obligor paid $612.00 in May.")
    draft.save(raw)
    assert "The obligor paid $612.00 in May." in _words(take("letter.docx", raw.getvalue()).pdf)[0]


def test_a_page_that_draws_itself_without_end_is_stopped(two_pages: bytes, spoil: Spoil) -> None:
    def explode(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_indirect(Stream(pdf, b"0 0 1 1 re f " * 200))
        for _ in range(9):
            form = Stream(pdf, b"/Fx Do " * 40)
            inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 612, 792])
            form.Resources = Dictionary(XObject=Dictionary(Fx=inner))
            inner = pdf.make_indirect(form)
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 612, 792])
        pdf.pages[0].obj.Resources.XObject = Dictionary(Fx=inner)
        pdf.pages[0].obj.Contents = pdf.make_indirect(Stream(pdf, b"/Fx Do"))

    with pytest.raises(DocumentRefused, match=r"bomb\.pdf could not be read within"):
        in_disposable(
            "assembly.packets.taking", "bomb.pdf", spoil(two_pages, explode), {}, bounds=Bounds(seconds=4)
        )


def test_a_process_that_takes_too_much_memory_is_refused_by_the_files_name(two_pages: bytes) -> None:
    with pytest.raises(DocumentRefused, match=r"record\.pdf"):
        in_disposable(
            "assembly.packets.taking", "record.pdf", two_pages, {}, bounds=Bounds(memory_bytes=40_000_000)
        )


def test_a_password_is_named_as_such(two_pages: bytes, spoil: Spoil) -> None:
    locked = spoil(two_pages, lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(DocumentRefused, match=r"scan\.pdf is locked with a password"):
        take("scan.pdf", locked)


def test_a_fault_that_nobody_foresaw_is_an_answer_and_no_trace(two_pages: bytes) -> None:
    with pytest.raises(
        DocumentRefused, match=r"record\.pdf is damaged in a way that can't be mended \(KeyError\)"
    ):
        in_disposable("assembly.packets.taking", "record.pdf", two_pages, {"mark": "A"})
