"""Pre-flight looks at the exact bytes and the message once more; what it finds stops the filing with the reason."""

import pytest

from api.filings import service
from api.packets.service import approve, order
from efiling.errors import FilingNotReady
from efiling.lifecycle import State
from efiling.preflight import Evidence, Outcome, Result
from tests.api.filings.conftest import Office
from tests.fakes.assembler import FakeAssembler

FOUND = Result(
    number=22,
    name="identifiers",
    outcome=Outcome.BLOCK,
    evidence=(Evidence(document="01-complaint.pdf", problem="It shows an account number.", page=2),),
    remedy="Print only the last four digits.",
)


def fake(office: Office) -> FakeAssembler:
    assembler = office.services.assembler
    assert isinstance(assembler, FakeAssembler)
    return assembler


def test_a_block_refuses_the_order_and_says_why(office: Office) -> None:
    fake(office).preflight_results = (FOUND,)
    with pytest.raises(FilingNotReady) as refused:
        office.order()
    assert refused.value.faults == (
        (
            "check 22, identifiers: 01-complaint.pdf, page 2: It shows an account number. "
            "Print only the last four digits."
        ),
    )
    assert office.server.court.envelopes == []


def test_a_block_that_came_up_since_stops_the_sending(office: Office) -> None:
    filing = office.order()
    fake(office).preflight_results = (FOUND,)
    with pytest.raises(FilingNotReady):
        service.submit(office.services, filing.id)
    stopped = office.now(filing)
    assert stopped.state is State.DRAFT
    assert "check 22, identifiers" in stopped.problem
    assert office.server.court.envelopes == []


def test_the_message_itself_is_given_to_the_checks(office: Office) -> None:
    office.order()
    assert "ReviewFiling" in fake(office).message


def test_files_that_lie_with_the_court_are_given_to_the_check_of_duplicates(office: Office) -> None:
    """The same papers made once more have the same bytes; sent again they would be filed twice."""
    filing = office.file()
    assert fake(office).open_hashes == ()
    packet = office.packet
    again, _ = order(office.services, office.attorney, packet.facts_id, "us-ca/establish")
    office.work_off()
    with office.services.database.unit_of_work() as work:
        made = work.packets.get(again.id)
        filed = {file.sha256 for file in work.packets.files(packet.id) if file.name in filing.papers.values()}
    approve(office.services, office.attorney, made.id, made.packet_sha256)
    service.order(office.services, office.attorney, made.id, made.packet_sha256, "sandbox")
    assert set(fake(office).open_hashes) == filed
