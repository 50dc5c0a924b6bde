"""Everything that is made to be filed is PDF/A-2u (ISO 19005-2): checked by clause, and by pikepdf's own checker.

`tests.pdf_a` is written from the standard; pikepdf.pdfa is its authors'. PDF/UA is held by `pdfua` beside it.
"""

import io
from pathlib import Path

import pikepdf
import pytest

from assembly.catalog import Engine, load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets import assemble
from tests.assembly.render.word.draft import TEMPLATES
from tests.pdf_a import checked, faults
from tests.templates.test_examples import EXAMPLES, make, read_case

CASES = {kind.id: (kind, path) for kind, path in (example.values for example in EXAMPLES)}
PAPERS = sorted(id for id, (kind, _) in CASES.items() if kind.engine in (Engine.DOCX, Engine.HTML))
FORMS = sorted(id for id, (kind, _) in CASES.items() if kind.engine is Engine.PDF_FORM)


def made(id: str) -> bytes:
    kind, path = CASES[id]
    return make(kind, read_case(path.name.removesuffix(".expected.txt"))).pdf


def claims(raw: bytes) -> bool:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return "/Metadata" in pdf.Root and b"pdfaid:part" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("id", PAPERS)
def test_a_paper_is_pdf_a_2u(id):
    raw = made(id)
    assert claims(raw)
    assert faults(raw) == []
    assert checked(raw) == []


@pytest.mark.parametrize("id", FORMS)
def test_a_form_is_pdf_a_2u_or_does_not_say_so(id):
    raw = made(id)
    assert not claims(raw) or (faults(raw), checked(raw)) == ([], [])


@pytest.mark.parametrize(
    ("packet", "case"),
    [("us-ca/establish", "santa-clara-establish"), ("us-or/default-judgment", "multnomah-default-judgment")],
)
def test_a_packet_of_papers_is_pdf_a_2u(packet, case, tmp_path: Path):
    facts = read_facts((TEMPLATES / "_cases" / f"{case}.facts.json").read_bytes())
    assemble(facts, packet, tmp_path / "packet", catalog=load_catalog(), law=load_law())
    raw = (tmp_path / "packet" / "packet.pdf").read_bytes()
    assert claims(raw)
    assert faults(raw) == []
    assert checked(raw) == []
