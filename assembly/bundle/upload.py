"""Takes in a file that someone brings as an exhibit: checked, freed of what acts or hides, made a PDF.

The bytes are hostile until they have come through here.
"""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from assembly.bundle.picture import picture_pages
from assembly.errors import DocumentRefused

MAX_BYTES = 100_000_000
MAX_PAGES = 3_000

_PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
_ROOT_KEYS = {
    "/Type",
    "/Pages",
    "/Lang",
    "/MarkInfo",
    "/StructTreeRoot",
    "/Outlines",
    "/OutputIntents",
    "/Dests",
}
_OPEN_COMMENTS = {
    "/Text",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Ink",
    "/Stamp",
}
_OPEN_COMMENTS |= {"/Caret", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment"}


def accept_upload(name: str, content: bytes) -> bytes:
    """Return a file that was brought as a PDF that can be bound; its pages look as they did.

    PDF, PNG, JPEG and TIFF are taken, by what the bytes are and not by the name. Scripts,
    actions, embedded files and metadata are taken out, form fields become part of the page, a
    restriction without a password is lifted, and damage that can be mended is mended.

    Raises:
        DocumentRefused: the file is too large, of another kind, locked, beyond mending, or has
            comments or redactions that were never applied; the message says what to do.
    """
    if len(content) > MAX_BYTES:
        raise DocumentRefused(f"{name} is {len(content):,} bytes; at most {MAX_BYTES:,} are taken. Split it.")
    if b"%PDF-" in content[:1024]:
        return _clean(name, _open(name, content))
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            return picture_pages(name, content, kind)
    raise DocumentRefused(f"{name} is neither a PDF nor a PNG, JPEG or TIFF picture. Save it as a PDF.")


def _open(name: str, content: bytes) -> Pdf:
    try:
        pdf = pikepdf.open(BytesIO(content))
        pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise DocumentRefused(f"{name} is locked with a password. Save a copy without one.") from error
    except pikepdf.PdfError as error:
        raise DocumentRefused(f"{name} is damaged beyond mending. Print it to a new PDF.") from error
    if not 0 < pages <= MAX_PAGES:
        raise DocumentRefused(f"{name} has {pages:,} pages; 1 to {MAX_PAGES:,} are taken.")
    return pdf


def _clean(name: str, pdf: Pdf) -> bytes:
    for number, page in enumerate(pdf.pages, 1):
        _refuse_comments(name, number, page.obj)
    if "/AcroForm" in pdf.Root:
        _draw_values(name, pdf)
        pdf.flatten_annotations("all")
    for key in [key for key in pdf.Root.keys() if key not in _ROOT_KEYS]:  # noqa: SIM118 (keys of a PDF dictionary)
        del pdf.Root[key]
    for page in pdf.pages:
        _clean_page(page.obj)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = BytesIO()
    pdf.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()


def _draw_values(name: str, pdf: Pdf) -> None:
    """Draw the values of fields that no program has drawn yet; flattening would lose them in silence."""
    undrawn = [
        (number, str(field.get("/V", "")))
        for number, page in enumerate(pdf.pages, 1)
        for field in page.obj.get("/Annots", Array())
        if field.get("/Subtype") == Name.Widget and "/AP" not in field and "/V" in field
    ]
    for number, text in undrawn:
        if not text.isascii():
            raise DocumentRefused(
                f"{name}, page {number}: a form field is filled but not drawn. Print it to a new PDF."
            )
    if undrawn:
        pdf.Root.AcroForm.NeedAppearances = True
    pdf.generate_appearance_streams()


def _refuse_comments(name: str, number: int, page: Object) -> None:
    for annotation in page.get("/Annots", Array()):
        kind = str(annotation.get("/Subtype", "")) if isinstance(annotation, Dictionary) else ""
        if kind == "/Redact":
            raise DocumentRefused(
                f"{name}, page {number}: a redaction is marked but was never applied; the words are still there. "
                "Apply it and save a new copy."
            )
        if kind in _OPEN_COMMENTS:
            raise DocumentRefused(
                f"{name}, page {number}: there is a comment ({kind.removeprefix('/')}). "
                "Delete it, or print it into the page if it belongs to the exhibit."
            )


def _clean_page(page: Object) -> None:
    for key in ("/AA", "/PieceInfo", "/Thumb", "/Metadata", "/LastModified", "/B", "/StructParents"):
        if key in page:
            del page[key]
    kept = [
        annotation
        for annotation in page.get("/Annots", Array())
        if isinstance(annotation, Dictionary)
        and annotation.get("/Subtype") == Name.Link
        and "/Dest" in annotation
    ]
    if "/Annots" in page:
        del page["/Annots"]
    if kept:
        page.Annots = Array(kept)
