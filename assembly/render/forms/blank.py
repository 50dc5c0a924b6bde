"""Reads a blank PDF form: its pages, and the fields on them with their rectangles."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf

from assembly.errors import DocumentRefused
from assembly.render.forms.opening import MOST_LEVELS, is_dynamic_xfa, open_pdf

MOST_FIELDS = 3_000

MULTILINE, RADIO, PUSH_BUTTON, EDITABLE, COMB = 1 << 12, 1 << 15, 1 << 16, 1 << 18, 1 << 24
TURNS = (0, 90, 180, 270)

Rectangle = tuple[float, float, float, float]


class FieldKind(StrEnum):
    """What a field of a form takes."""

    TEXT = "text"
    CHECK = "check"
    RADIO = "radio"
    CHOICE = "choice"
    SIGNATURE = "signature"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Widget:
    """One place of a field: page from 0, rectangle in points of the page's own space, before it is turned.

    `on` is the value of a check box or radio button when it is marked. `id` is the object number
    of its annotation in the blank. `turn` is how far its text is turned against the page's own
    space, in degrees to the left.
    """

    page: int
    rectangle: Rectangle
    on: str
    id: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class BlankField:
    """One field of a blank. `size` is the text size in points, 0 where the blank leaves it open.

    `alignment` is 0 left, 1 centred, 2 right. `cells` is the number of equal cells that the letters
    stand in, one each, 0 where there are none. `options` are the choices of a list, each as it is
    stored and as it is shown; with `editable` another text may be entered too.
    """

    name: str
    kind: FieldKind
    widgets: tuple[Widget, ...]
    label: str
    multiline: bool
    size: float
    alignment: int
    cells: int = 0
    options: tuple[tuple[str, str], ...] = ()
    editable: bool = False


@dataclass(frozen=True, slots=True)
class PageBox:
    """The part of a page that is seen, in points of the page's own space, and how far it is turned right."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height before the page is turned."""
        return self.right - self.left, self.top - self.bottom

    @property
    def seen_size(self) -> tuple[float, float]:
        """Width and height as a reader sees the page."""
        width, height = self.size
        return (height, width) if self.turn % 180 else (width, height)


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form: the file, its pages, and its fields by name."""

    raw: bytes
    pages: tuple[PageBox, ...]
    fields: dict[str, BlankField]
    language: str

    @property
    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page before it is turned, in points."""
        return tuple(page.size for page in self.pages)


def read_blank(raw: bytes) -> Blank:
    """Return the blank in a file.

    Raises:
        DocumentRefused: it cannot be read within the limits, or it has no fields.
    """
    pdf = open_pdf(raw)
    try:
        found = _widgets(pdf)
        fields = {name: _field(name, places, pdf) for name, places in found.items()}
        pages = tuple(_box(page) for page in pdf.pages)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise DocumentRefused("The form's fields are damaged. Fetch the form again.") from error
    return Blank(raw, pages, fields, str(pdf.Root.get("/Lang", "en-US")))


def _widgets(pdf: Any) -> dict[str, list[tuple[Any, Widget]]]:
    found: dict[str, list[tuple[Any, Widget]]] = {}
    for number, page in enumerate(pdf.pages):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/Widget" and "/Rect" in annotation:
                name = _full_name(annotation)
                found.setdefault(name, []).append((annotation, _widget(annotation, number)))
    if not found and is_dynamic_xfa(pdf):
        raise DocumentRefused(
            "The pages of this form are made by a program inside it (XFA), which is not run. "
            "Ask its publisher for the form with ordinary fields (AcroForm)."
        )
    if not found:
        raise DocumentRefused("The PDF has no form fields. Install the fillable form, not a printed copy.")
    if sum(map(len, found.values())) > MOST_FIELDS:
        raise DocumentRefused(f"The PDF has more than {MOST_FIELDS:,} fields.")
    return found


def _box(page: Any) -> PageBox:
    """Return what is seen of a page: its crop box inside its media box."""
    media = _sorted_edges(page.obj.get("/MediaBox", pikepdf.Array([0, 0, 612, 792])))
    crop = _sorted_edges(page.obj.get("/CropBox", pikepdf.Array(list(media))))
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return PageBox(left, bottom, right, top, _quarter(page.obj.get("/Rotate", 0)))


