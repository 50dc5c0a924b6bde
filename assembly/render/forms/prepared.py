"""A form made ready once per process: its mapping joined to its blank, field by field."""

from dataclasses import dataclass, field

from assembly.errors import BlankRefused
from assembly.render.forms.background import Background, make_background
from assembly.render.forms.blank import Blank, BlankField, FieldKind, Widget
from assembly.render.forms.mapping import Binding, FormMapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where a widget's value is drawn: how its marked content opens and ends, and its text size."""

    widget: Widget
    opens: bytes
    closes: bytes
    size: float
    baselines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One field with its binding and its places."""

    field: BlankField
    binding: Binding
    places: tuple[Place, ...]
    label: str


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

    def background(self, fonts: tuple[str, ...], addendum_pages: int) -> Background:
        """Return the background for cases that use these fonts and so many addendum pages."""
        key = (fonts, addendum_pages)
        if key not in self._backgrounds:
            self._backgrounds[key] = make_background(
                self.blank, fonts=fonts, addendum_pages=addendum_pages, tagged=self.tagged
            )
        return self._backgrounds[key]


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
    places = tuple(_place(found, binding, widget, marks) for widget in found.widgets)
    return Slot(found, binding, places, binding.label or found.label or found.name)


def _place(found: BlankField, binding: Binding, widget: Widget, marks: dict[int, int]) -> Place:
    mark = marks.get(widget.id)
    opens = b"" if mark is None else b"/Span<</MCID %d>>BDC\n" % mark
    bottom, top = widget.rectangle[1], widget.rectangle[3]
    inside = all(bottom - 1 <= y <= top + 1 for y in binding.baselines)
    return Place(
        widget=widget,
        opens=opens,
        closes=b"" if mark is None else b"\nEMC",
        size=binding.size or found.size,
        baselines=tuple(binding.baselines) if inside else (),
    )
