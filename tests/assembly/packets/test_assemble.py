"""From facts to a folder: what stands in it, that it is always the same, and when it is refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused, PacketRefused, TemplateFault, UnprintableText
from assembly.intake import facts_json
from assembly.law import Law
from assembly.model.document import Packet, Role
from assembly.model.facts import Facts
from assembly.model.people import Safety
from assembly.packets import assemble, read_packet
from assembly.packets.manifest import sha256

Case = Callable[[str], Facts]

DOCUMENT = """\
title: {title}
engine: html
layout: letter
needs: [case.petitioner]
security: {security}
filing: {{role: lead_document, code: example}}
"""

RECIPE = """\
title: Example
state: CA
audience: court
documents:
  - {document: us-ca/complaint, role: lead_document}
  - {document: us-ca/judgment, role: attachment, attached_to: us-ca/complaint, citation: rule 5.325}
  - {document: us-ca/sealed, role: connected_document}
"""


def _add(root: Path, slug: str, body: str, *, title: str, security: str = "public") -> None:
    folder = root / "us-ca" / slug
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(DOCUMENT.format(title=title, security=security), encoding="utf-8")
    html = f'<html lang="en"><head><title>x</title></head><body>{body}</body></html>'
    (folder / "template.html").write_text(html, encoding="utf-8")
    (folder / "README.md").write_text("Made up.", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A templates folder with a complaint, a judgment inside it and a confidential paper."""
    root = tmp_path / "templates"
    _add(
        root,
        "complaint",
        "<h1>Complaint</h1><p>{{ case.petitioner }}</p>",
        title="Complaint of {{ agency.name }}",
    )
    _add(root, "judgment", "<h1>Judgment</h1><p>{{ obligor.name.last }}</p>", title="Proposed Judgment")
    _add(
        root,
        "sealed",
        "<h1>Sealed</h1><p>{{ children[0].name.first }}</p>",
        title="Sealed",
        security="confidential",
    )
    (root / "_shared").mkdir()
    (root / "_shared" / "letter.css").write_text("@page { size: letter }", encoding="utf-8")
    (root / "us-ca" / "_packets").mkdir()
    (root / "us-ca" / "_packets" / "do.yaml").write_text(RECIPE, encoding="utf-8")
    return root


@pytest.fixture
def make(root: Path, tmp_path: Path, law: Law) -> Callable[..., Packet]:
    """Return the maker of the example packet from facts, into the folder `out`."""

    def run(facts: Facts, **choices: bool) -> Packet:
        return assemble(facts, "us-ca/do", tmp_path / "out", catalog=load_catalog(root), law=law, **choices)

    return run


Make = Callable[..., Packet]


class TestFolder:
    def test_each_document_its_file_and_packet_pdf_all_that_may_be_seen(
        self, make: Make, case: Case, tmp_path: Path
    ) -> None:
        packet = make(case("santa-clara-establish"))
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
            "01-complaint.pdf",
            "01-complaint.trace.json",
            "03-sealed.pdf",
            "03-sealed.trace.json",
            "facts.json",
            "manifest.json",
            "packet.pdf",
        ]
        reader = pypdf.PdfReader(tmp_path / "out" / "packet.pdf")
        words = [page.extract_text().split()[0] for page in reader.pages]
        assert words == ["Complaint", "Judgment"]
        complaint, judgment, sealed = packet.documents
        assert complaint.title == "Complaint of Santa Clara County Department of Child Support Services"
        assert (judgment.parent, judgment.pdf_path, judgment.first_page) == (
            "us-ca/complaint",
            "01-complaint.pdf",
            2,
        )
        assert (judgment.role, sealed.role) == (Role.ATTACHMENT, Role.CONNECTED)

    def test_the_manifest_names_every_file_and_what_was_read(
        self, make: Make, case: Case, tmp_path: Path
    ) -> None:
        make(case("santa-clara-establish"))
        out = tmp_path / "out"
        record = json.loads((out / "manifest.json").read_bytes())
        listed = {entry["path"]: entry["sha256"] for entry in record["files"]}
        found = {
            path.name: sha256(path.read_bytes()) for path in out.iterdir() if path.name != "manifest.json"
        }
        assert listed == found
        assert record["facts_used"]["us-ca/judgment"] == ["/obligor/name/last"]
        assert record["facts_used"]["us-ca/sealed"] == ["/children/0/name/first"]
        assert record["law"]["as_of"] == record["packet"]["prepared_on"]

    def test_is_read_back_as_it_was_made(self, make: Make, case: Case, tmp_path: Path) -> None:
        made = make(case("santa-clara-establish"))
        assert read_packet(tmp_path / "out") == made

    def test_a_changed_file_is_refused(self, make: Make, case: Case, tmp_path: Path) -> None:
        make(case("santa-clara-establish"))
        with open(tmp_path / "out" / "packet.pdf", "ab") as file:
            file.write(b"\n")
        with pytest.raises(DocumentRefused, match=r"packet\.pdf missing or changed"):
            read_packet(tmp_path / "out")


