"""Pages behind a form for what its places could not hold: every item whole or continued."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from assembly.render.forms.fit import LINE_HEIGHT, Fitted, wrap
from assembly.render.forms.stamp import draw_text
from assembly.render.forms.typeface import Setting
from assembly.render.forms.values import plain

if TYPE_CHECKING:
    from assembly.render.forms.prepared import PreparedForm

EDGE, TITLE_SIZE, SIZE, SMALL = 54.0, 13.0, 10.0, 9.0
INDENT = 24.0


@dataclass(frozen=True, slots=True)
class AddendumItem:
    """One item: its number from 1, the field's label, the text, and whether it repeats the whole value."""

    number: int
    label: str
    text: str
    whole: bool

    @property
    def mark(self) -> str:
        """The words by which the form points here."""
        return f" (see A{self.number})"

    @property
    def short_mark(self) -> str:
        """The same for a place that holds a few letters only."""
        return f"A{self.number}"

    @property
    def heading(self) -> str:
        """The line above the text."""
        return f"A{self.number}. {self.label}{'' if self.whole else ' (continued)'}"


@dataclass
class Addendum:
    """The items gathered while a form is filled; one value that overflows on several pages is one item."""

    items: list[AddendumItem] = field(default_factory=list)

    def add_whole(self, label: str, text: str) -> AddendumItem:
        """Return the item that repeats a one-line value, new or already there."""
        for item in self.items:
            if item.whole and item.text == text:
                return item
        return self._add(label, text, whole=True)

    def add_rest(self, label: str, text: str) -> AddendumItem:
        """Return a new item that continues a block."""
        return self._add(label, text, whole=False)

    def _add(self, label: str, text: str, *, whole: bool) -> AddendumItem:
        item = AddendumItem(len(self.items) + 1, label, text, whole)
        self.items.append(item)
        return item

    def pages(self, setting: Setting, form: "PreparedForm", names: Mapping[str, Any]) -> list["AddendumPage"]:
        """Return each addendum page; none where there is no item."""
        return [_drawn(setting, lines, form.tagged) for lines in self.lines(setting, form, names)]

    def lines(
        self, setting: Setting, form: "PreparedForm", names: Mapping[str, Any]
    ) -> list[list["AddendumLine"]]:
        """Return the lines of each addendum page, from the top, in their places."""
        if not self.items:
            return []
        width, height = form.blank.pages[0].seen_size
        head = _head(setting, form, names, width)
        body = _body(setting, self.items, width)
        room = int((height - 2 * EDGE) / (LINE_HEIGHT * SIZE)) - len(head) - 3
        sheets = _sheets(body, room)
        return [
            list(_in_place([*head, *_foot_note(n, len(sheets)), _EMPTY, *sheet], height))
            for n, sheet in enumerate(sheets, start=1)
        ]


class AddendumPage(NamedTuple):
    """What a page draws, and the kind of each piece of it that is read as one: "H1", "H2" or "P", in order."""

    content: bytes
    tags: tuple[str, ...]


class AddendumLine(NamedTuple):
    """A line with the left end of its baseline, in points from the lower left corner of the page.

    `item` is the number of the item whose text it is, 0 for what belongs to none, and for the lines
    of the caption minus the place of the caption's value, from 1. Lines of one `part` are read as one.
    """

    text: str
    size: float
    x: float
    y: float
    item: int
    part: "Part"


class Part(NamedTuple):
    """A piece of an addendum page that is read as one: how it is tagged, and a number that tells it from others."""

    tag: str
    number: int


_Line = tuple[str, float, float, int, Part]
_TITLE, _PAGES, _EMPTY = Part("H1", 0), Part("P", 0), ("", SIZE, 0.0, 0, Part("P", 0))


def _head(setting: Setting, form: "PreparedForm", names: Mapping[str, Any], width: float) -> list[_Line]:
    lines: list[_Line] = [(f"Addendum to {form.mapping.title}", TITLE_SIZE, 0.0, 0, _TITLE)]
    for place, (label, read) in enumerate(form.mapping.caption, start=1):
        shown = plain(read(names))
        if not shown:
            continue
        text = setting.clean(f"{label}: {shown}", f"{form.mapping.blank}, addendum")
        lines += [
            (line, SMALL, 0.0, -place, Part("P", -place))
            for line in wrap(text, setting.width, width=width - 2 * EDGE, size=SMALL)
        ]
    return lines


def _foot_note(page: int, pages: int) -> list[_Line]:
    return [(f"Addendum page {page} of {pages}", SMALL, 0.0, 0, _PAGES)]


def _body(setting: Setting, items: list[AddendumItem], width: float) -> list[list[_Line]]:
    """Return each item's lines, a heading first, with an empty line behind it."""
    room = width - 2 * EDGE - INDENT
    body = []
    for item in items:
        heading = setting.clean(item.heading, item.label)
        text = wrap(item.text, setting.width, width=room, size=SIZE)
        lines = ((line, SIZE, INDENT, item.number, Part("P", item.number)) for line in text)
        heads = wrap(heading, setting.width, width=room + INDENT, size=SIZE)
        body.append([*((line, SIZE, 0.0, 0, Part("H2", item.number)) for line in heads), *lines, _EMPTY])
    return body


def _sheets(body: list[list[_Line]], room: int) -> list[list[_Line]]:
    """Share the items out over pages; an item longer than a page runs on."""
    sheets: list[list[_Line]] = [[]]
    for item in body:
        if sheets[-1] and len(sheets[-1]) + len(item) > room:
            sheets.append([])
        while len(item) > room:
            sheets[-1], item = item[:room], item[room:]
            sheets.append([])
        sheets[-1] += item
    return [sheet for sheet in sheets if sheet]


def _in_place(lines: Iterable[_Line], height: float) -> Iterator[AddendumLine]:
    y = height - EDGE
    for text, size, indent, item, part in lines:
        y -= LINE_HEIGHT * max(size, SIZE)
        if text:
            yield AddendumLine(text, size, EDGE + indent, y, item, part)


def _drawn(setting: Setting, lines: list[AddendumLine], tagged: bool) -> AddendumPage:
    drawn: list[bytes] = []
    tags: list[str] = []
    for part, of_part in groupby(lines, key=lambda line: line.part):
        if tagged:
            drawn.append(b"/%b<</MCID %d>>BDC" % (part.tag.encode(), len(tags)))
        for line in of_part:
            place = (line.x, line.y, line.x, line.y)
            drawn.append(draw_text(setting, Fitted((line.text,), line.size), place, (line.y,), 0))
        if tagged:
            drawn.append(b"EMC")
        tags.append(part.tag)
    return AddendumPage(b"\n".join(drawn), tuple(tags) if tagged else ())
