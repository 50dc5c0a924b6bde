"""Pre-flight runs before an approval: an attorney is told what a clerk would reject before signing."""

from datetime import timedelta

import pytest

from api.accounts.account import Account, RoleName
from api.errors import PacketBeingChecked, PacketChanged, RequestRefused
from api.facts.service import take_in
from api.ids import PacketId
from api.jobs.service import run_job
from api.packets.service import order, send_back
from api.packets.signing import approve_unsigned, sign
from api.packets.store import PacketState, StoredPacket
from api.packets.to_sign import ToSign
from api.preflight.approval import check, check_of, is_being_checked
from api.preflight.asking import ask_approval, check_and_approve
from api.preflight.store import ApprovalForm, AskedApproval, PacketCheck
from api.services import Services
from efiling.errors import FilingNotReady
from efiling.preflight import Evidence, Outcome, Result, Stage
from efiling.signing import SignatureForm
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock

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
DAY = timedelta(days=1)


@pytest.fixture
def assembler(services: Services) -> FakeAssembler:
    assert isinstance(services.assembler, FakeAssembler)
    return services.assembler


@pytest.fixture
def attorney(services: Services) -> Account:
    return sign_up(services, "ada", RoleName.ATTORNEY)


@pytest.fixture
def packet(
    services: Services, assembler: FakeAssembler, officer: Account, queue: Queue, case: bytes
) -> StoredPacket:
    """A packet that was made and is not checked yet; the job that checks it waits in the queue."""
    facts = take_in(services, officer, case)
    made, job = order(services, officer, facts.id, "us-ca/establish")
    queue.clear()
    run_job(services, job)
    return now(services, made.id)


def now(services: Services, packet_id: PacketId) -> StoredPacket:
    with services.database.unit_of_work() as work:
        return work.packets.get(packet_id)


def found(services: Services, packet: StoredPacket) -> PacketCheck | None:
    with services.database.unit_of_work() as work:
        return check_of(work, work.packets.get(packet.id))


def asked(services: Services, packet: StoredPacket) -> AskedApproval | None:
    with services.database.unit_of_work() as work:
        return work.checks.asked(packet.id)


class TestTheCheck:
    def test_is_made_by_a_worker_as_soon_as_there_are_papers(
        self, services: Services, assembler: FakeAssembler, queue: Queue, packet: StoredPacket
    ) -> None:
        with services.database.unit_of_work() as work:
            assert is_being_checked(work, packet.id)
        assert found(services, packet) is None
        queue.work_off(services)
        assert assembler.stage is Stage.APPROVAL
        kept = found(services, packet)
        assert kept is not None
        assert (kept.packet_sha256, kept.faults) == (packet.packet_sha256, ())

    def test_of_the_same_bytes_on_the_same_day_is_made_once(
        self, services: Services, assembler: FakeAssembler, packet: StoredPacket
    ) -> None:
        check(services, packet.id)
        assembler.preflight_results = (SHOWN,)
        check(services, packet.id)
        kept = found(services, packet)
        assert kept is not None
        assert kept.faults == ()

    @pytest.mark.parametrize("act", [approve_unsigned, sign])
    def test_stops_what_a_clerk_would_reject(
        self,
        services: Services,
        assembler: FakeAssembler,
        attorney: Account,
        packet: StoredPacket,
        act,
    ) -> None:
        assembler.preflight_results = (SHOWN,)
        check(services, packet.id)
        with pytest.raises(FilingNotReady) as refused:
            act(services, attorney, packet.id, packet.packet_sha256)
        assert refused.value.faults == (
            "check 22, identifiers: 01-complaint.pdf, page 2: It shows an account number. Print only the last four digits.",
        )
        after = now(services, packet.id)
        assert after.state is PacketState.IN_REVIEW

    def test_lets_go_what_goes_on_paper(
        self, services: Services, assembler: FakeAssembler, attorney: Account, packet: StoredPacket
    ) -> None:
        assembler.preflight_results = (ON_PAPER, SHOWN)
        check(services, packet.id)
        approved = approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
        assert approved.state is PacketState.APPROVED

    @pytest.mark.parametrize("act", [approve_unsigned, sign])
    def test_has_to_come_first(
        self, services: Services, attorney: Account, packet: StoredPacket, act
    ) -> None:
        with pytest.raises(PacketBeingChecked):
            act(services, attorney, packet.id, packet.packet_sha256)

    def test_holds_for_the_day_of_the_court(
        self, services: Services, attorney: Account, clock: FakeClock, packet: StoredPacket
    ) -> None:
        """Last days to file and to serve pass with the day."""
        check(services, packet.id)
        clock.advance(DAY.total_seconds())
        with pytest.raises(PacketBeingChecked):
            approve_unsigned(services, attorney, packet.id, packet.packet_sha256)

    def test_an_approval_that_stands_is_not_looked_at_again(
        self, services: Services, clock: FakeClock, attorney: Account, packet: StoredPacket
    ) -> None:
        check(services, packet.id)
        approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
        clock.advance(DAY.total_seconds())
        again = approve_unsigned(services, attorney, packet.id, packet.packet_sha256)
        assert again.state is PacketState.APPROVED


