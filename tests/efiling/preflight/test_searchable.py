"""A scanned page is searchable once its words were recognised, however few they are."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from assembly.bundle import accept_upload
from efiling.courts import load_court
from efiling.preflight import Matter, Paper, preflight
from tests.assembly.packets.test_taking import scan


def _with(shown: bytes) -> bytes:
    """Return a scan of few words with text drawn over it as given."""
    pdf = pikepdf.open(BytesIO(accept_upload("scan.png", scan("Paid $612.00"))))
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources.Font = Dictionary(F=font)
    page.contents_add(Stream(pdf, shown))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        pytest.param(b"", True, id="no text at all"),
        pytest.param(
            b"BT 0 Tr /F 9 Tf 500 20 Td (Exhibit A) Tj ET", True, id="only the mark that we put on it"
        ),
        pytest.param(
            b"BT 3 Tr /F 9 Tf 72 680 Td (Paid $612.00) Tj ET", False, id="its own few words, unseen"
        ),
    ],
)
def test_a_scan_is_searchable_by_the_words_laid_over_it(shown: bytes, found: bool) -> None:
    court = load_court("us-ca-santa-clara")
    report = preflight(
        Matter(papers=(Paper("scan.pdf", _with(shown)),), court=court, today=date(2026, 11, 22))
    )
    (result,) = [result for result in report.results if result.number == 16]
    assert bool(result.evidence) is found
