"""What the caption says: number, parties, court, and that there is only one (1, 2, 3, 8).

Source: Cal. Rules of Court, rules 2.111, 2.256(a); UTCR 2.010(10), 21.040(2).
"""

import re
from collections.abc import Iterator, Sequence

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.reading.orders import asks, begins_order, is_order, signed_by_judge
from efiling.preflight.reading.page import Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade
from efiling.preflight.subject import Kind, Paper

CAPTION_LETTERS = 2_500
"""How far into a page's words its caption reaches."""

UPPER = 0.4  # of the first page's height: a caption ends there
FOOT = 0.92  # of the page's height: what is below is its foot
HEAD_LETTERS = 800
SHORT = 20  # letters: a shorter line is a piece of a sentence in a narrow column

LABEL = re.compile(r"\bcase\s*(no\b|number)", re.IGNORECASE)
NUMBER = re.compile(
    r"(?<!program\s)(?<!agency\s)(?<!iv-d\s)\bcase\s*(?:no\b\.?|number)\s*:?\s*([A-Z0-9][A-Z0-9\u2010-\u2015\-]{3,})",
    re.IGNORECASE,
)
HYPHENS = re.compile(r"[\u2010-\u2015\u2212]")
COUNTY = "{county}"
UNIFIED = "unified_pdf"
SUPPORTS = re.compile(
    r"\b(?:declaration|affidavit|certificate|exhibit|statement|worksheet|memorandum|points\s+and\s+authorities)\b",
    re.IGNORECASE,
)


@check(1, "case-number", Grade.BLOCK, "Print the number that the court gave, the same on every paper.")
def case_number(matter: Matter) -> Iterator[Evidence]:
    """The number has the court's form, and every paper's caption has it and no other."""
    wanted = _plain(matter.case_number)
    pattern = matter.limit("court.case_number_regex")
    if wanted and isinstance(pattern, str) and not matter.invented and not re.fullmatch(pattern, wanted):
        yield Evidence(document="", problem="The case number does not have the form of this court's numbers.")
    for paper in _captioned(matter):
        caption = _caption(paper.pdf.pages[0])
        seen = "\n".join([caption, *_upper_lines(paper.pdf.pages[0])])
        printed = {letters_of(found) for found in NUMBER.findall(seen) if any(c.isdigit() for c in found)}
        if wanted and letters_of(wanted) not in letters_of(caption):
            yield Evidence(document=paper.name, problem="The caption does not have the case number.", page=1)
        elif wanted and not all(letters_of(wanted).startswith(found) for found in printed):
            yield Evidence(document=paper.name, problem="The caption has another case number.", page=1)
        elif wanted and (page := _another_in_foot(paper, letters_of(wanted))):
            yield Evidence(
                document=paper.name, problem="The foot of a page has another case number.", page=page
            )
        elif printed and not wanted and matter.captioned:
            yield Evidence(
                document=paper.name, problem="The caption has a number, but the court has given none.", page=1
            )


@check(2, "caption-parties", Grade.BLOCK, "Name every party as the court's register does, letter for letter.")
def caption_parties(matter: Matter) -> Iterator[Evidence]:
    """Every paper's first page names every party of the caption; case and spacing do not matter."""
    if not matter.captioned:
        raise NotApplicable
    for paper in _captioned(matter):
        caption = letters_of(_caption(paper.pdf.pages[0]))
        missing = sum(letters_of(name) not in caption for name in matter.captioned)
        if missing:
            yield Evidence(
                document=paper.name,
                problem=f"The caption lacks {missing} of {len(matter.captioned)} parties as they are registered.",
                page=1,
            )


@check(3, "court-name", Grade.BLOCK, "Print the name of the court that the paper goes to.")
def court_name(matter: Matter) -> Iterator[Evidence]:
    """Every paper's caption names this court; a court for trials takes the papers of any."""
    pattern = matter.limit("court.name_pattern")
    if not isinstance(pattern, str) or matter.invented or (COUNTY in pattern and not matter.county):
        raise NotApplicable
    wanted = letters_of(pattern.replace(COUNTY, matter.county))
    for paper in _captioned(matter):
        caption = letters_of(_caption(paper.pdf.pages[0])).replace("forthecounty", "forcounty")
        if wanted not in caption and _turned(pattern, matter.county) not in caption:
            yield Evidence(document=paper.name, problem="The caption does not name this court.", page=1)


