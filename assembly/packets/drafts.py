"""Reads a Word draft that came back edited, in a process that is thrown away: its pages, and what changed in it."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from assembly.bundle.bounded import answer_in
from assembly.bundle.disposable import in_disposable
from assembly.errors import AssemblyError
from assembly.render.redline import Change, ChangeKind, Comment, Redline, redline, show_changes

OWN = "the packet's own"
_MODULE = "assembly.packets.drafts"
_Made = TypeVar("_Made")
SIGNATURE = "/s/"
FIGURE = re.compile(r"(?<![\w.,])\$?\d+(?:,\d{3})*(?:\.\d+)?%?(?!\w)")
LEAST_TOLD = 2
"""Letters of a value that is looked for: one by itself, such as a count, stands in too many other places."""
MOST_TOLD = 50
NOTHING: Mapping[str, object] = {"gone": [], "new_figures": [], "signs": False}


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that a draft is of: its own Word file, how it is laid out, and the facts that it prints."""

    word: bytes
    title: str
    language: str
    stylesheet: Path | None
    prepared_on: date
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, in reading order, and the comments found."""

    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What is to be said of a draft: how many pages it has, or why it can't be printed (`refused`).

    `changes` are those from the paper's own Word file, None where they can't be told because the draft
    can't be read (`unread`); `still_open` are the changes and comments that nobody has settled.
    `gone` are values of the facts that the paper prints and the draft prints less often or not at all,
    `new_figures` those that the paper doesn't print. `signs` says that a signature was typed into it.
    """

    pages: int
    refused: str
    changes: Changes | None
    unread: str
    still_open: Changes
    gone: tuple[str, ...] = ()
    new_figures: tuple[str, ...] = ()
    signs: bool = False


def check_draft(name: str, content: bytes, paper: Paper) -> CheckedDraft:
    """Return all that is to be said of a draft at once. `name` is what messages call it.

    Raises:
        DocumentRefused: it takes too much time or memory to read.
    """
    _, told = _in_disposable("check", name, content, paper)
    return CheckedDraft(
        int(cast(int, told["pages"])),
        str(told["not_printed"]),
        _read_changes(told["changes"]) if told["changes"] is not None else None,
        str(told["unread"]),
        _read_changes(told["still_open"]),
        tuple(cast("list[str]", told["gone"])),
        tuple(cast("list[str]", told["new_figures"])),
        bool(told["signs"]),
    )


def pages_of_draft(name: str, content: bytes, paper: Paper) -> bytes:
    """Return a draft as the court's pages, a PDF; every word of the draft is proved to be on them.

    Raises:
        DocumentRefused: it can't be printed; the message names every reason, and what to do.
    """
    pdf, _ = _in_disposable("pages", name, content, paper)
    return pdf


def redline_of_draft(name: str, content: bytes, paper: Paper) -> tuple[bytes, Changes]:
    """Return what changed from the paper's own Word file, as a PDF and one by one; tracked changes count as accepted.

    Raises:
        DocumentRefused: it can't be read; the message says why.
    """
    pdf, told = _in_disposable("redline", name, content, paper)
    return pdf, _read_changes(told["changes"])


def _in_disposable(make: str, name: str, content: bytes, paper: Paper) -> tuple[bytes, Mapping[str, object]]:
    order = {
        "make": make,
        "word": base64.b64encode(paper.word).decode(),
        "title": paper.title,
        "language": paper.language,
        "stylesheet": str(paper.stylesheet or ""),
        "day": paper.prepared_on.isoformat(),
        "values": list(paper.values),
    }
    return in_disposable(_MODULE, name, content, order)


def _read_changes(told: object) -> Changes:
    found = cast("Mapping[str, list[dict[str, Any]]]", told)
    return Changes(
        tuple(Change(**{**change, "kind": ChangeKind(change["kind"])}) for change in found["changes"]),
        tuple(Comment(**comment) for comment in found["comments"]),
    )


