"""The fonts that pages use: those of the page, of forms within it, and of what is drawn for its notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Font:
    """One font that a page uses, with the name the file gives it."""

    name: str
    embedded: bool
    subtype: str
    page: int


def fonts_of(file: pikepdf.Pdf) -> Iterator[Font]:
    """Yield each font of the pages once, with the first that uses it. One that is not in the file counts only where used."""
    seen: set[object] = set()
    forms: set[tuple[int, int]] = set()
    for number, page in enumerate(file.pages, start=1):
        for holder, content in _holders(page.obj, forms):
            for name, font in _named(holder):
                key = font.objgen if font.is_indirect else (number, name)
                if key in seen:
                    continue
                embedded = is_embedded(font)
                if not (embedded or _is_used(name, content)):
                    continue
                seen.add(key)
                yield Font(
                    name=_plain(font.get("/BaseFont"), name)[1:],
                    embedded=embedded,
                    subtype=str(font.get("/Subtype", ""))[1:],
                    page=number,
                )


def _plain(name: object, otherwise: str) -> str:
    """Return a name as text; one in an East Asian encoding of its own has none."""
    try:
        return str(name) if name is not None else otherwise
    except UnicodeDecodeError:
        return otherwise


def is_embedded(font: Object) -> bool:
    """Say whether the letters of a font are in the file; those of a Type 3 font always are."""
    if str(font.get("/Subtype", "")) == "/Type3":
        return True
    descendants = font.get("/DescendantFonts")
    if isinstance(descendants, Array):
        return all(is_embedded(inner) for inner in descendants if isinstance(inner, Dictionary))
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _holders(page: Object, forms: set[tuple[int, int]]) -> Iterator[tuple[Object, Object]]:
    """Yield what has resources, with what draws by them: a page, its forms, and those of its notes.

    A form that is in `forms` was there before and is left out, for many pages may share one, and forms each other.
    """
    waiting: list[tuple[Object, int]] = [(page, 0)]
    while waiting:
        holder, depth = waiting.pop()
        if isinstance(holder, Stream):
            if holder.is_indirect and holder.objgen in forms:
                continue
            forms.add(holder.objgen)
        yield holder, holder if isinstance(holder, Stream) else holder.get("/Contents")
        if depth < MOST_DEPTH:
            waiting += [(form, depth + 1) for form in _forms_of(holder)]


def _forms_of(holder: Object) -> Iterator[Object]:
    resources = holder.get("/Resources")
    inner = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for entry in inner.values() if isinstance(inner, Dictionary) else ():
        if isinstance(entry, Stream) and str(entry.get("/Subtype", "")) == "/Form":
            yield entry
    notes = holder.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        looks = note.get("/AP") if isinstance(note, Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, Dictionary) else None
        if isinstance(normal, Stream):
            yield normal


def _named(holder: Object) -> Iterator[tuple[str, Object]]:
    resources = holder.get("/Resources")
    fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
    if isinstance(fonts, Dictionary):
        yield from ((str(name), font) for name, font in fonts.items() if isinstance(font, Dictionary))


def _is_used(name: str, content: object) -> bool:
    """Whether a drawing selects a font; one that cannot be read is taken to do so."""
    parts = list(content) if isinstance(content, Array) else [content]
    pattern = re.compile(re.escape(name.encode()) + rb"\s+[-+\d.]+\s+Tf")
    try:
        drawing = b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream))
    except (pikepdf.PdfError, pikepdf.DataDecodingError, UnicodeDecodeError):
        return True
    return pattern.search(drawing) is not None
