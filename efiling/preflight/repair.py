"""Mends what needs no person, and runs every check again on what came of it."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Protocol

import pikepdf

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter
from efiling.preflight.mend import FONTS, NAMES, ORDER, ROLES, SEARCHABLE, SPLIT, Mend, all_mends
from efiling.preflight.reading.pdf import DAMAGED
from efiling.preflight.report import Evidence, Outcome, Report, Result
from efiling.preflight.run import preflight
from efiling.preflight.subject import Paper
from efiling.preflight.typefaces import Face, embed

SUFFIX = ".pdf"
ROUNDS = 3
FIELDS = 19
UNSIGNED = "The repair took its digital signature out: the mended file shows it, and nobody can verify it."
KEEP_SIGNED = "Keep the signed file as it came; file the mended one only where a copy is enough."

Ocr = Callable[[str, bytes], bytes]
"""ocr(name, pdf) returns the PDF with words under its pictures; what it raises stops the repair."""


class Split(Protocol):
    """Splits a PDF into parts within limits; None is no limit."""

    def __call__(
        self, raw: bytes, /, *, title: str, max_bytes: int | None, max_pages: int | None
    ) -> tuple[bytes, ...]:
        """Return the parts in order."""


def repair(
    matter: Matter, *, ocr: Ocr | None = None, split: Split | None = None, face: Face | None = None
) -> tuple[Matter, Report]:
    """Return the matter with its papers mended, and the report on the mended bytes.

    A check that found something before and nothing after came out as repaired. Papers that
    nothing was found against keep their bytes, and so does one that would lose a letter of its
    text. The same bytes are always mended into the same. A repair changes the hash, so it belongs
    before approval, never after. `ocr`, `split` and `face` answer the checks on searchable text, size and
    fonts; without them these are left for a person.
    """
    before = preflight(matter)
    tripped = _tripped(before)
    mended, after = matter, before
    for _ in range(ROUNDS):  # what one mend brings to light, such as the font of a field, is for the next
        last = [(paper.name, paper.pdf.sha256, paper.lead) for paper in mended.papers]
        papers = _mended_all(mended, after, ocr=ocr, split=split, face=face)
        mended = replace(matter, papers=tuple(papers), used=[], missed=[])
        if [(paper.name, paper.pdf.sha256, paper.lead) for paper in papers] == last:
            break
        after = preflight(mended)
    results = tuple(
        replace(result, outcome=Outcome.REPAIRED)
        if result.number in tripped and not result.evidence and result.outcome is not Outcome.NOT_RUN
        else result
        for result in after.results
    )
    return mended, replace(
        after, results=tuple(_told(result, _unsigned(matter, mended)) for result in results)
    )


def _unsigned(before: Matter, after: Matter) -> tuple[str, ...]:
    """Return the papers that bore a digital signature and do so no more: it is over the bytes as they were."""
    kept = {paper.pdf.sha256 for paper in after.papers}
    return tuple(
        paper.name
        for paper in before.papers
        if paper.pdf.sha256 not in kept and any(field.signed for field in paper.pdf.fields)
    )


def _told(result: Result, unsigned: Sequence[str]) -> Result:
    """Return the result on form fields with what a repair took away with them; others as they are."""
    if result.number != FIELDS or not unsigned:
        return result
    said = tuple(Evidence(document=name, problem=UNSIGNED, warns=True) for name in unsigned)
    outcome = result.outcome if result.blocks else Outcome.WARN
    return replace(result, outcome=outcome, evidence=(*result.evidence, *said), remedy=KEEP_SIGNED)


def _tripped(report: Report) -> set[int]:
    return {result.number for result in report.results if result.outcome in (Outcome.BLOCK, Outcome.WARN)}


def _mended_all(
    matter: Matter, report: Report, *, ocr: Ocr | None, split: Split | None, face: Face | None
) -> list[Paper]:
    """Return the papers with what a report has against them mended once, in the court's order."""
    tripped = _tripped(report)
    papers: list[Paper] = []
    for paper in matter.papers:
        found = _for_paper(report, paper.name, tripped)
        mended = _mended(paper, found, matter, ocr=ocr, face=face)
        if ROLES in found:
            mended = mended.in_role(lead=True)
        papers += _parts(mended, matter, split) if SPLIT in found and split is not None else [mended]
    return _ordered(papers, matter) if ORDER in tripped else papers


