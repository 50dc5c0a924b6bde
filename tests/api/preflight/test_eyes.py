"""Text recognition for pre-flight keeps within its time."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from api.preflight.eyes import SPENT, TimedEyes
from efiling.preflight.sight import Unseen

PICTURE = Image.new("L", (40, 40), 255)


def tesseract(tmp_path: Path, script: str) -> str:
    path = tmp_path / "tesseract"
    path.write_text(f"#!/bin/sh\ncat >/dev/null\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


class TestTimedEyes:
    def test_stop_when_their_seconds_are_spent(self, tmp_path: Path) -> None:
        """The clock says that each look takes four of ten seconds: after three none is left."""
        ticks = iter(range(0, 100, 4))
        eyes = TimedEyes(tesseract(tmp_path, "echo words"), seconds=10, clock=lambda: float(next(ticks)))
        assert [eyes.words(PICTURE, 200).strip() for _ in range(3)] == ["words"] * 3
        with pytest.raises(Unseen, match=SPENT):
            eyes.words(PICTURE, 200)

    def test_a_page_that_takes_them_all_is_not_seen(self, tmp_path: Path) -> None:
        eyes = TimedEyes(tesseract(tmp_path, "exec sleep 30"), seconds=0.6)
        with pytest.raises(Unseen, match=SPENT):
            eyes.turn(PICTURE, 200)

    def test_a_program_that_fails_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Unseen, match="failed"):
            TimedEyes(tesseract(tmp_path, "exit 9")).words(PICTURE, 200)
