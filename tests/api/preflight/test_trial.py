"""A file that brings its reader down is refused within bounds, with the reason, and nothing else goes down with it."""

from datetime import date
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from api.preflight.trial import tried
from assembly.bundle.disposable import Bounds
from efiling.courts import load_court
from efiling.preflight import Matter, Paper, preflight
from tests.efiling.preflight.papers import clean

COURT = "us-ca-santa-clara"
SMALL = Bounds(seconds=60, memory_bytes=500_000_000)


def ten_of_ten_of_ten() -> bytes:
    """Eight forms, each of which draws the next one ten times: ten million rectangles in three thousand bytes."""
    file = pikepdf.new()
    file.add_blank_page(page_size=(612, 792))
    inner = None
    for _ in range(8):
        form = file.make_stream(
            b"0 0 9 9 re f " if inner is None else b"/X Do " * 10,
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]),
        )  # fmt: skip
        if inner is not None:
            form.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = form
    file.pages[0].Resources = Dictionary(XObject=Dictionary(X=inner))
    file.pages[0].Contents = file.make_stream(b"/X Do")
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def test_what_goes_beyond_the_bounds_is_refused_with_the_reason() -> None:
    papers = tried(
        (Paper("bomb.pdf", ten_of_ten_of_ten()), Paper("good.pdf", clean())),
        court=COURT, mend=False, bounds=SMALL,
    )  # fmt: skip
    report = preflight(Matter(papers=papers, court=load_court(COURT), today=date(2026, 11, 22)))
    (opening,) = [result for result in report.results if result.number == 18]
    assert [evidence.document for evidence in opening.evidence] == ["bomb.pdf"]
    assert (
        "limits of memory" in opening.evidence[0].problem or "memory to read" in opening.evidence[0].problem
    )
    assert report.blocks
    assert papers[1].pdf.page_count == 1
