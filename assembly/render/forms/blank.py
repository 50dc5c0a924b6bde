"""Reads a blank PDF form: its pages, and the fields on them with their rectangles.

A blank is hostile until it is read: size, pages, objects and fields are bounded, and an
encrypted or damaged file is refused.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pikepdf

from assembly.errors import DocumentRefused

MOST_BYTES = 20_000_000
MOST_PAGES = 60
MOST_OBJECTS = 60_000
MOST_FIELDS = 3_000
MOST_LEVELS = 30

MULTILINE, RADIO, PUSH_BUTTON = 1 << 12, 1 << 15, 1 << 16

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
    """One place of a field: page from 0, rectangle in points from the page's lower left corner.

    `on` is the value of a check box or radio button when it is marked. `id` is the object number
    of its annotation in the blank.
    """

    page: int
    rectangle: Rectangle
    on: str
    id: int


@dataclass(frozen=True, slots=True)
class BlankField:
    """One field of a blank. `size` is the text size in points, 0 where the blank leaves it open.

    `alignment` is 0 left, 1 centred, 2 right.
    """

    name: str
    kind: FieldKind
    widgets: tuple[Widget, ...]
    label: str
    multiline: bool
    size: float
    alignment: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form: the file, the size of its pages in points, and its fields by name."""

    raw: bytes
    page_sizes: tuple[tuple[float, float], ...]
    fields: dict[str, BlankField]
    language: str


def open_pdf(raw: bytes) -> Any:
    """Return the opened file.

    Raises:
        DocumentRefused: it is too large, encrypted, damaged, or has too many pages or objects.
    """
    if len(raw) > MOST_BYTES:
        raise DocumentRefused(f"The PDF has {len(raw):,} bytes; at most {MOST_BYTES:,} are read.")
    try:
        pdf = pikepdf.open(io.BytesIO(raw))
    except pikepdf.PasswordError as error:
        raise DocumentRefused("The PDF is encrypted. Save it without a password and try again.") from error
    except pikepdf.PdfError as error:
        raise DocumentRefused("The file is not a readable PDF. Fetch the form again.") from error
    if pdf.is_encrypted:
        raise DocumentRefused("The PDF is encrypted. Save it without restrictions and try again.")
    if len(pdf.objects) > MOST_OBJECTS:
        raise DocumentRefused(f"The PDF has {len(pdf.objects):,} objects; at most {MOST_OBJECTS:,} are read.")
    if len(pdf.pages) > MOST_PAGES:
        raise DocumentRefused(f"The PDF has {len(pdf.pages):,} pages; a form has at most {MOST_PAGES}.")
    return pdf


def read_blank(raw: bytes) -> Blank:
    """Return the blank in a file.

    Raises:
        DocumentRefused: it cannot be read within the limits, a page is turned, or it has no fields.
    """
    pdf = open_pdf(raw)
    found: dict[str, list[tuple[Any, Widget]]] = {}
    sizes = []
    for number, page in enumerate(pdf.pages):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        if (left, bottom) != (0, 0) or int(page.obj.get("/Rotate", 0)) % 360:
            raise DocumentRefused(
                f"Page {number + 1} of the PDF is turned or shifted. Use the form as published."
            )
        sizes.append((right, top))
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/Widget":
                name = _full_name(annotation)
                found.setdefault(name, []).append((annotation, _widget(annotation, number)))
    if not found:
        raise DocumentRefused("The PDF has no form fields. Install the fillable form, not a printed copy.")
    if sum(map(len, found.values())) > MOST_FIELDS:
        raise DocumentRefused(f"The PDF has more than {MOST_FIELDS:,} fields.")
    fields = {name: _field(name, places) for name, places in found.items()}
    return Blank(raw, tuple(sizes), fields, str(pdf.Root.get("/Lang", "en-US")))


def _field(name: str, places: list[tuple[Any, Widget]]) -> BlankField:
    first = places[0][0]
    flags = int(_inherited(first, "/Ff", 0))
    return BlankField(
        name=name,
        kind=_kind(str(_inherited(first, "/FT", "")), flags),
        widgets=tuple(widget for _, widget in places),
        label=str(_inherited(first, "/TU", "")),
        multiline=bool(flags & MULTILINE),
        size=_text_size(str(_inherited(first, "/DA", ""))),
        alignment=int(_inherited(first, "/Q", 0)),
    )


def _kind(type_name: str, flags: int) -> FieldKind:
    if type_name == "/Btn":
        if flags & PUSH_BUTTON:
            return FieldKind.BUTTON
        return FieldKind.RADIO if flags & RADIO else FieldKind.CHECK
    kinds = {"/Tx": FieldKind.TEXT, "/Ch": FieldKind.CHOICE, "/Sig": FieldKind.SIGNATURE}
    return kinds.get(type_name, FieldKind.BUTTON)


def _widget(annotation: Any, page: int) -> Widget:
    x1, y1, x2, y2 = (float(edge) for edge in annotation.Rect)
    return Widget(
        page,
        (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)),
        _on_value(annotation),
        annotation.objgen[0],
    )


def _on_value(annotation: Any) -> str:
    """Return the value that marks a box: the name of its appearance, or the option that the name counts."""
    normal = annotation.get("/AP", {}).get("/N")
    if not isinstance(normal, pikepdf.Dictionary) or isinstance(normal, pikepdf.Stream):
        return ""
    on = next((key[1:] for key in sorted(normal.keys()) if key != "/Off"), "")
    options = _inherited(annotation, "/Opt", None)
    if options is not None and on.isdigit() and int(on) < len(options):
        return str(options[int(on)])
    return on


def _lineage(annotation: Any) -> Iterator[Any]:
    node, levels = annotation, 0
    while node is not None and levels < MOST_LEVELS:
        yield node
        node, levels = node.get("/Parent"), levels + 1


def _inherited(annotation: Any, key: str, default: Any) -> Any:
    return next((node[key] for node in _lineage(annotation) if key in node), default)


def _full_name(annotation: Any) -> str:
    """Return the name with its parents' names; WeasyPrint's radio buttons repeat their group's name."""
    parts = [str(node.T) for node in _lineage(annotation) if "/T" in node]
    if len(parts) > 1 and parts[0] == parts[1]:
        del parts[0]
    return ".".join(reversed(parts))


def _text_size(appearance: str) -> float:
    words = appearance.split()
    return float(words[words.index("Tf") - 1]) if "Tf" in words else 0.0
