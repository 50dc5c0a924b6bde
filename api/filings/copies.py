"""Stamped copies: kept as the court gave them, each held against the paper that we sent.

A copy must be a PDF with the pages of the paper, and where it has text, with the paper's words. One
that is not so is kept all the same, with what is wrong, and is never served.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import pypdfium2 as pdfium

from api.filings.content import conformed_name
from api.filings.record import StoredFiling
from api.services import Services
from api.storage.unit_of_work import Work
from assembly.model.pdfium_turn import in_turn
from efiling.model import Content, ReviewResult

MOST_PAGES_ADDED = 1
"""A clerk may add one page with the endorsement."""

FEWEST_WORDS_KEPT = 0.9
"""A copy whose text was read anew from a picture misses some words; another paper misses most."""


class Relation(StrEnum):
    """How a stamped copy stands to the paper that we sent."""

    SAME = "same"
    NOT_PDF = "not_pdf"
    PAGES_DIFFER = "pages_differ"
    WORDS_DIFFER = "words_differ"
    UNCHECKED = "unchecked"


SERVABLE = frozenset({Relation.SAME.value, ""})
"""Copies that may be served; copies from before the check have no relation."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came with a review: copies that are stored, and addresses to fetch others from."""

    copies: tuple["StoredCopy", ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A copy in the blob store."""

    name: str
    sha256: str
    size_bytes: int
    relation: Relation


def store_copies(services: Services, filing: StoredFiling, review: ReviewResult) -> Received:
    """Store the stamped copies that came with a review, named as our papers are."""
    copies, addresses = [], []
    for document in review.documents:
        for copy in document.stamped:
            name = conformed_name(filing, document.reference, copy.file_name or document.title)
            if copy.content is not None:
                copies.append(store_copy(services, filing, name, copy.content))
            elif copy.url:
                addresses.append((name, copy.url))
    return Received(tuple(copies), tuple(addresses))


def store_copy(services: Services, filing: StoredFiling, name: str, copy: Content) -> StoredCopy:
    """Store one stamped copy and say how it stands to our paper of that name.

    The copy and the paper are not in memory together: either may be as large as the court takes.
    """
    sha256 = services.blobs.put_content(copy)
    there = _words_of(copy.read())
    sent = _sent(services, filing, name) if there is not None else None
    return StoredCopy(name, sha256, copy.size_bytes, _relation(sent, there))


def keep_copies(work: Work, filing: StoredFiling, received: Received) -> bool:
    """Write down what came; a copy that is already kept changes nothing. True where some are to be fetched."""
    for copy in received.copies:
        keep_copy(work, filing, copy)
    have = {copy.name for copy in work.filings.conformed(filing.id)}
    new = [
        work.filings.await_copy(filing.id, name, url) for name, url in received.addresses if name not in have
    ]
    return any(new)


def keep_copy(work: Work, filing: StoredFiling, copy: StoredCopy) -> None:
    """Write down one stored copy, with a line in the timeline where it is not the paper that we sent."""
    added = work.filings.add_conformed(filing.id, copy.name, copy.sha256, copy.size_bytes, copy.relation)
    if added and copy.relation not in SERVABLE | {Relation.UNCHECKED}:
        note = f"The copy of {copy.name} is not the paper that we sent ({_WORDS[copy.relation]}): look at it."
        work.filings.note(filing.id, source="court", state=filing.state, note=note)


_WORDS = {
    Relation.NOT_PDF: "it is no PDF that can be read",
    Relation.PAGES_DIFFER: "it has other pages",
    Relation.WORDS_DIFFER: "its words differ",
}


def relation_to(sent: bytes | None, copy: bytes) -> Relation:
    """Return how a copy stands to the paper; UNCHECKED where we do not know which paper it is."""
    there = _words_of(copy)
    return _relation(sent if there is not None else None, there)


def _relation(sent: bytes | None, there: "_Words | None") -> Relation:
    if there is None:
        return Relation.NOT_PDF
    ours = _words_of(sent) if sent is not None else None
    if ours is None:
        return Relation.UNCHECKED
    if not ours.pages <= there.pages <= ours.pages + MOST_PAGES_ADDED:
        return Relation.PAGES_DIFFER
    kept = len(ours.words & there.words)
    if there.words and ours.words and kept < FEWEST_WORDS_KEPT * len(ours.words):
        return Relation.WORDS_DIFFER
    return Relation.SAME


@dataclass(frozen=True, slots=True)
class _Words:
    """What a copy is held against its paper by."""

    pages: int
    words: frozenset[str]


def _words_of(pdf: bytes) -> _Words | None:
    """Return the pages and words of a PDF, or None where it is none that can be read."""
    if not pdf.startswith(b"%PDF-"):
        return None
    try:
        return _read(pdf)
    except pdfium.PdfiumError:
        return None


@in_turn
def _read(pdf: bytes) -> _Words:
    opened = pdfium.PdfDocument(pdf)
    try:
        words = {word for page in opened for word in page.get_textpage().get_text_bounded().split()}
        return _Words(len(opened), frozenset(words))
    finally:
        opened.close()


def _sent(services: Services, filing: StoredFiling, name: str) -> bytes | None:
    """Return our paper of a name; None where the copy has a name that is not one of ours."""
    if name not in set(filing.papers.values()):
        return None
    with services.database.unit_of_work() as work:
        named: Sequence[str] = [
            file.sha256 for file in work.packets.files(filing.packet_id) if file.name == name
        ]
    if not named:
        return None
    buffer = BytesIO()  # which gives what it holds without a copy
    buffer.writelines(services.blobs.pieces(named[0]))
    return buffer.getvalue()
