"""Questions that only a person can answer: they stop approval until somebody puts a name to the answer."""

import json

import pytest

from api.accounts.account import Account, RoleName
from api.errors import NotAllowed, NotFound, PacketNotReady
from api.facts.service import read_stored, take_in
from api.packets.answering import answer_question
from api.packets.service import approve, order
from api.packets.store import PacketState, StoredPacket
from api.services import Services
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import ASKING_CASE_ID


@pytest.fixture
def asking(services: Services, officer: Account, queue: Queue, case: bytes) -> StoredPacket:
    facts = json.loads(case)
    facts["ivd_case"]["id"] = ASKING_CASE_ID
    stored = take_in(services, officer, json.dumps(facts).encode())
    packet, _ = order(services, officer, stored.id, "us-ca/establish")
    queue.work_off(services)
    return look(services, packet)


def look(services: Services, packet: StoredPacket) -> StoredPacket:
    with services.database.unit_of_work() as work:
        return work.packets.get(packet.id)


def test_a_question_stops_approval_until_it_is_answered(
    services: Services, attorney: Account, queue: Queue, asking: StoredPacket
) -> None:
    with pytest.raises(PacketNotReady):
        approve(services, attorney, asking.id, asking.packet_sha256)
    answer_question(services, attorney, asking.id, "test/asked", met=True, note="Seen the order.")
    queue.work_off(services)
    made = look(services, asking)
    assert approve(services, attorney, made.id, made.packet_sha256).state is PacketState.APPROVED


def test_the_answer_is_kept_with_name_and_day(
    services: Services, attorney: Account, queue: Queue, asking: StoredPacket
) -> None:
    answer_question(services, attorney, asking.id, "test/asked", met=False)
    (kept,) = read_stored(services, look(services, asking).facts_id).attestations
    assert (kept.rule, kept.answer, kept.who, kept.when) == (
        "test/asked",
        False,
        "attorney",
        services.clock().date(),
    )


def test_what_was_not_asked_cannot_be_answered(
    services: Services, attorney: Account, asking: StoredPacket
) -> None:
    with pytest.raises(NotFound, match="test/other"):
        answer_question(services, attorney, asking.id, "test/other", met=True)


def test_who_may_only_look_may_not_answer(services: Services, asking: StoredPacket) -> None:
    auditor = sign_up(services, "auditor", RoleName.AUDITOR)
    with pytest.raises(NotAllowed):
        answer_question(services, auditor, asking.id, "test/asked", met=True)
