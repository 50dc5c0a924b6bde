"""The part of a form's file that is the same in every case, made once and kept as bytes.

From a blank only what prints is taken: page content, its fonts and pictures, and the reading
structure. Fields, annotations, scripts, XFA, actions, attachments, layers that only show on
screen, outlines and metadata stay behind, because nothing refers to them any more.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from assembly.render.forms import pdf_syntax, typeface
from assembly.render.forms.blank import Blank, FieldKind
from assembly.render.forms.borders import draw_borders, draw_captions
from assembly.render.forms.hints import lighten_fonts
from assembly.render.forms.layers import remove_screen_layers
from assembly.render.forms.opening import open_pdf
from assembly.render.forms.pdf_syntax import dump_direct, dump_stream, entries_of, stream, text_string
from assembly.render.forms.substitutes import embed_missing_fonts
from assembly.render.forms.tags import add_page_holder, declares_ua, make_structure, retag
from assembly.render.forms.xref import XrefHead, XrefRow, packed, stored

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PACK = 400
HAN_OBJECTS = 5
STAMPED = (FieldKind.TEXT, FieldKind.CHECK, FieldKind.RADIO, FieldKind.CHOICE, FieldKind.SIGNATURE)
PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/StructParents", "/Tabs", "/UserUnit")
BOX_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Background:
    """The bytes every case begins with, and the object numbers that a case supplies.

    `xref` holds the cross-reference rows of the fixed objects, which come before the case's own.
    `marks` are the marked-content numbers of the fields' places by annotation. `declares_ua` says that
    the blank's publisher vouches for its structure as PDF/UA, which is kept.
    """

    head: bytes
    xref: XrefHead
    stamps: tuple[int, ...]
    metadata: int
    info: int
    han: int
    catalog: int
    size: int
    marks: dict[int, int]
    digest: bytes
    declares_ua: bool


def make_background(
    blank: Blank,
    *,
    fonts: tuple[str, ...] = ("CPf",),
    addendum_pages: int = 0,
    tagged: bool = True,
    printed: frozenset[int] = frozenset(),
) -> Background:
    """Return the background of a blank for cases that use these fonts and so many addendum pages.

    `printed` are the buttons, by annotation, whose captions belong to the printed form.
    """
    pdf = open_pdf(blank.raw)
    vouched = tagged and declares_ua(pdf)
    marks = _strip(pdf, blank, addendum_pages, tagged=tagged, printed=printed)
    draft = _Draft()
    parts = _Parts.reserve(draft, pdf, fonts)
    _write_pages(
        draft, pdf, parts, own=tuple(range(len(pdf.pages) + 2 + HAN_OBJECTS))
    )  # to find what they use
    _write_catalog(draft, pdf, blank, parts, metadata=0)
    draft.copy_waiting()
    draft.reserve_packs()
    own = tuple(range(draft.last + 1, draft.last + len(pdf.pages) + 3 + HAN_OBJECTS * ("CPh" in fonts)))
    stamps, (metadata, info, *han) = own[: len(pdf.pages)], own[len(pdf.pages) :]
    _write_pages(draft, pdf, parts, own=own)
    _write_catalog(draft, pdf, blank, parts, metadata=metadata)
    head, rows = draft.lay_out()
    return Background(
        head=head,
        xref=XrefHead.of(rows),
        stamps=stamps,
        metadata=metadata,
        info=info,
        han=han[0] if han else 0,
        catalog=parts.catalog,
        size=own[-1] + 1,
        marks=marks,
        digest=hashlib.sha256(head).digest(),
        declares_ua=vouched,
    )


@dataclass(frozen=True, slots=True)
class Stock:
    """What the pages of a print stream share: page contents, pictures and the blank's own fonts.

    `contents` and `resources` belong to the pages by place; a page's resources lack our fonts and
    end inside their dictionary of fonts. `boxes` are the entries that give a page its
    size, those of an addendum page last.
    """

    head: bytes
    rows: bytes
    size: int
    contents: tuple[int, ...]
    resources: tuple[bytes, ...]
    boxes: tuple[bytes, ...]
    language: str


def make_stock(blank: Blank, printed: frozenset[int] = frozenset()) -> Stock:
    """Return the stock for a print stream of a blank; `printed` as in `make_background`."""
    pdf = open_pdf(blank.raw)
    _strip(pdf, blank, 0, tagged=False, printed=printed)
    draft = _Draft()
    contents = tuple(draft.add_stream(stream(b"", b"q\n" + _content(page) + b"\nQ\n")) for page in pdf.pages)
    resources = tuple(_resources(draft, page) for page in pdf.pages)
    draft.copy_waiting()
    draft.reserve_packs()
    head, rows = draft.lay_out()
    addendum = b"/MediaBox[0 0 %b %b]" % tuple(map(pdf_syntax.number, blank.pages[0].seen_size))
    boxes = (*(_entries(draft, page, BOX_KEYS) for page in pdf.pages), addendum)
    return Stock(head, rows, draft.last + 1, contents, resources, boxes, blank.language)


def _strip(
    pdf: Any, blank: Blank, addendum_pages: int, *, tagged: bool, printed: frozenset[int]
) -> dict[int, int]:
    widgets = {
        widget.id: widget.page
        for found in blank.fields.values()
        for widget in found.widgets
        if found.kind in STAMPED or widget.id in printed
    }
    if not tagged and "/StructTreeRoot" in pdf.Root:
        del pdf.Root["/StructTreeRoot"]
    if tagged:
        make_structure(pdf)
    marks = retag(pdf, widgets)
    for page in pdf.pages:
        remove_screen_layers(pdf, page)
        draw_captions(pdf, page, {number: marks.get(number) for number in printed})
        draw_borders(pdf, page, frozenset(widgets) - printed)
    embed_missing_fonts(pdf)
    lighten_fonts(pdf)
    for _ in range(addendum_pages):
        pdf.add_blank_page(page_size=blank.pages[0].seen_size)
        add_page_holder(pdf, len(pdf.pages) - 1)
    return marks


class _Draft:
    """The fixed objects of a file, gathered by number."""

    def __init__(self) -> None:
        self.last = 0
        self.fixed: dict[int, bytes] = {}
        self.streams: set[int] = set()
        self.known: dict[tuple[int, int], int] = {}
        self.waiting: list[tuple[int, Any]] = []
        self.packs: list[int] = []

    def reserve(self) -> int:
        self.last += 1
        return self.last

    def refer(self, obj: Any) -> bytes:
        """Return the reference to an object of the blank, which is then copied too."""
        key = obj.objgen
        if key not in self.known:
            self.known[key] = self.reserve()
            self.waiting.append((self.known[key], obj))
        return b"%d 0 R" % self.known[key]

    def copy_waiting(self) -> None:
        while self.waiting:
            number, obj = self.waiting.pop(0)
            if isinstance(obj, pikepdf.Stream):
                self.streams.add(number)
                self.fixed[number] = dump_stream(obj, self.refer)
            else:
                self.fixed[number] = dump_direct(obj, self.refer)

    def add_stream(self, body: bytes) -> int:
        number = self.reserve()
        self.streams.add(number)
        self.fixed[number] = body
        return number

    def reserve_packs(self) -> None:
        """Number the object streams that the objects gathered so far go into."""
        plain = len(self.fixed) - len(self.streams)
        self.packs = [self.reserve() for _ in range(0, plain, PACK)]

    def lay_out(self) -> tuple[bytes, bytes]:
        """Return the fixed objects as bytes, and their cross-reference rows."""
        rows: dict[int, XrefRow] = {}
        plain = [number for number in sorted(self.fixed) if number not in self.streams]
        bodies = {number: self.fixed[number] for number in sorted(self.streams)}
        for place, number in enumerate(self.packs):
            group = plain[place * PACK : (place + 1) * PACK]
            bodies[number] = packed([(n, self.fixed[n]) for n in group])
            rows.update({n: XrefRow(2, number, nth) for nth, n in enumerate(group)})
        parts, offset = [HEADER], len(HEADER)
        for number, body in bodies.items():
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            rows[number] = XrefRow(1, offset, 0)
            parts.append(part)
            offset += len(part)
        ordered = [rows[number] for number in range(1, self.last + 1)]
        return b"".join(parts), stored(ordered)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The numbers of what the file is hung on; `han` says that ideographs have a font of the case's own."""

    catalog: int
    tree: int
    pages: tuple[int, ...]
    contents: tuple[int, ...]
    fonts: dict[str, int]
    han: bool

    @classmethod
    def reserve(cls, draft: _Draft, pdf: Any, fonts: tuple[str, ...]) -> "_Parts":
        """Number them, and write what does not depend on the case's own objects."""
        catalog, tree = draft.reserve(), draft.reserve()
        pages = tuple(draft.reserve() for _ in pdf.pages)
        for number, page in zip(pages, pdf.pages, strict=True):
            draft.known[page.obj.objgen] = number
        texts = [_content(page) for page in pdf.pages]
        contents = tuple(draft.add_stream(stream(b"", b"q\n" + t + b"\nQ\n")) if t else 0 for t in texts)
        return cls(catalog, tree, pages, contents, _add_fonts(draft, fonts), "CPh" in fonts)


