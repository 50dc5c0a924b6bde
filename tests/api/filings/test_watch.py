"""A filing whose next step was lost to an unforeseen error is taken up again, without anybody."""

from typing import Any

import pytest
from sqlalchemy import delete, select

from api.filings import callback
from api.filings.callback_store import CallbackState
from api.filings.watch import take_up
from api.storage.tables import CallbackRow, JobRow
from efiling.lifecycle import State
from efiling.model import Content
from efiling.transport.ecf4 import Ecf4Court
from tests.api.filings.conftest import Office, callback_bytes


def forget_jobs(office: Office) -> None:
    """Lose every job, as if each had ended by a fault of ours."""
    office.queue.clear()
    with office.services.database.unit_of_work() as work:
        work.session.execute(delete(JobRow))


def look_after(office: Office) -> int:
    """Let an hour pass, in which nobody works on anything, and look what has no next step."""
    office.clock.advance(3600)
    found = take_up(office.services)
    office.pass_time(3600)
    return found


def test_a_receipt_that_was_lost_to_a_fault_of_ours_is_found_at_the_court(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Ecf4Court.review_filing

    def sent_and_lost(*arguments: Any) -> None:
        sent(*arguments)
        raise ZeroDivisionError

    monkeypatch.setattr(Ecf4Court, "review_filing", sent_and_lost)
    filing = office.order()
    with pytest.raises(ZeroDivisionError):
        office.work_off()
    assert office.now(filing).state is State.SUBMITTING
    assert look_after(office) == 1
    office.pass_time(60)
    assert office.now(filing).state is State.ACCEPTED
    assert len(office.server.court.envelopes) == 1


def test_a_filing_that_nobody_would_ask_for_any_more_is_asked_for(office: Office) -> None:
    office.server.court._use[0] = "silent"
    filing = office.file()
    forget_jobs(office)
    assert look_after(office) == 1
    assert office.now(filing).state is State.ACCEPTED


def test_what_is_decided_and_confirmed_is_left_alone(office: Office) -> None:
    filing = office.file()
    office.pass_time(6)
    assert office.now(filing).confirmed
    forget_jobs(office)
    assert look_after(office) == 0


def test_what_somebody_may_be_at_work_on_is_left_alone(office: Office) -> None:
    office.file()
    forget_jobs(office)
    assert take_up(office.services) == 0


def test_a_message_that_was_stored_and_not_read_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bytes] = []
    office.server.court.deliver = lambda report: held.append(callback_bytes(report))
    office.file()
    office.clock.advance(6)
    office.server.court.tick()
    with monkeypatch.context() as broken:
        broken.setattr(callback, "read", lambda services, number: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            callback.receive(office.services, Content.of(held[0]), "text/xml")
    look_after(office)
    with office.services.database.unit_of_work() as work:
        assert work.session.scalars(select(CallbackRow.state)).all() == [CallbackState.APPLIED]
