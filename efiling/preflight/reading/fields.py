"""The fields of a fillable file: where each stands, whether it must be filled, and whether it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

REQUIRED = 2  # bit 2 of the field flags (ISO 32000-1, table 221)
MOST_PARENTS = 16


@dataclass(frozen=True, slots=True)
class FormField:
    """One field on a page: `rect` runs from the top left, in points; pages count from 1.

    `signed` says that it holds a digital signature over the bytes of the file.
    """

    label: str
    page: int
    rect: tuple[float, float, float, float]
    required: bool
    filled: bool
    signed: bool = False


def fields_of(file: pikepdf.Pdf) -> Iterator[FormField]:
    """Yield the fields that stand on pages, page by page."""
    for number, page in enumerate(file.pages, start=1):
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, Array) else ():
            if isinstance(note, Dictionary) and str(note.get("/Subtype", "")) == "/Widget":
                yield _field(note, number, page.mediabox)


def _field(note: Object, page: int, media: Object) -> FormField:
    box = note.get("/Rect")
    x0, y0, x1, y1 = (
        (float(edge) for edge in box) if isinstance(box, Array) and len(box) == 4 else (0, 0, 0, 0)
    )
    left, top = float(media[0]), float(media[3])
    flags = _inherited(note, "/Ff")
    value = _inherited(note, "/V")
    label = _inherited(note, "/TU") or _inherited(note, "/T")
    return FormField(
        label=str(label) if label is not None else "without a name",
        page=page,
        rect=(min(x0, x1) - left, top - max(y0, y1), max(x0, x1) - left, top - min(y0, y1)),
        required=bool(int(flags) & REQUIRED) if isinstance(flags, int) else False,
        filled=value is not None
        and (isinstance(value, Dictionary) or str(value).strip() not in ("", "/Off")),
        signed=_inherited(note, "/FT") == Name.Sig
        and isinstance(value, Dictionary)
        and "/ByteRange" in value,
    )


def _inherited(note: Object, key: str) -> object:
    holder: object = note
    for _ in range(MOST_PARENTS):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            found: object = holder.get(key)
            return found
        holder = holder.get("/Parent")
    return None
