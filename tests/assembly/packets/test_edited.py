"""A paper printed from the Word file that an attorney edited: used while it fits, traced, searched, and never in silence."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused, PacketRefused
from assembly.law import Law
from assembly.model.document import Packet
from assembly.model.edited import EditedDraft
from assembly.model.facts import Facts
from assembly.model.people import Safety
from assembly.packets import assemble, read_packet
from assembly.packets.drafts import figures_added
from assembly.packets.manifest import sha256
from tests.assembly.render.word.draft import Draft

Case = Callable[[str], Facts]
LETTER = "us-ca/letter"
DOCUMENT = """\
title: Letter
engine: docx
layout: letter
needs: [case.petitioner, obligor.name, agency.name]
security: public
filing: {role: lead_document, code: example}
"""
RECIPE = """\
title: Example
state: CA
audience: court
documents:
  - {document: us-ca/letter, role: lead_document}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A templates folder with one Word paper of two paragraphs."""
    folder = tmp_path / "templates" / "us-ca" / "letter"
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "README.md").write_text("Made up.", encoding="utf-8")
    template = Draft().add(
        "Body Text",
        "The obligor is {{ obligor.name.last }}.",
        "From {{ agency.name }}, which asks for support.",
    )
    (folder / "template.docx").write_bytes(template.raw())
    (tmp_path / "templates" / "_shared").mkdir()
    css = tmp_path / "templates" / "_shared" / "letter.css"
    css.write_text("@page { size: letter }", encoding="utf-8")
    packets = tmp_path / "templates" / "us-ca" / "_packets"
    packets.mkdir()
    (packets / "do.yaml").write_text(RECIPE, encoding="utf-8")
    return tmp_path / "templates"


@pytest.fixture
def make(root: Path, tmp_path: Path, law: Law) -> Callable[..., Packet]:
    """Return the maker of the packet from facts and edited drafts, into the folder `out`."""

    def run(facts: Facts, *drafts: EditedDraft) -> Packet:
        catalog = load_catalog(root)
        return assemble(facts, "us-ca/do", tmp_path / "out", catalog=catalog, law=law, edited=drafts)

    return run


def edited(word: bytes, before: str, after: str) -> EditedDraft:
    """Return a draft in which one piece of text was replaced by another."""
    document = docx.Document(io.BytesIO(word))
    for paragraph in document.paragraphs:
        if before in paragraph.text:
            paragraph.text = paragraph.text.replace(before, after)
    out = io.BytesIO()
    document.save(out)
    return EditedDraft(LETTER, sha256(word), out.getvalue())


@pytest.fixture
def own(make: Callable[..., Packet], case: Case, tmp_path: Path) -> bytes:
    """The packet's own Word file."""
    make(case("santa-clara-establish"))
    return (tmp_path / "out" / "01-letter.docx").read_bytes()


def words(tmp_path: Path) -> str:
    reader = pypdf.PdfReader(tmp_path / "out" / "01-letter.pdf")
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def values(tmp_path: Path) -> dict[str, dict[str, Any]]:
    told = json.loads((tmp_path / "out" / "01-letter.trace.json").read_bytes())
    return {value["facts"][0]: value for value in told["documents"][0]["values"]}


def test_it_is_printed_and_named_in_the_manifest(
    make: Callable[..., Packet], case: Case, tmp_path: Path, own: bytes
) -> None:
    draft = edited(own, "asks for support", "asks for support and costs")
    made = make(case("santa-clara-establish"), draft)
    assert "asks for support and costs" in words(tmp_path)
    assert (tmp_path / "out" / "01-letter.docx").read_bytes() == draft.word
    told = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["edited"]
    assert told == [
        {"document": LETTER, "edited_from_sha256": sha256(own), "edited_sha256": sha256(draft.word)}
    ]
    assert read_packet(tmp_path / "out") == made


def test_its_trace_map_has_what_still_stands_and_names_what_does_not(
    make: Callable[..., Packet], case: Case, tmp_path: Path, own: bytes
) -> None:
    facts = case("santa-clara-establish")
    make(facts, edited(own, facts.obligor.name.last, "Somebody"))
    found = values(tmp_path)
    gone, kept = found["/obligor/name/last"], found["/agency/name"]
    assert (gone["text"], gone["places"], gone["edited"]) == (facts.obligor.name.last, [], True)
    assert kept["places"][0]["page"] == 1
    assert "edited" not in kept


def test_one_that_was_edited_from_other_facts_is_left_out_and_said_to_be(
    make: Callable[..., Packet], case: Case, tmp_path: Path, own: bytes
) -> None:
    facts = case("santa-clara-establish")
    draft = edited(own, "asks for support", "asks for support and costs")
    other = replace(facts, agency=replace(facts.agency, name="Another Agency"))
    made = make(other, draft)
    assert "costs" not in words(tmp_path)
    assert "Another Agency" in words(tmp_path)
    assert [found.rule for found in made.findings] == ["packet.edited_draft_left_out"]


def test_a_protected_address_that_was_typed_into_it_is_refused(
    make: Callable[..., Packet], case: Case, tmp_path: Path, own: bytes
) -> None:
    facts = case("santa-clara-establish")
    address = facts.obligee.residence_address
    assert address is not None
    safe = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
    make(safe)
    base = (tmp_path / "out" / "01-letter.docx").read_bytes()
    typed = edited(base, "asks for support", f"asks for support at {address.street}")
    with pytest.raises(PacketRefused):
        make(safe, typed)


def test_one_that_cannot_be_printed_is_refused(make: Callable[..., Packet], case: Case, own: bytes) -> None:
    with pytest.raises(DocumentRefused):
        make(case("santa-clara-establish"), EditedDraft(LETTER, sha256(own), b"no Word file"))


@pytest.mark.parametrize(
    ("before", "after", "added"),
    [
        pytest.param("1. Pay $612.00 a month.", "1. Pay $621.00 a month.", ["$621.00"], id="a changed sum"),
        pytest.param("1. Both. 2. Each.", "1. Each. 2. Both.", [], id="numbers of paragraphs"),
        pytest.param("on April 3, 2026", "on April 4, 2026", ["4"], id="another day"),
        pytest.param("12% of $1,000", "12% of $1,000.50", ["$1,000.50"], id="cents"),
    ],
)
def test_figures_that_the_paper_does_not_print_are_named(before: str, after: str, added: list[str]) -> None:
    assert figures_added(before, after) == added
