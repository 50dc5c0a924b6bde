"""Opens a PDF that is to be bound, and refuses what may not be filed or would be lost in silence."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from assembly.errors import DocumentRefused

_MAX_BYTES = 200_000_000
_PRIVATE_OF_PAGE = ("/AA", "/PieceInfo", "/Thumb", "/Metadata", "/LastModified", "/B")
_ACTIONS_OF_LINK = ("/A", "/AA", "/PA")


def open_source(title: str, pdf: bytes) -> Pdf:
    """Return the PDF, with every page free of actions, private data and links out of the file.

    Raises:
        DocumentRefused: it is damaged, encrypted, too large or empty, or has form fields or
            comments, whose meaning would be lost if they were merely taken out.
    """
    if len(pdf) > _MAX_BYTES:
        raise DocumentRefused(f"{title} is {len(pdf):,} bytes; at most {_MAX_BYTES:,} can be bound.")
    try:
        source = pikepdf.open(BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise DocumentRefused(f"{title} is locked with a password. Save it without one.") from error
    except pikepdf.PdfError as error:
        raise DocumentRefused(f"{title} is damaged and can't be opened. Make the PDF again.") from error
    if source.is_encrypted:
        raise DocumentRefused(f"{title} is encrypted. Save it without restrictions.")
    if len(source.pages) == 0:
        raise DocumentRefused(f"{title} has no pages.")
    if _has_fields(source):
        raise DocumentRefused(f"{title} has form fields. Flatten it first.")
    for page in source.pages:
        _clean_page(title, page.obj)
    return source


def links_of(page: Object) -> Iterator[Object]:
    """Yield the link annotations of a page."""
    yield from page.get("/Annots", Array())


def _has_fields(source: Pdf) -> bool:
    form = source.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and (len(form.get("/Fields", [])) > 0 or "/XFA" in form)


def _clean_page(title: str, page: Object) -> None:
    for key in _PRIVATE_OF_PAGE:
        if key in page:
            del page[key]
    if "/Annots" not in page:
        return
    kept = Array()
    for annotation in page.Annots:
        kind = annotation.get("/Subtype")
        if kind not in (Name.Link, Name.Popup):
            raise DocumentRefused(f"{title} has an annotation of the kind {kind}. Take it out first.")
        if kind == Name.Link and _stays_inside(annotation):
            kept.append(annotation)
    if len(kept):
        page.Annots = kept
    else:
        del page["/Annots"]


def _stays_inside(link: Object) -> bool:
    """Say whether a link goes to a place in the same file; rewrite such a link to say so plainly."""
    action = link.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo and "/D" in action:
        link.Dest = action.D
    inside = "/Dest" in link
    for key in _ACTIONS_OF_LINK:
        if key in link:
            del link[key]
    return inside
