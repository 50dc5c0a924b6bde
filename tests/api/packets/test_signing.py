"""Approve and sign: what was looked at is approved, the signed bytes are what the approval is bound to."""

from dataclasses import replace

import pytest

from api.accounts.account import Account, RoleName
from api.errors import NotAllowed, PacketChanged, PacketNotReady, RequestRefused
from api.facts.service import take_in
from api.filings.service import require_approval
from api.ids import PacketId
from api.packets.exhibits import add_exhibit
from api.packets.service import make, order, rebuild, send_back
from api.packets.signing import SIGN, make_signed, sign
from api.packets.store import PacketState, StoredPacket
from api.packets.to_sign import ToSign
from api.services import Services
from api.storage.audit import export, verify
from assembly.intake import facts_json, read_facts
from assembly.model.finding import Finding, Severity
from assembly.model.signing import TypedSignature
from efiling.signing import SignatureForm
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import FakeAssembler, one_page_pdf

NAME = "Helen M. Tran"


def place(form: SignatureForm = SignatureForm.TYPED) -> ToSign:
    return ToSign("us-ca/complaint", "Complaint", "01-complaint.pdf", "agency_attorney", (NAME,), form)


@pytest.fixture
def attorney(services: Services) -> Account:
    return replace(sign_up(services, "ada", RoleName.ATTORNEY), signs_as="Helen M. Tran")


@pytest.fixture
def packet(services: Services, officer: Account, queue: Queue, case: bytes) -> StoredPacket:
    assert isinstance(services.assembler, FakeAssembler)
    services.assembler.places = (place(),)
    facts = take_in(services, officer, case)
    made, _ = order(services, officer, facts.id, "us-ca/establish")
    queue.work_off(services)
    return now(services, made.id)


def now(services: Services, packet_id: PacketId) -> StoredPacket:
    with services.database.unit_of_work() as work:
        return work.packets.get(packet_id)


def acts(services: Services) -> list[tuple[str, str, str]]:
    import json

    with services.database.unit_of_work() as work:
        lines = list(export(work.session.connection()))
    verify(lines)
    return [(entry["act"], entry["before"], entry["after"]) for entry in map(json.loads, lines)]


class TestTwoSteps:
    def test_the_approval_is_bound_to_the_signed_bytes(
        self, services: Services, queue: Queue, packet: StoredPacket, attorney: Account
    ) -> None:
        content = packet.packet_sha256
        assert sign(services, attorney, packet.id, content) is not None
        assert now(services, packet.id).state is PacketState.IN_REVIEW
        queue.work_off(services)
        signed = now(services, packet.id)
        assert signed.state is PacketState.APPROVED
        assert signed.packet_sha256 != content
        with services.database.unit_of_work() as work:
            approval = work.packets.approval(packet.id)
            require_approval(work, packet.id, signed.packet_sha256)
            with pytest.raises(PacketChanged):
                require_approval(work, packet.id, content)
        assert approval is not None
        assert (approval.content_sha256, approval.packet_sha256) == (content, signed.packet_sha256)
        recorded = [act for act in acts(services) if act[0].startswith("packet.")][-3:]
        assert recorded == [
            ("packet.content_approved", content, content),
            ("packet.signed", content, signed.packet_sha256),
            ("packet.approved", signed.packet_sha256, signed.packet_sha256),
        ]

    def test_signing_again_or_making_again_changes_nothing(
        self, services: Services, queue: Queue, packet: StoredPacket, attorney: Account
    ) -> None:
        sign(services, attorney, packet.id, packet.packet_sha256)
        queue.work_off(services)
        signed = now(services, packet.id)
        make_signed(services, packet.id)
        make(services, packet.id)
        assert sign(services, attorney, packet.id, signed.packet_sha256) is None
        assert now(services, packet.id).packet_sha256 == signed.packet_sha256

    def test_without_a_typed_signature_it_is_approved_at_once(
        self, services: Services, packet: StoredPacket, attorney: Account
    ) -> None:
        assert isinstance(services.assembler, FakeAssembler)
        services.assembler.places = (place(SignatureForm.INK),)
        assert sign(services, attorney, packet.id, packet.packet_sha256) is None
        assert now(services, packet.id).state is PacketState.APPROVED


class TestWithExhibits:
    def bring(self, services: Services, officer: Account, packet: StoredPacket, queue: Queue) -> StoredPacket:
        raw = one_page_pdf("Pay stub")
        add_exhibit(services, officer, packet.id, raw, name="stub.pdf", title="Pay stub", confidential=False)
        queue.work_off(services)
        return now(services, packet.id)

    def test_they_are_in_the_signed_bytes_too(
        self,
        services: Services,
        queue: Queue,
        packet: StoredPacket,
        attorney: Account,
        officer: Account,
    ) -> None:
        brought = self.bring(services, officer, packet, queue)
        sign(services, attorney, packet.id, brought.packet_sha256)
        queue.work_off(services)
        assert now(services, packet.id).state is PacketState.APPROVED

    def test_one_that_is_brought_later_takes_the_signature_off(
        self,
        services: Services,
        queue: Queue,
        packet: StoredPacket,
        attorney: Account,
        officer: Account,
    ) -> None:
        sign(services, attorney, packet.id, packet.packet_sha256)
        queue.work_off(services)
        after = self.bring(services, officer, packet, queue)
        assert after.state is not PacketState.APPROVED
        assert after.signing is None


