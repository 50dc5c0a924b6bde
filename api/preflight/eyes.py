"""Reads pictures of pages for pre-flight with tesseract, within a time that bounds all of one run."""

import time
from collections.abc import Callable
from typing import TypeVar

from PIL import Image

from assembly.bundle.ocr import find_program
from assembly.bundle.picture_words import turn_of_picture, words_in_picture
from assembly.errors import DocumentRefused
from efiling.preflight.sight import Sight, Unseen

T = TypeVar("T")
SECONDS = 60.0
LEAST_SECONDS = 0.5
SPENT = f"text recognition had no more than {SECONDS:.0f} seconds"


def sight() -> Sight:
    """Return what pre-flight looks at pictures with; without tesseract it sees nothing and says so."""
    program = find_program()
    return Sight(TimedEyes(program)) if program is not None else Sight()


class TimedEyes:
    """Tesseract, until its seconds are spent. The time counts from the first look."""

    def __init__(
        self, program: str, *, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._program, self._left, self._clock = program, seconds, clock

    def turn(self, picture: Image.Image, dots: int) -> int | None:
        """Return by how many quarters a page stands turned clockwise, or None where nothing on it tells."""
        return self._timed(
            lambda left: turn_of_picture(picture, dots=dots, program=self._program, seconds=left)
        )

    def words(self, picture: Image.Image, dots: int) -> str:
        """Return the words on a page."""
        return self._timed(
            lambda left: words_in_picture(picture, dots=dots, program=self._program, seconds=left)
        )

    def _timed(self, look: Callable[[float], T]) -> T:
        if self._left < LEAST_SECONDS:
            raise Unseen(SPENT)
        began = self._clock()
        try:
            return look(self._left)
        except TimeoutError:
            raise Unseen(SPENT) from None
        except DocumentRefused:
            raise Unseen("text recognition failed") from None
        finally:
            self._left -= self._clock() - began
