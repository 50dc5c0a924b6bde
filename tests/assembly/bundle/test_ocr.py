"""Text recognition lays the words of a scan over it, unseen, and leaves all else as it is."""

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from assembly.bundle import accept_upload
from assembly.bundle.ocr import add_text_layer, pages_without_text
from assembly.errors import DocumentRefused
from assembly.packets.taking import recognize, take_marked
from tests.assembly.packets.test_taking import OREGON, scan

pytestmark = pytest.mark.slow

PROGRAM = shutil.which("tesseract") or ""
needs_tesseract = pytest.mark.skipif(not PROGRAM, reason="tesseract is not installed")


def _words(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def _seen(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    drawn: bytes = document[0].render(scale=1).to_pil().tobytes()
    document.close()
    return drawn


@pytest.fixture(scope="module")
def scanned() -> bytes:
    """A scan as it was taken in: one page with two lines of words and no text."""
    return accept_upload("scan.png", scan("Payment record of the obligor", "Received May 2026 $612.00"))


def test_a_scan_is_found_to_be_without_text(scanned: bytes) -> None:
    assert pages_without_text(scanned) == (1,)


@needs_tesseract
class TestAddTextLayer:
    def test_the_words_on_the_picture_can_be_found(self, scanned: bytes) -> None:
        (text,) = _words(add_text_layer("scan.png", scanned, program=PROGRAM))
        assert "Payment record of the obligor" in text
        assert "$612.00" in text

    def test_the_page_looks_as_it_did(self, scanned: bytes) -> None:
        assert _seen(add_text_layer("scan.png", scanned, program=PROGRAM)) == _seen(scanned)

    def test_a_word_lies_over_its_picture(self, scanned: bytes) -> None:
        document = pypdfium2.PdfDocument(add_text_layer("scan.png", scanned, program=PROGRAM))
        page = document[0]
        # "Payment" stands 200 of 1,700 points from the left and 300 of 2,200 from the top of the picture.
        text = page.get_textpage().get_text_bounded(70, 792 - 150, 200, 792 - 100)
        document.close()
        assert "Payment" in text

    def test_it_stays_when_the_page_is_marked_as_an_exhibit(self, scanned: bytes) -> None:
        made = add_text_layer("scan.png", scanned, program=PROGRAM)
        marked = take_marked("scan.pdf", made, "1", title="Record", style=OREGON, bates=None, first=1)
        assert marked.without_text == ()
        (text,) = _words(marked.pdf)
        assert "Payment record of the obligor" in text
        assert text.endswith("Exhibit 1 Page 1")

    def test_a_page_with_text_is_left_alone(self) -> None:
        pdf = pikepdf.new()
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out)
        assert add_text_layer("blank.pdf", out.getvalue(), program=PROGRAM) == out.getvalue()

    def test_progress_is_told_page_by_page(self, scanned: bytes) -> None:
        told: list[tuple[int, int]] = []
        add_text_layer(
            "scan.png", scanned, program=PROGRAM, told=lambda done, total: told.append((done, total))
        )
        assert told == [(0, 1), (1, 1)]

    def test_it_works_in_a_process_that_is_thrown_away(self, scanned: bytes) -> None:
        (text,) = _words(recognize("scan.png", scanned, program=PROGRAM))
        assert "Payment record of the obligor" in text

    def test_a_language_that_is_not_installed_is_named(self, scanned: bytes) -> None:
        with pytest.raises(DocumentRefused, match=r"page 1: text recognition failed.*'xyz'"):
            add_text_layer("scan.png", scanned, program=PROGRAM, language="xyz")


def test_a_language_is_never_an_option_of_the_program(scanned: bytes) -> None:
    with pytest.raises(ValueError, match="not a language"):
        add_text_layer("scan.png", scanned, program="/bin/false", language="-c evil=1")


def test_a_program_that_fails_is_told_with_the_page(scanned: bytes, tmp_path: Path) -> None:
    broken = tmp_path / "tesseract"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(DocumentRefused, match=r"scan\.png, page 1: text recognition failed"):
        add_text_layer("scan.png", scanned, program=str(broken))
