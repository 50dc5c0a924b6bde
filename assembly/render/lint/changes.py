"""Tracked changes and comments in a template: they can cut a tag in two, and no paper with them may be filed."""

from collections.abc import Iterator, Sequence

from assembly.render.lint.flaw import Flaw
from assembly.render.lint.places import Paragraph
from assembly.render.word.ooxml import W
from assembly.render.word.unfinished import CHANGES, change_name


def check_settled(paragraphs: Sequence[Paragraph]) -> Iterator[Flaw]:
    """Yield, for each paragraph and kind once, the changes and comments on which nobody has decided."""
    for paragraph in paragraphs:
        here = dict.fromkeys(
            change_name(mark)
            for mark in paragraph.element.iter(*CHANGES)
            if next(mark.iterancestors(W.p), None) is paragraph.element
        )
        for name in here:
            yield paragraph.flaw(
                0,
                0,
                f"{name} is not settled.",
                "Accept or reject the change, or remove the comment, in Word.",
            )
