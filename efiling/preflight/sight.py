"""What is seen in the picture of a page: which way up it stands and what it says, asked of a reader of pictures.

The reader (text recognition) is given from outside. Without one, or where it runs out of time, what it would
have seen is not checked, and the reason is told.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PIL import Image

from efiling.preflight.reading.page import Page
from efiling.preflight.subject import Paper

T = TypeVar("T")
DOTS = 200  # to the inch: enough for words of ten points
MOST_DOTS = 25_000_000  # of a page
NO_READER = "text recognition (tesseract) is not installed"


class Unseen(Exception):
    """A picture could not be looked at; the reason is the message."""


class Eyes(Protocol):
    """Reads pictures of pages, within a time of its own. Both raise `Unseen` where it cannot."""

    def turn(self, picture: Image.Image, dots: int) -> int | None:
        """Return by how many quarters a page stands turned clockwise, or None where nothing on it tells."""

    def words(self, picture: Image.Image, dots: int) -> str:
        """Return the words on a page."""


class Sight:
    """Looks at pages with the eyes that it is given, at each no more than once."""

    def __init__(self, eyes: Eyes | None = None) -> None:
        self._eyes = eyes
        self._turns: dict[tuple[str, int], int | Unseen | None] = {}
        self._words: dict[tuple[str, int], str | Unseen] = {}

    def turn(self, paper: Paper, page: Page) -> int | None:
        """Return by how many quarters a page stands turned clockwise, or None where nothing on it tells.

        Raises:
            Unseen: it could not be looked at.
        """
        return _once(self._turns, (paper.pdf.sha256, page.number), lambda: self._look().turn(*_drawn(page)))

    def words(self, paper: Paper, page: Page) -> str:
        """Return the words in the picture of a page.

        Raises:
            Unseen: it could not be looked at.
        """
        return _once(self._words, (paper.pdf.sha256, page.number), lambda: self._look().words(*_drawn(page)))

    def _look(self) -> Eyes:
        if self._eyes is None:
            raise Unseen(NO_READER)
        return self._eyes


def _once(known: dict[tuple[str, int], T | Unseen], key: tuple[str, int], look: Callable[[], T]) -> T:
    if key not in known:
        try:
            known[key] = look()
        except Unseen as reason:
            known[key] = reason
    found = known[key]
    if isinstance(found, Unseen):
        raise Unseen(str(found))
    return found


def _drawn(page: Page) -> tuple[Image.Image, int]:
    scale = min(DOTS / 72, (MOST_DOTS / max(page.width * page.height, 1.0)) ** 0.5)
    return page.render(scale).convert("L"), round(scale * 72)