class TestSameBytes:
    def test_in_two_processes(self, make: Make, case: Case, root: Path, tmp_path: Path) -> None:
        facts = case("santa-clara-establish")
        make(facts)
        (tmp_path / "facts.json").write_bytes(facts_json(facts))
        for place in ("us", "us-ca", "us-or"):
            (tmp_path / "law" / place).mkdir(parents=True)
        code = """
import sys
from pathlib import Path
from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets import assemble
here = Path(sys.argv[1])
facts = read_facts((here / "facts.json").read_bytes())
assemble(facts, "us-ca/do", here / "again", catalog=load_catalog(here / "templates"), law=load_law(here / "law"))
"""
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
        once, again = (
            {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
            for name in ("out", "again")
        )
        assert once == again


class TestRefused:
    def test_a_missing_fact_stops_it_before_anything_is_written(
        self, make: Make, case: Case, tmp_path: Path
    ) -> None:
        facts = case("santa-clara-establish")
        with pytest.raises(PacketRefused, match=r"needs\.case\.petitioner /case/petitioner"):
            make(replace(facts, case=replace(facts.case, petitioner="")))
        assert not (tmp_path / "out").exists()

    def test_a_draft_is_made_all_the_same_and_says_so(self, make: Make, case: Case, tmp_path: Path) -> None:
        facts = case("santa-clara-establish")
        packet = make(replace(facts, case=replace(facts.case, petitioner="")), draft=True)
        assert packet.draft
        assert pypdf.PdfReader(tmp_path / "out" / "packet.pdf").metadata["/Title"].startswith("DRAFT: ")

    def test_a_broken_tag(self, make: Make, root: Path, case: Case, tmp_path: Path) -> None:
        (root / "us-ca/judgment/template.html").write_text("<p>{{ obligor.nmae }}</p>", encoding="utf-8")
        with pytest.raises(TemplateFault, match=r"judgment/template\.html"):
            make(case("santa-clara-establish"))
        assert not (tmp_path / "out").exists()

    def test_a_glyph_that_no_font_has(self, make: Make, case: Case, tmp_path: Path) -> None:
        facts = case("santa-clara-establish")
        cuneiform = replace(facts.obligor.name, last="\U00012000")
        with pytest.raises(UnprintableText, match=r"U\+12000"):
            make(replace(facts, obligor=replace(facts.obligor, name=cuneiform)))
        assert not (tmp_path / "out").exists()


class TestSafety:
    def test_a_protected_address_in_a_template_stops_even_a_draft(
        self, make: Make, root: Path, case: Case, tmp_path: Path
    ) -> None:
        facts = case("santa-clara-establish")
        street = facts.obligee.residence_address.line1
        facts = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
        (root / "us-ca/judgment/template.html").write_text(f"<p>{street}</p>", encoding="utf-8")
        with pytest.raises(PacketRefused, match=r"safety\.exposed") as refused:
            make(facts, draft=True)
        assert street not in str(refused.value)
        assert not (tmp_path / "out").exists()

    def test_a_template_that_prints_the_address_gets_the_substitute(
        self, make: Make, root: Path, case: Case, tmp_path: Path
    ) -> None:
        facts = case("santa-clara-establish")
        facts = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
        body = "<p>{{ obligee.contact_address.line1 }}</p>"
        (root / "us-ca/judgment/template.html").write_text(body, encoding="utf-8")
        make(facts)
        words = "".join(
            page.extract_text()
            for page in pypdf.PdfReader(BytesIO((tmp_path / "out/packet.pdf").read_bytes())).pages
        )
        assert facts.agency.substitute_address.line1 in words
