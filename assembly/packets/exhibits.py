"""Exhibits: what a case brings as proof, covered, marked page by page, and put behind a document."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from assembly.bundle import Bates, Part, accept_upload, mark_exhibit, slip_sheet
from assembly.model.facts import Facts

INDEX = "Index of Exhibits"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file that is brought as proof: its name, a few words that say what it is, and its bytes.

    The bytes may be a PDF or a picture, and are hostile until they have been taken in.
    """

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class BoundExhibit:
    """An exhibit made ready: its mark, its title, and its PDF with the cover."""

    mark: str
    title: str
    pdf: bytes
    pages: int

    @property
    def label(self) -> str:
        """The words of its bookmark, such as "Exhibit A: Payment record"."""
        return f"Exhibit {self.mark}: {self.title}"


def prepare_exhibits(
    exhibits: Sequence[Exhibit], facts: Facts, *, bates_prefix: str = ""
) -> tuple[BoundExhibit, ...]:
    """Return the exhibits in their order, marked A, B, ... Z, AA, AB and so on.

    With `bates_prefix` the pages of all exhibits, covers left out, are numbered through from 1.

    Raises:
        DocumentRefused: a file can't be taken; the message says which and what to do.
        UnprintableText: a title has a letter that our font lacks.
    """
    ready: list[BoundExhibit] = []
    number = 1
    for place, exhibit in enumerate(exhibits):
        mark = mark_of(place)
        taken = accept_upload(exhibit.name, exhibit.content)
        cover = slip_sheet(f"EXHIBIT {mark}", [exhibit.title, _case_line(facts)])
        bates = Bates(bates_prefix) if bates_prefix else None
        pdf = mark_exhibit(mark, taken, cover=cover, bates=bates, first=number)
        pages = _pages(pdf)
        number += pages - 1
        ready.append(BoundExhibit(mark, exhibit.title, pdf, pages))
    return tuple(ready)


def exhibit_parts(exhibits: Sequence[BoundExhibit], facts: Facts, *, first_page: int) -> list[Part]:
    """Return the index and the exhibits as parts of a file in which they begin at `first_page`."""
    if not exhibits:
        return []
    lines, page = [], first_page + 1
    for exhibit in exhibits:
        lines.append(f"{exhibit.label}, page {page}")
        page += exhibit.pages
    index = slip_sheet(INDEX, [_case_line(facts), *lines])
    return [
        Part(INDEX, index, inside=True),
        *(Part(exhibit.label, exhibit.pdf, inside=True) for exhibit in exhibits),
    ]


def mark_of(place: int) -> str:
    """Return the mark of the exhibit at a place, from 0: A to Z, then AA, AB and so on."""
    letters = string.ascii_uppercase
    mark = letters[place % len(letters)]
    while place >= len(letters):
        place = place // len(letters) - 1
        mark = letters[place % len(letters)] + mark
    return mark


def _case_line(facts: Facts) -> str:
    return (
        f"Case No. {facts.case.number}"
        if facts.case.number
        else facts.case.title or "Case number to be assigned"
    )


def _pages(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
