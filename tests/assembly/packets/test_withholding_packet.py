"""The withholding packet goes to an employer: it bears the number that no court paper may."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from assembly.catalog import load_catalog
from assembly.errors import PacketRefused, UnprintableText
from assembly.law import load_law
from assembly.model.document import Role, SecurityClass
from assembly.model.facts import Facts
from assembly.packets import assemble, read_packet
from tests.assembly.packets.conftest import CASES

Case = Callable[[str], Facts]

PACKET = "us/withhold-income"


def _make(facts: Facts, out: Path) -> None:
    assemble(facts, PACKET, out, catalog=load_catalog(), law=load_law())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packets") / "out"
    subprocess.run(
        [
            *(sys.executable, "-c", "from api.cli.main import run; run()"),
            *("assemble", str(CASES / "alameda-withholding.facts.json")),
            *("--packet", PACKET, "--out", str(out)),
        ],
        check=True,
        capture_output=True,
    )
    return out


def test_it_is_not_filed_and_bears_the_number(made: Path) -> None:
    documents = {document.type_id: document for document in read_packet(made).documents}
    assert {document.role for document in documents.values()} == {Role.NOT_FILED}
    assert documents["us/income-withholding-order"].security is SecurityClass.CONFIDENTIAL_SSN
    number = json.loads((made / "facts.json").read_bytes())["obligor"]["ssn"]
    words = "".join(page.extract_text() for page in pypdf.PdfReader(made / "packet.pdf").pages)
    assert number.replace("-", "") in "".join(letter for letter in words if letter.isdigit())


def test_it_says_what_it_read(made: Path) -> None:
    read = json.loads((made / "manifest.json").read_bytes())["facts_used"]["us/income-withholding-order"]
    assert {"/obligor/ssn", "/withholding/remittance_id", "/children/0/birth_date"} <= set(read)


def test_it_is_the_same_in_another_process(made: Path, case: Case, tmp_path: Path) -> None:
    _make(case("alameda-withholding"), tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in made.iterdir()}


def test_what_is_missing_stops_it(case: Case, tmp_path: Path) -> None:
    facts = case("alameda-withholding")
    with pytest.raises(PacketRefused, match=r"needs\.obligor\.ssn /obligor/ssn"):
        _make(replace(facts, obligor=replace(facts.obligor, ssn=None)), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_glyph_that_no_font_has_is_named(case: Case, tmp_path: Path) -> None:
    facts = case("alameda-withholding")
    cuneiform = replace(facts.obligor.name, last="\U00012000")
    with pytest.raises(UnprintableText, match=r"U\+12000"):
        _make(replace(facts, obligor=replace(facts.obligor, name=cuneiform)), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
