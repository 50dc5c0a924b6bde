"""`courtpacket render`: on the court's paper, or as LibreOffice lays the file out."""

import pypdfium2 as pdfium
import pytest

from tests.api.cli.command import courtpacket
from tests.assembly.render.office.test_program import WORDS, office, pdf_of
from tests.assembly.render.word.draft import Draft


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "my-draft.docx"
    path.write_bytes(Draft().add("Body Text", WORDS).raw())
    return path


def test_puts_the_words_on_the_courts_paper(draft, tmp_path, capsys, monkeypatch):
    out = tmp_path / "draft.pdf"
    said = courtpacket(
        capsys, monkeypatch, "render", str(draft), "--court", "us-ca-fresno", "--out", str(out)
    )
    assert (said.code, said.out) == (0, f"Wrote {out}: 1 page, layout pleading.\n")
    assert WORDS in " ".join(pdfium.PdfDocument(out)[0].get_textpage().get_text_range().split())


def test_prints_the_file_as_libreoffice_lays_it_out(draft, tmp_path, capsys, monkeypatch):
    out, ready = tmp_path / "draft.pdf", tmp_path / "ready.pdf"
    ready.write_bytes(pdf_of(WORDS))
    office(tmp_path, f'cp {ready} "$out"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    said = courtpacket(
        capsys, monkeypatch, "render", str(draft), "--engine", "libreoffice", "--out", str(out)
    )
    assert (said.code, said.out) == (0, f"Wrote {out}: 1 page, as LibreOffice lays it out.\n")
    assert len(pdfium.PdfDocument(out)) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name the court whose paper it is for."),
        (["--engine", "libreoffice", "--layout", "pleading"], "LibreOffice prints the file as it stands"),
    ],
)
def test_a_wrong_use_is_answered_with_what_to_do(words, said, draft, tmp_path, capsys, monkeypatch):
    ran = courtpacket(capsys, monkeypatch, "render", str(draft), "--out", str(tmp_path / "x.pdf"), *words)
    assert ran.code == 2
    assert said in " ".join(ran.err.replace("│", "").split())


def test_without_libreoffice_one_message_says_how_to_install_it(draft, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    out = str(tmp_path / "x.pdf")
    ran = courtpacket(capsys, monkeypatch, "render", str(draft), "--engine", "libreoffice", "--out", out)
    assert ran.code == 1
    assert ran.err.startswith("LibreOffice is not installed on this machine. Install")
