"""Layers of a PDF that are off (optional content): whether they hide anything on its pages.

Forms often have one layer for the screen and one for print, with nothing on either. A bound exhibit has no
layers, so what one hides would come to light.

Source: ISO 32000-1, 8.11.
"""

from io import BytesIO

import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Object, Pdf
from PIL import ImageChops

from assembly.bundle.hostile import annotations_of
from assembly.model.pdfium_turn import PDFIUM

_SCALE = 1.0
_LIKE = 16  # levels of a color: less is the rounding of two drawings


def layers_off(pdf: Pdf) -> set[tuple[int, int]]:
    """Return the layers that are off when the file is opened, by their object numbers."""
    layers = pdf.Root.get("/OCProperties")
    shown = layers.get("/D") if isinstance(layers, Dictionary) else None
    if not isinstance(layers, Dictionary) or not isinstance(shown, Dictionary):
        return set()
    off = _named(shown.get("/OFF"))
    if shown.get("/BaseState") == Name.OFF:
        off |= _named(layers.get("/OCGs")) - _named(shown.get("/ON"))
    return off


def drop_notes_on(pdf: Pdf, off: set[tuple[int, int]]) -> None:
    """Take out the notes and fields that stand on layers that are off, so that nothing draws them."""
    for page in pdf.pages:
        notes = annotations_of(page.obj)
        kept = [
            note for note in notes if not isinstance(note.get("/OC"), Dictionary) or note.OC.objgen not in off
        ]
        if len(kept) < len(notes):
            page.obj.Annots = Array(kept)


def layers_hide(raw: bytes) -> bool:
    """Say whether a page of a file looks otherwise without its layers; its notes are left out of account."""
    with Pdf.open(BytesIO(raw)) as pdf:
        del pdf.Root["/OCProperties"]
        plain = BytesIO()
        pdf.save(plain)
    with PDFIUM:
        before, after = pdfium.PdfDocument(raw), pdfium.PdfDocument(plain.getvalue())
        try:
            return any(not _alike(*pages) for pages in zip(before, after, strict=True))
        except (pdfium.PdfiumError, ValueError):  # what cannot be drawn cannot be told
            return True
        finally:
            before.close()
            after.close()


def _alike(one: pdfium.PdfPage, other: pdfium.PdfPage) -> bool:
    first, second = (
        page.render(scale=_SCALE, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
        for page in (one, other)
    )
    differs = ImageChops.difference(first, second).split()
    return first.size == second.size and all(channel.getextrema()[1] < _LIKE for channel in differs)  # type: ignore[operator]


def _named(layers: Object | None) -> set[tuple[int, int]]:
    listed = list(layers) if isinstance(layers, Array) else []
    return {layer.objgen for layer in listed if isinstance(layer, Dictionary)}
