"""Takes in the scan of a paper signed in ink, and holds it against the pages of ours that were signed.

The scan is hostile until it has come through here: it is read in a process that is thrown away.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from assembly.bundle import accept_upload
from assembly.bundle.bounded import answer_in
from assembly.bundle.disposable import Bounds, in_disposable
from assembly.bundle.page_words import Box, read_page
from assembly.bundle.scan_check import SignPlace, check_scan
from assembly.bundle.signed_page import PagePicture, page_picture
from assembly.errors import DocumentRefused

MOST_PAGES = 40
_MODULE = "assembly.packets.original_taking"
_SECONDS, _SECONDS_A_PAGE = 60, 40
_FEWEST_DOTS, _MOST_DOTS = 72.0, 400.0


@dataclass(frozen=True, slots=True)
class PageToSign:
    """A page of a paper, counted from 1 in its file, where who may sign on it, and whether somebody must have."""

    page: int
    places: tuple[tuple[str, Box], ...]
    must: bool = True


@dataclass(frozen=True, slots=True)
class TakenPage:
    """What a page shows from now on, how finely it was scanned, and whose places have ink in them, with a date."""

    page: int
    picture: PagePicture
    dots_per_inch: int
    signers: tuple[str, ...]
    unsigned: tuple[str, ...] = ()
    dated: bool = True


def take_original(
    name: str, content: bytes, *, paper: str, pdf: bytes, pages: Sequence[PageToSign]
) -> tuple[TakenPage, ...]:
    """Return what pages of a paper show once they are signed, from a scan of exactly these pages in their order.

    `paper` is the name of the paper's file `pdf`, for messages.

    Raises:
        DocumentRefused: the scan can't be taken, or is not that of these pages; every fault of every
            page is told, with what to do.
    """
    if len(pages) > MOST_PAGES:
        raise DocumentRefused(f"At most {MOST_PAGES} pages are taken at once. Bring the scan in parts.")
    order: Mapping[str, object] = {
        "paper": paper,
        "pdf": base64.b64encode(pdf).decode(),
        "pages": [{"page": one.page, "places": one.places, "must": one.must} for one in pages],
    }
    bounds = Bounds(seconds=_SECONDS + _SECONDS_A_PAGE * len(pages))
    made, told = in_disposable(_MODULE, name, content, order, bounds=bounds)
    taken, start = [], 0
    for one in cast("list[dict[str, Any]]", told["pages"]):
        end = start + int(one["bytes"])
        signers = tuple(one["signers"])
        picture = PagePicture(int(one["wide"]), int(one["high"]), made[start:end])
        places = next(asked.places for asked in pages if asked.page == int(one["page"]))
        taken.append(
            TakenPage(
                page=int(one["page"]),
                picture=picture,
                dots_per_inch=int(one["dots"]),
                signers=signers,
                unsigned=tuple(dict.fromkeys(who for who, _ in places if who not in signers)),
                dated=bool(one["dated"]),
            )
        )
        start = end
    return tuple(taken)


def _work(content: bytes, order: Mapping[str, Any]) -> tuple[bytes, Mapping[str, object]]:
    """Do inside the process what was ordered."""
    name, paper, pdf = str(order["name"]), str(order["paper"]), base64.b64decode(order["pdf"])
    scan = pdfium.PdfDocument(accept_upload(name, content))
    wanted = order["pages"]
    if len(scan) != len(wanted):
        raise DocumentRefused(
            f"{name} has {len(scan)} page(s); the scan of {len(wanted)} is wanted: {paper}, "
            f"{_pages_in_words([one['page'] for one in wanted])}. Bring exactly these, or name others."
        )
    made, told, faults = b"", [], []
    for place, one in enumerate(wanted):
        page = read_page(pdf, int(one["page"]))
        picture = _drawn(name, scan, place)
        places = [SignPlace(str(who), cast(Box, tuple(box))) for who, box in one["places"]]
        checked = check_scan(page, picture, places, must_sign=bool(one["must"]))
        faults += [f"{paper}, page {one['page']}: {fault}" for fault in checked.faults]
        if checked.faults or checked.alignment is None:
            continue
        shown = page_picture(picture, checked.alignment, page)
        made += shown.packed
        told.append(
            {
                "page": one["page"],
                "bytes": len(shown.packed),
                "wide": shown.wide,
                "high": shown.high,
                "dots": round(checked.dots_per_inch),
                "signers": _signers(places, checked.signed),
                "dated": checked.dated,
            }
        )
    if faults:
        raise DocumentRefused(f"{name} is not taken. " + "\n".join(faults))
    return made, {"pages": told}


def _signers(places: Sequence[SignPlace], signed: Sequence[bool]) -> list[str]:
    """Return the names of those who signed in every place that is theirs."""
    missing = {place.who for place, there in zip(places, signed, strict=True) if not there}
    return [who for who in dict.fromkeys(place.who for place in places) if who not in missing]


def _pages_in_words(pages: Sequence[int]) -> str:
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"


def _drawn(name: str, scan: pdfium.PdfDocument, place: int) -> Image.Image:
    """Return a page of the scan, about as fine as its picture is."""
    page = scan[place]
    dots = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        wide, high = item.get_px_size()
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.3 * page.get_width() * page.get_height():
            dots = max(dots, 72 * max(wide, high) / max(right - left, top - bottom))
    if not dots:
        raise DocumentRefused(
            f"{name}, page {place + 1} is no scan: it holds no picture of a page. "
            "Print the paper, have it signed by hand, and scan that."
        )
    dots = min(max(dots, _FEWEST_DOTS), _MOST_DOTS)
    drawn: Image.Image = page.render(scale=dots / 72, grayscale=True).to_pil()
    return drawn


if __name__ == "__main__":
    answer_in(_work)
