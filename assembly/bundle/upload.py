"""Takes in a file that someone brings as an exhibit: checked, freed of what acts or hides, made a PDF.

The bytes are hostile until they have come through here.
"""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assembly.bundle.damage import DAMAGED
from assembly.bundle.hostile import annotations_of, refuse_what_grows, refuse_what_hides, take_out_actions
from assembly.bundle.layers import drop_notes_on, layers_hide, layers_off
from assembly.bundle.picture import picture_pages
from assembly.errors import DocumentRefused

MAX_BYTES = 100_000_000
MAX_PAGES = 3_000

_COMBO = 1 << 17  # the flag of a choice field that drops down (ISO 32000-1, table 230)
_MAX_FIELD_DEPTH = 16

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
    "/Names",
    "/PageMode",
}
# What people bring that is no exhibit yet, by how the bytes begin, and what to do with it.
_KNOWN = (
    (4, (b"ftypheic", b"ftypheix", b"ftypheim", b"ftyphevc", b"ftypmif1", b"ftypmsf1"),
     "is a HEIC photograph. Save it as a JPEG, or set the telephone to take \"most compatible\" pictures."),
    (4, (b"ftypavif",), "is an AVIF picture. Save it as a JPEG."),
    (8, (b"WEBP",), "is a WebP picture. Save it as a PNG or JPEG."),
    (0, (b"GIF8",), "is a GIF picture. Save it as a PNG."),
    (0, (b"BM",), "is a BMP picture. Save it as a PNG."),
    (0, (b"II+\0", b"MM\0+"), "is a BigTIFF scan. Save it as a PDF."),
    (0, (b"\xd0\xcf\x11\xe0",), "is an old Office file or an Outlook message. Print it to a PDF."),
    (0, (b"{\\rtf",), "is a rich text file. Print it to a PDF."),
    (0, (b"%!PS",), "is a PostScript file. Print it to a PDF."),
    (0, (b"PK\x03\x04",), "is an archive or an Office file other than a Word document. Save what is in it as PDFs."),
    (0, (b"MZ", b"\x7fELF"), "is a program. It is not taken."),
    (4, (b"ftyp", b"moov"), "is a film or a sound recording. Those are lodged with the court, not filed."),
    (0, (b"RIFF", b"ID3", b"OggS"), "is a film or a sound recording. Those are lodged with the court, not filed."),
)  # fmt: skip


def accept_upload(name: str, content: bytes) -> bytes:
    """Return a file that was brought as a PDF that can be bound; its pages look as they did.

    PDF, PNG, JPEG and TIFF are taken, by what the bytes are and not by the name. Scripts,
    actions, embedded files and metadata are taken out, form fields become part of the page, a
    restriction without a password is lifted, and damage that can be mended is mended. Tags and
    bookmarks stay.

    This reads hostile bytes in this very process; `assembly.packets.taking` does it in one that
    is thrown away.

    Raises:
        DocumentRefused: the file is too large, of another kind, locked, beyond mending, or does
            not show what it holds; the message says what to do.
    """
    if len(content) > MAX_BYTES:
        raise DocumentRefused(f"{name} is {len(content):,} bytes; at most {MAX_BYTES:,} are taken. Split it.")
    if b"%PDF-" in content[:1024]:
        return _clean(name, content, _open(name, content))
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            return picture_pages(name, content, kind)
    raise DocumentRefused(f"{name} {_said_of(content)}")


def _said_of(content: bytes) -> str:
    if not content:
        return "is empty. Save it again."
    for place, starts, said in _KNOWN:
        if content.startswith(starts, place):
            return said
    return "is neither a PDF nor a PNG, JPEG or TIFF picture. Save it as a PDF."


def _open(name: str, content: bytes) -> Pdf:
    try:
        pdf = pikepdf.open(BytesIO(content))
        pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise DocumentRefused(f"{name} is locked with a password. Save a copy without one.") from error
    except DAMAGED as error:
        raise DocumentRefused(_damaged(name)) from error
    if not 0 < pages <= MAX_PAGES:
        raise DocumentRefused(f"{name} has {pages:,} pages; 1 to {MAX_PAGES:,} are taken.")
    return pdf