def _work(content: bytes, order: Mapping[str, object]) -> tuple[bytes, Mapping[str, object]]:
    """Do inside the process what was ordered."""
    name, sheet = str(order["name"]), str(order["stylesheet"])
    paper = Paper(
        base64.b64decode(str(order["word"])),
        str(order["title"]),
        str(order["language"]),
        Path(sheet) if sheet else None,
        date.fromisoformat(str(order["day"])),
        tuple(cast("list[str]", order["values"])),
    )
    if order["make"] == "pages":
        return _laid_out(content, paper)[0], {}
    if order["make"] == "redline":
        made = _compared(name, content, paper)
        return made.pdf, {"changes": _told(made)}
    return b"", _checked(name, content, paper)


def _checked(name: str, content: bytes, paper: Paper) -> Mapping[str, object]:
    laid_out, refused = _or_why(lambda: _laid_out(content, paper))
    compared, unread = _or_why(lambda: _compared(name, content, paper))
    still_open = None
    if refused and not unread:
        still_open, _ = _or_why(lambda: show_changes(content, name=name, prepared_on=paper.prepared_on))
    return {
        "pages": laid_out[1] if laid_out else 0,
        "not_printed": refused,
        "changes": _told(compared) if compared else None,
        "unread": unread,
        "still_open": _told(still_open) if still_open else {"changes": [], "comments": []},
        **(_against_facts(content, paper) if laid_out else NOTHING),
    }


def _against_facts(content: bytes, paper: Paper) -> Mapping[str, object]:
    """Return which facts a draft no longer prints as the paper does, and which figures it has of its own."""
    before, after = _words_of(paper.word, paper.language), _words_of(content, paper.language)
    told = {value: " ".join(value.split()) for value in paper.values}
    gone = [value for value, words in told.items() if _count(words, before) > _count(words, after)]
    new = figures_added(before, after)
    signs = after.count(SIGNATURE) > before.count(SIGNATURE)
    return {"gone": gone[:MOST_TOLD], "new_figures": new[:MOST_TOLD], "signs": signs}


def figures_added(before: str, after: str) -> list[str]:
    """Return the figures of a text that another does not have at all, each once, as they are written."""
    known = set(FIGURE.findall(before))
    return [figure for figure in dict.fromkeys(FIGURE.findall(after)) if figure not in known]


def _words_of(raw: bytes, language: str) -> str:
    from assembly.render.word.engine import conversion
    from assembly.render.word.package import MAIN, open_package, parse_part
    from assembly.render.word.words import flow_words, note_words

    parts = open_package(raw)
    body = conversion(parts, language=language).body(parse_part(parts, MAIN))
    return " ".join(f"{flow_words(body)} {note_words(body)}".split())


def _count(words: str, text: str) -> int:
    """Return how often words stand in a text by themselves, not within another word or figure."""
    if len(words) < LEAST_TOLD:
        return 0
    return len(re.findall(rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)", text))


def _or_why(make: Callable[[], _Made]) -> tuple[_Made | None, str]:
    try:
        return make(), ""
    except AssemblyError as refused:
        return None, str(refused)


def _laid_out(content: bytes, paper: Paper) -> tuple[bytes, int]:
    from assembly.render.word import render_file

    made = render_file(
        content,
        title=paper.title,
        language=paper.language,
        stylesheet=paper.stylesheet,
        prepared_on=paper.prepared_on,
    )
    return made.pdf, made.pages


def _compared(name: str, content: bytes, paper: Paper) -> Redline:
    return redline(paper.word, content, names=(OWN, name), prepared_on=paper.prepared_on)


def _told(made: Redline) -> Mapping[str, object]:
    return {
        "changes": [asdict(change) for change in made.changes],
        "comments": [asdict(comment) for comment in made.comments],
    }


if __name__ == "__main__":
    answer_in(_work)
