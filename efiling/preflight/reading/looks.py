"""The words in the looks of notes and fields: a page's text does not hold them, and a reader shows them."""

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Object, Stream

from assembly.model.pdfium_turn import PDFIUM

MOST_LOOKS = 3_000
STATES = ("/N", "/D", "/R")


def words_of_looks(raw: bytes) -> str:
    """Return the words that notes and fields draw in any of their states, each look a line of its own."""
    with pikepdf.open(io.BytesIO(raw)) as file:
        looks = list(_looks(file))
        if not looks:
            return ""
        form = file.Root.get("/AcroForm")
        fonts = form.get("/DR") if isinstance(form, Dictionary) else None
        sheets = pikepdf.new()
        for look in looks:
            page = sheets.add_blank_page(page_size=(612, 792)).obj
            page.Contents = sheets.copy_foreign(look)
            own = look.get("/Resources", fonts)
            if isinstance(own, Dictionary):
                page.Resources = sheets.copy_foreign(file.make_indirect(own))
        made = io.BytesIO()
        sheets.save(made)
    with PDFIUM:
        drawn = pdfium.PdfDocument(made.getvalue())
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in drawn)
        except pdfium.PdfiumError:
            return ""
        finally:
            drawn.close()


def _looks(file: pikepdf.Pdf) -> Iterator[Stream]:
    seen: set[tuple[int, int]] = set()
    for page in file.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, Array) else ():
            looks = note.get("/AP") if isinstance(note, Dictionary) else None
            for look in _streams(looks) if isinstance(looks, Dictionary) else ():
                if look.objgen not in seen and len(seen) < MOST_LOOKS:
                    seen.add(look.objgen)
                    yield look


def _streams(looks: Object) -> Iterator[Stream]:
    for state in STATES:
        entry = looks.get(state)
        if isinstance(entry, Stream):
            yield entry
        elif isinstance(entry, Dictionary):
            yield from (one for _, one in entry.items() if isinstance(one, Stream))
