"""The trace map of a form: for every value the facts behind it and its rectangles, boxes and addendum included.

A form is filled once more; what each place draws then says where its letters stand.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assembly.render.forms.blank import PageBox, Widget
from assembly.render.forms.fill import Filling, Placement, entry_lines
from assembly.render.forms.mapping import BindingKind
from assembly.render.forms.origin import facts_behind
from assembly.render.forms.prepared import Place as Spot
from assembly.render.forms.prepared import PreparedForm, Slot, turned_by
from assembly.render.forms.stamp import ASCENT, DESCENT, MARKS
from assembly.render.forms.typeface import UNITS, advance
from assembly.render.marks import CHECKED, UNCHECKED
from assembly.render.traced import Place, Rect, Sources, TracedValue

SHOWN = re.compile(
    rb"1 0 0 1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm|(?P<stretch>\d+) Tz|/(?P<font>CP\w) (?P<size>[\d.]+) Tf ?(?:\[-?\d+)?<(?P<codes>[0-9A-F]*)>"
)


def trace(form: PreparedForm, names: Mapping[str, Any], sources: Sources) -> tuple[TracedValue, ...]:
    """Return every value of a filled form in the order of its mapping, then those of the addendum alone.

    A box is a value whether it is marked or not, its rectangle that of its field. `sources` says from
    which facts the names that are worked out come. Pages count from 1, the addendum's behind the form's.

    Raises:
        UnprintableText, TemplateFault: as `fill`.
    """
    filling = Filling(form, names)
    filling.settle()
    beyond = _addendum_places(form, filling, names)
    drawn, placements = [iter(parts) for parts in filling.pages], iter(filling.placements)
    values = [
        value
        for slot in form.slots
        for value in _values(form, slot, names, sources, filling, drawn, placements, beyond)
    ]
    for rows, item in filling.row_items:
        entries = (rows.of(names) or ())[rows.count :]
        for nth, entry in enumerate(entries, start=rows.count):
            text = entry_lines(rows, [entry])
            facts = facts_behind(f"{rows.path}.{nth}", names, sources, form.mapping.facts)
            values.append(TracedValue(facts, text, tuple(beyond.get(item.number, ()))))
    for place, (path, (_, read)) in enumerate(
        zip(form.mapping.caption_paths, form.mapping.caption, strict=True), start=1
    ):
        if -place in beyond:
            facts = facts_behind(path, names, sources, form.mapping.facts)
            values.append(TracedValue(facts, str(read(names)), tuple(beyond[-place])))
    return tuple(values)


def _values(
    form: PreparedForm,
    slot: Slot,
    names: Mapping[str, Any],
    sources: Sources,
    filling: Filling,
    drawn: list[Iterator[bytes]],
    placements: Iterator[Placement],
    beyond: Mapping[int, list[Place]],
) -> Iterator[TracedValue]:
    """Yield the value of a field with all its places, or each of its boxes."""
    chunks = [next(drawn[spot.page]) for spot in slot.places]
    if slot.binding.kind is BindingKind.LEFT_TO:
        return
    facts = facts_behind(slot.binding.path, names, sources, form.mapping.facts)
    if slot.binding.kind is not BindingKind.TEXT:
        for spot, chunk in zip(slot.places, chunks, strict=True):
            place = _on_page(form.blank.pages[spot.page], spot.page, spot.widget.rectangle)
            yield TracedValue(facts, CHECKED if MARKS in chunk else UNCHECKED, (place,))
        return
    text, places = "", []
    for spot, chunk in zip(slot.places, chunks, strict=True):
        if chunk == spot.blank:
            continue
        placement = next(placements)
        text = placement.source.removesuffix(filling.pointers.get(slot.field.name, ""))
        boxes = _line_boxes(chunk)
        places += [_on_page(form.blank.pages[spot.page], spot.page, _turned(box, spot)) for box in boxes]
        places += beyond.get(placement.item, ())
    if text:
        yield TracedValue(facts, text, tuple(dict.fromkeys(places)))


def _line_boxes(chunk: bytes) -> list[Rect]:
    """Return a rectangle for each line that a place draws: left, bottom, right, top where it is drawn."""
    boxes: dict[bytes, Rect] = {}
    x = y = 0.0
    stretch, line = 100.0, b""
    for found in SHOWN.finditer(chunk):
        if found["x"]:
            x, y, line = float(found["x"]), float(found["y"]), found["y"]
        elif found["stretch"]:
            stretch = float(found["stretch"])
        else:
            size = float(found["size"])
            wide = advance(found["font"].decode(), found["codes"]) * size * stretch / 100 / UNITS
            box = (x, y - DESCENT * size, x + wide, y + ASCENT * size)
            boxes[line] = _around(boxes[line], box) if line in boxes else box
            x += wide
    return list(boxes.values())


def _around(one: Rect, two: Rect) -> Rect:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _turned(box: Rect, spot: Spot) -> Rect:
    """Return a rectangle of a turned place in the page's own space."""
    widget: Widget = spot.widget
    if not widget.turn:
        return box
    a, b, c, d, e, f = turned_by(widget)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _on_page(page: PageBox, number: int, rect: Rect) -> Place:
    """Return a rectangle of a page's own space as a reader sees it, from the top left."""
    wide, high = page.size
    left, right = rect[0] - page.left, rect[2] - page.left
    below, above = rect[1] - page.bottom, rect[3] - page.bottom
    seen = {
        0: (left, high - above, right, high - below),
        90: (below, left, above, right),
        180: (wide - right, below, wide - left, above),
        270: (high - above, wide - right, high - below, wide - left),
    }
    return Place(number + 1, seen[page.turn])


def _addendum_places(
    form: PreparedForm, filling: Filling, names: Mapping[str, Any]
) -> dict[int, list[Place]]:
    """Return where the lines of each item of the addendum stand, by its number."""
    found: dict[int, list[Place]] = {}
    first, high = len(form.blank.pages) + 1, form.blank.pages[0].seen_size[1]
    for page, lines in enumerate(filling.addendum.lines(filling.setting, form, names)):
        for line in lines:
            wide = filling.setting.width(line.text) * line.size / UNITS
            top, bottom = high - line.y - ASCENT * line.size, high - line.y + DESCENT * line.size
            place = Place(first + page, (line.x, top, line.x + wide, bottom))
            found.setdefault(line.item, []).append(place)
    found.pop(0, None)
    return found