def _for_paper(report: Report, name: str, tripped: set[int]) -> set[int]:
    """Return the checks that found something in one paper."""
    return {
        result.number
        for result in report.results
        if result.number in tripped and any(found.document == name for found in result.evidence)
    }


def _mended(paper: Paper, tripped: set[int], matter: Matter, *, ocr: Ocr | None, face: Face | None) -> Paper:
    hands = [mend for number, mend in all_mends().items() if number in tripped]
    if face is not None and FONTS in tripped:
        hands.append(Mend(FONTS, lambda pdf: embed(pdf, face)))
    locked_out = paper.pdf.unreadable and (paper.pdf.needs_password or not paper.pdf.encrypted)
    raw = paper.raw if not hands or locked_out else _worked(paper.raw, hands)
    if ocr is not None and SEARCHABLE in tripped and not paper.pdf.unreadable:
        raw = ocr(paper.name, raw)
    name = plain_name(paper.name, matter) if NAMES in tripped else paper.name
    mended = paper.with_bytes(raw, name=name)
    return mended if keeps_words(paper, mended) else paper.with_bytes(paper.raw, name=name)


def keeps_words(before: Paper, after: Paper) -> bool:
    """Say whether every page and letter of a file stands in another, in the same order; more may stand between."""
    if before.raw == after.raw or before.pdf.unreadable:
        return True
    if len(after.pdf.pages) < len(before.pdf.pages):
        return False
    there = iter("".join(letters_of(page.text) for page in after.pdf.pages))
    return all(letter in there for page in before.pdf.pages for letter in letters_of(page.text))


def _worked(raw: bytes, hands: Sequence[Mend]) -> bytes:
    """Return the mended bytes; a file too damaged to be mended stays as it is, and so do its findings."""
    try:
        return _saved(raw, hands)
    except DAMAGED:
        return raw


def _saved(raw: bytes, hands: Sequence[Mend]) -> bytes:
    with pikepdf.open(BytesIO(raw)) as pdf:
        for mend in hands:
            mend.hand(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
        return out.getvalue()


def _parts(paper: Paper, matter: Matter, split: Split) -> list[Paper]:
    """Return a paper in parts, the first in its own role; one within the limits, or unreadable, comes back as it is."""
    if paper.pdf.unreadable:
        return [paper]
    most_bytes, most_pages = (
        matter.number("limits.document_bytes"),
        matter.number("limits.pages_per_document"),
    )
    parts = split(
        paper.raw,
        title=paper.title or paper.name.removesuffix(SUFFIX),
        max_bytes=int(most_bytes) if most_bytes is not None else None,
        max_pages=int(most_pages) if most_pages is not None else None,
    )
    if len(parts) == 1:
        return [paper]
    stem = paper.name.removesuffix(SUFFIX)
    return [
        paper.with_bytes(raw, name=plain_name(f"{stem}-{place}-of-{len(parts)}{SUFFIX}", matter)).as_part(
            place, len(parts)
        )
        for place, raw in enumerate(parts, 1)
    ]


def _ordered(papers: Sequence[Paper], matter: Matter) -> list[Paper]:
    """Return the papers in the court's order; one that the court does not name stays behind the one before it."""
    wanted = matter.limit("packet.order")
    if not isinstance(wanted, Sequence) or isinstance(wanted, str):
        return list(papers)
    places: list[tuple[int, int, Paper]] = []
    last = -1
    for number, paper in enumerate(papers):
        last = list(wanted).index(paper.filing_code) if paper.filing_code in wanted else last
        places.append((last, number, paper))
    return [paper for _, _, paper in sorted(places, key=lambda place: place[:2])]


def plain_name(name: str, matter: Matter) -> str:
    """Return a file name in ASCII letters, digits, hyphen and underscore, within the court's length.

    A name that must be cut keeps four digits of its own hash, so that two long ones stay two.
    """
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", ascii_only).strip("-") or "document"
    most = int(matter.number("limits.filename_chars") or 0) - len(SUFFIX)
    if 0 < most < len(plain):
        mark = hashlib.sha256(name.encode()).hexdigest()[:4]
        plain = f"{plain[: most - 5].rstrip('-')}-{mark}"
    return plain + SUFFIX
