"""A court to file with: takes envelopes, lets a scripted clerk review them, and reports back.

It behaves as courts do where that hurts: it knows no duplicates, so an envelope that is sent
twice is filed twice; its receipt says only that the envelope arrived. Ids, dates and answers
come from what is passed in, so that a test can run a week in a millisecond.
"""

import threading
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from assembly.model.people import PersonName
from efiling.courts import CourtProfile
from efiling.ecf.spoken import Spoken
from efiling.model import (
    CaseId,
    CourtError,
    Envelope,
    EnvelopeId,
    FeeQuote,
    Filing,
    FilingId,
    FilingStatus,
    Organization,
    Outcome,
    Receipt,
    ReviewResult,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)
from efiling.sandbox.checks import check
from efiling.sandbox.clerk import Clerk
from efiling.sandbox.docket import cases, has_party, service_list
from efiling.sandbox.fees import fee_quote
from efiling.sandbox.records import DocumentRecord, EnvelopeRecord, FilingRecord, ServiceRecord
from efiling.sandbox.saying import filing_status, review_result, with_addresses
from efiling.sandbox.script import BUILT_IN, FAULTS_AFTER, FAULTS_BEFORE, Script, Step

NO_RESULT = ReviewResult()
VENDOR_4 = Spoken("4", "4.0", vendor=True)
UNKNOWN_FILING = CourtError(code="724", text="Filing id not known")
NOBODY_TO_SERVE = CourtError(code="86", text="Service contact not attached")
UNKNOWN_CASE = CourtError(code="92", text="Invalid CaseTrackingID")
NOT_CANCELLABLE = CourtError(code="725", text="The clerk has taken the filing up")
SCRIPT_COMMENT = "sandbox:"
"""A filer's comment that begins so names the script for its envelope."""


@dataclass(frozen=True, slots=True)
class Report:
    """A callback that is due: where to, in which standard, and what it says.

    It tells either of a review (`result`) or of service on one recipient (`news`).
    """

    url: str
    how: Spoken
    court: str
    result: ReviewResult = NO_RESULT
    mtom: bool = False
    news: ServiceNews | None = None


