"""The page as a sheet: size, the clerk's space, margins, fonts (25-27)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.page import Page
from efiling.preflight.reading.pdf import Geometry
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Kind, Paper

LETTER = (612.0, 792.0)
TOLERANCE = 2.0
SPECK_OF_INK = 1.0  # square points: less is the edge of a stroke, not something printed
COURT = "superiorcourtofcalifornia"
FOOT = 0.93  # of the page's height: what is below is its foot
LEEWAY = 6.0  # points
RULE_WIDTH = 8.0  # points: the one or two rules at the side of pleading paper
RULE_HEIGHT = 0.9  # of the page


@check(25, "page-geometry", Grade.AUTO, "Print the page anew on letter paper, upright.")
def page_geometry(matter: Matter) -> Iterator[Evidence]:
    """Every page is upright letter paper; a page of an exhibit that is not only warns."""
    wanted = matter.limit("pdf.page_size_pt")
    width, height = cast(Sequence[float], wanted) if isinstance(wanted, Sequence) else LETTER
    for paper in matter.readable():
        own = {page.number for page in paper.own_pages}
        for page in paper.pdf.geometry:
            problem = _misfit(page, width, height)
            if problem:
                yield Evidence(
                    document=paper.name, problem=problem, page=page.number, warns=page.number not in own
                )


def _misfit(page: Geometry, width: float, height: float) -> str:
    """Return what is wrong with a sheet in words, or nothing."""
    wide, high = page.media[2] - page.media[0], page.media[3] - page.media[1]
    if page.rotate in (90, 270):
        wide, high = high, wide
    if abs(wide - width) > TOLERANCE or abs(high - height) > TOLERANCE:
        return f"The page is {wide:.0f} by {high:.0f} points, not {width:.0f} by {height:.0f}."
    if page.rotate:
        return f"The page is turned by {page.rotate} degrees."
    if page.crop != page.media and _cuts(page.crop, page.media):
        return "The page is cropped."
    return "The page is drawn to another scale." if page.user_unit != 1 else ""


@check(
    26, "stamp-area", Grade.BLOCK, "Move the text out of the space that the rule keeps free for the clerk."
)
def stamp_area(matter: Matter) -> Iterator[Evidence]:
    """The clerk's space on the first page of a pleading is empty; what stands beyond the margin warns."""
    spaces = [matter.limit("layout.clerk_space_pt"), matter.limit("layout.first_page_blank_pt")]
    kept_free = [
        cast(Rect, tuple(float(part) for part in space)) for space in spaces if isinstance(space, Sequence)
    ]
    pleadings = [paper for paper in matter.readable() if paper.kind is Kind.PLEADING]
    if not kept_free or not pleadings:
        raise NotApplicable
    margins = {side: float(str(matter.part("layout.margins_pt", side) or 0)) for side in ("left", "right")}
    for paper in pleadings:
        first = paper.pdf.pages[0]
        for rect in kept_free:
            inside = _within_margins(rect, first, margins)
            if first.ink(inside) * _area(inside) > SPECK_OF_INK:
                yield Evidence(
                    document=paper.name,
                    problem="Something is printed in the clerk's space.",
                    page=1,
                    rect=inside,
                )
        yield from _beyond(paper, margins["right"])
        title = matter.hint("layout.court_title_y_min_pt")[0]
        least = title - LEEWAY if isinstance(title, int | float) else 0.0
        for line in first.lines:
            if COURT in letters_of(line.text) and line.rect[3] < least:
                yield Evidence(
                    document=paper.name,
                    problem="The title of the court stands above the place that the rule gives it.",
                    page=1,
                    rect=line.rect,
                    warns=True,
                )
                break


def _beyond(paper: Paper, right: float) -> Iterator[Evidence]:
    """Yield, as a warning, the first words of a page that stand beyond the right margin."""
    for page in paper.own_pages:
        edge = page.width - right + TOLERANCE
        body = (line for line in page.lines if line.rect[3] < FOOT * page.height)
        line = next((line for line in body if right and line.rect[2] > edge), None)
        if line is not None:
            yield Evidence(
                document=paper.name,
                problem="Words stand beyond the right margin.",
                page=page.number,
                rect=line.rect,
                warns=True,
            )


@check(27, "fonts", Grade.AUTO, "Embed the font, or print the document anew with our own fonts.")
def fonts(matter: Matter) -> Iterator[Evidence]:
    """Every font that is used is inside the file, and none is on the court's list of refused ones."""
    refused = matter.limit("pdf.fonts_refused")
    names = [str(name).lower() for name in refused] if isinstance(refused, Sequence) else []
    for paper in matter.readable():
        said = set()
        for font in paper.pdf.fonts:
            plain = font.name.split("+")[-1]
            if plain in said:
                continue
            if not font.embedded:
                said.add(plain)
                yield Evidence(
                    document=paper.name, problem=f"The font {plain} is not in the file.", page=font.page
                )
            elif any(plain.lower().startswith(name) for name in names):
                said.add(plain)
                yield Evidence(
                    document=paper.name, problem=f"The court does not take the font {plain}.", page=font.page
                )


def _cuts(crop: Rect, media: Rect) -> bool:
    return any(abs(inner - outer) > TOLERANCE for inner, outer in zip(crop, media, strict=True))


def _within_margins(rect: Rect, page: Page, margins: Mapping[str, float]) -> Rect:
    """Return the part of a space between the margins: the rules at the sides of pleading paper stand outside."""
    left, right = margins["left"], page.width - margins["right"] - 1
    for item in page.drawn:
        x0, y0, x1, y1 = item.rect
        if item.kind == "shape" and x1 - x0 < RULE_WIDTH and y1 - y0 > RULE_HEIGHT * page.height:
            left, right = (max(left, x1 + 1), right) if x1 < page.width / 2 else (left, min(right, x0 - 1))
    return (max(rect[0], left), max(rect[1], 0), min(rect[2], right), min(rect[3], page.height))


def _area(rect: Rect) -> float:
    return max(rect[2] - rect[0], 0.0) * max(rect[3] - rect[1], 0.0)
