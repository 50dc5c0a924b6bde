"""The structure of a PDF, read with qpdf: what is in the file besides its pages.

The bytes are hostile until they are read: nothing in them is run, fetched or followed, and a file
that cannot be opened is a value, not an exception.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import pikepdf
from pikepdf.models.outlines import OutlineStructureError

from efiling.preflight.reading.actions import actions_of, active, embedded_files
from efiling.preflight.reading.fields import FormField, fields_of
from efiling.preflight.reading.fonts import Font, fonts_of
from efiling.preflight.reading.looks import words_of_looks
from efiling.preflight.reading.page import Page, can_draw, read_pages
from efiling.preflight.reading.strings import as_text, strings_of
from efiling.preflight.reading.versions import earlier_versions

# What pikepdf raises where an object is not of the kind that it must be.
DAMAGED = (
    pikepdf.PdfError, pikepdf.DataDecodingError, AttributeError, ValueError, TypeError, KeyError, RecursionError,
    OverflowError,
)  # fmt: skip
MOST_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: its page (from 1), its subtype without the slash, and where it leads."""

    page: int
    subtype: str
    rect: tuple[float, float, float, float]
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One outline entry; `page` is None where its destination is dead, `uri` is where else it leads or what it does."""

    title: str
    page: int | None
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The boxes of one page in points, as the file has them before any rotation."""

    number: int
    media: tuple[float, float, float, float]
    crop: tuple[float, float, float, float]
    rotate: int
    user_unit: float


