"""The part of a form's file that is the same in every case, made once and kept as bytes.

From a blank only what prints is taken: page content, its fonts and pictures, and the reading
structure. Fields, annotations, scripts, XFA, actions, attachments, layers that only show on
screen, outlines and metadata stay behind, because nothing refers to them any more.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import pikepdf

from assembly.render.forms import typeface
from assembly.render.forms.blank import Blank, FieldKind, open_pdf
from assembly.render.forms.borders import draw_borders
from assembly.render.forms.layers import remove_screen_layers
from assembly.render.forms.pdf_syntax import dump_direct, dump_stream, entries_of, stream, text_string
from assembly.render.forms.substitutes import embed_missing_fonts
from assembly.render.forms.tags import add_page_holder, retag
from assembly.render.forms.xref import XrefRow, packed, stored

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PACK = 400
HAN_OBJECTS = 5
STAMPED = (FieldKind.TEXT, FieldKind.CHECK, FieldKind.RADIO, FieldKind.CHOICE, FieldKind.SIGNATURE)
PAGE_KEYS = ("/MediaBox", "/CropBox", "/StructParents", "/Tabs", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Background:
    """The bytes every case begins with, and the object numbers that a case supplies.

    `rows` are the cross-reference rows of the fixed objects, which follow the case's own
    numbers. `marks` are the marked-content numbers of the fields' places by annotation.
    """

    head: bytes
    rows: bytes
    stamps: tuple[int, ...]
    metadata: int
    info: int
    han: int
    catalog: int
    size: int
    marks: dict[int, int]
    digest: bytes


def make_background(
    blank: Blank, *, fonts: tuple[str, ...] = ("CPf",), addendum_pages: int = 0, tagged: bool = True
) -> Background:
    """Return the background of a blank for cases that use these fonts and so many addendum pages."""
    pdf = open_pdf(blank.raw)
    marks = _strip(pdf, blank, addendum_pages, tagged)
    draft = _Draft(pages=len(pdf.pages), han="CPh" in fonts)
    font_numbers = _add_fonts(draft, fonts)
    for number, page in enumerate(pdf.pages):
        draft.known[page.obj.objgen] = draft.page_numbers[number]
    for number, page in enumerate(pdf.pages):
        draft.fixed[draft.page_numbers[number]] = _page(draft, page, number, font_numbers)
    catalog = _catalog(draft, pdf, blank)
    draft.copy_waiting()
    head, rows = draft.lay_out()
    return Background(
        head=head,
        rows=rows,
        stamps=draft.stamps,
        metadata=draft.metadata,
        info=draft.info,
        han=draft.han,
        catalog=catalog,
        size=draft.last + 1,
        marks=marks,
        digest=hashlib.sha256(head).digest(),
    )


def _strip(pdf: Any, blank: Blank, addendum_pages: int, tagged: bool) -> dict[int, int]:
    widgets = {w.id: w.page for f in blank.fields.values() if f.kind in STAMPED for w in f.widgets}
    if not tagged and "/StructTreeRoot" in pdf.Root:
        del pdf.Root["/StructTreeRoot"]
    marks = retag(pdf, widgets)
    for page in pdf.pages:
        remove_screen_layers(pdf, page)
        draw_borders(pdf, page, frozenset(widgets))
    embed_missing_fonts(pdf)
    for _ in range(addendum_pages):
        pdf.add_blank_page(page_size=blank.page_sizes[0])
        add_page_holder(pdf, len(pdf.pages) - 1)
    return marks


class _Draft:
    """Objects gathered for a file: the case's own numbers first, the fixed ones after them."""

    def __init__(self, *, pages: int, han: bool) -> None:
        self.stamps = tuple(range(1, pages + 1))
        self.metadata, self.info = pages + 1, pages + 2
        self.han = pages + 3 if han else 0
        self.first_fixed = self.last = pages + 2 + HAN_OBJECTS * han
        self.fixed: dict[int, bytes] = {}
        self.streams: set[int] = set()
        self.known: dict[tuple[int, int], int] = {}
        self.waiting: list[tuple[int, Any]] = []
        self.pages = self.reserve()
        self.page_numbers = tuple(self.reserve() for _ in range(pages))

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

    def lay_out(self) -> tuple[bytes, bytes]:
        """Return the fixed objects as bytes, and their cross-reference rows."""
        rows: dict[int, XrefRow] = {}
        parts, offset = [HEADER], len(HEADER)
        plain = [number for number in sorted(self.fixed) if number not in self.streams]
        bodies = {number: self.fixed[number] for number in sorted(self.streams)}
        for first in range(0, len(plain), PACK):
            group = plain[first : first + PACK]
            number = self.reserve()
            bodies[number] = packed([(n, self.fixed[n]) for n in group])
            rows.update({n: XrefRow(2, number, place) for place, n in enumerate(group)})
        for number, body in bodies.items():
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            rows[number] = XrefRow(1, offset, 0)
            parts.append(part)
            offset += len(part)
        ordered = [rows[number] for number in range(self.first_fixed + 1, self.last + 1)]
        return b"".join(parts), stored(ordered)


def _add_fonts(draft: _Draft, fonts: tuple[str, ...]) -> dict[str, int]:
    numbers = {}
    for name in fonts:
        if name == "CPh":
            numbers[name] = draft.han
            continue
        face = typeface.common() if name == "CPf" else typeface.wide()
        first = draft.reserve()
        for _ in range(HAN_OBJECTS - 1):
            draft.reserve()
        numbers[name] = first
        for number, body in typeface.font_objects(face, first).items():
            draft.fixed[number] = body
            if b">>stream" in body:
                draft.streams.add(number)
    return numbers


def _page(draft: _Draft, page: Any, number: int, fonts: dict[str, int]) -> bytes:
    content = _content(page)
    before = [draft.add_stream(stream(b"", b"q\n" + content + b"\nQ\n"))] if content else []
    contents = b" ".join(b"%d 0 R" % n for n in (*before, draft.stamps[number]))
    kept = {key: page.obj[key] for key in PAGE_KEYS if key in page.obj}
    entries = b"".join(
        key.encode() + b" " + dump_direct(value, draft.refer) for key, value in sorted(kept.items())
    )
    return b"<</Type/Page/Parent %d 0 R/Contents[%b]/Resources<<%b>>%b>>" % (
        draft.pages,
        contents,
        _resources(draft, page, fonts),
        entries,
    )


def _content(page: Any) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _resources(draft: _Draft, page: Any, fonts: dict[str, int]) -> bytes:
    resources = page.resources
    own = resources.get("/Font", pikepdf.Dictionary())
    ours = b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in sorted(fonts.items()))
    rest = entries_of(resources, draft.refer, without=frozenset({"/Font", "/Properties"}))
    return rest + b"/Font<<%b%b>>" % (entries_of(own, draft.refer), ours)


def _catalog(draft: _Draft, pdf: Any, blank: Blank) -> int:
    kids = b" ".join(b"%d 0 R" % number for number in draft.page_numbers)
    draft.fixed[draft.pages] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(draft.page_numbers), kids)
    catalog = draft.reserve()
    structure = b""
    if "/StructTreeRoot" in pdf.Root:
        root = draft.refer(pdf.Root.StructTreeRoot)
        structure = b"/StructTreeRoot %b/MarkInfo<</Marked true>>" % root
    draft.fixed[catalog] = (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang %b%b/ViewerPreferences<</DisplayDocTitle true>>>>"
        % (draft.pages, draft.metadata, text_string(blank.language), structure)
    )
    return catalog
