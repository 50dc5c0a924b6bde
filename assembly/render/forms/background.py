"""The part of a form's file that is the same in every case, made once and kept as bytes.

From a blank only what prints is taken: page content, its fonts and pictures, and the reading
structure. Fields, annotations, scripts, XFA, actions, attachments, layers that only show on
screen, outlines and metadata stay behind, because nothing refers to them any more.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

from assembly.render.forms import typeface
from assembly.render.forms.blank import Blank, FieldKind
from assembly.render.forms.borders import draw_borders, draw_captions
from assembly.render.forms.draft import Draft
from assembly.render.forms.hints import lighten_fonts
from assembly.render.forms.layers import remove_screen_layers
from assembly.render.forms.opening import open_pdf
from assembly.render.forms.substitutes import embed_missing_fonts
from assembly.render.forms.tags import PageHolder, add_page_holder, declares_ua, make_structure, retag
from assembly.render.pdf import syntax
from assembly.render.pdf.syntax import dump_direct, entries_of, stream, text_string
from assembly.render.pdf.xref import XrefHead

HAN_OBJECTS = 5
STAMPED = (FieldKind.TEXT, FieldKind.CHECK, FieldKind.RADIO, FieldKind.CHOICE, FieldKind.SIGNATURE)
PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/StructParents", "/Tabs", "/UserUnit")
BOX_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Background:
    """The bytes every case begins with, and the object numbers that a case supplies.

    `xref` holds the cross-reference rows of the fixed objects, which come before the case's own.
    `marks` are the marked-content numbers of the fields' places by annotation. `declares_ua` says that
    the blank's publisher vouches for its structure as PDF/UA, which is kept. `structure` is the root of the
    structure, and `sections` what the case itself supplies of it for its addendum pages; empty without structure.
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
    structure: int = 0
    sections: tuple["Section", ...] = ()


class Section(NamedTuple):
    """The objects of an addendum page in the structure: the page, its section, its row of the parent tree."""

    page: int
    section: int
    row: int


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
    marks, holders = _strip(pdf, blank, addendum_pages, tagged=tagged, printed=printed)
    draft = Draft()
    draft.known |= dict.fromkeys((thing.objgen for h in holders for thing in (h.section, h.row)), 0)
    parts = _Parts.reserve(draft, pdf, fonts)
    _write_pages(
        draft, pdf, parts, own=tuple(range(len(pdf.pages) + 2 + HAN_OBJECTS))
    )  # to find what they use
    _write_catalog(draft, pdf, blank, parts, metadata=0)
    draft.copy_waiting()
    draft.reserve_packs()
    beside = len(pdf.pages) + 2 + HAN_OBJECTS * ("CPh" in fonts)
    own = tuple(range(draft.last + 1, draft.last + 1 + beside + 2 * len(holders)))
    stamps, (metadata, info, *han) = own[: len(pdf.pages)], own[len(pdf.pages) : beside]
    sections = _number_sections(draft, pdf, holders, own[beside:])
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
        structure=draft.known[pdf.Root.StructTreeRoot.objgen] if sections else 0,
        sections=sections,
    )


def _number_sections(
    draft: Draft, pdf: Any, holders: Sequence[PageHolder], numbers: Sequence[int]
) -> tuple[Section, ...]:
    """Give the case's own parts of the structure their numbers, and write anew what refers to them."""
    sections = []
    for place, holder in enumerate(holders):
        section, row = numbers[2 * place], numbers[2 * place + 1]
        draft.known[holder.section.objgen], draft.known[holder.row.objgen] = section, row
        sections.append(Section(draft.known[holder.page.objgen], section, row))
    if holders:
        for thing in (pdf.Root.StructTreeRoot, pdf.Root.StructTreeRoot.ParentTree):
            draft.fixed[draft.known[thing.objgen]] = dump_direct(thing, draft.refer)
    return tuple(sections)


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
    draft = Draft()
    contents = tuple(draft.add_stream(stream(b"", b"q\n" + _content(page) + b"\nQ\n")) for page in pdf.pages)
    resources = tuple(_resources(draft, page) for page in pdf.pages)
    draft.copy_waiting()
    draft.reserve_packs()
    head, rows = draft.lay_out()
    addendum = b"/MediaBox[0 0 %b %b]" % tuple(map(syntax.number, blank.pages[0].seen_size))
    boxes = (*(_entries(draft, page, BOX_KEYS) for page in pdf.pages), addendum)
    return Stock(head, rows, draft.last + 1, contents, resources, boxes, blank.language)


def _strip(
    pdf: Any, blank: Blank, addendum_pages: int, *, tagged: bool, printed: frozenset[int]
) -> tuple[dict[int, int], list[PageHolder]]:
    """Leave only what prints; return the marked-content numbers of values, and what holds the addendum pages."""
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
    holders = []
    for _ in range(addendum_pages):
        pdf.add_blank_page(page_size=blank.pages[0].seen_size)
        holders.append(add_page_holder(pdf, len(pdf.pages) - 1))
    return marks, [holder for holder in holders if holder is not None]


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
    def reserve(cls, draft: Draft, pdf: Any, fonts: tuple[str, ...]) -> "_Parts":
        """Number them, and write what does not depend on the case's own objects."""
        catalog, tree = draft.reserve(), draft.reserve()
        pages = tuple(draft.reserve() for _ in pdf.pages)
        for number, page in zip(pages, pdf.pages, strict=True):
            draft.known[page.obj.objgen] = number
        texts = [_content(page) for page in pdf.pages]
        contents = tuple(draft.add_stream(stream(b"", b"q\n" + t + b"\nQ\n")) if t else 0 for t in texts)
        return cls(catalog, tree, pages, contents, _add_fonts(draft, fonts), "CPh" in fonts)


def _add_fonts(draft: Draft, fonts: tuple[str, ...]) -> dict[str, int]:
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


def _write_pages(draft: Draft, pdf: Any, parts: _Parts, *, own: tuple[int, ...]) -> None:
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


def _entries(draft: Draft, page: Any, keys: tuple[str, ...]) -> bytes:
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


def _resources(draft: Draft, page: Any) -> bytes:
    """Return a page's resources without the layers' names, ending inside the dictionary of fonts."""
    resources = page.resources
    own = resources.get("/Font", pikepdf.Dictionary())
    rest = entries_of(resources, draft.refer, without=frozenset({"/Font", "/Properties"}))
    return b"<<%b/Font<<%b" % (rest, entries_of(own, draft.refer))


def font_names(fonts: Mapping[str, int]) -> bytes:
    """Return what ends a page's resources: our fonts by name and object number."""
    return b"".join(b"/%b %d 0 R" % (name.encode(), n) for name, n in sorted(fonts.items())) + b">>>>"


def _write_catalog(draft: Draft, pdf: Any, blank: Blank, parts: _Parts, *, metadata: int) -> None:
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
