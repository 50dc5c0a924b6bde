"""Splits a bound PDF that is too large for a court into volumes that are not."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from assembly.bundle.destination import Destinations
from assembly.bundle.outline import Bookmark, read_bookmarks, write_bookmarks
from assembly.bundle.properties import write_properties
from assembly.bundle.slip_sheet import slip_sheet
from assembly.bundle.source import open_source
from assembly.errors import DocumentRefused

# Stands for the title while volumes are measured, so that no real one makes a volume too large.
_LONG_TITLE = "The quick brown fox jumps over the lazy dog. " * 6


@dataclass(frozen=True, slots=True)
class Volume:
    """Pages `first` to `last` of the whole, counted from 1, as a PDF of their own."""

    first: int
    last: int
    pdf: bytes


def split_volumes(
    pdf: bytes, *, title: str, max_bytes: int, max_pages: int | None = None, language: str = "en-US"
) -> tuple[Volume, ...]:
    """Return the PDF in volumes within the limits; one that is within them already comes back as it is.

    Each volume begins with a cover and is titled "... (part 1 of 2)". Pages keep their order and
    the numbers they have in the whole; bookmarks go with their pages. A cover counts as a page.

    Raises:
        DocumentRefused: one page alone is larger than `max_bytes`; the message says which.
    """
    source = open_source(title, pdf)
    count = len(source.pages)
    if len(pdf) <= max_bytes and (max_pages is None or count <= max_pages):
        return (Volume(1, count, pdf),)
    cuts = _cuts(source, title, max_bytes=max_bytes, max_pages=max_pages or count + 1)
    return tuple(
        Volume(first, last, _volume(source, first, last, f"{title} (part {place} of {len(cuts)})", language))
        for place, (first, last) in enumerate(cuts, 1)
    )


def _cuts(source: Pdf, title: str, *, max_bytes: int, max_pages: int) -> list[tuple[int, int]]:
    """Return the first and last page of each volume: as many pages in each as the limits allow."""
    cuts, first, count = [], 1, len(source.pages)
    while first <= count:
        last = _last_that_fits(source, first, min(first + max_pages - 2, count), max_bytes)
        if last < first:
            raise DocumentRefused(
                f"{title}, page {first} alone is larger than {max_bytes:,} bytes. "
                "Scan it again at 300 dots to the inch."
            )
        cuts.append((first, last))
        first = last + 1
    return cuts


def _last_that_fits(source: Pdf, first: int, most: int, max_bytes: int) -> int:
    """Return the last page with which the pages from `first` on fit, by halving; `first` - 1 for none."""
    low, high = first - 1, most
    while low < high:
        middle = (low + high + 1) // 2
        if len(_volume(source, first, middle, _LONG_TITLE, "en-US")) <= max_bytes:
            low = middle
        else:
            high = middle - 1
    return low


def _volume(source: Pdf, first: int, last: int, title: str, language: str) -> bytes:
    """Return some pages of the source as a PDF, behind a cover that names the part.

    Tags speak of the whole and are left out, so a volume makes no claim to be accessible.
    """
    out = pikepdf.new()
    cover = pikepdf.open(BytesIO(slip_sheet(title, [f"Pages {first} to {last} of {len(source.pages)}"])))
    out.pages.append(cover.pages[0])
    for page in source.pages[first - 1 : last]:
        out.pages.append(page)
    for page in out.pages:
        for key in ("/StructParents", "/Annots"):
            if key in page.obj:
                del page.obj[key]
    bookmarks = read_bookmarks(source, Destinations(source), 2 - first)
    write_bookmarks(out, _kept(bookmarks, first, last), list(out.pages))
    write_properties(out, [source], title, language, tagged=False)
    labels = [0, Dictionary(P=String("cover")), 1, Dictionary(S=Name.D, St=first)]
    out.Root.PageLabels = Dictionary(Nums=Array(labels))
    stream = BytesIO()
    out.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _kept(bookmarks: tuple[Bookmark, ...], first: int, last: int) -> tuple[Bookmark, ...]:
    """Return the bookmarks whose pages are in the volume, each level closed up."""
    kept: list[Bookmark] = []
    for mark in bookmarks:
        under = _kept(mark.under, first, last)
        if first <= mark.target.page + 1 <= last:
            kept.append(Bookmark(mark.title, mark.target, mark.offset, under))
        else:
            kept.extend(under)
    return tuple(kept)
