"""Mends what needs no person, and runs every check again on what came of it."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pikepdf

from efiling.preflight.matter import Matter
from efiling.preflight.mend import NAMES, Mend, all_mends
from efiling.preflight.reading.pdf import DAMAGED
from efiling.preflight.report import Outcome, Report
from efiling.preflight.run import preflight
from efiling.preflight.subject import Paper

SUFFIX = ".pdf"


def repair(matter: Matter) -> tuple[Matter, Report]:
    """Return the matter with its papers mended, and the report on the mended bytes.

    A check that found something before and nothing after came out as repaired. Papers that
    nothing was found against keep their bytes. The same bytes are always mended into the same.
    A repair changes the hash, so it belongs before approval, never after.
    """
    before = preflight(matter)
    tripped = {result.number for result in before.results if result.outcome in (Outcome.BLOCK, Outcome.WARN)}
    papers = tuple(_mended(paper, _for_paper(before, paper.name, tripped), matter) for paper in matter.papers)
    mended = replace(matter, papers=papers, used=[])
    after = preflight(mended)
    results = tuple(
        replace(result, outcome=Outcome.REPAIRED)
        if result.number in tripped and result.outcome is Outcome.PASS
        else result
        for result in after.results
    )
    return mended, replace(after, results=results)


def _for_paper(report: Report, name: str, tripped: set[int]) -> set[int]:
    """Return the checks that found something in one paper."""
    return {
        result.number
        for result in report.results
        if result.number in tripped and any(found.document == name for found in result.evidence)
    }


def _mended(paper: Paper, tripped: set[int], matter: Matter) -> Paper:
    hands = [mend for number, mend in all_mends().items() if number in tripped]
    raw = paper.raw if not hands or paper.pdf.unreadable else _worked(paper.raw, hands)
    name = plain_name(paper.name, matter) if NAMES in tripped else paper.name
    return paper.with_bytes(raw, name=name)


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
