"""What a court reports besides reviews: service on somebody, events, and what its messages cannot say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.filings import callback
from api.filings.asking import ASK
from api.filings.record import StoredFiling
from efiling.ecf.message import Message
from efiling.ecf.v4 import service as service4
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v5 import service as service5
from efiling.ecf.v5.answers import Answering as Answering5
from efiling.ecf.xml import parse, to_bytes
from efiling.lifecycle import State
from efiling.model import Content, EnvelopeId, FilingId, ServedRecipient, ServiceNews
from efiling.transport import soap
from tests.api.filings.conftest import Office

NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
SERVED = ServedRecipient(contact_id="C-1", name="Ana Doe", status="served", served_at=NOON)
TYLER_4 = "urn:tyler:ecf:extensions:"


def envelope_of(filing: StoredFiling) -> EnvelopeId:
    return EnvelopeId(filing.envelope_id)


def over(version: str, news: ServiceNews) -> bytes:
    message: Message = (
        service4.service_complete(Answering(court="sandbox"), news)
        if version == "4"
        else service5.service_complete(Answering5(court="sandbox", at=NOON), news)
    )
    return to_bytes(soap.envelope(message.root))


def event(envelope: str, kind: str = "CaseUpdated") -> bytes:
    raw = (
        f'<EventCallbackMessage xmlns="{TYLER_4}EventCallbackMessage">'
        '<n:DocumentIdentification xmlns:n="http://niem.gov/niem/niem-core/2.0">'
        f"<n:IdentificationID>{envelope}</n:IdentificationID>"
        "<n:IdentificationCategoryText>ENVELOPEID</n:IdentificationCategoryText>"
        f"</n:DocumentIdentification><EventTypeCode>{kind}</EventTypeCode></EventCallbackMessage>"
    )
    return to_bytes(soap.envelope(parse(raw.encode(), message="event")))


def notes(office: Office, filing: StoredFiling) -> list[str]:
    with office.services.database.unit_of_work() as work:
        return [line.note for line in work.filings.timeline(filing.id)]


def states(office: Office) -> list[str]:
    with office.services.database.unit_of_work() as work:
        return [work.callbacks.get(number).state.value for number in range(1, 10) if _is_there(work, number)]


def _is_there(work: object, number: int) -> bool:
    from api.errors import NotFound

    try:
        work.callbacks.get(number)  # type: ignore[attr-defined]
    except NotFound:
        return False
    return True


class TestServiceNews:
    @pytest.mark.parametrize("version", ["4", "5"])
    def test_is_a_line_in_the_timeline_without_a_name(self, office: Office, version: str) -> None:
        filing = office.file()
        news = ServiceNews(envelope_id=envelope_of(filing), recipient=SERVED)
        answer = callback.receive(office.services, Content.of(over(version, news)), "text/xml")
        assert b"705" not in answer
        (line,) = [note for note in notes(office, filing) if "electronic service" in note]
        assert line == (
            "The court told us of electronic service on somebody whom the case does not name: served, 2026-11-24."
        )
        assert office.now(filing).state is filing.state  # a hint, which moves nothing

    def test_names_a_party_by_its_place(self, office: Office) -> None:
        from api.facts.service import read_stored

        filing = office.file()
        with office.services.database.unit_of_work() as work:
            facts_id = work.packets.get(filing.packet_id).facts_id
        name = read_stored(office.services, facts_id).obligor.name.full
        news = ServiceNews(envelope_id=envelope_of(filing), recipient=replace(SERVED, name=name.upper()))
        callback.receive(office.services, Content.of(over("5", news)), "text/xml")
        (line,) = [note for note in notes(office, filing) if "electronic service" in note]
        assert "on the obligor: served, 2026-11-24." in line
        assert name not in line

    def test_told_twice_is_written_once(self, office: Office) -> None:
        filing = office.file()
        raw = over("4", ServiceNews(envelope_id=envelope_of(filing), recipient=SERVED))
        for _ in range(2):
            callback.receive(office.services, Content.of(raw), "text/xml")
        assert sum("electronic service" in note for note in notes(office, filing)) == 1
        assert states(office) == ["applied", "repeated"]

    def test_of_a_filing_that_is_not_ours_waits(self, office: Office) -> None:
        office.file()
        raw = over("4", ServiceNews(filing_id=FilingId("nobody's"), recipient=SERVED))
        callback.receive(office.services, Content.of(raw), "text/xml")
        assert states(office) == ["orphan"]

    def test_that_overtook_the_receipt_is_adopted(self, office: Office) -> None:
        """The sandbox court numbers its envelopes from one number on, so the first one's is known before."""
        filing = office.file()
        number = filing.envelope_id
        with office.services.database.unit_of_work() as work:
            work.filings.save(replace(work.filings.lock(filing.id), envelope_id="", outcomes={}))
        raw = over("4", ServiceNews(envelope_id=EnvelopeId(number), recipient=SERVED))
        callback.receive(office.services, Content.of(raw), "text/xml")
        assert states(office) == ["orphan"]
        with office.services.database.unit_of_work() as work:
            from api.filings.asking import adopt_orphans

            known = work.filings.save(replace(work.filings.lock(filing.id), envelope_id=number))
            adopt_orphans(work, known)
        office.work_off()
        assert any("electronic service" in note for note in notes(office, filing))


class TestEvents:
    def test_are_told_and_the_court_is_asked(self, office: Office) -> None:
        filing = office.file()
        assert filing.state is State.RECEIVED
        callback.receive(office.services, Content.of(event(filing.envelope_id)), "text/xml")
        assert "The court told us of an event: CaseUpdated." in notes(office, filing)
        with office.services.database.unit_of_work() as work:
            job = work.jobs.waiting_for(filing.id, ASK)
        assert job is not None
        assert job.due_at is not None
        assert job.due_at <= office.services.clock()

    def test_without_an_envelope_are_answered_and_kept(self, office: Office) -> None:
        filing = office.file()
        before = notes(office, filing)
        callback.receive(office.services, Content.of(event("")), "text/xml")
        assert notes(office, filing) == before
        assert states(office) == ["applied"]


def test_what_the_courts_messages_have_no_place_for_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from efiling.transport.ecf4 import Ecf4Court

    monkeypatch.setattr(Ecf4Court, "leaves_out", lambda self, envelope: ("the cap on fees",))
    filing = office.file()
    assert "Sending. This court's messages have no place for the cap on fees." in notes(office, filing)
