"""Says where in a Word file something stands: the paragraph by number, and how it begins."""

from collections.abc import Sequence
from functools import cached_property

from lxml import etree

from assembly.render.word.ooxml import FALLBACK, W, text_of

SHOWN = 40
MOST_NAMED = 8


class Places:
    """The paragraphs of one text, counted once, when the first is asked for."""

    def __init__(self, root: etree._Element, story: str = "") -> None:
        self._story = f"{story}, " if story else ""
        self._root = root

    @cached_property
    def _numbers(self) -> dict[etree._Element, int]:
        return {paragraph: number for number, paragraph in enumerate(self._root.iter(W.p), start=1)}

    def of(self, element: etree._Element) -> str:
        """Return the place of an element as `paragraph 3: 'How it begins'`; empty outside of paragraphs."""
        holder: etree._Element | None = element
        while holder is not None and holder.tag != W.p:
            holder = holder.getparent()
        if holder is None:
            holder = next(element.iter(W.p), None)
        if holder is None or holder not in self._numbers:
            return self._story.removesuffix(", ")
        return f"{self._story}paragraph {self._numbers[holder]}: {text_of(holder)[:SHOWN]!r}"


def is_read(element: etree._Element) -> bool:
    """Whether an element is not in what only old versions of Word read, beside what is read in its place."""
    for holder in element.iterancestors(FALLBACK):
        choices = holder.getparent()
        if choices is not None and choices.index(holder) > 0:
            return False
    return True


def listed(found: Sequence[tuple[str, str]]) -> str:
    """Return what was found with its places, each once, the first of them in full."""
    unique = list(dict.fromkeys(found))
    shown = "; ".join(f"{what} ({where})" if where else what for what, where in unique[:MOST_NAMED])
    more = f"; and {len(unique) - MOST_NAMED} more" if len(unique) > MOST_NAMED else ""
    return shown + more
