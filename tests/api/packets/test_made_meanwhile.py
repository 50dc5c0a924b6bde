"""A packet that is changed while a worker still makes it: what is older never takes the place of what is newer."""

from typing import Any

import pytest

from api.accounts.account import Account
from api.errors import PacketChanged
from api.facts.service import take_in
from api.packets.service import approve, make, order, rebuild
from api.packets.store import PacketState
from api.services import Services
from tests.api.conftest import Queue


def test_papers_of_older_facts_do_not_take_the_place_of_newer_ones(
    services: Services,
    officer: Account,
    attorney: Account,
    case: bytes,
    queue: Queue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    older = take_in(services, officer, case)
    newer = take_in(services, officer, case.replace(b"200000814523", b"200456999"))
    packet, _ = order(services, officer, older.id, "us-ca/establish")
    queue.clear()
    assemble = type(services.assembler).assemble

    def slowly(*arguments: Any, **options: Any) -> Any:
        monkeypatch.undo()
        made = assemble(*arguments, **options)
        rebuild(services, officer, packet.id, newer.id)
        queue.work_off(services)
        return made

    monkeypatch.setattr(type(services.assembler), "assemble", slowly)
    late = make(services, packet.id)
    with services.database.unit_of_work() as work:
        now = work.packets.get(packet.id)
    assert now.facts_id == newer.id
    assert late.packet_sha256 == now.packet_sha256
    again, _ = order(services, officer, older.id, "us-ca/establish")
    made_of_older = make(services, again.id)
    assert now.packet_sha256 != made_of_older.packet_sha256
    with pytest.raises(PacketChanged):
        approve(services, attorney, packet.id, made_of_older.packet_sha256)
    assert approve(services, attorney, packet.id, now.packet_sha256).state is PacketState.APPROVED