@check(
    8, "combined", Grade.BLOCK, "File each paper as a PDF of its own, save those that belong inside another."
)
def combined(matter: Matter) -> Iterator[Evidence]:
    """A file has one caption, and one more for each paper attached to it; no motion has the order bound in.

    Where the rule wants what supports a paper in the same PDF, such a paper's own caption does not count.
    """
    pattern = matter.limit("court.name_pattern")
    named = isinstance(pattern, str) and not matter.invented
    separate = _orders_apart(matter)
    if not named and separate is None:
        raise NotApplicable
    unified = matter.hint("packet.attachments")[0] == UNIFIED
    for paper in matter.readable():
        order = _bound_order(paper) if separate is not None else None
        if order is not None:
            yield Evidence(
                document=paper.name,
                problem="An order for the judge to sign is bound into it; it is a paper of its own.",
                page=order,
                warns=not separate,
            )
        elif named and paper in _captioned(matter):
            yield from _heads(paper, letters_of(str(pattern).split(COUNTY)[0]), unified=unified)


def _heads(paper: Paper, name: str, *, unified: bool) -> Iterator[Evidence]:
    heads = [page for page in paper.own_pages if _is_head(page, name)]
    counted = [page for page in heads[1:] if not (unified and SUPPORTS.search(_caption(page)))]
    if len(counted) > len(paper.contains):
        yield Evidence(
            document=paper.name,
            problem=f"It has {1 + len(counted)} captions: papers were put together.",
            page=counted[-1].number,
        )


def _orders_apart(matter: Matter) -> bool | None:
    """Return whether the rule by which an order is a PDF of its own is firmly known, or None without one."""
    apart, firm = matter.hint("packet.separate_always")
    if isinstance(apart, Sequence) and {"proposed_order", "proposed_judgment"} & set(apart):
        return firm
    single, known = matter.hint("packet.one_pdf_per_document")
    return known if single is True else None


def _bound_order(paper: Paper) -> int | None:
    """Return the page on which an order begins inside a motion, or None. What a type attaches is not bound in."""
    pages = paper.own_pages
    if paper.form is not None or paper.contains or not pages:
        return None  # an official form holds the court's order where it does
    ordered = is_order(paper.title) if paper.title else begins_order(pages[0]) is not None
    if ordered or not asks(paper.title or _caption(pages[0])):
        return None
    for place, page in enumerate(pages[1:], start=1):
        rect = begins_order(page)
        if rect is not None and signed_by_judge(pages[place:], rect):
            return page.number
    return None


def _another_in_foot(paper: Paper, wanted: str) -> int | None:
    """Return the first page whose foot has another case number, or None."""
    for page in paper.own_pages:
        for line in page.lines:
            if line.rect[1] > FOOT * page.height:
                for found in NUMBER.findall(line.text):
                    if any(c.isdigit() for c in found) and not wanted.startswith(letters_of(found)):
                        return page.number
    return None


def _captioned(matter: Matter) -> Iterator[Paper]:
    """Yield the papers that have a caption: court papers with words on their first page, no exhibits."""
    for paper in matter.readable():
        if paper.kind in (Kind.PLEADING, Kind.FORM) and paper.pdf.pages and paper.pdf.pages[0].text.strip():
            yield paper


def _caption(page: Page) -> str:
    """Return the first words in the order of the file, then the upper lines as they stand: a form's values come last."""
    return "\n".join((page.text[:CAPTION_LETTERS], *_upper_lines(page)))


def _upper_lines(page: Page) -> Iterator[str]:
    """Yield the lines in the upper part of a page; what was put there later comes last in the file."""
    return (line.text for line in page.lines if line.rect[3] < UPPER * page.height)


def _is_head(page: Page, name: str) -> bool:
    """Whether a page begins a paper: near its top a line begins with the court's name, and the number has a place."""
    lines = [letters_of(line) for line in page.text[:HEAD_LETTERS].splitlines()]
    begins = any(
        line and name.startswith(line.removeprefix("inthe")[: len(name)]) and len(line) > SHORT
        for line in lines
    )
    return begins and LABEL.search(_caption(page)) is not None


def _turned(pattern: str, county: str) -> str:
    """Return the older way to write the name: "For the County of X" for "for X County"."""
    return letters_of(pattern.replace(f"{COUNTY} County", f"County of {county}"))


def _plain(number: str) -> str:
    return HYPHENS.sub("-", "".join(number.split()))
