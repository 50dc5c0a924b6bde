"""Opens a PDF form within limits, and puts it into the one shape that the rest of the engine reads.

A form is hostile until it is read. A file that opens without a password is taken, restrictions or
not. What pages inherit is written on each page, and every annotation is an object of its own.
"""

import io
from typing import Any

import pikepdf

from assembly.errors import DocumentRefused

MOST_BYTES = 20_000_000
MOST_PAGES = 60
MOST_OBJECTS = 60_000
MOST_LEVELS = 30
INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


def open_pdf(raw: bytes) -> Any:
    """Return the opened file.

    Raises:
        DocumentRefused: it is too large, asks for a password, is damaged, or has too many pages or objects.
    """
    if len(raw) > MOST_BYTES:
        raise DocumentRefused(f"The PDF has {len(raw):,} bytes; at most {MOST_BYTES:,} are read.")
    try:
        pdf = pikepdf.open(io.BytesIO(raw))
        _refuse_too_many(pdf)
        for page in pdf.pages:
            _inherit(page.obj)
            _own_annotations(pdf, page.obj)
    except pikepdf.PasswordError as error:
        raise DocumentRefused("The PDF is encrypted. Save it without a password and try again.") from error
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError, RecursionError) as error:
        raise DocumentRefused("The file is not a readable PDF. Fetch the form again.") from error
    return pdf


def is_dynamic_xfa(pdf: Any) -> bool:
    """Say whether a file's pages are only made by a reader that runs XFA."""
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and "/XFA" in form


def _refuse_too_many(pdf: Any) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise DocumentRefused(f"The PDF has {len(pdf.objects):,} objects; at most {MOST_OBJECTS:,} are read.")
    if len(pdf.pages) > MOST_PAGES:
        raise DocumentRefused(f"The PDF has {len(pdf.pages):,} pages; a form has at most {MOST_PAGES}.")


def _inherit(page: Any) -> None:
    for key in INHERITED:
        node, level = page, 0
        while key not in node and "/Parent" in node and level < MOST_LEVELS:
            node, level = node.Parent, level + 1
        if key in node and node is not page:
            page[key] = node[key]


def _own_annotations(pdf: Any, page: Any) -> None:
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    page.Annots = pikepdf.Array(
        [
            annotation if annotation.is_indirect else pdf.make_indirect(annotation)
            for annotation in annotations
            if isinstance(annotation, pikepdf.Dictionary)
        ]
    )
