"""Puts exhibit pages on letter paper with the exhibit's mark, page and Bates number at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from assembly.bundle.archive import claim_archive
from assembly.bundle.damage import DAMAGED
from assembly.bundle.exhibit_tags import can_keep_tags, keep_tags, make_tags
from assembly.bundle.placement import Placement, placement_of
from assembly.bundle.source import open_source
from assembly.bundle.stamp_font import StampFont, embed, stamp_font
from assembly.errors import DocumentRefused

_WIDE, _HIGH = 612.0, 792.0
_STRIP = 36.0
_RIGHT = 36.0
_SIZE = 10.0
_LEADING = 12.0
_BOXES = ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Bates:
    """Numbers that run through all exhibits: a prefix and at least so many digits."""

    prefix: str
    digits: int = 6

    def number(self, value: int) -> str:
        """Return one number, such as "SC-000042"."""
        return f"{self.prefix}{value:0{self.digits}d}"


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a court has exhibits marked: lines with {n} for the mark and {m} for the page."""

    lines: tuple[str, ...] = ("Exhibit {n}, page {m}",)

    def words(self, mark: str, page: int) -> list[str]:
        """Return the lines of one page of an exhibit."""
        return [line.replace("{n}", mark).replace("{m}", str(page)) for line in self.lines]


PLAIN_STYLE = MarkStyle()


def mark_exhibit(
    mark: str,
    pdf: bytes,
    *,
    title: str = "",
    style: MarkStyle = PLAIN_STYLE,
    bates: Bates | None = None,
    first: int = 1,
) -> bytes:
    """Return the exhibit with every page on upright letter paper, marked at the lower right.

    The page is set above a clear strip at the foot, made smaller where it does not fit and never
    larger. Each page says which exhibit and page it is and, with `bates`, its running number from
    `first`. Tags are kept where the exhibit has them on pages that can be kept whole; otherwise
    each page becomes one paragraph, or one figure named by `title` where it is only a picture.
    PDF/A is claimed where the finished pages were checked and meet it, and not where they do not.

    Raises:
        DocumentRefused: the PDF can't be bound.
        UnprintableText: our font lacks a letter of the mark.
    """
    name = f"Exhibit {mark}"
    source = open_source(name, pdf)
    labels = [
        style.words(mark, place + 1) + ([bates.number(first + place)] if bates else [])
        for place in range(len(source.pages))
    ]
    font = _font_for(labels)
    embedded = embed(source, font)
    kept = can_keep_tags(source)
    seen = [f"{name}, page {place}: {title or 'exhibit'}" for place in range(1, len(source.pages) + 1)]
    if not kept:
        make_tags(source, pdf, seen)
    for number, (page, lines) in enumerate(zip(source.pages, labels, strict=True), 1):
        try:
            placed = placement_of(page, within=(0, _strip(lines), _WIDE, _HIGH))
            if kept:
                keep_tags(source, page, placed)
            else:
                _draw_as_one(source, page, placed)
            _on_letter(page)
            _stamp_page(source, page, _stamp(lines, font), embedded)
        except DAMAGED as error:
            raise DocumentRefused(f"{name}, page {number} is damaged. Print it to a new PDF.") from error
    return claim_archive(source, title=f"{name}: {title}" if title else name)


def stamp_pages(mark: str, pdf: bytes, *, style: MarkStyle) -> bytes:
    """Return a paper of our own with the mark of an exhibit in the lower right margin of each page.

    Nothing else about the paper changes: its size, tags, links and the kinds of PDF that it claims.

    Raises:
        DocumentRefused: the PDF can't be bound.
        UnprintableText: our font lacks a letter of the mark.
    """
    source = open_source(f"Exhibit {mark}", pdf)
    labels = [style.words(mark, place + 1) for place in range(len(source.pages))]
    font = _font_for(labels)
    embedded = embed(source, font)
    for page, lines in zip(source.pages, labels, strict=True):
        page.contents_add(Stream(source, b"q"), prepend=True)
        page.contents_add(Stream(source, b"Q"))
        _stamp_page(source, page, _stamp(lines, font), embedded)
    stream = BytesIO()
    source.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


def _font_for(labels: Sequence[Sequence[str]]) -> StampFont:
    return stamp_font("".join(sorted({letter for lines in labels for line in lines for letter in line})))


def _strip(lines: Sequence[str]) -> float:
    return max(_STRIP, _LEADING * (len(lines) + 1) + 8)


def _draw_as_one(out: Pdf, page: Page, placed: Placement) -> None:
    """Draw all of a page as one piece of tagged content, apart from whatever its operators leave behind."""
    page.contents_coalesce()
    held = page.obj.get("/Contents")
    form = Stream(
        out,
        held.read_bytes() if isinstance(held, Stream) else b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(placed.box)),
        Resources=page.obj.get("/Resources", Dictionary()),
    )
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    tag = page.obj["/CourtpacketTag"]
    del page.obj["/CourtpacketTag"]
    drawn = f"{tag} <</MCID 0>> BDC q {placed.operator} cm /Fx Do Q EMC".encode()
    page.obj.Resources = Dictionary(XObject=Dictionary(Fx=out.make_indirect(form)))
    page.obj.Contents = out.make_indirect(Stream(out, drawn))
    if "/Annots" in page.obj:
        del page.obj["/Annots"]


def _on_letter(page: Page) -> None:
    for key in _BOXES:
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, int(_WIDE), int(_HIGH)])


def _stamp_page(out: Pdf, page: Page, stamp: str, font: Object) -> None:
    """Put the stamp on top of a page. Pages often share their resources, so ours go into a copy."""
    own = Dictionary(page.obj.get("/Resources", Dictionary()))
    own.Font = Dictionary({**dict(own.get("/Font", Dictionary()).items()), "/CourtpacketStamp": font})
    page.obj.Resources = own
    page.contents_add(Stream(out, stamp.encode()))


def _stamp(lines: list[str], font: StampFont) -> str:
    """Return the operators that set the lines at the lower right; no line is part of the exhibit's text."""
    shown = []
    for place, line in enumerate(lines):
        left = _WIDE - _RIGHT - font.width(line, _SIZE)
        bottom = _LEADING * (len(lines) - place) + 6
        shown.append(f"1 0 0 1 {left:.2f} {bottom:.2f} Tm {font.show(line)} Tj")
    return (
        "/Artifact <</Type /Pagination>> BDC q BT 0 g 0 Tr /CourtpacketStamp "
        f"{_SIZE:g} Tf {' '.join(shown)} ET Q EMC"
    )
