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
    """Yield each font of each page once. One that is not in the file counts only where it is used."""
    for number, page in enumerate(file.pages, start=1):
        seen: set[object] = set()
        for holder, content in _holders(page.obj, 0):
            for name, font in _named(holder):
                key = font.objgen if font.is_indirect else name
                embedded = is_embedded(font)
                if key in seen or not (embedded or _is_used(name, content)):
                    continue
                seen.add(key)
                yield Font(
                    name=str(font.get("/BaseFont", name))[1:],
                    embedded=embedded,
                    subtype=str(font.get("/Subtype", ""))[1:],
                    page=number,
                )


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


def _holders(holder: Object, depth: int) -> Iterator[tuple[Object, Object]]:
    """Yield what has resources, with what draws by them: a page, its forms, and those of its notes."""
    yield holder, holder if isinstance(holder, Stream) else holder.get("/Contents")
    if depth >= MOST_DEPTH:
        return
    resources = holder.get("/Resources")
    inner = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for entry in inner.values() if isinstance(inner, Dictionary) else ():
        if isinstance(entry, Stream) and str(entry.get("/Subtype", "")) == "/Form":
            yield from _holders(entry, depth + 1)
    notes = holder.get("/Annots")
    for note in notes if isinstance(notes, Array) else ():
        looks = note.get("/AP") if isinstance(note, Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, Dictionary) else None
        if isinstance(normal, Stream):
            yield from _holders(normal, depth + 1)


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
    except pikepdf.PdfError:
        return True
    return pattern.search(drawing) is not None
