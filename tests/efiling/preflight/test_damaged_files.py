"""A file that is cut, changed or made up never breaks pre-flight or a repair; it is refused in words."""

import random
from contextlib import suppress
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from assembly.bundle import Part, accept_upload, bundle
from assembly.errors import DocumentRefused
from efiling.preflight import Matter, Paper, preflight, repair
from tests.efiling.preflight.papers import clean, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

WHOLE = clean()
SNIPPETS = (b"/Annots [1 0 R]", b"<<>>", b"null", b"99999999999", b"/Kids", b"-1 ", b"\x00" * 9)


def damaged(seed: int) -> bytes:
    """Change, cut and insert at up to thirty places, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    raw = bytearray(WHOLE)
    for _ in range(chance.randint(1, 30)):
        place, what = chance.randrange(len(raw)), chance.random()
        if what < 0.6:
            raw[place] = chance.randrange(256)
        elif what < 0.8:
            del raw[place : place + chance.randint(1, 50)]
        else:
            raw[place:place] = chance.choice(SNIPPETS)
    return bytes(raw if chance.random() < 0.8 else raw[: chance.randrange(len(raw))])


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_file_is_reported_and_never_breaks_anything(seed: int) -> None:
    raw = damaged(seed)
    _, report = repair(Matter(papers=(Paper("a.pdf", raw),), court=court(), today=date(2026, 11, 22)))
    assert len(report.results) == len({result.number for result in report.results})
    with suppress(DocumentRefused):
        assert bundle([Part("a", accept_upload("a.pdf", raw))], title="t").pages >= 1


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj", b"\x00" * 99]
)
def test_what_is_no_pdf_blocks(raw: bytes) -> None:
    report = preflight(Matter(papers=(Paper("a.pdf", raw),), court=court(), today=date(2026, 11, 22)))
    assert report.blocks


def test_bookmarks_that_cannot_be_read_are_dropped() -> None:
    """A destination that is a dictionary (ISO 32000-1, 12.3.2.2 wants an array or a name) in an outline."""

    def spoil(file: pikepdf.Pdf) -> None:
        item = Dictionary(Title=String("Exhibit A"), Dest=Dictionary(D=Array([file.pages[0].obj, Name.Fit])))
        item = file.make_indirect(item)
        file.Root.Outlines = file.make_indirect(
            Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)
        )

    matter = Matter(papers=(Paper("a.pdf", spoiled(WHOLE, spoil)),), court=court(), today=date(2026, 11, 22))
    assert "bookmarks" in {result.name for result in preflight(matter).results if result.evidence}
    mended, report = repair(matter)
    assert not report.blocks
    assert mended.papers[0].pdf.bookmarks == ()
