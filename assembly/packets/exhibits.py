"""Exhibits: what a case brings as proof, covered, marked page by page, and put behind a document."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assembly.bundle import Bates, Part, slip_sheet
from assembly.bundle.index_sheet import Column, index_sheet
from assembly.errors import AssemblyError, DocumentRefused
from assembly.model.exhibit import MOST_EXHIBITS, Exhibit
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.packets.exhibit_marks import PLAIN, ExhibitMarks
from assembly.packets.taking import take_marked

INDEX = "Index of Exhibits"
_TITLE_MOST = 200
_COLUMNS = (Column("Exhibit", 70), Column("Description", 338), Column("Page", 60))
_NUMBERED = (Column("Exhibit", 70), Column("Description", 228), Column("Page", 50), Column("Numbers", 120))


@dataclass(frozen=True, slots=True)
class BoundExhibit:
    """An exhibit made ready: its mark, its title, its cover and its marked pages, each as a PDF.

    `pages` counts the cover. `without_text` are pages of the exhibit, from 1, that are only pictures.
    `bates` are its first and last running number, or empty.
    """

    mark: str
    title: str
    cover: bytes
    pdf: bytes
    pages: int
    source_sha256: str
    confidential: bool = False
    without_text: tuple[int, ...] = ()
    bates: tuple[str, str] | None = None

    @property
    def label(self) -> str:
        """The words of its bookmark, such as "Exhibit A: Payment record"."""
        return f"Exhibit {self.mark}: {self.title}"

    @property
    def parts(self) -> list[Part]:
        """The cover, which has the bookmark, and the pages that go on behind it."""
        return [Part(self.label, self.cover, inside=True), Part("", self.pdf)]


def prepare_exhibits(
    exhibits: Sequence[Exhibit],
    facts: Facts,
    *,
    marks: ExhibitMarks = PLAIN,
    already: int = 0,
    bates_prefix: str = "",
) -> tuple[BoundExhibit, ...]:
    """Return the exhibits in their order, marked by the rule of the state after those `already` there.

    With `bates_prefix` the pages of all exhibits, covers left out, are numbered through from 1.

    Raises:
        DocumentRefused: files can't be taken; the message names each of them and what to do.
    """
    if len(exhibits) > MOST_EXHIBITS:
        raise DocumentRefused(
            f"There are {len(exhibits)} exhibits; at most {MOST_EXHIBITS} are taken. Join some of them."
        )
    ready: list[BoundExhibit] = []
    faults: list[str] = []
    number = 1
    for place, exhibit in enumerate(exhibits):
        try:
            made = _prepared(exhibit, marks.mark(already + place), facts, marks, bates_prefix, number)
        except AssemblyError as error:
            faults.append(str(error))
            continue
        ready.append(made)
        number += made.pages - 1
    if faults:
        raise DocumentRefused("\n".join(faults))
    return tuple(ready)


def exhibit_parts(exhibits: Sequence[BoundExhibit], facts: Facts, *, first_page: int) -> list[Part]:
    """Return the index and the exhibits as parts of a file in which they begin at `first_page`.

    A confidential exhibit stands in the index by its mark alone: it is in a file of its own.
    """
    open_ones = [exhibit for exhibit in exhibits if not exhibit.confidential]
    if not open_ones:
        return []
    index, pages = b"", 1
    for _ in range(3):  # a long index takes more pages, which moves what it lists
        index, taken = _index(exhibits, facts, first_page=first_page + pages)
        if taken == pages:
            break
        pages = taken
    return [Part(INDEX, index, inside=True), *(part for exhibit in open_ones for part in exhibit.parts)]


def without_text(exhibits: Sequence[BoundExhibit]) -> list[Finding]:
    """Return a warning for each exhibit with pages that can't be searched."""
    return [
        Finding(
            rule="exhibit.no_text",
            severity=Severity.WARN,
            message=(
                f"Exhibit {exhibit.mark} has {len(exhibit.without_text)} page(s) that are pictures without text."
            ),
            remedy="Have the text recognized (--ocr, with the program tesseract installed), or bring a PDF with text.",
            document="exhibit",
        )
        for exhibit in exhibits
        if exhibit.without_text
    ]


def _prepared(
    exhibit: Exhibit, mark: str, facts: Facts, marks: ExhibitMarks, bates_prefix: str, first: int
) -> BoundExhibit:
    title = " ".join(exhibit.title.split())
    if not 0 < len(title) <= _TITLE_MOST:
        raise DocumentRefused(f"{exhibit.name}: say in 1 to {_TITLE_MOST} letters what the exhibit is.")
    lines = [title, case_line(facts), *(["CONFIDENTIAL"] if exhibit.confidential else [])]
    cover = slip_sheet(f"EXHIBIT {mark}", lines)
    bates = Bates(bates_prefix) if bates_prefix else None
    taken = take_marked(
        exhibit.name, exhibit.content, mark, title=title, style=marks.style, bates=bates, first=first
    )
    last = first + taken.pages - 1
    return BoundExhibit(
        mark,
        title,
        cover,
        taken.pdf,
        taken.pages + 1,
        source_sha256=hashlib.sha256(exhibit.content).hexdigest(),
        confidential=exhibit.confidential,
        without_text=taken.without_text,
        bates=(bates.number(first), bates.number(last)) if bates else None,
    )


def _index(exhibits: Sequence[BoundExhibit], facts: Facts, *, first_page: int) -> tuple[bytes, int]:
    """Return the index and its pages; the first exhibit begins on `first_page`."""
    rows, page, numbered = [], first_page, any(exhibit.bates for exhibit in exhibits)
    for exhibit in exhibits:
        shown = [exhibit.mark, "Filed by itself, confidential", ""]
        if not exhibit.confidential:
            shown = [exhibit.mark, exhibit.title, str(page)]
            page += exhibit.pages
        numbers = f"{exhibit.bates[0]} to {exhibit.bates[1]}" if exhibit.bates and shown[2] else ""
        rows.append([*shown, numbers] if numbered else shown)
    columns = _NUMBERED if numbered else _COLUMNS
    return index_sheet(INDEX, case_line(facts), columns, rows)


def case_line(facts: Facts) -> str:
    """Return the line that names the case on a cover."""
    return (
        f"Case No. {facts.case.number}"
        if facts.case.number
        else facts.case.title or "Case number to be assigned"
    )
