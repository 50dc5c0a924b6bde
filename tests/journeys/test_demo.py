"""The whole way of one packet, as `make demo` takes it: facts, papers, pre-flight, court, stamped copies."""

import json
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from api.demo import main


@pytest.mark.slow
def test_a_sample_case_becomes_an_accepted_filing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path / "demo") == 0
    told = capsys.readouterr().out
    packet = tmp_path / "demo" / "packet"
    manifest = json.loads((packet / "manifest.json").read_text())

    assert "0 of them in the way" in told
    assert "Case number: EX-" in told
    lead = packet / manifest["packet"]["documents"][0]["pdf_path"]
    assert sha256(lead.read_bytes()).hexdigest() == manifest["packet"]["documents"][0]["sha256"]

    stamped = sorted((packet / "conformed").glob("*.pdf"))
    assert [copy.name for copy in stamped] == [lead.name]
    first_page = pdfium.PdfDocument(stamped[0])[0].get_textpage().get_text_range()
    assert "FILED" in first_page
    assert "EX-" in first_page
