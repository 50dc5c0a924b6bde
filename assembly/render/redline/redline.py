"""Compares two Word drafts, or one draft with its own tracked changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from assembly.render.paper import lay_out
from assembly.render.redline.align import Fate, Pair, Stretch, pairs, stretches
from assembly.render.redline.change import Change, ChangeKind, Comment
from assembly.render.redline.page import page
from assembly.render.redline.tracked import accepted, comments, rejected
from assembly.render.redline.units import Unit, Word, text, units
from assembly.render.word.engine import conversion
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.unsupported import refuse_endless, refuse_unsupported

STYLESHEET = Path(__file__).with_name("redline.css")
SHORTEST_MOVE = 5
NOTES = "word/comments.xml"
FOOT_AND_END = ("word/footnotes.xml", "word/endnotes.xml")


@dataclass(frozen=True, slots=True)
class Redline:
    """The pages of a comparison, every change in reading order, and the comments found."""

    pdf: bytes
    pages: int
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...] = ()


def redline(old: bytes, new: bytes, *, names: tuple[str, str], prepared_on: date) -> Redline:
    """Return what changed from one Word draft to another. Tracked changes count as accepted in both.

    `names` are what the drafts are called on the page. Words are compared, not looks.

    Raises:
        DocumentRefused: one is not a Word file, is hostile, or holds what can't be shown.
        UnprintableText: a character that no font has.
    """
    before, _ = _read(old, accepted)
    after, found = _read(new, accepted)
    head = f"From: {names[0]}. To: {names[1]}."
    return _made(before, after, found, head, prepared_on)


def show_changes(raw: bytes, *, name: str, prepared_on: date) -> Redline:
    """Return the tracked changes and comments of one Word draft.

    Raises:
        DocumentRefused: it is not a Word file, is hostile, or holds what can't be shown.
        UnprintableText: a character that no font has.
    """
    before, _ = _read(raw, rejected)
    after, found = _read(raw, accepted)
    return _made(before, after, found, f"Tracked changes of: {name}.", prepared_on)


def _made(
    before: Sequence[Unit], after: Sequence[Unit], found: list[Comment], head: str, prepared_on: date
) -> Redline:
    compared = list(pairs(before, after))
    changes = _changes(compared)
    laid_out = lay_out(
        page(compared, changes, found, head),
        title="Comparison of two drafts",
        language="en-US",
        stylesheet=STYLESHEET,
        prepared_on=prepared_on,
    )
    return Redline(laid_out.pdf, laid_out.pages, tuple(changes), tuple(found))


def _read(raw: bytes, settle: Callable[[etree._Element], etree._Element]) -> tuple[list[Unit], list[Comment]]:
    parts = open_package(raw)
    root = parse_part(parts, MAIN)
    refuse_endless(root)
    found = comments(root, parse_part(parts, NOTES) if NOTES in parts else None)
    settled = settle(root)
    parts = {**parts, **{name: _settled(parts, name, settle) for name in FOOT_AND_END if name in parts}}
    way = conversion(parts)
    refuse_unsupported(settled, parts, way.styles)
    return units(way.body(settled)), found


def _settled(
    parts: Mapping[str, bytes], name: str, settle: Callable[[etree._Element], etree._Element]
) -> bytes:
    return etree.tostring(settle(parse_part(parts, name)))


def _changes(compared: Sequence[Pair]) -> list[Change]:
    moved = _moved(compared)
    changes: list[Change] = []
    for old, new in compared:
        if old is not None and new is not None:
            changes += _within(old, new)
        elif new is not None and new.key in moved:
            changes.append(Change(ChangeKind.MOVED, new.place, new.key, new.key))
        elif new is not None:
            changes.append(Change(ChangeKind.INSERTED, new.place, "", new.key))
        elif old is not None and old.key not in moved:
            changes.append(Change(ChangeKind.DELETED, old.place, old.key, ""))
    return changes


def _moved(compared: Sequence[Pair]) -> set[str]:
    """Return the texts that went in one place and came, word for word, in another."""
    gone = {old.key for old, new in compared if old is not None and new is None}
    come = {new.key for old, new in compared if old is None and new is not None}
    return {key for key in gone & come if len(key.split()) >= SHORTEST_MOVE}


def _within(old: Unit, new: Unit) -> list[Change]:
    """Return the changes inside a unit that both drafts have."""
    changes: list[Change] = []
    for before, after in zip(old.cells, new.cells, strict=True):
        gone: tuple[Word, ...] = ()
        for stretch in (*stretches(before, after), Stretch(Fate.KEPT, ())):
            if stretch.fate is Fate.GONE:
                gone = stretch.words
                continue
            come = stretch.words if stretch.fate is Fate.NEW else ()
            if text(gone) or text(come):
                changes.append(_change(new.place, text(gone), text(come)))
            gone = ()
    return changes


def _change(place: str, before: str, after: str) -> Change:
    kind = ChangeKind.REPLACED if before and after else ChangeKind.DELETED if before else ChangeKind.INSERTED
    return Change(kind, place, before, after)
