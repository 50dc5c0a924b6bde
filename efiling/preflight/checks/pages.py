"""Pages that are blank, stand twice, or not upright (29).

Source: FIELD_NOTES section 2, check 29; our own bounds.
"""

from collections.abc import Iterator
from hashlib import sha256

from efiling.preflight.checks.pictures import by_reason
from efiling.preflight.matter import Matter
from efiling.preflight.reading.page import Page
from efiling.preflight.reading.upright import Lie, lie_of, reads_as_words, turn_of_words
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.sight import Unseen
from efiling.preflight.subject import Paper

BLANK_PAGE = 0.0005  # of it is ink
LARGE = 0.5  # of the page: a picture of that size is a scan
UPSIDE_DOWN, ON_ITS_SIDE = "The page stands upside down.", "The page stands on its side."
NOTHING_TELLS = "nothing on it tells which way up it stands"


@check(
    29,
    "odd-pages",
    Grade.WARN,
    "Turn the page upright; take out one that is blank or stands twice, or say on it that it is left blank on purpose.",
)
def odd_pages(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """No page is blank, none stands twice in the same document, and all stand upright."""
    for paper in matter.readable():
        seen: dict[str, int] = {}
        untold: list[tuple[int, str]] = []
        rotations = {page.number: page.rotate for page in paper.pdf.geometry}  # these are check 25's
        for page in paper.pdf.pages:
            if not page.text.strip() and page.ink() < BLANK_PAGE:
                yield Evidence(document=paper.name, problem="The page is blank.", page=page.number)
                continue
            look = sha256(page.text.encode() + page.image.tobytes()).hexdigest()
            if look in seen:
                yield Evidence(
                    document=paper.name,
                    problem=f"The page is the same as page {seen[look]}.",
                    page=page.number,
                )
                continue
            seen[look] = page.number
            try:
                turn = _turn(matter, paper, page)
            except Unseen as reason:
                untold.append((page.number, f"whether a scan stands upside down: {reason}"))
                continue
            if turn and turn * 90 != rotations.get(page.number):
                yield Evidence(
                    document=paper.name,
                    problem=UPSIDE_DOWN if turn == 2 else ON_ITS_SIDE,
                    page=page.number,
                )
        yield from by_reason(paper, untold)


def _turn(matter: Matter, paper: Paper, page: Page) -> int:
    """Return by how many quarters a page stands turned.

    Raises:
        Unseen: it is a scan, and nobody can say.
    """
    if not _is_scan(page) or reads_as_words(page.text):
        return turn_of_words(page)
    lie = lie_of(page.close_up)
    if lie is Lie.ON_SIDE:
        return 1
    told = matter.sight.turn(paper, page)
    if told is None:
        raise Unseen(NOTHING_TELLS)
    return told


def _is_scan(page: Page) -> bool:
    least = LARGE * page.width * page.height
    return any(
        (right - left) * (bottom - top) > least
        for left, top, right, bottom in (picture.rect for picture in page.pictures)
    )
