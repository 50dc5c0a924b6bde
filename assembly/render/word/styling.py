"""The styles and lists of a Word file, read once in a process: the files of one template have the same."""

from functools import lru_cache
from typing import NamedTuple

from assembly.render.word.numbering_part import Lists, read_lists
from assembly.render.word.package import parse_part
from assembly.render.word.styles import Styles, read_styles

STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
MOST_KEPT = 1_000_000  # bytes of both parts; the longest of our own templates have 0.4 million
KEPT = 12


class Styling(NamedTuple):
    """Nobody writes in either: other files may be read with them at the same time."""

    styles: Styles
    lists: Lists


def read_styling(styles: bytes | None, numbering: bytes | None) -> Styling:
    """Return what the two parts of a file define; None for a part that it does not have.

    Raises:
        DocumentRefused: a part is damaged, or styles or lists go in a circle.
    """
    is_short = len(styles or b"") + len(numbering or b"") <= MOST_KEPT
    return _kept(styles, numbering) if is_short else _read(styles, numbering)


def _read(styles: bytes | None, numbering: bytes | None) -> Styling:
    known = read_styles(None if styles is None else parse_part({STYLES: styles}, STYLES))
    return Styling(
        known, read_lists(None if numbering is None else parse_part({NUMBERING: numbering}, NUMBERING), known)
    )


_kept = lru_cache(maxsize=KEPT)(_read)
