"""What is made once in a process changes no byte of a document: cold or warm, in this process or another."""

import gc
import hashlib
import io
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import html

from assembly.errors import TemplateFault
from assembly.render.paper import lay_out
from assembly.render.typeset import _blank_pages, parsed_sheet, uncollected
from assembly.render.word import render_file
from tests.assembly.render.word.draft import PLEADING, TEMPLATES, UTCR, pleading, stretches

DAY = date(2026, 11, 22)
LINES = 'One <b>bold</b> line<!-- a remark --> and its end. <span class="box">X</span>'


PAPER = PLEADING.with_suffix(".css")


def laid_out(raw: bytes, sheet: Path = PAPER) -> bytes:
    return render_file(raw, title="A Paper", language="en-US", stylesheet=sheet, prepared_on=DAY).pdf


def letter(*paragraphs: str, sheet: str = "_shared/letter.css") -> bytes:
    text = html.fragment_fromstring("".join(f"<p>{p}</p>" for p in paragraphs), create_parent="main")
    return lay_out(text, title="T", language="en-US", stylesheet=TEMPLATES / sheet, prepared_on=DAY).pdf


def pictures(shown: pikepdf.Page | pikepdf.Object) -> list[pikepdf.Object]:
    """Return the pictures that a page or a picture draws, and those that they draw."""
    content = shown.Contents if isinstance(shown, pikepdf.Page) else shown
    named = (shown.get("/Resources") or pikepdf.Dictionary()).get("/XObject") or pikepdf.Dictionary()
    drawn = [named[name] for name in named if f"{name} Do".encode() in content.read_bytes()]
    return [*drawn, *(inner for held in drawn for inner in pictures(held))]


class TestSameBytes:
    def test_cold_and_warm(self):
        raw = pleading()
        warm = [laid_out(raw), laid_out(raw)]
        parsed_sheet.cache_clear()
        _blank_pages.cache_clear()
        assert [laid_out(raw), *warm] == [warm[0]] * 3

    def test_after_papers_of_other_layouts_and_letters(self):
        first = laid_out(pleading())
        letter("Ελλάς, Łódź, 陳美玲")
        laid_out(pleading(), UTCR.with_suffix(".css"))
        assert laid_out(pleading()) == first

    def test_in_another_process(self):
        code = (
            "import hashlib; from tests.assembly.render.test_typeset import laid_out, pleading; "
            "print(hashlib.sha256(laid_out(pleading())).hexdigest())"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        # The Word file itself names its moment of making in no part that is laid out.
        assert ran.stdout.split() == [hashlib.sha256(laid_out(pleading())).hexdigest()]


class TestPagesWithoutText:
    def test_numbers_and_rules_are_in_the_file_once_and_shown_on_every_page(self):
        with pikepdf.open(io.BytesIO(laid_out(pleading()))) as pdf:
            shown = [
                [held.objgen for held in pictures(page) if held.read_bytes().count(b"TJ") >= 24]
                for page in pdf.pages
            ]
        assert len(shown) == 3
        assert [len(numbered) for numbered in shown] == [1, 1, 1]
        assert shown[0] != shown[1] == shown[2]  # a first page is another kind

    def test_they_stand_where_they_stood_on_the_page_itself(self):
        pages = pdfium.PdfDocument(laid_out(pleading()))
        for page in pages:
            places = {
                s.text: s.baseline for s in stretches(page) if s.right < 96 and s.text.strip().isdigit()
            }
            assert places["1"] == pytest.approx(82.05, abs=0.1)  # line 1 is printed one inch down
            assert places["28"] - places["1"] == pytest.approx(27 * 24)

    def test_oregons_first_page_has_other_lines_than_its_next(self):
        pages = pdfium.PdfDocument(laid_out(pleading(), UTCR.with_suffix(".css")))
        last = [
            max(int(s.text) for s in stretches(page) if s.right < 96 and s.text.isdigit()) for page in pages
        ]
        assert last[:2] == [24, 27]


class TestTree:
    def test_remarks_are_left_out_and_the_text_around_them_stays(self):
        text = pdfium.PdfDocument(letter(LINES))[0].get_textpage().get_text_range()
        assert " ".join(text.split()).startswith("One bold line and its end. X")

    def test_a_file_cannot_be_attached(self):
        for kind in ("attachment", "noopener ATTACHMENT"):
            with pytest.raises(TemplateFault, match="it attaches a file"):
                letter(f'<a rel="{kind}" href="data:text/plain,secret">x</a>')


def test_the_collector_is_on_again_after_a_layout_even_one_that_fails():
    assert gc.isenabled()
    seen = []
    with suppress(ZeroDivisionError), uncollected():
        seen.append(gc.isenabled())
        raise ZeroDivisionError
    assert seen == [False]
    assert gc.isenabled()


def test_every_object_of_the_file_reads_as_it_was_written():
    with pikepdf.open(io.BytesIO(letter("A line.", "Another."))) as pdf:
        assert pdf.check_pdf_syntax() == []
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        assert profile.read_bytes()[36:40] == b"acsp"  # the signature of an ICC profile
