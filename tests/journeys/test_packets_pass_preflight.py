"""Every packet of the product, from an example case to pages that its court would take."""

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from api.preflight.matter import matter_of
from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets import assemble, read_packet
from efiling.courts import load_court
from efiling.preflight import preflight

CASES = Path(__file__).parents[2] / "templates" / "_cases"

PACKETS = [
    ("us-ca/establish", "fresno-protected-obligee"),
    ("us-ca/order-to-show-cause", "santa-clara-order-to-show-cause"),
    ("us-ca/stipulate", "san-diego-stipulate-change"),
    ("us-or/establish", "washington-establish"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("recipe", "case"), PACKETS)
def test_a_packet_is_bound_whole_and_passes_its_courts_checks(recipe: str, case: str, tmp_path: Path) -> None:
    facts = read_facts((CASES / f"{case}.facts.json").read_bytes())
    catalog, out = load_catalog(), tmp_path / "out"
    packet = assemble(facts, recipe, out, catalog=catalog, law=load_law())
    assert read_packet(out) == packet

    with pikepdf.open(out / packet.packet_path) as bound:
        public = [document for document in packet.documents if document.security == "public"]
        assert len(bound.pages) == sum(document.pages for document in public)
        assert "/AcroForm" not in bound.Root
        assert dict(bound.trailer.Info).keys() == {"/Title"}
        with bound.open_outline() as outline:
            assert [item.title for item in outline.root] == [
                document.title for document in public if not document.parent
            ]

    sent = preflight(
        matter_of(
            packet,
            facts,
            lambda document: (out / document.pdf_path).read_bytes(),
            court=load_court(facts.court.id),
            catalog=catalog,
            today=facts.prepared_on + timedelta(days=7),
            law=load_law(),
        )
    )
    blocking = [found for result in sent.results if result.blocks for found in result.evidence]
    assert [found for found in blocking if not found.pending] == []  # but for signing, they may go
    oaths = ("declarant", "server", "party")
    assert all(any(f"by the {who}" in found.problem for who in oaths) for found in blocking)
