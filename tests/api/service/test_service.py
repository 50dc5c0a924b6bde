"""Service of process: waits for the court, is released or cancelled, is proved, and starts the time to respond.

Expected days: Fam. Code § 17430 and Code Civ. Proc. §§ 12-12a (30 days, moved off a closed day); ORCP 7 C(2) with ORCP 10.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from api.errors import AnswersNeeded, ProofRefused, ServiceBusy
from api.filings.questions import answer_at_filing
from api.filings.record import StoredFiling
from api.service.planning import update
from api.service.proving import copies_for, not_served, prove, send_out
from api.service.record import ServiceState, ServiceTask
from api.service.report import ServerReport
from assembly.law import Step
from assembly.model.finding import Finding, Severity
from assembly.model.service import Server, ServiceMethod
from efiling.lifecycle import State
from tests.api.filings.conftest import Office

SERVER = Server(name="Gideon Marsh", adult=True)
DAY = 86_400


def tasks(office: Office, filing: StoredFiling) -> Sequence[ServiceTask]:
    with office.services.database.unit_of_work() as work:
        return work.services.of_filing(filing.id)


def states(office: Office, filing: StoredFiling) -> dict[str, str]:
    return {task.who: task.state.value for task in tasks(office, filing)}


def deadlines(office: Office, filing: StoredFiling) -> list[tuple[str, date]]:
    with office.services.database.unit_of_work() as work:
        return [(limit.rule, limit.due) for limit in work.services.deadlines(filing.id)]


def accepted(office: Office) -> StoredFiling:
    filing = office.file()
    office.pass_time(6)
    return office.now(filing)


def report(person: str, on: date, **also: object) -> ServerReport:
    given = ServerReport(
        method=ServiceMethod.PERSONAL,
        person=person,
        server=SERVER,
        served_on=on,
        place="2185 Alder Creek Court",
    )
    return replace(given, **also)  # type: ignore[arg-type]


def test_service_waits_while_the_court_decides_and_is_released_by_acceptance(california: Office) -> None:
    filing = california.file()
    assert states(california, filing) == {"obligor": "waiting"}
    california.pass_time(6)
    assert states(california, filing) == {"obligor": "released"}


def test_a_rejection_cancels_service(california: Office) -> None:
    california.server.court._use[0] = "late_reject"
    filing = accepted(california)
    assert filing.state is State.REJECTED
    assert states(california, filing) == {"obligor": "cancelled"}


def test_a_partly_filed_envelope_serves_only_what_was_filed(california: Office) -> None:
    california.server.court._use[0] = "reject_one"
    filing = accepted(california)
    assert filing.state is State.PARTLY_ACCEPTED
    assert states(california, filing) == {"obligor": "released"}, "the complaint, paper 1, was filed"


def test_bringing_it_up_again_changes_nothing(california: Office) -> None:
    filing = accepted(california)
    before = tasks(california, filing)
    update(california.services, filing.id)
    assert tasks(california, filing) == before


def test_both_parents_are_served_in_oregon(oregon: Office) -> None:
    assert states(oregon, accepted(oregon)) == {"obligor": "released", "obligee": "released"}


def test_nothing_is_served_before_the_court_filed_it(california: Office) -> None:
    filing = california.file()
    (task,) = tasks(california, filing)
    with pytest.raises(ServiceBusy):
        send_out(california.services, california.attorney, task.id, ServiceMethod.PERSONAL)
    with pytest.raises(ServiceBusy):
        copies_for(california.services, task.id)


def test_only_stamped_copies_are_served(california: Office) -> None:
    (task,) = tasks(california, accepted(california))
    served = copies_for(california.services, task.id)
    opened = pdfium.PdfDocument(served)
    words = [page.get_textpage().get_text_bounded() for page in opened]
    opened.close()
    assert len(words) == 2
    assert all("FILED" in page and "EX-2026-00001" in page for page in words)
    assert served == copies_for(california.services, task.id), "the same bytes each time"


def test_a_summons_does_not_go_out_by_e_mail(california: Office) -> None:
    (task,) = tasks(california, accepted(california))
    with pytest.raises(ProofRefused, match="cannot be served in this manner"):
        send_out(california.services, california.attorney, task.id, ServiceMethod.ELECTRONIC)


def test_a_failed_attempt_is_noted_and_the_papers_go_out_again(california: Office) -> None:
    services, account = california.services, california.attorney
    (task,) = tasks(california, accepted(california))
    send_out(services, account, task.id, ServiceMethod.PERSONAL)
    failed = not_served(services, account, task.id, "Nobody at home, three tries.")
    assert (failed.state, failed.problem) == (ServiceState.NOT_SERVED, "Nobody at home, three tries.")
    assert send_out(services, account, task.id, ServiceMethod.SUBSTITUTED).state is ServiceState.OUT


class TestProof:
    def served(self, office: Office) -> ServiceTask:
        (task,) = tasks(office, accepted(office))
        office.clock.advance(2 * DAY)
        return task

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param(
                {"server": Server(name="Priya Raman", adult=True)}, "party to the case", id="a party"
            ),
            pytest.param({"server": Server(name="Gideon Marsh")}, "18 or older", id="age not said"),
            pytest.param({"served_on": date(2026, 11, 22)}, "before the court filed", id="before filing"),
            pytest.param({"served_on": date(2026, 11, 26)}, "has not come yet", id="tomorrow"),
            pytest.param({"person": "Rafael Ortega"}, "letter for letter", id="another name"),
            pytest.param({"papers": ("Complaint",)}, "every paper that was filed", id="a paper short"),
        ],
    )
    def test_a_worthless_proof_is_refused_and_nothing_is_kept(
        self, california: Office, change: dict[str, object], words: str
    ) -> None:
        task = self.served(california)
        told = replace(report("Rafael Ortega Villanueva", date(2026, 11, 24)), **change)  # type: ignore[arg-type]
        with pytest.raises(ProofRefused, match=words):
            prove(california.services, california.attorney, task.id, told)
        with california.services.database.unit_of_work() as work:
            assert work.services.get(task.id) == task

    def test_a_question_of_the_rules_on_service_comes_first(self, california: Office) -> None:
        task = self.served(california)
        question = Finding(rule="ca.sc.served_packet", severity=Severity.ATTEST, message="All enclosures?")
        california.services.assembler.rule_findings[Step.SERVE] = (question,)  # type: ignore[attr-defined]
        told = report("Rafael Ortega Villanueva", date(2026, 11, 24))
        with pytest.raises(AnswersNeeded, match=r"ca\.sc\.served_packet"):
            prove(california.services, california.attorney, task.id, told)
        packet = california.packet.id
        answer_at_filing(
            california.services, california.attorney, packet, "ca.sc.served_packet", met=True, note="seen"
        )
        assert prove(california.services, california.attorney, task.id, told).state is ServiceState.SERVED

    def test_proof_filed_in_the_same_case_starts_the_answer_and_the_default(self, california: Office) -> None:
        """Served Tuesday 2026-11-24: day 30 is Thursday, December 24; default from the next court day, Monday the 28th."""
        task = self.served(california)
        told = report("Rafael Ortega Villanueva", date(2026, 11, 24))
        proved = prove(california.services, california.attorney, task.id, told)
        assert proved.completed_on == date(2026, 11, 24)
        assert proved.proof_packet_id is not None
        assert deadlines(california, california.now(_filing(california, task))) == []
        proof = california.file_packet(proved.proof_packet_id)
        envelope = california.server.court.envelopes[1].envelope
        assert envelope.case.docket_number == "EX-2026-00001", "the number that the court gave the complaint"
        california.pass_time(6)
        assert california.now(proof).state is State.ACCEPTED
        filing = california.now(_filing(california, task))
        assert filing.state is State.SERVED
        assert states(california, filing) == {"obligor": "proof_filed"}
        assert deadlines(california, filing) == [
            ("answer", date(2026, 12, 24)),
            ("default_from", date(2026, 12, 28)),
        ]

    def test_a_rejected_proof_starts_nothing_and_its_mended_one_does(self, california: Office) -> None:
        task = self.served(california)
        told = report("Rafael Ortega Villanueva", date(2026, 11, 24))
        proved = prove(california.services, california.attorney, task.id, told)
        california.server.court._use[0] = "late_reject"
        assert proved.proof_packet_id is not None
        proof = california.file_packet(proved.proof_packet_id)
        california.pass_time(6)
        filing = california.now(_filing(california, task))
        assert filing.state is State.ACCEPTED
        assert deadlines(california, filing) == []
        assert "mend it" in tasks(california, filing)[0].problem
        from api.filings.mending import mend

        mended, _ = mend(california.services, california.attorney, proof.id)
        california.server.court._use[0] = "accept"
        california.file_packet(mended.id)
        california.pass_time(6)
        assert california.now(filing).state is State.SERVED
        assert len(deadlines(california, filing)) == 2

    def test_oregon_is_served_when_both_proofs_are_in(self, oregon: Office) -> None:
        """Served 2026-11-24 and 2026-11-25: 30 days are Thursday the 24th, and Christmas, moved to Monday."""
        filing = accepted(oregon)
        oregon.clock.advance(3 * DAY)
        by_who = {task.who: task for task in tasks(oregon, filing)}
        for who, name, on in (
            ("obligor", "박지훈 (Park Ji-hoon)", date(2026, 11, 24)),
            ("obligee", "Hana Whitfield", date(2026, 11, 25)),
        ):
            proved = prove(oregon.services, oregon.attorney, by_who[who].id, report(name, on))
            assert proved.proof_packet_id is not None
            oregon.file_packet(proved.proof_packet_id)
            oregon.pass_time(6)
            expected = State.SERVED if who == "obligee" else State.ACCEPTED
            assert oregon.now(filing).state is expected
        assert deadlines(oregon, filing) == [
            ("appear_after_summons", date(2026, 12, 24)),
            ("appear_after_summons", date(2026, 12, 28)),
            ("default_from", date(2026, 12, 28)),
            ("default_from", date(2026, 12, 29)),
        ]


def test_a_protected_persons_address_is_in_no_proof(oregon: Office) -> None:
    from api.service.parties import to_serve
    from assembly.intake import read_facts
    from tests.api.conftest import CASES

    facts = read_facts((CASES / "washington-establish.facts.json").read_bytes())
    person = to_serve("obligee", facts)
    assert person.protected
    assert person.address is None
    assert person.recipient.address is None


def _filing(office: Office, task: ServiceTask) -> StoredFiling:
    with office.services.database.unit_of_work() as work:
        return work.filings.get(task.filing_id)