class TestAnApprovalGivenBeforeTheCheck:
    def ask(self, services: Services, attorney: Account, packet: StoredPacket) -> None:
        ask_approval(services, attorney, packet.id, packet.packet_sha256, ApprovalForm.AS_IT_IS)

    def test_holds_as_soon_as_the_check_has_passed(
        self, services: Services, attorney: Account, queue: Queue, packet: StoredPacket
    ) -> None:
        self.ask(services, attorney, packet)
        assert now(services, packet.id).state is PacketState.IN_REVIEW
        queue.work_off(services)
        assert now(services, packet.id).state is PacketState.APPROVED
        assert asked(services, packet) is None
        with services.database.unit_of_work() as work:
            approval = work.packets.approval(packet.id)
        assert approval is not None
        assert (approval.approved_by, approval.packet_sha256) == (attorney.id, packet.packet_sha256)

    def test_given_twice_is_given_once(
        self, services: Services, attorney: Account, queue: Queue, packet: StoredPacket
    ) -> None:
        jobs = len(queue)
        self.ask(services, attorney, packet)
        self.ask(services, attorney, packet)
        assert len(queue) == jobs
        queue.work_off(services)
        check_and_approve(services, packet.id)
        assert now(services, packet.id).state is PacketState.APPROVED

    def test_survives_a_worker_that_died_after_the_check(
        self, services: Services, attorney: Account, packet: StoredPacket
    ) -> None:
        self.ask(services, attorney, packet)
        check(services, packet.id)
        assert now(services, packet.id).state is PacketState.IN_REVIEW
        check_and_approve(services, packet.id)
        assert now(services, packet.id).state is PacketState.APPROVED

    def test_is_not_given_to_what_a_clerk_would_reject(
        self,
        services: Services,
        assembler: FakeAssembler,
        attorney: Account,
        queue: Queue,
        packet: StoredPacket,
    ) -> None:
        assembler.preflight_results = (SHOWN,)
        self.ask(services, attorney, packet)
        queue.work_off(services)
        assert now(services, packet.id).state is PacketState.IN_REVIEW
        assert asked(services, packet) is None

    def test_lapses_when_the_packet_goes_back(
        self, services: Services, attorney: Account, queue: Queue, packet: StoredPacket
    ) -> None:
        self.ask(services, attorney, packet)
        send_back(services, attorney, packet.id, "A wrong figure.")
        queue.work_off(services)
        assert now(services, packet.id).state is PacketState.RETURNED

    def test_lapses_when_the_bytes_change(
        self, services: Services, attorney: Account, queue: Queue, packet: StoredPacket
    ) -> None:
        self.ask(services, attorney, packet)
        with services.database.unit_of_work() as work:
            work.packets.change(packet.id, packet_sha256="0" * 64)
        queue.work_off(services)
        assert now(services, packet.id).state is not PacketState.APPROVED
        with services.database.unit_of_work() as work:
            assert work.packets.approval(packet.id) is None

    def test_is_of_the_bytes_that_were_looked_at(
        self, services: Services, attorney: Account, packet: StoredPacket
    ) -> None:
        with pytest.raises(PacketChanged):
            ask_approval(services, attorney, packet.id, "0" * 64, ApprovalForm.AS_IT_IS)
        assert asked(services, packet) is None

    def test_of_somebody_else_than_is_printed_is_refused_before_the_check(
        self, services: Services, assembler: FakeAssembler, attorney: Account, packet: StoredPacket
    ) -> None:
        names = ("Helen M. Tran",)
        place = ToSign("x", "Complaint", "01-complaint.pdf", "agency_attorney", names, SignatureForm.TYPED)
        assembler.places = (place,)
        with pytest.raises(RequestRefused, match=r"Helen M\. Tran"):
            ask_approval(services, attorney, packet.id, packet.packet_sha256, ApprovalForm.SIGNED)
        assert asked(services, packet) is None
