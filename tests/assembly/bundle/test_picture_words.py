"""What tesseract tells of a page's picture, asked of the program itself."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from assembly.bundle.ocr import find_program
from assembly.bundle.picture_words import turn_of_picture, words_in_picture
from assembly.errors import DocumentRefused
from tests.efiling.preflight.scans import copied, page_of_words

PROGRAM = find_program() or ""
needs_tesseract = pytest.mark.skipif(not PROGRAM, reason="tesseract is not installed")
PAGE = page_of_words(
    f"<p>Her number is 219-09-9999. {'Support is paid on the first of the month. ' * 12}</p>"
)


@needs_tesseract
class TestTesseract:
    @pytest.mark.parametrize(
        ("turned", "quarters"),
        [
            (None, 0),
            (Image.Transpose.ROTATE_270, 1),  # Pillow counts counterclockwise
            (Image.Transpose.ROTATE_180, 2),
            (Image.Transpose.ROTATE_90, 3),
        ],
    )
    def test_tells_by_how_many_quarters_a_page_stands_turned(
        self, turned: Image.Transpose | None, quarters: int
    ) -> None:
        picture = copied(PAGE, paper=200, ink=40)
        picture = picture.transpose(turned) if turned is not None else picture
        assert turn_of_picture(picture, dots=200, program=PROGRAM, seconds=60) == quarters

    def test_does_not_guess_where_there_is_hardly_a_word(self) -> None:
        picture = page_of_words("<p>Yes</p>")
        assert turn_of_picture(picture, dots=200, program=PROGRAM, seconds=60) is None

    @pytest.mark.parametrize("turned", [None, Image.Transpose.ROTATE_180])
    def test_reads_the_words_whichever_way_up(self, turned: Image.Transpose | None) -> None:
        picture = PAGE.transpose(turned) if turned is not None else PAGE
        assert "219-09-9999" in words_in_picture(picture, dots=200, program=PROGRAM, seconds=60)


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


class TestTrouble:
    def test_one_that_fails_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentRefused, match="failed"):
            words_in_picture(PAGE, dots=200, program=program(tmp_path, "cat >/dev/null; exit 3"), seconds=5)

    def test_one_that_takes_too_long_is_ended(self, tmp_path: Path) -> None:
        with pytest.raises(TimeoutError):
            words_in_picture(PAGE, dots=200, program=program(tmp_path, "exec sleep 30"), seconds=0.3)

    def test_one_that_is_not_there_is_told(self) -> None:
        with pytest.raises(DocumentRefused, match="started"):
            turn_of_picture(PAGE, dots=200, program="/no/such/program", seconds=5)