def _sorted_edges(box: Any) -> Rectangle:
    x1, y1, x2, y2 = (float(edge) for edge in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _quarter(angle: Any) -> int:
    """Return an angle as one of the four quarters of a turn."""
    turn = int(angle) % 360
    return turn if turn in TURNS else 0


def _field(name: str, places: list[tuple[Any, Widget]], pdf: Any) -> BlankField:
    first = places[0][0]
    flags = int(inherited(first, "/Ff", 0))
    kind, length = _kind(str(inherited(first, "/FT", "")), flags), int(inherited(first, "/MaxLen", 0))
    form = pdf.Root.get("/AcroForm", {})
    return BlankField(
        name=name,
        kind=kind,
        widgets=tuple(widget for _, widget in places),
        label=str(inherited(first, "/TU", "")),
        multiline=bool(flags & MULTILINE) and kind is FieldKind.TEXT,
        size=_text_size(str(inherited(first, "/DA", form.get("/DA", "")))),
        alignment=int(inherited(first, "/Q", form.get("/Q", 0))),
        cells=length if flags & COMB and kind is FieldKind.TEXT else 0,
        options=tuple(_options(first)) if kind is FieldKind.CHOICE else (),
        editable=bool(flags & EDITABLE),
    )


def _kind(type_name: str, flags: int) -> FieldKind:
    if type_name == "/Btn":
        if flags & PUSH_BUTTON:
            return FieldKind.BUTTON
        return FieldKind.RADIO if flags & RADIO else FieldKind.CHECK
    kinds = {"/Tx": FieldKind.TEXT, "/Ch": FieldKind.CHOICE, "/Sig": FieldKind.SIGNATURE}
    return kinds.get(type_name, FieldKind.BUTTON)


def _widget(annotation: Any, page: int) -> Widget:
    return Widget(
        page,
        _sorted_edges(annotation.Rect),
        _on_value(annotation),
        annotation.objgen[0],
        _quarter(annotation.get("/MK", {}).get("/R", 0)),
    )


def _options(annotation: Any) -> Iterator[tuple[str, str]]:
    """Yield the choices of a list: each as stored and as shown, which may be the same text."""
    for option in inherited(annotation, "/Opt", ()):
        if isinstance(option, pikepdf.Array) and len(option) > 1:
            yield str(option[0]), str(option[1])
        else:
            yield str(option), str(option)


def _on_value(annotation: Any) -> str:
    """Return the value that marks a box: the name of its appearance, or the option that the name counts."""
    normal = annotation.get("/AP", {}).get("/N")
    if not isinstance(normal, pikepdf.Dictionary) or isinstance(normal, pikepdf.Stream):
        return ""
    on = next((key[1:] for key in sorted(normal.keys()) if key != "/Off"), "")
    options = inherited(annotation, "/Opt", None)
    if options is not None and on.isdigit() and int(on) < len(options):
        return str(options[int(on)])
    return on


def _lineage(annotation: Any) -> Iterator[Any]:
    node, levels = annotation, 0
    while node is not None and levels < MOST_LEVELS:
        yield node
        node, levels = node.get("/Parent"), levels + 1


def inherited(annotation: Any, key: str, default: Any) -> Any:
    """Return what a field says or takes from the fields above it."""
    return next((node[key] for node in _lineage(annotation) if key in node), default)


def _full_name(annotation: Any) -> str:
    """Return the name with its parents' names; WeasyPrint's radio buttons repeat their group's name."""
    parts = [str(node.T) for node in _lineage(annotation) if "/T" in node]
    if len(parts) > 1 and parts[0] == parts[1]:
        del parts[0]
    return ".".join(reversed(parts))


def _text_size(appearance: str) -> float:
    """Return the size in a default appearance; 0, which leaves it open, where it names none."""
    words = appearance.split()
    if "Tf" not in words or words.index("Tf") == 0:
        return 0.0
    try:
        return max(float(words[words.index("Tf") - 1]), 0.0)
    except ValueError:
        return 0.0
