"""The whole way in both states: filed, rejected, corrected, resubmitted, filed, served, proved, and the day a default may be asked for.

The courts are the real profiles, reached through a sandbox court. Expected days: UTCR 21.080(5) (three days from Monday,
2026-11-23, with Thanksgiving in between); Fam. Code § 17430 and ORCP 7 C(2), 30 days moved off closed days.
"""

from datetime import date

import pytest

from api.filings.clock import clock_of
from api.filings.difference import difference_of
from api.filings.mending import Mend, mend
from api.filings.record import StoredFiling
from api.service.proving import prove
from api.service.report import ServerReport
from api.storage.audit import export, verify
from assembly.model.service import Server, ServiceMethod
from efiling.lifecycle import State
from efiling.sandbox.script import Step
from tests.api.conftest import clock, migrated, queue, sqlite_url
from tests.api.filings.conftest import Office, california, oregon

__all__ = ["california", "clock", "migrated", "oregon", "queue", "sqlite_url"]

WORDS = "RESUBMISSION OF REJECTED FILING, RELATION-BACK DATE OF FILING REQUESTED"
DAY = 86_400


def rejected_then_corrected(office: Office) -> tuple[StoredFiling, StoredFiling]:
    """File, have it rejected for its courthouse, correct that alone, and file it again."""
    court = office.server.court
    court.scripts = {
        **court.scripts,
        "no": (Step(after_seconds=5, do="reject", comment="Wrong courthouse"),),
    }
    court._use[0] = "no"
    first = office.file()
    office.pass_time(6)
    first = office.now(first)
    assert first.state is State.REJECTED
    office.clock.advance(DAY)
    given = Mend(changes={"/court/branch": "Main Courthouse"}, reason="The fault was the courthouse alone.")
    packet, _ = mend(office.services, office.attorney, first.id, given)
    court._use[0] = "accept"
    again = office.file_packet(packet.id)
    assert difference_of(office.services, packet.id).beyond == ()
    office.pass_time(6)
    return first, office.now(again)


def served(office: Office, filing: StoredFiling, who: str, name: str, on: date) -> None:
    """Have one person served and the proof filed."""
    with office.services.database.unit_of_work() as work:
        (task,) = [task for task in work.services.of_filing(filing.id) if task.who == who]
    server = Server(name="Gideon Marsh", adult=True)
    report = ServerReport(
        method=ServiceMethod.PERSONAL, person=name, server=server, served_on=on, place="At home"
    )
    packet = prove(office.services, office.attorney, task.id, report).proof_packet_id
    assert packet is not None
    office.file_packet(packet)
    office.pass_time(6)


def limits(office: Office, filing: StoredFiling) -> list[tuple[str, date]]:
    with office.services.database.unit_of_work() as work:
        return [(limit.rule, limit.due) for limit in work.services.deadlines(filing.id)]


@pytest.mark.slow
def test_california(california: Office) -> None:
    first, filing = rejected_then_corrected(california)
    assert filing.state is State.ACCEPTED
    assert filing.mends_filing == first.id
    (lead, _) = california.server.court.envelopes[1].envelope.documents
    assert lead.comments == "", "California has no words that keep a date"
    found = clock_of(california.services, first)
    assert found is not None
    assert found.due is None
    california.clock.advance(2 * DAY)
    served(california, filing, "obligor", "Rafael Ortega Villanueva", date(2026, 11, 25))
    assert california.now(filing).state is State.SERVED
    assert limits(california, filing) == [
        ("answer", date(2026, 12, 28)),
        ("default_from", date(2026, 12, 29)),
    ], "day 30 is Christmas, a Friday"
    assert len(california.server.court.envelopes) == 3
    with california.services.database.unit_of_work() as work:
        count, _ = verify(export(work.session.connection()))
    assert count > 20


@pytest.mark.slow
def test_oregon(oregon: Office) -> None:
    first, filing = rejected_then_corrected(oregon)
    found = clock_of(oregon.services, first)
    assert found is not None
    assert found.due == date(2026, 11, 27)
    documents = list(oregon.server.court.envelopes[1].envelope.documents)
    assert documents[0].comments == WORDS
    assert [document.title.split()[0] for document in documents] == ["Petition", "Summons", "Cover"]
    assert filing.state is State.ACCEPTED
    oregon.clock.advance(2 * DAY)
    served(oregon, filing, "obligor", "박지훈 (Park Ji-hoon)", date(2026, 11, 25))
    assert oregon.now(filing).state is State.ACCEPTED, "the other parent is not served yet"
    served(oregon, filing, "obligee", "Hana Whitfield", date(2026, 11, 26))
    assert oregon.now(filing).state is State.SERVED
    assert limits(oregon, filing) == [
        ("appear_after_summons", date(2026, 12, 28)),
        ("appear_after_summons", date(2026, 12, 28)),
        ("default_from", date(2026, 12, 29)),
        ("default_from", date(2026, 12, 29)),
    ], "30 days end on Christmas and on a Saturday; both move to Monday"
    cases = {record.case_id for record in oregon.server.court.envelopes[1:]}
    assert len(cases) == 1, "the proofs went into the case that the court opened"
