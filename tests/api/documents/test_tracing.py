"""From a value on a page to its fact, and from a fact to every paper that rests on it."""

import json

import pytest

from api.accounts.account import Account
from api.documents.tracing import papers_of_fact, values_on_page
from api.errors import NotFound, RequestRefused
from api.facts.service import take_in
from api.ids import PacketId
from api.packets.service import order
from api.packets.store import PacketFile
from api.services import Services
from tests.api.conftest import Queue

MANIFEST = {
    "packet": {
        "documents": [
            {"type_id": "us-ca/complaint", "pdf_path": "01-complaint.pdf"},
            {"type_id": "us-ca/judgment", "pdf_path": "01-complaint.pdf"},
            {"type_id": "us-ca/order", "pdf_path": "02-order.pdf"},
        ]
    },
    "facts_used": {
        "us-ca/complaint": ["/obligor/name/first", "/case/number"],
        "us-ca/judgment": ["/obligor/income/gross_monthly"],
        "us-ca/order": ["/obligor/income/gross_monthly"],
    },
}
TRACE = {
    "schema": "courtpacket-trace/1",
    "pdf": "01-complaint.pdf",
    "documents": [
        {
            "document": "us-ca/complaint",
            "first_page": 1,
            "values": [
                {
                    "facts": ["/case/number"],
                    "text": "26FS0012",
                    "places": [
                        {"page": 1, "box": [400, 90, 460, 102]},
                        {"page": 2, "box": [72, 700, 130, 712]},
                    ],
                },
                {
                    "facts": ["/obligor/name"],
                    "text": "Rafael",
                    "places": [{"page": 1, "box": [72, 50, 110, 62]}],
                },
                {"facts": ["/case/kind"], "text": "[ ]", "places": []},
            ],
        },
        {
            "document": "us-ca/judgment",
            "first_page": 3,
            "values": [
                {
                    "facts": ["/obligor/income/gross_monthly"],
                    "text": "$5,200.00",
                    "places": [{"page": 3, "box": [72, 50, 110, 62]}],
                }
            ],
        },
    ],
}


@pytest.fixture
def packet(services: Services, officer: Account, queue: Queue, case: bytes) -> PacketId:
    """A packet with a trace map of one file, and another packet of the same facts."""
    facts = take_in(services, officer, case)
    made = [order(services, officer, facts.id, "us-ca/establish")[0].id for _ in range(2)]
    queue.work_off(services)
    for packet_id in made:
        with services.database.unit_of_work() as work:
            kept = [file for file in work.packets.files(packet_id) if file.name != "manifest.json"]
            for name, record in (("manifest.json", MANIFEST), ("01-complaint.trace.json", TRACE)):
                content = json.dumps(record).encode()
                kept.append(PacketFile(name, services.blobs.put(content), len(content)))
            work.packets.put_files(packet_id, kept)
    return made[0]


def test_a_page_lists_its_values_from_top_to_bottom(
    services: Services, officer: Account, packet: PacketId
) -> None:
    found = values_on_page(services, officer, packet, "01-complaint.pdf", 1)
    assert [(value.text, value.facts) for value in found] == [
        ("Rafael", ("/obligor/name",)),
        ("26FS0012", ("/case/number",)),
    ]
    assert found[1].boxes == ((400, 90, 460, 102),)


def test_a_file_without_a_map_has_no_values(services: Services, officer: Account, packet: PacketId) -> None:
    assert values_on_page(services, officer, packet, "packet.pdf", 1) == []


def test_a_fact_leads_to_its_papers_in_every_packet_of_the_same_facts(
    services: Services, officer: Account, packet: PacketId
) -> None:
    found = papers_of_fact(services, officer, packet, "/obligor/income/gross_monthly")
    assert {paper.packet.id for paper in found} > {packet}
    own = [(paper.document, paper.pages) for paper in found if paper.packet.id == packet]
    assert own == [("us-ca/judgment", (3,)), ("us-ca/order", ())]


@pytest.mark.parametrize("pointer", ["/obligor/name", "/obligor/name/first"])
def test_a_whole_and_its_parts_mean_one_another(
    services: Services, officer: Account, packet: PacketId, pointer: str
) -> None:
    found = papers_of_fact(services, officer, packet, pointer)
    assert [(paper.document, paper.pages) for paper in found if paper.packet.id == packet] == [
        ("us-ca/complaint", (1,))
    ]


def test_a_name_that_only_begins_alike_is_another_fact(
    services: Services, officer: Account, packet: PacketId
) -> None:
    assert papers_of_fact(services, officer, packet, "/case/num") == []


def test_what_is_no_pointer_is_refused(services: Services, officer: Account, packet: PacketId) -> None:
    with pytest.raises(RequestRefused, match="JSON pointer"):
        papers_of_fact(services, officer, packet, "obligor")


def test_a_packet_that_is_not_there_is_not_found(services: Services, officer: Account) -> None:
    with pytest.raises(NotFound):
        values_on_page(services, officer, PacketId("P-NONE"), "01-complaint.pdf", 1)