def _add_fonts(draft: _Draft, fonts: tuple[str, ...]) -> dict[str, int]:
    faces = {"CPf": typeface.common, "CPw": typeface.wide}
    numbers = {}
    for name in fonts:
        if name not in faces:
            continue
        numbers[name], *_ = (draft.reserve() for _ in range(HAN_OBJECTS))
        for number, body in typeface.font_objects(faces[name](), numbers[name]).items():
            draft.fixed[number] = body
            if b">>stream" in body:
                draft.streams.add(number)
    return numbers


def _write_pages(draft: _Draft, pdf: Any, parts: _Parts, *, own: tuple[int, ...]) -> None:
    """Write the pages; `own` are the numbers of the case's own objects, the pages' stamps first."""
    fonts = dict(parts.fonts)
    if parts.han:
        fonts["CPh"] = own[len(parts.pages) + 2]
    for page, number, content, stamp in zip(
        pdf.pages, parts.pages, parts.contents, own[: len(parts.pages)], strict=True
    ):
        shown = b"%d 0 R %d 0 R" % (content, stamp) if content else b"%d 0 R" % stamp
        entries = _entries(draft, page, PAGE_KEYS)
        draft.fixed[number] = b"<</Type/Page/Parent %d 0 R/Contents[%b]/Resources%b%b>>" % (
            parts.tree,
            shown,
            _resources(draft, page) + font_names(fonts),
            entries,
        )


