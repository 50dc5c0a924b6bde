"""Fills a prepared form: every field's value set, drawn, and accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assembly.errors import TemplateFault
from assembly.render.forms.addendum import Addendum, AddendumItem
from assembly.render.forms.blank import FieldKind
from assembly.render.forms.fit import (
    LINE_HEIGHT,
    OPEN_SIZE,
    Fitted,
    begin_line,
    conserved,
    fit_block,
    fit_line,
)
from assembly.render.forms.mapping import Binding, BindingKind
from assembly.render.forms.prepared import Place, PreparedForm, Slot
from assembly.render.forms.stamp import ASCENT, DESCENT, draw_mark, draw_text, line_baseline
from assembly.render.forms.typeface import Setting
from assembly.render.forms.values import plain

SETTLED = (FieldKind.CHECK, FieldKind.RADIO)


class Placement(NamedTuple):
    """One value and what became of it: what its place shows, and what the addendum carries."""

    field: str
    source: str
    shown: tuple[str, ...]
    rest: str

    @property
    def conserved(self) -> bool:
        """Whether form and addendum together hold the whole value."""
        return conserved(self.source, self.shown, self.rest)


@dataclass
class Filled:
    """A filled form: the content of each page, and the proof of every text."""

    contents: list[bytes]
    setting: Setting
    placements: list[Placement] = field(default_factory=list)
    addendum: tuple[AddendumItem, ...] = ()

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
    filling = _Filling(form, names)
    for slot in form.slots:
        filling.settle(slot)
    contents = [b"\n".join(parts) for parts in filling.pages]
    addendum = filling.addendum.pages(filling.setting, form, names)
    return Filled([*contents, *addendum], filling.setting, filling.placements, tuple(filling.addendum.items))


class _Filling:
    def __init__(self, form: PreparedForm, names: Mapping[str, Any]) -> None:
        self.form, self.names = form, names
        self.setting = Setting()
        self.pages: list[list[bytes]] = [[] for _ in form.blank.page_sizes]
        self.placements: list[Placement] = []
        self.addendum = Addendum()

    def settle(self, slot: Slot) -> None:
        binding = slot.binding
        value = binding.read(self.names) if binding.read is not None else None
        if binding.kind is BindingKind.TEXT:
            self._settle_text(slot, _line_of(value, binding) if isinstance(value, tuple) else plain(value))
        else:
            self._settle_marks(slot, value)

    def _settle_marks(self, slot: Slot, value: Any) -> None:
        on = _on_value(slot, value)
        for place in slot.places:
            marked = on is not None and (on == "" or place.widget.on == on)
            drawn = draw_mark(place.widget.rectangle) if marked else b""
            self._put(place, drawn)

    def _settle_text(self, slot: Slot, text: str) -> None:
        if not text or text.isspace():
            for place in slot.places:
                self._put(place, b"")
            return
        text = self.setting.clean(text, f"{self.form.mapping.blank}, {slot.label}")
        for place in slot.places:
            self._put(place, self._draw(slot, place, text))

    def _draw(self, slot: Slot, place: Place, text: str) -> bytes:
        if slot.field.multiline:
            fitted, baselines = self._fit_block(slot, place, text)
        else:
            if "\n" in text:
                text = ", ".join(text.split("\n"))
            fitted = self._fit_line(slot, place, text)
            baselines = (line_baseline(place.widget.rectangle, fitted.size),)
        self.placements.append(Placement(slot.field.name, text, _shown(fitted), fitted.rest))
        return draw_text(self.setting, fitted, place.widget.rectangle, baselines, slot.field.alignment)

    def _fit_line(self, slot: Slot, place: Place, text: str) -> Fitted:
        left, bottom, right, top = place.widget.rectangle
        size = min(place.size or OPEN_SIZE, (top - bottom) / (ASCENT + DESCENT))
        fitted = fit_line(text, self.setting.width, width=right - left, size=size)
        if fitted is not None:
            return fitted
        item = self.addendum.add_whole(slot.label, text)
        return begin_line(text, self.setting.width, width=right - left, mark=item.mark)

    def _fit_block(self, slot: Slot, place: Place, text: str) -> tuple[Fitted, tuple[float, ...]]:
        left, bottom, right, top = place.widget.rectangle
        ruled = place.baselines

        def count(size: float) -> int:
            return len(ruled) or int((top - bottom) / (LINE_HEIGHT * size))

        fitted = fit_block(
            text, self.setting.width, width=right - left, size=place.size or OPEN_SIZE, count=count
        )
        if fitted.rest:
            item = self.addendum.add_rest(slot.label, fitted.rest)
            fitted = Fitted((*fitted.lines, item.mark.strip()), fitted.size, fitted.stretch, fitted.rest)
        first = top - ASCENT * fitted.size - 1
        return fitted, ruled or tuple(first - n * LINE_HEIGHT * fitted.size for n in range(len(fitted.lines)))

    def _put(self, place: Place, drawn: bytes) -> None:
        if place.opens or drawn:
            self.pages[place.widget.page].append(place.opens + drawn + place.closes)


def _shown(fitted: Fitted) -> tuple[str, ...]:
    """Return the lines of the value itself, without the pointer to the addendum."""
    if not fitted.rest:
        return fitted.lines
    *lines, last = fitted.lines
    return (*lines, last[: last.rindex("(see A")].rstrip())


def _on_value(slot: Slot, value: Any) -> str | None:
    """Return the on-value of the button to mark, "" for the field's only box, or None for none."""
    binding = slot.binding
    if binding.kind is BindingKind.LEFT_TO or value is None:
        return None
    word = plain(value)
    if binding.kind is BindingKind.CHECK:
        marked = value is True if binding.expected is None else word == binding.expected
        return "" if marked else None
    if not word:
        return None
    on = dict(binding.marks).get(word, word)
    known = [place.widget.on for place in slot.places]
    if on not in known:
        raise TemplateFault(
            slot.label, slot.field.name, word, "is no choice of this field.", f"It has {', '.join(known)}."
        )
    return on


def _line_of(value: tuple[object, ...], binding: Binding) -> str:
    """Return a field's share of several lines; the last field takes all that are left."""
    number, count = binding.share
    if number == count - 1:
        return ", ".join(plain(line) for line in value[number:])
    return plain(value[number]) if number < len(value) else ""
