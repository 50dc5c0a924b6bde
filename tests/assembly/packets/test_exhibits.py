"""Exhibits stand behind the document that rests on them, marked, indexed, and searched like all else."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused, PacketRefused
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.people import Safety
from assembly.packets import Exhibit, assemble
from assembly.packets.exhibit_marks import letter_mark
from tests.assembly.bundle.conftest import make_pdf, two_pages
from tests.assembly.packets.test_assemble import root

Case = Callable[[str], Facts]

__all__ = ["make_pdf", "root", "two_pages"]


@pytest.mark.parametrize(("place", "mark"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_marks_run_on_after_z(place: int, mark: str) -> None:
    assert letter_mark(place) == mark


def test_they_are_indexed_marked_and_numbered_through(
    root: Path, case: Case, law: Law, two_pages: bytes, tmp_path: Path
) -> None:
    picture = BytesIO()
    Image.new("L", (850, 1100), 255).save(picture, "PNG")
    packet = assemble(
        case("santa-clara-establish"),
        "us-ca/do",
        tmp_path / "out",
        catalog=load_catalog(root),
        law=law,
        exhibits=[
            Exhibit("a.pdf", "Payment record", two_pages),
            Exhibit("b.png", "Photograph", picture.getvalue()),
        ],
        bates_prefix="SC-",
    )
    exhibits = [document for document in packet.documents if document.type_id == "exhibit"]
    assert [(found.title, found.parent, found.first_page, found.pages) for found in exhibits] == [
        ("Exhibit A: Payment record", "us-ca/complaint", 4, 3),
        ("Exhibit B: Photograph", "us-ca/complaint", 7, 2),
    ]
    reader = pypdf.PdfReader(tmp_path / "out" / "01-complaint.pdf")
    words = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert "Exhibit Description Page Numbers" in words[2]
    assert "A Payment record 4 SC-000001 to SC-000002" in words[2]
    assert "B Photograph 7 SC-000003 to SC-000003" in words[2]
    assert words[3].startswith("EXHIBIT A Payment record")
    assert [words[place].split()[-1] for place in (4, 5, 7)] == ["SC-000001", "SC-000002", "SC-000003"]
    (above, *under) = reader.outline
    assert above.title.startswith("Complaint")
    titles = [mark.title for mark in under[0] if not isinstance(mark, list)]
    assert titles[-3:] == ["Index of Exhibits", "Exhibit A: Payment record", "Exhibit B: Photograph"]


def test_a_protected_address_in_an_exhibit_stops_the_packet(
    root: Path, case: Case, law: Law, make_pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    facts = case("santa-clara-establish")
    facts = replace(facts, obligee=replace(facts.obligee, safety=Safety(family_violence=True)))
    letter = make_pdf(f"<p>Sent to {facts.obligee.residence_address.line1}</p>")
    with pytest.raises(PacketRefused, match=r"safety\.exposed"):
        assemble(
            facts,
            "us-ca/do",
            tmp_path / "out",
            catalog=load_catalog(root),
            law=law,
            exhibits=[Exhibit("letter.pdf", "Letter", letter)],
        )
    assert not (tmp_path / "out").exists()


def test_a_file_that_can_not_be_taken_is_named(root: Path, case: Case, law: Law, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match=r"virus\.pdf is a program"):
        assemble(
            case("santa-clara-establish"),
            "us-ca/do",
            tmp_path / "out",
            catalog=load_catalog(root),
            law=law,
            exhibits=[Exhibit("virus.pdf", "Letter", b"MZ\x90")],
        )
    assert not (tmp_path / "out").exists()