def _damaged(name: str) -> str:
    return f"{name} is damaged beyond mending. Print it to a new PDF."


def _clean(name: str, content: bytes, pdf: Pdf) -> bytes:
    try:
        refuse_what_grows(name, pdf)
        refuse_what_hides(name, pdf)
        if off := layers_off(pdf):
            _refuse_hiding_layers(name, content)
            drop_notes_on(pdf, off)
        if isinstance(pdf.Root.get("/AcroForm"), Dictionary):
            _draw_values(name, pdf)
        if any(one.get("/Subtype") != Name.Link for page in pdf.pages for one in annotations_of(page.obj)):
            pdf.flatten_annotations("all")
        for key in [key for key in pdf.Root.keys() if key not in _ROOT_KEYS]:  # noqa: SIM118 (keys of a PDF dictionary)
            del pdf.Root[key]
        _keep_destinations_alone(pdf)
        for page in pdf.pages:
            _clean_page(page.obj)
        take_out_actions(pdf)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False)
    except DAMAGED as error:
        raise DocumentRefused(_damaged(name)) from error
    return out.getvalue()


def _refuse_hiding_layers(name: str, content: bytes) -> None:
    if layers_hide(content):
        raise DocumentRefused(
            f"{name}: it has layers that are switched off. Print what is to be seen to a new PDF."
        )


def _keep_destinations_alone(pdf: Pdf) -> None:
    """Of the names of a file keep those of places in it, by which its links and bookmarks go."""
    names = pdf.Root.get("/Names")
    if "/Names" in pdf.Root:
        del pdf.Root["/Names"]
    if isinstance(names, Dictionary) and "/Dests" in names:
        pdf.Root.Names = Dictionary(Dests=names.Dests)


def _draw_values(name: str, pdf: Pdf) -> None:
    """Draw the values of fields that no program has drawn yet; flattening would lose them in silence."""
    form = pdf.Root.AcroForm
    all_anew = bool(form.get("/NeedAppearances", False))
    undrawn = [
        (number, field)
        for number, page in enumerate(pdf.pages, 1)
        for field in annotations_of(page.obj)
        if field.get("/Subtype") == Name.Widget and _is_filled(field) and (all_anew or "/AP" not in field)
    ]
    for number, field in undrawn:
        if _is_list(field) or not str(_of_field(field, "/V")).isascii():
            raise DocumentRefused(
                f"{name}, page {number}: a form field is filled but not drawn. Print it to a new PDF."
            )
    if undrawn:
        form.NeedAppearances = True
    pdf.generate_appearance_streams()


def _is_filled(field: Object) -> bool:
    return _is_list(field) or isinstance(_of_field(field, "/V"), String)


def _is_list(field: Object) -> bool:
    """Say whether a field is a list that shows its choices; what draws fields here would drop them."""
    if _of_field(field, "/FT") != Name.Ch:
        return False
    flags = _of_field(field, "/Ff")
    return not (int(flags) if isinstance(flags, int) else 0) & _COMBO


def _of_field(field: Object, key: str) -> object:
    """Return what a field says, itself or by the field that it stands under."""
    for _ in range(_MAX_FIELD_DEPTH):
        if key in field:
            return field.get(key)
        above = field.get("/Parent")
        if not isinstance(above, Dictionary):
            return None
        field = above
    return None


def _clean_page(page: Object) -> None:
    for key in ("/AA", "/PieceInfo", "/Thumb", "/Metadata", "/LastModified", "/B"):
        if key in page:
            del page[key]
    kept = [
        annotation
        for annotation in annotations_of(page)
        if annotation.get("/Subtype") == Name.Link and _leads_inside(annotation)
    ]
    if "/Annots" in page:
        del page["/Annots"]
    if kept:
        page.Annots = Array(kept)


def _leads_inside(link: Object) -> bool:
    """Say whether a link goes to a place in the same file, by name or by page."""
    action = link.get("/A")
    return "/Dest" in link or (isinstance(action, Dictionary) and action.get("/S") == Name.GoTo)