def _entries(draft: _Draft, page: Any, keys: tuple[str, ...]) -> bytes:
    """Return some of a page's entries, in the order of their names."""
    kept = {key: page.obj[key] for key in keys if key in page.obj}
    return b"".join(
        key.encode() + b" " + dump_direct(value, draft.refer) for key, value in sorted(kept.items())
    )


def _content(page: Any) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _resources(draft: _Draft, page: Any) -> bytes:
    """Return a page's resources without the layers' names, ending inside the dictionary of fonts."""
    resources = page.resources
    own = resources.get("/Font", pikepdf.Dictionary())
    rest = entries_of(resources, draft.refer, without=frozenset({"/Font", "/Properties"}))
    return b"<<%b/Font<<%b" % (rest, entries_of(own, draft.refer))


def font_names(fonts: Mapping[str, int]) -> bytes:
    """Return what ends a page's resources: our fonts by name and object number."""
    return b"".join(b"/%b %d 0 R" % (name.encode(), n) for name, n in sorted(fonts.items())) + b">>>>"


def _write_catalog(draft: _Draft, pdf: Any, blank: Blank, parts: _Parts, *, metadata: int) -> None:
    kids = b" ".join(b"%d 0 R" % number for number in parts.pages)
    draft.fixed[parts.tree] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(parts.pages), kids)
    structure = b""
    if "/StructTreeRoot" in pdf.Root:
        root = draft.refer(pdf.Root.StructTreeRoot)
        structure = b"/StructTreeRoot %b/MarkInfo<</Marked true>>" % root
    draft.fixed[parts.catalog] = (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang %b%b/ViewerPreferences<</DisplayDocTitle true>>>>"
        % (parts.tree, metadata, text_string(blank.language), structure)
    )
