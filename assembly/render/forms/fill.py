"""Fills a prepared form: every field's value set, drawn, and accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from assembly.render.forms.addendum import Addendum, AddendumItem
from assembly.render.forms.blank import Rectangle
from assembly.render.forms.choices import on_value, shown_choice
from assembly.render.forms.fit import (
    LEAST_SIZE,
    LEAST_STRETCH,
    LINE_HEIGHT,
    MARGIN,
    Fitted,
    begin_line,
    conserved,
    fit_block,
    fit_line,
)
from assembly.render.forms.mapping import Binding, BindingKind, Rows
from assembly.render.forms.prepared import Place, PreparedForm, Slot
from assembly.render.forms.stamp import ASCENT, draw_mark, draw_text, line_baseline
from assembly.render.forms.typeface import UNITS, Setting, common
from assembly.render.forms.values import plain


class Placement(NamedTuple):
    """One value and what became of it: what its place shows, and what the addendum carries under a number."""

    field: str
    source: str
    shown: tuple[str, ...]
    rest: str
    item: int = 0

    @property
    def conserved(self) -> bool:
        """Whether form and addendum together hold the whole value."""
        return conserved(self.source, self.shown, self.rest)


@dataclass
class Filled:
    """A filled form: the content of each page, and the proof of every text.

    `addendum_tags` are, for each addendum page, the kinds of what is read as one, in order.
    """

    contents: list[bytes]
    setting: Setting
    placements: list[Placement] = field(default_factory=list)
    addendum: tuple[AddendumItem, ...] = ()
    addendum_tags: tuple[tuple[str, ...], ...] = ()

    @property
    def lost(self) -> tuple[str, ...]:
        """The fields whose text is not wholly on the form and its addendum; always empty."""
        return tuple(placement.field for placement in self.placements if not placement.conserved)


def fill(form: PreparedForm, names: Mapping[str, Any]) -> Filled:
    """Return the contents of a form's pages, its addendum pages last.

    Raises:
        UnprintableText: a value has a character that no font has.
        TemplateFault: a value chooses a button that the form does not have.
    """
    filling = Filling(form, names)
    filling.settle()
    contents = [b"\n".join(parts) for parts in filling.pages]
    addendum = filling.addendum.pages(filling.setting, form, names)
    return Filled(
        [*contents, *(page.content for page in addendum)],
        filling.setting,
        filling.placements,
        tuple(filling.addendum.items),
        tuple(page.tags for page in addendum),
    )


class Filling:
    """The filling of one form; `pages` hold what each place of each slot draws, in the order of the slots."""

    def __init__(self, form: PreparedForm, names: Mapping[str, Any]) -> None:
        self.form, self.names = form, names
        self.setting = Setting()
        self.pages: list[list[bytes]] = [[] for _ in form.blank.page_sizes]
        self.placements: list[Placement] = []
        self.addendum = Addendum()
        self.texts: dict[str, _Text] = {}
        self.whole_on: dict[str, int] = {}
        self.row_items: list[tuple[Rows, AddendumItem]] = []
        self.pointers: dict[str, str] = {}

    def settle(self) -> None:
        """Settle every slot. Nearly all are one line that fits: that road is kept short."""
        pages, texts, placements, whole_on = self.pages, self.texts, self.placements, self.whole_on
        pointers = self.pointers = self._overflow_rows()
        for slot in self.form.slots:
            binding = slot.binding
            if binding.kind is not BindingKind.TEXT:
                self._settle_marks(slot, binding)
                continue
            text = texts.get(binding.key)
            if text is None:
                text = texts[binding.key] = self._read(slot, binding)
            if pointers and slot.field.name in pointers:
                text = _Text(text.source + pointers[slot.field.name], 0, b"")
            source, units, operand = text
            if not source:
                for place in slot.places:
                    pages[place.page].append(place.blank)
                continue
            for place in slot.places:
                if operand and slot.simple and units * place.size <= place.room:
                    if slot.field.alignment:
                        left = place.right - units * place.size / UNITS
                        drawn = b"%bBT\n1 0 0 1 %.2f%b%b Tj\nET%b" % (
                            *(place.opens, left, place.line, operand),
                            place.closes,
                        )
                    else:
                        drawn = b"%b%b Tj\nET%b" % (place.start, operand, place.closes)
                    placements.append(Placement(slot.field.name, source, (source,), ""))
                    whole_on.setdefault(source, place.page)
                else:
                    drawn = place.opens + self._draw(slot, place, source) + place.closes
                pages[place.page].append(drawn)

    def _overflow_rows(self) -> dict[str, str]:
        """Put what a list has beyond its rows on the addendum; return the words that point there, by field."""
        pointers = {}
        for rows in self.form.mapping.rows:
            entries = rows.of(self.names) or ()
            if len(entries) <= rows.count:
                continue
            lines = entry_lines(rows, entries[rows.count :])
            text = self.setting.clean(lines, f"{self.form.mapping.blank}, {rows.label}")
            item = self.addendum.add_rest(rows.label, text)
            self.row_items.append((rows, item))
            pointers[rows.last] = item.mark
        return pointers

    def _read(self, slot: Slot, binding: Binding) -> "_Text":
        """Return a value as text, its width, and the operand that shows it in the common typeface."""
        value = binding.read(self.names) if binding.read is not None else None
        source = _line_of(value, binding) if isinstance(value, tuple) else plain(value)
        if not source or source.isspace():
            return _NO_TEXT
        if source.isascii() and source.isprintable():
            return _plain_text(source)
        source = self.setting.clean(source, f"{self.form.mapping.blank}, {slot.label}")
        return _Text(source, 0, b"")

    def _settle_marks(self, slot: Slot, binding: Binding) -> None:
        on = None
        if binding.read is not None:
            on = on_value(slot, binding.read(self.names))
        for place in slot.places:
            marked = on is not None and (on == "" or place.widget.on == on)
            drawn = place.opens + draw_mark(place.rectangle) + place.closes if marked else place.blank
            self.pages[place.page].append(drawn)

    def _draw(self, slot: Slot, place: Place, source: str) -> bytes:
        rectangle, alignment = place.rectangle, slot.field.alignment
        if slot.field.options:
            source = shown_choice(slot, source)
        number = 0
        if slot.block:
            fitted, baselines, drawn = _block(source, rectangle, place.size, place.baselines, alignment)
            if fitted.rest:
                item = self.addendum.add_rest(slot.label, fitted.rest)
                number, mark = item.number, item.mark.strip()
                fitted = Fitted((*fitted.lines, mark), fitted.size, fitted.stretch, fitted.rest, mark)
                drawn = b""
        elif size := self._cell_size(slot, place, source):
            return self._in_cells(slot, place, source, size)
        else:
            source = ", ".join(source.split("\n"))
            fitted, number = self._fit_line(slot, place, source)
            baselines, drawn = (line_baseline(rectangle, fitted.size),), b""
        self.placements.append(Placement(slot.field.name, source, fitted.shown, fitted.rest, number))
        return drawn or draw_text(self.setting, fitted, rectangle, baselines, alignment)

    def _cell_size(self, slot: Slot, place: Place, source: str) -> float:
        """Return the size for one letter to a cell, 0 where they don't fit so: then the value is one line."""
        if not slot.field.cells or len(source) > slot.field.cells or "\n" in source:
            return 0.0
        cell = (place.rectangle[2] - place.rectangle[0]) / slot.field.cells
        widest = max(map(self.setting.width, source))
        size = min(place.size, cell * UNITS / widest) if widest else place.size
        return size if size >= LEAST_SIZE * LEAST_STRETCH / 100 else 0.0

    def _in_cells(self, slot: Slot, place: Place, source: str, size: float) -> bytes:
        left, bottom, right, top = place.rectangle
        wide, baseline = (right - left) / slot.field.cells, line_baseline(place.rectangle, size)
        self.placements.append(Placement(slot.field.name, source, (source,), ""))
        self.whole_on.setdefault(source, place.page)
        first = {0: 0, 1: (slot.field.cells - len(source)) // 2, 2: slot.field.cells - len(source)}
        begins = left + first[slot.field.alignment] * wide
        return b"\n".join(
            draw_text(
                self.setting,
                Fitted((letter,), size),
                (begins + nth * wide - MARGIN, bottom, begins + (nth + 1) * wide + MARGIN, top),
                (baseline,),
                1,
            )
            for nth, letter in enumerate(source)
            if not letter.isspace()
        )

    def _fit_line(self, slot: Slot, place: Place, source: str) -> tuple[Fitted, int]:
        """Return a value on one line, and the number of the addendum's item that repeats it, 0 for none."""
        width = place.rectangle[2] - place.rectangle[0]
        fitted = fit_line(source, self.setting.width, width=width, size=place.size)
        if fitted is not None:
            self.whole_on.setdefault(source, place.page)
            return fitted, 0
        elsewhere = self.whole_on.get(source)
        if elsewhere is not None:
            number, mark, short = 0, f" (see p. {elsewhere + 1})", f"p. {elsewhere + 1}"
        else:
            item = self.addendum.add_whole(slot.label, source)
            number, mark, short = item.number, item.mark, item.short_mark
        return begin_line(source, self.setting.width, width=width, mark=mark, short=short), number


def entry_lines(rows: Rows, entries: Sequence[object]) -> str:
    """Return entries of a list as the addendum has them, one to a line."""
    return "\n".join(_entry_line(rows, entry) for entry in entries)


def _entry_line(rows: Rows, entry: object) -> str:
    """Return an entry in one line: each value behind its label, each box that is marked by its label."""
    parts = []
    for label, read, expected in rows.columns:
        value = plain(read({"entry": entry}))
        if expected is None and value:
            parts.append(f"{label}: {value}")
        elif expected is not None and value == expected:
            parts.append(label)
    return "; ".join(parts)


class _Text(NamedTuple):
    """A value ready to be placed; `operand` is empty where it is not plain text of one line."""

    source: str
    units: int
    operand: bytes


_NO_TEXT = _Text("", 0, b"")


@lru_cache(maxsize=4096)
def _plain_text(source: str) -> _Text:
    """Return a text of one line in the common typeface; states, periods and contacts recur in every case."""
    face = common()
    return _Text(source, sum(map(face.widths.__getitem__, source)), face.show(source))


@lru_cache(maxsize=1024)
def _block(
    source: str, rectangle: Rectangle, size: float, ruled: tuple[float, ...], alignment: int
) -> tuple[Fitted, tuple[float, ...], bytes]:
    """Return a block fitted, its baselines, and its operators where the common typeface has every letter.

    The same standing text of a state goes into every case.
    """
    left, bottom, right, top = rectangle

    def count(now: float) -> int:
        return len(ruled) or int((top - bottom) / (LINE_HEIGHT * now))

    setting = Setting()
    fitted = fit_block(source, setting.width, width=right - left, size=size, count=count)
    first = top - ASCENT * fitted.size - 1
    baselines = ruled or tuple(first - n * LINE_HEIGHT * fitted.size for n in range(len(fitted.lines) + 1))
    drawn = draw_text(setting, fitted, rectangle, baselines, alignment)
    return fitted, baselines, drawn if setting.fonts == ("CPf",) else b""


def _line_of(value: tuple[object, ...], binding: Binding) -> str:
    """Return a field's share of several lines; the last field takes all that are left."""
    number, count = binding.share
    if number == count - 1:
        return ", ".join(plain(line) for line in value[number:])
    return plain(value[number]) if number < len(value) else ""
