"""What the words of a paper show: searchable, nothing hidden, no placeholder left (16, 21, 39)."""

import math
import re
from collections.abc import Iterator, Sequence

from efiling.preflight.matter import Matter
from efiling.preflight.reading.page import SEEN_SCALE, Drawn, Page, Rect
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Paper

FEW_ON_A_PICTURE = 60  # an exhibit's mark and number are some thirty
MUCH_INK = 0.01
MOSTLY_PICTURE = 0.70
COVERED = 0.6
NEAR_WHITE = 245
NEARLY_OPAQUE = 230
LINE = 3.0  # points
SCAN = 0.05  # of the page: words without ink upon a picture of that size are what was recognised in it
DARK = 90  # levels of gray: a patch without anything lighter is blacked out
FAINT = 26  # of 255: words of less opacity do not show
EDGE = 1.5  # points
NARROW = 6.0  # points: less of a word is under a frame, not under a box
TINY = 1.5  # points
SPECK = 2  # letters
CONTRAST = 60  # levels of gray between words and what is behind them, at least

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


@check(
    21,
    "hidden-text",
    Grade.BLOCK,
    "Take the words out of the file; covering or whitening them leaves them there to be copied.",
)
def hidden_text(matter: Matter) -> Iterator[Evidence]:
    """No words stand under a filled shape, in invisible ink, in white on white, or outside the page."""
    for paper in matter.readable():
        if paper.pdf.hidden_layers:
            yield Evidence(document=paper.name, problem="It has a layer that is switched off.")
        for page in paper.pdf.pages:
            places: dict[str, list[Rect]] = {}
            for item, problem in _hidden(page):
                places.setdefault(problem, []).append(item.rect)
            for problem, rects in places.items():
                yield Evidence(document=paper.name, problem=problem, page=page.number, rect=_around(rects))


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
    yield None, paper.title
    yield None, paper.name


def is_picture_alone(page: Page) -> bool:
    """Say whether the words of a page are only in its picture."""
    letters = len(page.text.strip())
    # Words laid over a picture unseen are its own: a short page that was recognised has few.
    recognised = any(item.invisible and item.text.strip() for item in page.texts)
    few = letters < FEW_ON_A_PICTURE and not recognised
    return (few and _picture_share(page) > MOSTLY_PICTURE) or (not letters and page.ink() > MUCH_INK)


def _picture_share(page: Page) -> float:
    area = max(page.width * page.height, 1.0)
    return sum(_area(picture.rect) for picture in page.pictures) / area


def _hidden(page: Page) -> Iterator[tuple[Drawn, str]]:
    pictures = [item for item in page.pictures if _area(item.rect) > SCAN * page.width * page.height]
    whole = MOSTLY_PICTURE * page.width * page.height
    covers = [item for item in page.drawn if _covers(item)]
    for item in page.texts:
        if not item.text.strip():
            continue
        under = [picture for picture in pictures if _overlap(picture.rect, item.rect) > COVERED]
        scanned = bool(under) if item.invisible else any(_area(p.rect) > whole for p in under)
        if item.invisible or scanned:
            # The words of a scan lie under its picture or without ink, unless the picture is black there.
            if item.invisible and not scanned:
                yield item, "Words are laid down without ink."
            elif _blacked_out(page, item.rect):
                yield item, "Words of the scan can be copied where its picture is blacked out."
            continue
        if _outside(item.rect, page):
            yield item, "Words stand outside the page."
            continue
        if any(_is_hidden_by(cover, item, page) for cover in covers):
            yield item, "Words lie under a filled shape."
        elif item.clipped and not _seen(page, item.rect):
            yield item, "Words are cut off, so that none shows."
        elif min(item.color[:3]) >= NEAR_WHITE and not _dark_behind(item, page):
            yield item, "White words stand on white."
        elif item.color[3] < FAINT:
            yield item, "Words are drawn so that they shine through."
        elif item.size < TINY and item.rect[3] - item.rect[1] < TINY and len(item.text.strip()) > SPECK:
            yield item, "Words are too small to be seen."


def _is_hidden_by(cover: Drawn, item: Drawn, page: Page) -> bool:
    """Whether a thing hides a piece of text, or some letters of it: a box over a number in a long line."""
    if cover.order < item.order:
        return False
    x0, y0, x1, y1 = item.rect
    left, right = max(x0, cover.rect[0]), min(x1, cover.rect[2])
    top, bottom = max(y0, cover.rect[1]), min(y1, cover.rect[3])
    if right - left < NARROW or bottom - top < COVERED * (y1 - y0):
        return False
    per_letter = len(item.text) / max(x1 - x0, 0.01)  # about where each letter stands
    first, last = math.ceil((left - x0) * per_letter), math.floor((right - x0) * per_letter)
    under = sum(letter.isalnum() for letter in item.text[first:last])
    inner = (left + EDGE, top + EDGE, right - EDGE, bottom - EDGE)  # its edge is blurred in the picture
    return under > SPECK and not _seen(page, inner)


def _covers(item: Drawn) -> bool:
    """Whether a thing can hide what is under it: a filled shape or a picture."""
    opaque = item.kind == "picture" or (item.kind == "shape" and item.color[3] > NEARLY_OPAQUE)
    return opaque and _is_broad(item.rect)


def _blacked_out(page: Page, rect: Rect) -> bool:
    """Whether the picture of a page is one dark patch where words are."""
    levels = _levels(page, rect)
    return bool(levels) and max(levels) < DARK


def _is_broad(rect: Rect) -> bool:
    """Whether a shape is more than a line."""
    return min(rect[2] - rect[0], rect[3] - rect[1]) > LINE


def _seen(page: Page, rect: Rect) -> bool:
    """Whether words show on the page after all: the frame of a table covers them by its bounds only."""
    levels = _levels(page, rect)
    return bool(levels) and max(levels) - min(levels) > CONTRAST


def _levels(page: Page, rect: Rect) -> list[int]:
    """Return the levels of gray that occur in a place on the page, 0 for black; none outside of it."""
    x0, y0, x1, y1 = (edge * SEEN_SCALE for edge in rect)
    width, height = page.close_up.size
    box = (max(int(x0), 0), max(int(y0), 0), min(int(x1) + 1, width), min(int(y1) + 1, height))
    if box[0] >= box[2] or box[1] >= box[3]:
        return []
    return [level for level, count in enumerate(page.close_up.crop(box).histogram()) if count]


def _around(rects: Sequence[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _dark_behind(item: Drawn, page: Page) -> bool:
    return any(
        other.order < item.order
        and other.kind in ("shape", "picture")
        and (other.kind == "picture" or min(other.color[:3]) < NEAR_WHITE)
        and _overlap(other.rect, item.rect) > COVERED
        for other in page.drawn
    )


def _outside(rect: Rect, page: Page) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return not (-2 <= x <= page.width + 2 and -2 <= y <= page.height + 2)


def _overlap(cover: Rect, item: Rect) -> float:
    wide = min(cover[2], item[2]) - max(cover[0], item[0])
    high = min(cover[3], item[3]) - max(cover[1], item[1])
    return wide * high / max(_area(item), 0.01) if wide > 0 and high > 0 else 0.0


def _area(rect: Rect) -> float:
    return max(rect[2] - rect[0], 0.0) * max(rect[3] - rect[1], 0.0)
