"""Splits a bound PDF that is too large for a court into volumes that are not."""

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO

from pikepdf import Array, Pdf

from assembly.bundle.destination import Destinations
from assembly.bundle.merge import Part, bundle
from assembly.bundle.outline import Bookmark, read_bookmarks, write_bookmarks
from assembly.bundle.prune import keep_tags_of
from assembly.bundle.slip_sheet import slip_sheet
from assembly.bundle.source import links_of, open_source
from assembly.errors import DocumentRefused

MOST_VOLUMES = 99


@dataclass(frozen=True, slots=True)
class Volume:
    """Pages `first` to `last` of the whole, counted from 1, as a PDF of their own.

    It is volume `number` of `count`, and begins with a cover unless it is the first. `whole_sha256`
    names the bytes that it was cut from; a whole that needed no cutting is volume 1 of 1.
    """

    first: int
    last: int
    pdf: bytes
    whole_sha256: str
    number: int = 1
    count: int = 1

    def titled(self, title: str) -> str:
        """Return a paper's title for this volume, the number first so that no cut takes it away."""
        return title if self.count == 1 else f"Volume {self.number} of {self.count}: {title}"

    def page_of(self, page: int) -> int:
        """Return where a page of the whole stands in this volume, from 1; less than 1 for one before it."""
        return page - self.first + (1 if self.number == 1 else 2)

    @property
    def pages(self) -> int:
        """How many pages it has, its cover included."""
        return self.page_of(self.last)


def split_volumes(
    pdf: bytes, *, title: str, max_bytes: int, max_pages: int | None = None, language: str = "en-US"
) -> tuple[Volume, ...]:
    """Return the PDF in volumes within the limits; one that is within them already comes back as it is.

    The first volume begins with the paper's own first page, which the clerk stamps; each other one
    with a cover that says which volume it is and which pages it holds. Each is titled "Volume 1 of
    2: ...". Pages keep their order and the numbers they have in the whole;
    bookmarks, links and tags go with their pages. A cover counts as a page.

    Raises:
        DocumentRefused: one page alone is larger than `max_bytes`, the message says which; or there
            would be more volumes than 99.
    """
    whole = hashlib.sha256(pdf).hexdigest()
    count = len(open_source(title, pdf).pages)
    if len(pdf) <= max_bytes and (max_pages is None or count <= max_pages):
        return (Volume(1, count, pdf, whole),)
    cutter = _Cutter(pdf, title, language, count, max_bytes, max_pages or count + 1)
    cuts = cutter.cuts()
    volumes = [
        Volume(first, last, cutter.volume(first, last, number, len(cuts)), whole, number, len(cuts))
        for number, (first, last) in enumerate(cuts, 1)
    ]
    return tuple(volumes)


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Makes volumes of one PDF, and finds where to cut it."""

    pdf: bytes
    title: str
    language: str
    pages: int
    max_bytes: int
    max_pages: int

    def cuts(self) -> list[tuple[int, int]]:
        """Return the first and last page of each volume: as many pages in each as the limits allow."""
        cuts: list[tuple[int, int]] = []
        first = 1
        while first <= self.pages:
            covers = 0 if first == 1 else 1
            last = self._last_that_fits(first, min(first + self.max_pages - 1 - covers, self.pages))
            if last < first:
                raise DocumentRefused(
                    f"{self.title}, page {first} alone is larger than {self.max_bytes:,} bytes. "
                    "Scan it again at 300 dots to the inch."
                )
            cuts.append((first, last))
            first = last + 1
            if len(cuts) > MOST_VOLUMES:
                raise DocumentRefused(
                    f"{self.title} would be more than {MOST_VOLUMES} volumes within {self.max_bytes:,} bytes each. "
                    "Scan it again at 300 dots to the inch, or file less."
                )
        return cuts

    def _last_that_fits(self, first: int, most: int) -> int:
        """Return the last page with which the pages from `first` on fit; `first` - 1 for none."""
        if most >= first and self._fits(first, most):
            return most
        low, high = first - 1, most - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(first, middle):
                low = middle
            else:
                high = middle - 1
        return low

    def _fits(self, first: int, last: int) -> bool:
        # The numbers of the widest cover, so that no real one makes a volume too large.
        return len(self.volume(first, last, MOST_VOLUMES, MOST_VOLUMES)) <= self.max_bytes

    def volume(self, first: int, last: int, number: int, count: int) -> bytes:
        """Return some pages of the whole as a PDF, behind a cover that names the volume, or first as they are."""
        head = f"Volume {number} of {count}"
        mark = f"{head}, pages {first} to {last}"
        title = f"{head}: {self.title}"
        body = _pages_alone(self.title, self.pdf, first, last)
        if number == 1:
            return bundle([Part(mark, body)], title=title, language=self.language).pdf
        lines = [self.title, f"Pages {first} to {last} of {self.pages}"]
        cover = slip_sheet(head.upper(), lines, language=self.language)
        parts = [Part(mark, cover), Part("", body)]
        return bundle(parts, title=title, language=self.language, continues_at=first).pdf


def _pages_alone(title: str, pdf: bytes, first: int, last: int) -> bytes:
    """Return some pages with their tags, links and bookmarks, and without all that belongs to others."""
    source = open_source(title, pdf)
    destinations = Destinations(source)
    marks = _kept(read_bookmarks(source, destinations, 0), first, last)
    _drop_links_out(source, destinations, first, last)
    keep_tags_of(source, range(first - 1, last))
    del source.pages[last:]
    del source.pages[: first - 1]
    if "/Outlines" in source.Root:
        del source.Root["/Outlines"]
    write_bookmarks(source, _moved(marks, first - 1), list(source.pages))
    stream = BytesIO()
    source.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


def _drop_links_out(source: Pdf, destinations: Destinations, first: int, last: int) -> None:
    """Take out the links whose target is in another volume; on paper they are words like any other."""
    for page in source.pages[first - 1 : last]:
        kept = Array()
        for link in links_of(page.obj):
            target = destinations.find(link.get("/Dest"))
            if target is not None and first <= target.page + 1 <= last:
                link.Dest = target.on(list(source.pages), 0)
                kept.append(link)
        if len(kept):
            page.obj.Annots = kept
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]


def _kept(bookmarks: tuple[Bookmark, ...], first: int, last: int) -> tuple[Bookmark, ...]:
    """Return the bookmarks whose pages are in the volume, each level closed up."""
    kept: list[Bookmark] = []
    for mark in bookmarks:
        under = _kept(mark.under, first, last)
        if first <= mark.target.page + 1 <= last:
            kept.append(replace(mark, under=under))
        else:
            kept.extend(under)
    return tuple(kept)


def _moved(bookmarks: tuple[Bookmark, ...], pages: int) -> tuple[Bookmark, ...]:
    """Return bookmarks that count from the first page of the volume."""
    return tuple(
        replace(
            mark,
            target=replace(mark.target, page=mark.target.page - pages),
            under=_moved(mark.under, pages),
        )
        for mark in bookmarks
    )
