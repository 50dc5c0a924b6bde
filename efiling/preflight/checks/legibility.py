"""Whether a paper can be read: large and dark enough print, scans that are fine and clear enough (28).

Source: Cal. Rules of Court, rules 2.104, 2.106, 2.118(a); UTCR 2.010(4); each court's own list, by its profile.
"""

from collections import Counter
from collections.abc import Iterator

from efiling.preflight.matter import Matter
from efiling.preflight.reading.contrast import Reads, reads
from efiling.preflight.reading.page import Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Kind, Paper

SMALL_BELOW = 0.5  # points
SMALL_SHARE = 0.2
SPECK = 3
DPI_LOWEST = 200.0
PALE = 140
MUCH = 0.6  # of the page is not white: then its contrast is looked at, scan or not
LARGE = 0.5  # of the page: a picture of that size is a scan
NEGATIVE_IMAGE = "pdf.negative_image"
SEEN = {
    Reads.NEGATIVE: "Light words stand on dark paper, like a negative.",
    Reads.BLACK: "The page is black, or so dark that nothing can be read.",
    Reads.FAINT: "The words hardly stand out from the paper.",
}


@check(
    28, "legibility", Grade.WARN, "Print larger and darker, or scan the page again at 300 dots to the inch."
)
def legibility(matter: Matter) -> Iterator[Evidence]:
    """Body text of pleadings is large and dark enough, and scans are fine and clear enough to read.

    A dark page blocks where the court's own rules refuse negatives.
    """
    least = matter.number("layout.min_font_pt")
    lowest = float(str(matter.part("pdf.dpi", "min") or DPI_LOWEST))
    said, firm = matter.hint(NEGATIVE_IMAGE)
    refused = firm and said == "forbidden"
    for paper in matter.readable():
        own = {page.number for page in paper.own_pages}
        for page in paper.pdf.pages:
            if paper.kind is Kind.PLEADING and page.number in own and least is not None:
                yield from _small(paper, page, least)
            if any(_is_pale(color) for color in _inks(page)):
                yield Evidence(document=paper.name, problem="Text is printed in pale ink.", page=page.number)
            yield from _unclear(paper, page, refused=refused)
            for picture in page.pictures:
                if _is_large(picture.rect, page) and picture.dpi < lowest:
                    yield Evidence(
                        document=paper.name,
                        problem=f"The scan has {picture.dpi:.0f} dots to the inch.",
                        page=page.number,
                    )


def _small(paper: Paper, page: Page, least: float) -> Iterator[Evidence]:
    if _small_share(page, least - SMALL_BELOW) > SMALL_SHARE:
        yield Evidence(
            document=paper.name,
            problem=f"Much of the text is smaller than {least:g} points.",
            page=page.number,
        )


def _unclear(paper: Paper, page: Page, *, refused: bool) -> Iterator[Evidence]:
    """Yield what is wrong with the contrast of a scan, or of a page that is mostly not white."""
    if not any(_is_large(picture.rect, page) for picture in page.pictures) and page.ink() <= MUCH:
        return
    found = reads(page.close_up)
    if found in SEEN:
        dark = found is not Reads.FAINT
        yield Evidence(document=paper.name, problem=SEEN[found], page=page.number, forbidden=dark and refused)


def _is_large(rect: tuple[float, float, float, float], page: Page) -> bool:
    return (rect[2] - rect[0]) * (rect[3] - rect[1]) > LARGE * page.width * page.height


def _small_share(page: Page, least: float) -> float:
    sizes: Counter[bool] = Counter()
    for item in page.texts:
        letters = len(item.text.strip())
        if letters > SPECK:
            sizes[item.size < least] += letters
    total = sizes[True] + sizes[False]
    return sizes[True] / total if total else 0.0


def _inks(page: Page) -> Iterator[tuple[int, int, int, int]]:
    return (item.color for item in page.texts if item.text.strip() and not item.invisible)


def _is_pale(color: tuple[int, int, int, int]) -> bool:
    return PALE < min(color[:3]) < 245