class SandboxCourt:
    """The court's state and its clerk. Every method may be called from any thread."""

    def __init__(
        self,
        profile: CourtProfile,
        *,
        clock: Callable[[], datetime],
        deliver: Callable[[Report], None],
        scripts: Mapping[str, Script] = BUILT_IN,
        use: Sequence[str] = ("accept",),
        seed: int = 0,
    ) -> None:
        self.profile, self.clock, self.deliver = profile, clock, deliver
        self.scripts, self._use = scripts, deque(use)
        self.envelopes: list[EnvelopeRecord] = []
        self.services: list[ServiceRecord] = []
        self.location = ""
        self._clerk = Clerk(profile, clock=clock, taken=self._docket_numbers)
        self.closed_until: datetime | None = None
        self._faults_done: set[Step] = set()
        self._random = Random(seed)  # noqa: S311 - ids of a toy court
        self._lock = threading.RLock()

    # what filers do

    def receive(self, envelope: Envelope, *, how: Spoken = VENDOR_4) -> Receipt | tuple[CourtError, ...]:
        """Take an envelope in and return its receipt, or the codes for which it is refused.

        `how` is the standard that it came in, which the court will report back in.
        """
        if found := check(envelope, self.profile, how=how):
            return found
        with self._lock:
            record = self._enter(envelope, how)
        self.tick(only=lambda step: step.callback == "before_receipt")
        return Receipt(
            filing_ids=tuple(filing.filing_id for filing in record.filings),
            envelope_id=record.envelope_id,
            case_id=record.case_id,
            court=envelope.court,
            received_at=record.received_at,
        )

    def next_script(self, envelope: Envelope) -> Script:
        """Return the script for the next envelope: the one that it names, else the next in turn."""
        for document in envelope.documents:
            if document.comments.startswith(SCRIPT_COMMENT):
                name = document.comments.removeprefix(SCRIPT_COMMENT).strip()
                return self.scripts.get(name, BUILT_IN["accept"])
        return self.scripts[self._use[0]]

    def next_fault(self, envelope: Envelope) -> Step | None:
        """Return what goes wrong with the envelope that arrives now, each fault of a script once."""
        with self._lock:
            for step in self.next_script(envelope):
                if step.do in FAULTS_BEFORE | FAULTS_AFTER and step not in self._faults_done:
                    self._faults_done.add(step)
                    if step.do == "http_503":
                        self.close_for(step.for_seconds)
                    return step
        return None

    def status(self, filing_id: FilingId) -> FilingStatus | None:
        """Return where a filing stands, or None where the court does not know it."""
        with self._lock:
            found = self._find(filing_id)
            return filing_status(*found) if found else None

    def details(self, filing_id: FilingId) -> ReviewResult | None:
        """Return all that there is of a filing, or None."""
        with self._lock:
            found = self._find(filing_id)
            return (
                review_result(*found, profile=self.profile, fees=self.fees(found[0].envelope).fees)
                if found
                else None
            )

    def filings(self, since: datetime | None = None, until: datetime | None = None) -> list[FilingStatus]:
        """Return the filings received in a span of time, both ends included."""
        with self._lock:
            return [
                filing_status(record, filing)
                for record in self.envelopes
                if (since is None or record.received_at >= since)
                and (until is None or record.received_at <= until)
                for filing in record.filings
            ]

    def cases(
        self,
        *,
        docket_number: str = "",
        case_id: str = "",
        name: PersonName | Organization | None = None,
    ) -> list[Envelope]:
        """Return the cases with a docket number, an id or a party; each as the envelope that opened it."""

        def wanted(record: EnvelopeRecord) -> bool:
            named = docket_number and record.docket_number == docket_number
            known = case_id and record.case_id == case_id
            return bool(named or known or (name is not None and has_party(record, name)))

        with self._lock:
            return cases(self.envelopes, wanted)

    def service_list(self, case_id: str) -> ServiceList | None:
        """Return whom the court serves in a case, or None where it has no such case."""
        with self._lock:
            known = any(record.case_id == case_id for record in self.envelopes)
            return service_list(self.envelopes, case_id) if known else None

    def serve(self, envelope: Envelope, *, how: Spoken = VENDOR_4) -> ServiceReceipt | tuple[CourtError, ...]:
        """Serve documents without filing them: every contact is sent to at once, and reported when it is."""
        found = check(envelope, self.profile, how=how, filing=False)
        if not envelope.service_contacts:
            found = (*found, NOBODY_TO_SERVE)
        if found:
            return found
        with self._lock:
            service = ServiceRecord(
                envelope_id=EnvelopeId(str(200_001 + len(self.services))),
                filing_id=FilingId(self._guid()),
                envelope=envelope,
                received_at=self.clock().astimezone(UTC),
                how=how,
            )
            self.services.append(service)
        return service.receipt()

    def copy(self, sha256: str) -> bytes | None:
        """Return a stamped copy by its hash, where the clerk told it by its address."""
        with self._lock:
            for record in self.envelopes:
                for document in record.documents:
                    for _, content in document.stamped:
                        if content.sha256 == sha256:
                            return content.read()
        return None

    def cancel(self, filing_id: FilingId) -> FilingStatus | CourtError:
        """Drop a filing that the clerk has not taken up; else return why not."""
        with self._lock:
            found = self._find(filing_id)
            if found is None:
                return UNKNOWN_FILING
            record, filing = found
            if filing.outcome is not Outcome.RECEIVED:
                return NOT_CANCELLABLE
            filing.cancelled = True
            return filing_status(record, filing)

    def fees(self, envelope: Envelope) -> FeeQuote:
        """Return what an envelope costs: nothing for an exempt agency, the table's fee otherwise."""
        return fee_quote(envelope, self.profile)

    # what the clerk does

    def tick(self, only: Callable[[Step], bool] = lambda step: True) -> int:
        """Do every act that is due by the court's clock, and return how many were done."""
        with self._lock:
            reports: list[Report] = []
            acts = 0
            for record in self.envelopes:
                for number, step in enumerate(record.script):
                    due = record.received_at + timedelta(seconds=step.after_seconds)
                    if number not in record.done and due <= self.clock() and only(step):
                        record.done.add(number)
                        if self._clerk.act(record, step):
                            reports += self._decided(record, step)
                        acts += 1
            for service in self.services:
                if not service.reported:
                    service.reported = True
                    reports += self._service_reports(service)
                    acts += 1
        for report in reports:
            self.deliver(report)
        return acts

    def _decided(self, record: EnvelopeRecord, step: Step) -> list[Report]:
        """The reports of what has been decided in an envelope and not been told."""
        return [
            report
            for filing in record.filings
            if filing.outcome not in (Outcome.RECEIVED, Outcome.UNDER_REVIEW) and not filing.reported
            for report in self._reports(record, filing, step)
        ]

    def _service_reports(self, service: ServiceRecord) -> list[Report]:
        url = service.envelope.callback_url if service.how.vendor else ""  # the standard has no such callback
        told = service.news(self.clock().astimezone(UTC)) if url else ()
        return [Report(url, service.how, service.envelope.court, news=news) for news in told]

    def close_for(self, seconds: float) -> None:
        """Be out of order for a while."""
        self.closed_until = self.clock() + timedelta(seconds=seconds)

    @property
    def is_closed(self) -> bool:
        """Whether the court is out of order now."""
        return self.closed_until is not None and self.clock() < self.closed_until

    def _enter(self, envelope: Envelope, how: Spoken) -> EnvelopeRecord:
        script = self.next_script(envelope)
        if len(self._use) > 1:
            self._use.popleft()
        record = EnvelopeRecord(
            envelope_id=EnvelopeId(str(100_001 + len(self.envelopes))),
            case_id=envelope.case.case_id or CaseId(self._guid()),
            envelope=envelope,
            received_at=self.clock().astimezone(UTC),
            filings=[self._filing(filing) for filing in envelope.filings],
            script=script,
            how=how,
            docket_number=envelope.case.docket_number,
        )
        self.envelopes.append(record)
        return record

    def _filing(self, filing: Filing) -> FilingRecord:
        documents = [DocumentRecord(filing.lead, is_lead=True)]
        documents += [DocumentRecord(connected, is_lead=False) for connected in filing.connected]
        return FilingRecord(FilingId(self._guid()), filing, documents)

    # what it says

    def _reports(self, record: EnvelopeRecord, filing: FilingRecord, step: Step) -> list[Report]:
        filing.reported = True
        if step.callback == "never" or not record.envelope.callback_url:
            return []
        report = Report(
            url=record.envelope.callback_url,
            how=record.how,
            court=step.callback_court or record.envelope.court,
            result=self._reported(record, filing, step),
            mtom=step.mtom,
        )
        return [report, report] if step.callback == "twice" else [report]

    def _reported(self, record: EnvelopeRecord, filing: FilingRecord, step: Step) -> ReviewResult:
        """The review as the callback tells it, with what the script makes wrong in it."""
        fees = self.fees(record.envelope).fees
        result = review_result(record, filing, profile=self.profile, fees=fees)
        if step.copies == "url":
            result = with_addresses(result, f"{self.location}copies/")
        if step.callback_filing == "random":
            result = replace(result, filing_id=FilingId(self._guid()), envelope_id=None)
        return replace(result, court=step.callback_court) if step.callback_court else result

    def _find(self, filing_id: FilingId) -> tuple[EnvelopeRecord, FilingRecord] | None:
        for record in self.envelopes:
            for filing in record.filings:
                if filing.filing_id == filing_id:
                    return record, filing
        return None

    def _docket_numbers(self) -> set[str]:
        return {record.docket_number for record in self.envelopes}

    def _guid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))