@dataclass
class Pdf:
    """A PDF file. `unreadable` says why it could not be opened, or is empty."""

    raw: bytes
    unreadable: str = ""
    needs_password: bool = False
    encrypted: bool = False
    version: str = ""
    form_fields: int = 0
    xfa: bool = False
    fields: tuple[FormField, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    actions: tuple[str, ...] = ()
    embedded_files: int = 0
    fonts: tuple[Font, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    geometry: tuple[Geometry, ...] = ()
    has_page_labels: bool = False
    information: dict[str, str] = field(default_factory=dict)
    xmp: str = ""
    layered: bool = False
    hidden_layers: bool = False

    @cached_property
    def sha256(self) -> str:
        """The hash of the exact bytes, in hex."""
        return sha256(self.raw).hexdigest()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages with their text, shapes and pictures; none where the file cannot be opened."""
        return () if self.unreadable else read_pages(self.raw)

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The texts of the file that are not drawn: alternative texts, notes, attached files."""
        try:
            return () if self.unreadable else (*strings_of(self.raw), words_of_looks(self.raw))
        except DAMAGED:
            return ()

    @cached_property
    def earlier(self) -> tuple["Pdf", ...]:
        """The earlier versions that are still inside the file, the latest first."""
        versions = () if self.unreadable else earlier_versions(self.raw)
        return tuple(pdf for pdf in map(read_pdf, versions) if not pdf.unreadable)

    @property
    def words(self) -> frozenset[str]:
        """The words on its pages, each once and in one case."""
        return frozenset(word for page in self.pages for word in page.text.casefold().split())

    @property
    def page_count(self) -> int:
        """How many pages the file has."""
        return len(self.geometry)


def read_pdf(raw: bytes) -> Pdf:
    """Read a PDF's structure; what cannot be read is said in the value."""
    if not raw.startswith(b"%PDF-") and b"%PDF-" not in raw[:1024]:
        return Pdf(raw=raw, unreadable="the file is not a PDF")
    try:
        with pikepdf.open(io.BytesIO(raw)) as file:
            structure = _structure(raw, file)
    except pikepdf.PasswordError:
        return Pdf(raw=raw, unreadable="a password is needed to open it", needs_password=True, encrypted=True)
    except DAMAGED as error:
        return Pdf(raw=raw, unreadable=f"the file is damaged ({type(error).__name__})")
    if not structure.unreadable and not can_draw(raw):
        return Pdf(raw=raw, unreadable="its pages cannot be drawn", encrypted=structure.encrypted)
    return structure


def _structure(raw: bytes, file: pikepdf.Pdf) -> Pdf:
    if len(file.pages) > MOST_PAGES:
        return Pdf(raw=raw, unreadable=f"it has {len(file.pages):,} pages; at most {MOST_PAGES:,} are read")
    if not len(file.pages):
        return Pdf(raw=raw, unreadable="it has no pages")
    root = file.Root
    form = root.get("/AcroForm")
    return Pdf(
        raw=raw,
        encrypted=file.is_encrypted,
        version=str(file.pdf_version),
        form_fields=_field_count(form),
        fields=tuple(fields_of(file)),
        xfa=isinstance(form, pikepdf.Dictionary) and "/XFA" in form,
        annotations=tuple(_annotations(file)),
        actions=tuple(actions_of(file)),
        embedded_files=embedded_files(file),
        fonts=tuple(fonts_of(file)),
        bookmarks=tuple(_bookmarks(file)),
        geometry=tuple(_geometry(file)),
        has_page_labels="/PageLabels" in root,
        information={str(key)[1:]: str(entry) for key, entry in file.docinfo.items()},
        xmp=_xmp(root),
        layered="/OCProperties" in root,
        hidden_layers=_hidden_layers(root),
    )


def _field_count(form: object) -> int:
    if not isinstance(form, pikepdf.Dictionary):
        return 0
    fields = form.get("/Fields")
    return len(fields) if isinstance(fields, pikepdf.Array) else 0


def _annotations(file: pikepdf.Pdf) -> Iterator[Annotation]:
    for number, page in enumerate(file.pages, start=1):
        found = page.obj.get("/Annots")
        if not isinstance(found, pikepdf.Array):
            continue
        for entry in found:
            if not isinstance(entry, pikepdf.Dictionary):
                continue
            action = entry.get("/A")
            uri = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
            yield Annotation(
                page=number,
                subtype=str(entry.get("/Subtype", ""))[1:],
                rect=_numbers(entry.get("/Rect")),
                uri=uri,
            )


def _bookmarks(file: pikepdf.Pdf) -> Iterator[Bookmark]:
    places = {page.obj.objgen: number for number, page in enumerate(file.pages, start=1)}
    with file.open_outline() as outline:
        try:
            pending = list(reversed(outline.root))
        except OutlineStructureError:  # one place is no place; then none of them can be trusted
            yield Bookmark(title="", page=None)
            return
        count = 0
        while pending and count < MOST_PAGES:
            item = pending.pop()
            count += 1
            action = item.action
            uri = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
            yield Bookmark(title=item.title or "", page=_destination(item, places), uri=uri or active(action))
            pending.extend(reversed(item.children))


def _destination(item: pikepdf.OutlineItem, places: dict[tuple[int, int], int]) -> int | None:
    target = item.destination
    if target is None and isinstance(item.action, pikepdf.Dictionary):
        target = item.action.get("/D")
    if isinstance(target, pikepdf.Array) and len(target) and isinstance(target[0], pikepdf.Dictionary):
        return places.get(target[0].objgen)
    return None


def _geometry(file: pikepdf.Pdf) -> Iterator[Geometry]:
    for number, page in enumerate(file.pages, start=1):
        unit = page.obj.get("/UserUnit", 1)
        yield Geometry(
            number=number,
            media=_numbers(page.mediabox),
            crop=_numbers(page.cropbox),
            rotate=int(page.rotation) % 360
            if hasattr(page, "rotation")
            else int(page.obj.get("/Rotate", 0)) % 360,
            user_unit=float(unit),
        )


def _numbers(box: object) -> tuple[float, float, float, float]:
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = (float(part) for part in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _xmp(root: pikepdf.Object) -> str:
    metadata = root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    try:
        return as_text(metadata.read_bytes())
    except DAMAGED:
        return ""


def _hidden_layers(root: pikepdf.Object) -> bool:
    """Whether a layer was switched off; what a layer hides on the page is found by how the page looks."""
    layers = root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    off = default.get("/OFF") if isinstance(default, pikepdf.Dictionary) else None
    return isinstance(off, pikepdf.Array) and len(off) > 0
