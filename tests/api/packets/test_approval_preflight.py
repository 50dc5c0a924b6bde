"""Pre-flight runs before an approval: an attorney is told what a clerk would reject before signing."""

import pytest

from api.accounts.account import Account, RoleName
from api.facts.service import take_in
from api.packets.service import order
from api.packets.signing import approve_unsigned, sign
from api.packets.store import PacketState, StoredPacket
from api.services import Services
from efiling.errors import FilingNotReady
from efiling.preflight import Evidence, Outcome, Result, Stage
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import FakeAssembler

SHOWN = Result(
    number=22,
    name="identifiers",
    outcome=Outcome.BLOCK,
    evidence=(Evidence(document="01-complaint.pdf", problem="It shows an account number.", page=2),),
    remedy="Print only the last four digits.",
)
ON_PAPER = Result(
    number=0,
    name="route",
    outcome=Outcome.BLOCK,
    evidence=(Evidence(document="01-complaint.pdf", problem="This court takes it on paper."),),
)


@pytest.fixture
def assembler(services: Services) -> FakeAssembler:
    assert isinstance(services.assembler, FakeAssembler)
    return services.assembler


@pytest.fixture
def attorney(services: Services) -> Account:
    return sign_up(services, "ada", RoleName.ATTORNEY)


@pytest.fixture
def packet(services: Services, officer: Account, queue: Queue, case: bytes) -> StoredPacket:
    facts = take_in(services, officer, case)
    made, _ = order(services, officer, facts.id, "us-ca/establish")
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        return work.packets.get(made.id)


@pytest.mark.parametrize("act", [approve_unsigned, sign])
def test_what_a_clerk_would_reject_is_not_approved(
    services: Services, assembler: FakeAssembler, attorney: Account, packet: StoredPacket, act
) -> None:
    assembler.preflight_results = (SHOWN,)
    with pytest.raises(FilingNotReady) as refused:
        act(services, attorney, packet.id, packet.packet_sha256)
    assert refused.value.faults == (
        "check 22, identifiers: 01-complaint.pdf, page 2: It shows an account number. Print only the last four digits.",
    )
    assert assembler.stage is Stage.APPROVAL
    with services.database.unit_of_work() as work:
        assert work.packets.get(packet.id).state is PacketState.IN_REVIEW
        assert work.packets.approval(packet.id) is None


def test_what_goes_on_paper_is_approved_all_the_same(
    services: Services, assembler: FakeAssembler, attorney: Account, packet: StoredPacket
) -> None:
    assembler.preflight_results = (ON_PAPER, SHOWN)
    approved = approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
    assert approved.state is PacketState.APPROVED


def test_an_approval_that_stands_is_not_looked_at_again(
    services: Services, assembler: FakeAssembler, attorney: Account, packet: StoredPacket
) -> None:
    approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
    assembler.preflight_results = (SHOWN,)
    again = approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
    assert again.state is PacketState.APPROVED