class TestWhatStopsIt:
    def test_other_bytes_than_were_looked_at(
        self, services: Services, packet: StoredPacket, attorney: Account
    ) -> None:
        with pytest.raises(PacketChanged):
            sign(services, attorney, packet.id, "0" * 64)

    def test_facts_that_change_before_the_worker_comes(
        self,
        services: Services,
        queue: Queue,
        packet: StoredPacket,
        attorney: Account,
        officer: Account,
        case: bytes,
    ) -> None:
        sign(services, attorney, packet.id, packet.packet_sha256)
        facts = read_facts(case)
        other = facts_json(replace(facts, ivd_case=replace(facts.ivd_case, id="200456999")))
        rebuild(services, officer, packet.id, take_in(services, officer, other).id)
        queue.work_off(services)
        after = now(services, packet.id)
        assert (after.state, after.signing) == (PacketState.IN_REVIEW, None)
        assert "packet.signed" not in [act for act, _, _ in acts(services)]

    def test_papers_that_come_out_differently_than_they_were_approved(
        self, services: Services, queue: Queue, packet: StoredPacket, attorney: Account
    ) -> None:
        """Somebody changed a template between the look and the signature."""
        sign(services, attorney, packet.id, packet.packet_sha256)
        assert isinstance(services.assembler, FakeAssembler)
        services.assembler.wording = "changed"
        queue.work_off(services)
        after = now(services, packet.id)
        assert (after.state, after.signing) == (PacketState.IN_REVIEW, None)
        assert after.packet_sha256 != packet.packet_sha256
        assert "come out differently" in after.problem

    def test_a_rule_that_stands_against_it_by_now(
        self, services: Services, queue: Queue, packet: StoredPacket, attorney: Account
    ) -> None:
        """The law changed between the approval and the signature: it must not look as if it were being signed."""
        sign(services, attorney, packet.id, packet.packet_sha256)
        assert isinstance(services.assembler, FakeAssembler)
        services.assembler.refused = (Finding(rule="new/law", severity=Severity.BLOCK, message="Mend it."),)
        queue.work_off(services)
        after = now(services, packet.id)
        assert (after.state, after.signing) == (PacketState.NEEDS_FIXING, None)
        assert [finding["rule"] for finding in after.findings] == ["new/law"]
        assert "It was not signed" in after.problem
        with services.database.unit_of_work() as work:
            assert work.packets.approval(packet.id) is None

    @pytest.mark.parametrize("signs_as", ["", "Somebody Else"])
    def test_an_attorney_whose_name_is_not_printed(
        self, services: Services, packet: StoredPacket, attorney: Account, signs_as: str
    ) -> None:
        with pytest.raises(RequestRefused, match=r"Helen M\. Tran"):
            sign(services, replace(attorney, signs_as=signs_as), packet.id, packet.packet_sha256)

    def test_an_officer_signs_nothing(
        self, services: Services, packet: StoredPacket, officer: Account
    ) -> None:
        with pytest.raises(NotAllowed):
            sign(services, replace(officer, signs_as=NAME), packet.id, packet.packet_sha256)

    def test_a_return_takes_the_signature_off_again(
        self, services: Services, queue: Queue, packet: StoredPacket, attorney: Account
    ) -> None:
        sign(services, attorney, packet.id, packet.packet_sha256)
        queue.work_off(services)
        send_back(services, attorney, packet.id, "A wrong figure.")
        queue.work_off(services)
        after = now(services, packet.id)
        assert (after.state, after.problem) == (PacketState.RETURNED, "A wrong figure.")
        assert after.packet_sha256 == packet.packet_sha256
        with services.database.unit_of_work() as work, pytest.raises(PacketNotReady):
            require_approval(work, packet.id, after.packet_sha256)

    def test_facts_never_bring_a_signature_with_them(
        self, services: Services, officer: Account, case: bytes, clock: object
    ) -> None:
        assert callable(clock)
        forged = TypedSignature(name=NAME, on=clock().date(), papers=("us-ca/complaint",))
        raw = facts_json(replace(read_facts(case), signatures=(forged,)))
        with pytest.raises(RequestRefused, match="bear no signatures"):
            take_in(services, officer, raw)


def test_the_job_is_known_to_workers() -> None:
    from api.jobs.task import tasks

    assert SIGN in tasks()
