"""What the words of a paper show: that they can be searched, and that no placeholder is left (16, 39)."""

import re
from collections.abc import Iterator

from efiling.preflight.matter import Matter
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.page import Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Paper

FEW_ON_A_PICTURE = 60  # an exhibit's mark and number are some thirty
MUCH_INK = 0.01
MOSTLY_PICTURE = 0.70

PLACEHOLDERS = (
    (re.compile(r"\bDRAFT\b"), "the mark DRAFT"),
    (re.compile(r"\{\{|\}\}|\{%|%\}"), "a template tag"),
    (re.compile(r"\bTB[DC]\b"), "TBD"),
    (re.compile(r"\b[Xx]{2}/[Xx]{2}/(?:[Xx]{2,4}|\d{2,4})\b"), "a date left as XX/XX/XXXX"),
    (re.compile(r"\bLorem ipsum\b", re.IGNORECASE), "filler text"),
    (
        re.compile(r"(?<![\w-])(None|nan|undefined|null)(?![\w-])(?=[,.;:\s]*($|\n))", re.MULTILINE),
        "an empty value",
    ),
    (re.compile(r"\b0?1/0?1/1900\b"), "the date 01/01/1900"),
)


@check(
    16, "searchable", Grade.AUTO, "Run text recognition on the page, or make the page from its source again."
)
def searchable(matter: Matter) -> Iterator[Evidence]:
    """Every page with ink has text that can be found."""
    matter.limit("pdf.text_searchable")
    for paper in matter.readable():
        for page in paper.pdf.pages:
            if is_picture_alone(page):
                yield Evidence(
                    document=paper.name, problem="The page is a picture without text.", page=page.number
                )


@check(39, "placeholder", Grade.BLOCK, "Fill in what is meant, or take the placeholder out.")
def placeholder(matter: Matter) -> Iterator[Evidence]:
    """No draft mark, template tag or empty value is left in the words of a paper; DRAFT on an exhibit only warns."""
    names = " ".join(matter.party_names)
    for paper in matter.readable():
        own = {page.number for page in paper.own_pages}
        for page in paper.pdf.pages:
            for pattern, words in PLACEHOLDERS if page.number in own else PLACEHOLDERS[:1]:
                found = pattern.search(page.text)
                if found and found.group(0).strip() not in names:
                    yield Evidence(
                        document=paper.name,
                        problem=f"There is {words}.",
                        page=page.number,
                        text=found.group(0).strip(),
                        warns=page.number not in own,
                    )


def words_of(paper: Paper) -> Iterator[tuple[int | None, str]]:
    """Yield (page, text) for every page, and (None, text) for all that is in the file besides, and its name."""
    for page in paper.pdf.pages:
        yield page.number, page.text
    yield None, "\n".join(paper.pdf.information.values())
    yield None, "\n".join(mark.title for mark in paper.pdf.bookmarks)
    yield None, paper.pdf.xmp
    yield None, "\n".join(paper.pdf.strings)
    for earlier in paper.pdf.earlier:
        yield None, "\n".join((*(page.text for page in earlier.pages), *earlier.strings))
    yield None, paper.title
    yield None, paper.name


def is_picture_alone(page: Page) -> bool:
    """Say whether the words of a page are only in its picture."""
    letters = len(page.text.strip())
    # Words laid over a picture unseen are its own: a short page that was recognised has few.
    recognised = any(item.invisible and item.text.strip() for item in page.texts)
    few = letters < FEW_ON_A_PICTURE and not recognised
    return (few and picture_share(page) > MOSTLY_PICTURE) or (not letters and page.ink() > MUCH_INK)


def picture_share(page: Page) -> float:
    """Return how much of a page its pictures cover, 0-1, or more where they lie upon each other."""
    area = max(page.width * page.height, 1.0)
    return sum(_area(picture.rect) for picture in page.pictures) / area


def _area(rect: Rect) -> float:
    return max(rect[2] - rect[0], 0.0) * max(rect[3] - rect[1], 0.0)
