"""A form made ready once per process: its mapping joined to its blank, field by field."""

from dataclasses import dataclass, field

from assembly.errors import BlankRefused
from assembly.render.forms.background import Background, make_background
from assembly.render.forms.blank import Blank, BlankField, FieldKind, Rectangle, Widget
from assembly.render.forms.fit import LEAST_SIZE, LINE_HEIGHT, MARGIN, OPEN_SIZE
from assembly.render.forms.mapping import Binding, FormMapping
from assembly.render.forms.stamp import ASCENT, DESCENT, line_baseline
from assembly.render.forms.typeface import UNITS
from assembly.render.pdf.syntax import number


@dataclass(frozen=True, slots=True)
class Place:
    """Where a widget's value is drawn, worked out once: `size` is the first size tried.

    `rectangle` is where it is drawn: the widget's own, or for a turned one its width and height from 0,
    which the operators in `opens` bring to its place. `room` is the width for text in thousandths of a point; `start` are the operators that lead up
    to the string of a one-line value that fits at `size`; for one that ends at `right`, `line` are
    those behind its left edge. `blank` is what an empty field leaves.
    """

    widget: Widget
    page: int
    rectangle: Rectangle
    opens: bytes
    closes: bytes
    size: float
    baselines: tuple[float, ...]
    room: float
    start: bytes
    line: bytes
    right: float
    blank: bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """One field with its binding and its places.

    `simple` where it takes one line from the left or the right, `block` where it takes several lines.
    """

    field: BlankField
    binding: Binding
    places: tuple[Place, ...]
    label: str
    simple: bool
    block: bool = False


@dataclass
class PreparedForm:
    """A mapping joined to the blank it is stamped on; backgrounds are made when first needed.

    `official` says whether the blank is the official form rather than our own rendition.
    """

    mapping: FormMapping
    blank: Blank
    official: bool
    tagged: bool = True
    slots: tuple[Slot, ...] = ()
    _backgrounds: dict[tuple[tuple[str, ...], int], Background] = field(default_factory=dict)

    @property
    def printed_buttons(self) -> frozenset[int]:
        """The buttons whose captions are part of the printed form, by annotation."""
        hidden = self.mapping.screen_only
        return frozenset(
            widget.id
            for name, found in self.blank.fields.items()
            if found.kind is FieldKind.BUTTON and _last_part(name) not in hidden
            for widget in found.widgets
        )

    def background(self, fonts: tuple[str, ...], addendum_pages: int) -> Background:
        """Return the background for cases that use these fonts and so many addendum pages."""
        key = (fonts, addendum_pages)
        if key not in self._backgrounds:
            self._backgrounds[key] = make_background(
                self.blank,
                fonts=fonts,
                addendum_pages=addendum_pages,
                tagged=self.tagged,
                printed=self.printed_buttons,
            )
        return self._backgrounds[key]


def _last_part(name: str) -> str:
    """Return the last part of a field's name without its count: "Page1[0].Print[0]" is "Print"."""
    return name.rsplit(".", 1)[-1].partition("[")[0]


def prepare(mapping: FormMapping, blank: Blank, *, official: bool, tagged: bool = True) -> PreparedForm:
    """Return the form made ready.

    Raises:
        BlankRefused: a field of the blank has no binding, or a binding has no field.
    """
    fillable = {name for name, found in blank.fields.items() if found.kind is not FieldKind.BUTTON}
    missing, strange = sorted(mapping.fields - blank.fields.keys()), sorted(fillable - mapping.fields)
    if missing or strange:
        raise BlankRefused(
            f"{mapping.place}: the mapping does not fit the form. "
            f"Without a field: {', '.join(missing) or 'none'}. Without a binding: {', '.join(strange) or 'none'}."
        )
    form = PreparedForm(mapping, blank, official, tagged)
    marks = form.background(("CPf",), 0).marks
    form.slots = tuple(_slot(blank.fields[b.field], b, marks) for b in mapping.bindings)
    return form


def _slot(found: BlankField, binding: Binding, marks: dict[int, int]) -> Slot:
    block = found.multiline and all(map(_holds_lines, found.widgets))
    places = tuple(_place(found, binding, widget, marks, block=block) for widget in found.widgets)
    return Slot(
        found,
        binding,
        places,
        binding.label or found.label or found.name,
        not block and found.alignment != 1 and not found.cells and not found.options,
        block,
    )


def _holds_lines(widget: Widget) -> bool:
    """Say whether a place is high enough for more than one line; where it is not, it takes one."""
    (_, bottom, _, top), _ = _drawn_in(widget, 0.0)
    return top - bottom >= 2 * LINE_HEIGHT * LEAST_SIZE


def turned_by(widget: Widget) -> tuple[float, float, float, float, float, float]:
    """Return the matrix that brings a turned place, drawn from its own lower left corner, to where it stands."""
    left, bottom, right, top = widget.rectangle
    return {
        0: (1.0, 0.0, 0.0, 1.0, left, bottom),
        90: (0.0, 1.0, -1.0, 0.0, right, bottom),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, -1.0, 1.0, 0.0, left, top),
    }[widget.turn]


def _drawn_in(widget: Widget, inset: float) -> tuple[Rectangle, bytes]:
    """Return the rectangle that a value is drawn in, and the operators that turn the page for it."""
    left, bottom, right, top = widget.rectangle
    if not widget.turn:
        return (left + inset, bottom, right - inset, top), b""
    across, up = right - left, top - bottom
    width, height = (up, across) if widget.turn in (90, 270) else (across, up)
    return (inset, 0.0, width - inset, height), b"q\n%b cm\n" % b" ".join(map(number, turned_by(widget)))


def _place(
    found: BlankField, binding: Binding, widget: Widget, marks: dict[int, int], *, block: bool
) -> Place:
    mark = marks.get(widget.id)
    opens = b"" if mark is None else b"/Span<</MCID %d>>BDC\n" % mark
    closes = b"" if mark is None else b"\nEMC"
    blank = opens + closes
    rectangle, turned = _drawn_in(widget, binding.inset)
    if turned:
        opens, closes = opens + turned, b"\nQ" + closes
    left, bottom, right, top = rectangle
    size = binding.size or found.size or OPEN_SIZE
    if not block:
        size = min(size, (top - bottom) / (ASCENT + DESCENT))
    x, y = left + MARGIN, line_baseline(rectangle, size)
    inside = all(bottom - 1 <= line <= top + 1 for line in binding.baselines)
    return Place(
        widget=widget,
        page=widget.page,
        rectangle=rectangle,
        opens=opens,
        closes=closes,
        size=size,
        baselines=tuple(binding.baselines) if inside else (),
        room=(right - left - 2 * MARGIN) * UNITS,
        start=opens + b"BT\n1 0 0 1 %.2f %.2f Tm\n/CPf %b Tf" % (x, y, number(size)),
        line=b" %.2f Tm\n/CPf %b Tf" % (y, number(size)),
        right=right - MARGIN,
        blank=blank,
    )
