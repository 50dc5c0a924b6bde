"""Whereabouts of protected people, and papers that are marked for other eyes than they are for (23).

Source: 42 U.S.C. § 654(26); Cal. Rules of Court, rule 1.201; UTCR 2.130, 21.070(6).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from efiling.model import FiledDocument
from efiling.preflight.checks.pictures import words_in_pictures
from efiling.preflight.checks.text import words_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.message import NAME, words_of_message
from efiling.preflight.places import Place, PlaceText, plain
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.page import Page
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

SHORT = 4
TELEPHONE = re.compile(r"[\d\s().+-]{7,}")
BETWEEN = r"[\W_]{0,3}"
TYPES = "confidential.types"


@check(
    23,
    "protected-address",
    Grade.BLOCK,
    "Print the agency's or the substitute address; a release takes two people. Mark a confidential form as such.",
)
def protected_address(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Nothing tells where a protected person can be found, and every paper is marked for whom it is."""
    private = [text for text in matter.private.protected if len(text.strip()) > SHORT]
    typed = any(paper.type_id for paper in matter.papers)
    if not private and not typed:
        raise NotApplicable
    yield from _whereabouts(matter, private)
    yield from _marked(matter)
    yield from _codes(matter)


def _whereabouts(matter: Matter, private: Sequence[str]) -> Iterator[Evidence | Unchecked]:
    places = [Place(text) for text in private]
    numbers = [_number(text) for text in private if TELEPHONE.fullmatch(text)]
    if not places:
        return
    for paper in matter.readable():
        for page, text in words_of(paper):
            if _shows(text, places, numbers):
                yield Evidence(
                    document=paper.name,
                    problem="It shows where a protected person can be found.",
                    page=page,
                    rect=_line(paper.pdf.pages[page - 1], places, numbers) if page else None,
                )
        for seen in words_in_pictures(matter, paper):
            if isinstance(seen, Unchecked):
                yield seen
            elif _shows(seen[1], places, numbers):
                yield Evidence(
                    document=paper.name,
                    problem="The picture of the page shows where a protected person can be found.",
                    page=seen[0],
                )
    if _shows(words_of_message(matter.envelope, matter.message), places, numbers):
        yield Evidence(document=NAME, problem="It shows where a protected person can be found.")


def _shows(text: str, places: Sequence[Place], numbers: Sequence[re.Pattern[str]]) -> bool:
    looked, written = PlaceText(text), plain(text)
    return any(looked.shows(place) for place in places) or any(number.search(written) for number in numbers)


def _line(page: Page, places: Sequence[Place], numbers: Sequence[re.Pattern[str]]) -> Rect | None:
    return next((line.rect for line in page.lines if _shows(line.text, places, numbers)), None)


def _number(text: str) -> re.Pattern[str]:
    digits = [character for character in text if character.isdigit()]
    return re.compile(rf"(?<!\d){BETWEEN.join(digits)}(?!\d)")


def _marked(matter: Matter) -> Iterator[Evidence]:
    """Yield each paper that the court keeps confidential and is filed as public, or the other way round."""
    found, firm = matter.hint(TYPES)
    listed = {str(entry) for entry in found} if isinstance(found, list | tuple) else set()
    designation, _ = matter.hint("confidential.designation")
    open_too = isinstance(designation, Mapping) and designation.get("open_document") == "must_not_mark"
    for paper in matter.papers:
        if not paper.type_id or not listed:
            continue
        wanted = bool(listed & _names(paper))
        if wanted and not paper.confidential:
            yield Evidence(
                document=paper.name,
                problem="It is a confidential form and is filed as public.",
                warns=not firm,
            )
        elif paper.confidential and not wanted and open_too:
            yield Evidence(
                document=paper.name,
                problem="It is an open paper and is marked confidential; the court forbids that.",
            )


def _names(paper: Paper) -> set[str]:
    form = {paper.form.number} if paper.form is not None else set()
    return form | {paper.type_id.rpartition("/")[2].replace("-", "_"), paper.filing_code}


def _codes(matter: Matter) -> Iterator[Evidence]:
    """Yield each file that the message marks otherwise than the paper is."""
    known = matter.court.codes.get("document_type")
    if matter.envelope is None or known is None:
        return
    papers = {paper.pdf.sha256: paper for paper in matter.papers}
    for document in matter.envelope.documents:
        yield from _of(document, papers, known.ours)


def _of(document: FiledDocument, papers: Mapping[str, Paper], ours: Mapping[str, str]) -> Iterator[Evidence]:
    for file in document.attachments:
        paper = papers.get(file.content.sha256)
        if paper is None or not file.security_code:
            continue
        public = file.security_code == ours.get("public")
        if public == paper.confidential:
            marked = "public" if public else "confidential"
            yield Evidence(document=paper.name, problem=f"The message marks it as {marked}; it is not.")
