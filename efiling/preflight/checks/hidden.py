"""Words that can be copied though nobody sees them (21): Cal. Rules of Court, rule 1.201; UTCR 2.130.

What could hide a piece of text raises a doubt; whether it does is seen in the picture of the page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from efiling.preflight.checks.text import MOSTLY_PICTURE, picture_share
from efiling.preflight.matter import Matter
from efiling.preflight.reading.bands import Bands
from efiling.preflight.reading.drawn import Drawn, Rect
from efiling.preflight.reading.letters import Letter
from efiling.preflight.reading.page import SEEN_SCALE, Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade

COVERED = 0.6
MUCH_COVERED = 0.2
SCAN = 0.05  # of the page: words without ink upon a picture of that size are what was recognised in it
DARK = 90  # levels of gray: a patch without anything lighter is blacked out
EVEN = 24  # levels of gray: a patch that differs by less shows nothing
PALE = 200
NEARLY_OPAQUE = 230
LIKE = 40  # levels: words and a ground of colors that near are hard to tell apart
FAINT = 26  # of 255: words of less opacity do not show
SHOWS = 20  # levels: a letter that changes no dot by so much is not seen
HAIR = 1.0  # points: a rule that thin hides nothing
TINY = 1.5  # points
SQUEEZED = 0.5  # points a letter
SPECK = 2  # letters
WORD = 4  # letters: less may be dust that a recognition took for words

UNDER, NOTE = "Words lie under a filled shape.", "Words lie under a note or a field."
CUT, LAYER = "Words are cut off, so that none shows.", "Words stand on a layer that does not show."
WHITE, SAME = "White words stand on white.", "Words stand on a ground of their own color."
THROUGH = "Words are drawn so that they shine through."
WHOLE = (CUT, LAYER)  # a piece of text that shows in part only runs over the edge of its cell or field
BLACKED = "Words of the scan can be copied where its picture is blacked out."
EMPTY = "Words of the scan can be copied where its picture shows nothing."


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
            for rect, problem in _hidden(page, layered=paper.pdf.layered):
                places.setdefault(problem, []).append(rect)
            for problem, rects in places.items():
                yield Evidence(
                    document=paper.name,
                    problem=problem,
                    page=page.number,
                    rect=_around(rects),
                    warns=problem == EMPTY,  # the words may only have been recognised in a wrong place
                )


def _hidden(page: Page, *, layered: bool) -> Iterator[tuple[Rect, str]]:
    scans = _scans(page)
    things = Bands(item for item in page.drawn if item.kind != "text" and min(_sides(item.rect)) >= HAIR)
    doubts: dict[int, str] = {}
    for item in page.texts:
        if not item.text.strip():
            continue
        if item.invisible or _is_under_a_scan(item, scans, page):
            # The words of a scan lie under its picture or without ink, unless the picture shows nothing there.
            if item.invisible and _share(item.rect, scans) <= COVERED:
                yield item.rect, "Words are laid down without ink."
            elif problem := _nothing_shows(page, item):
                yield item.rect, problem
        elif _outside(item.rect, page):
            yield item.rect, "Words stand outside the page."
        elif item.color[3] < FAINT:
            yield item.rect, THROUGH
        elif _is_tiny(item):
            yield item.rect, "Words are too small to be seen."
        elif doubt := _doubt(item, things, layered=layered):
            doubts[item.order] = doubt
    if doubts:
        yield from _unseen(page, doubts, scans)


def _scans(page: Page) -> list[Drawn]:
    """Return the pictures that words without ink may belong to: large ones, or all where they make up the page."""
    if picture_share(page) > MOSTLY_PICTURE:
        return list(page.pictures)  # some scanners cut a page into strips
    return [item for item in page.pictures if _area(item.rect) > SCAN * page.width * page.height]


def _is_under_a_scan(item: Drawn, scans: Sequence[Drawn], page: Page) -> bool:
    return (
        bool(scans)
        and picture_share(page) > MOSTLY_PICTURE
        and _share(item.rect, [scan for scan in scans if scan.order > item.order]) > COVERED
    )


def _nothing_shows(page: Page, item: Drawn) -> str:
    """Return what is wrong with the picture of a scan where words of it stand, or nothing."""
    levels = _levels(page, item.rect)
    if levels and max(levels) < DARK:
        return BLACKED
    letters = sum(letter.isalnum() for letter in item.text)
    return EMPTY if levels and max(levels) - min(levels) < EVEN and letters >= WORD else ""


def _is_tiny(item: Drawn) -> bool:
    letters = len(item.text.strip())
    wide, high = _sides(item.rect)
    along = high if item.turn in (1, 3) else wide
    small = item.size < TINY and min(wide, high) < TINY
    return letters > SPECK and (small or (item.turn is not None and 0 < along < SQUEEZED * letters))


def _doubt(item: Drawn, things: Bands, *, layered: bool) -> str:
    """Return in words why a piece of text, or a part of it, may not be seen; nothing where it plainly is."""
    if item.clipped:
        return CUT
    covered = 0.0
    ground = ""
    for other in things.near(item.rect):
        share = _overlap(other.rect, item.rect)
        if not share:
            continue
        if other.order > item.order and (other.kind != "shape" or other.color[3] > NEARLY_OPAQUE):
            if other.kind == "note":
                return NOTE
            covered += share
        elif other.order < item.order and _is_alike(other, item):
            ground = SAME
    two_letters = 2 / max(len(item.text.strip()), 1)
    if covered >= min(MUCH_COVERED, COVERED * two_letters):
        return UNDER
    if item.blended:
        return THROUGH
    return ground or (WHITE if min(item.color[:3]) > PALE else LAYER if layered else "")


def _is_alike(ground: Drawn, item: Drawn) -> bool:
    return ground.kind == "picture" or all(
        abs(one - other) < LIKE for one, other in zip(ground.color[:3], item.color[:3], strict=True)
    )


def _unseen(page: Page, doubts: Mapping[int, str], scans: Sequence[Drawn]) -> Iterator[tuple[Rect, str]]:
    """Yield each run of more than two letters in doubt that leaves no trace in the picture of the page."""
    pieces = {item.order: item for item in page.texts}
    letters = page.letters(doubts.keys())
    shown = {letter.order for letter in letters if letter.shows >= SHOWS}
    run: list[Letter] = []
    for letter in (*letters, None):
        if letter is not None and letter.shows < SHOWS:
            if doubts[letter.order] not in WHOLE or letter.order not in shown:
                run.append(letter)
            continue
        if len(run) > SPECK:
            first = pieces[run[0].order]
            whole = picture_share(page) > MOSTLY_PICTURE and _share(first.rect, scans) > COVERED
            problem = _nothing_shows(page, first) if whole else doubts[first.order]
            if problem:
                yield _around([one.rect for one in run]), problem
        run = []


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


def _outside(rect: Rect, page: Page) -> bool:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return not (-2 <= x <= page.width + 2 and -2 <= y <= page.height + 2)


def _share(rect: Rect, things: Iterable[Drawn]) -> float:
    """Return how much of a rectangle lies on some things, 0-1, or more where they lie upon each other."""
    return sum(_overlap(thing.rect, rect) for thing in things)


def _overlap(cover: Rect, item: Rect) -> float:
    wide = min(cover[2], item[2]) - max(cover[0], item[0])
    high = min(cover[3], item[3]) - max(cover[1], item[1])
    return wide * high / max(_area(item), 0.01) if wide > 0 and high > 0 else 0.0


def _sides(rect: Rect) -> tuple[float, float]:
    return rect[2] - rect[0], rect[3] - rect[1]


def _area(rect: Rect) -> float:
    wide, high = _sides(rect)
    return max(wide, 0.0) * max(high, 0.0)
