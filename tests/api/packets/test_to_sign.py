"""Who signs what, on real papers: typed where the court takes it, ink under oath."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.packets.assembler import FolderAssembler
from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.document import Document, Packet, SignedOriginal
from assembly.model.facts import Facts
from assembly.model.signing import TypedSignature
from assembly.packets import assemble
from efiling.courts import load_court
from efiling.signing import SignatureForm

CASES = Path(__file__).parents[3] / "templates" / "_cases"
DAY = date(2026, 11, 23)
ASSEMBLER = FolderAssembler(None)


def made(case: str, recipe: str, folder: Path, *, sign: tuple[str, ...] = ()) -> tuple[Packet, Facts]:
    facts = read_facts((CASES / f"{case}.facts.json").read_bytes())
    if sign:
        given = TypedSignature(name=facts.agency.attorney.name, on=DAY, papers=sign)
        facts = replace(facts, signatures=(given,))
    return assemble(facts, recipe, folder, catalog=load_catalog(), law=load_law()), facts


def plan(packet: Packet, facts: Facts, folder: Path) -> dict[tuple[str, str], SignatureForm]:
    def word(document: Document) -> bytes | None:
        return (folder / document.docx_path).read_bytes() if document.docx_path else None

    places = ASSEMBLER.to_sign(packet, facts, word, court=load_court(facts.court.id))
    return {(place.paper, place.slot): place.form for place in places}


def test_a_pleading_is_typed_and_an_oath_is_in_ink(tmp_path: Path) -> None:
    packet, facts = made("multnomah-establish", "us-or/establish", tmp_path / "p")
    forms = plan(packet, facts, tmp_path / "p")
    assert forms["us-or/petition-support-parentage", "agency_attorney"] is SignatureForm.TYPED
    assert forms["us-or/petition-support-parentage", "declarant"] is SignatureForm.INK
    assert forms["us-or/summons", "agency_attorney"] is SignatureForm.TYPED


@pytest.mark.parametrize("sign", [("us-ca/summons-and-complaint",)])
def test_the_signed_bytes_are_the_same_each_time(tmp_path: Path, sign: tuple[str, ...]) -> None:
    first, _ = made("santa-clara-establish", "us-ca/establish", tmp_path / "a", sign=sign)
    second, _ = made("santa-clara-establish", "us-ca/establish", tmp_path / "b", sign=sign)
    assert first == second


def test_what_is_signed_says_so_and_is_not_signed_again(tmp_path: Path) -> None:
    paper = "us-or/petition-support-parentage"
    packet, facts = made("multnomah-establish", "us-or/establish", tmp_path / "p", sign=(paper,))
    places = ASSEMBLER.to_sign(
        packet,
        facts,
        lambda document: (tmp_path / "p" / document.docx_path).read_bytes() if document.docx_path else None,
        court=load_court(facts.court.id),
    )
    signed = {(place.paper, place.slot) for place in places if place.signed_as}
    assert signed == {(paper, "agency_attorney")}
    assert paper not in {place.paper for place in places if place.by_typing}
    assert "us-or/summons" in {place.paper for place in places if place.by_typing}


def test_a_page_that_was_signed_in_ink_is_not_signed_by_typing_any_more(tmp_path: Path) -> None:
    """The attorney's place on the same page stayed empty; a place on a page that shows no original is typed still."""
    paper = "us-or/agency-support-statement"
    packet, facts = made("multnomah-establish", "us-or/establish", tmp_path / "p")
    shown = SignedOriginal(
        page=2,
        path="signed-original-0.jpg",
        sha256="0" * 64,
        printed_sha256="0" * 64,
        dots_per_inch=300,
        signers=("Teresa Quintero",),
        unsigned=(facts.agency.attorney.name,),
    )
    documents = tuple(
        replace(document, originals=(shown,)) if document.type_id == paper else document
        for document in packet.documents
    )
    forms = plan(replace(packet, documents=documents), facts, tmp_path / "p")
    assert forms[paper, "agency_attorney"] is SignatureForm.INK
    assert forms["us-or/petition-support-parentage", "agency_attorney"] is SignatureForm.TYPED


def test_preflight_takes_the_signed_paper_and_asks_for_the_oath(tmp_path: Path) -> None:
    """The declarant's place stays empty, and the attorney's typed signature is not taken for it."""
    papers = ("us-or/petition-support-parentage", "us-or/summons")
    packet, facts = made("multnomah-establish", "us-or/establish", tmp_path / "p", sign=papers)

    def read(document: Document) -> bytes:
        return (tmp_path / "p" / document.pdf_path).read_bytes()

    # The sandbox court, unlike the real ones, does not take the log-in for a signature.
    report = ASSEMBLER.preflight(packet, facts, read, court=load_court("sandbox"), today=DAY)
    (found,) = (result for result in report.results if result.number == 6)
    said = {(each.document, each.problem) for each in found.evidence}
    assert ("01-petition-support-parentage.pdf", "It is not signed by the declarant yet.") in said
    assert not [each for each in said if "attorney" in each[1] or each[0].startswith("04-")]
