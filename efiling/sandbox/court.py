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
from decimal import Decimal
from random import Random

import pikepdf

from efiling.courts import CourtProfile
from efiling.model import (
    CaseId,
    Content,
    CourtError,
    DocumentReview,
    Envelope,
    EnvelopeId,
    Fee,
    FeeQuote,
    Filing,
    FilingId,
    FilingStatus,
    Outcome,
    Receipt,
    ReviewResult,
    StampedCopy,
)
from efiling.sandbox.checks import check
from efiling.sandbox.records import DocumentRecord, EnvelopeRecord, FilingRecord
from efiling.sandbox.script import BUILT_IN, FAULTS_AFTER, FAULTS_BEFORE, REVIEWS, Script, Step
from efiling.sandbox.stamp import Rectangle, endorse

WORDS = {
    Outcome.RECEIVED: "submitted",
    Outcome.UNDER_REVIEW: "under-review",
    Outcome.ACCEPTED: "accepted",
    Outcome.PARTLY_ACCEPTED: "partially-accepted",
    Outcome.REJECTED: "rejected",
    Outcome.CANCELLED: "cancelled",
}
"""The court's words for where a filing stands."""

STAMP_SPACE: Rectangle = (420, 50, 590, 126)
UNKNOWN_FILING = CourtError(code="724", text="Filing id not known")
NOT_CANCELLABLE = CourtError(code="725", text="The clerk has taken the filing up")
SCRIPT_COMMENT = "sandbox:"
"""A filer's comment that begins so names the script for its envelope."""


@dataclass(frozen=True, slots=True)
class Report:
    """A callback that is due: where to, in which version of the standard, and what it says."""

    url: str
    version: str
    court: str
    result: ReviewResult


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
        self.closed_until: datetime | None = None
        self._faults_done: set[Step] = set()
        self._random = Random(seed)  # noqa: S311 - ids of a toy court
        self._lock = threading.RLock()

    # what filers do

    def receive(self, envelope: Envelope, *, version: str = "4") -> Receipt | tuple[CourtError, ...]:
        """Take an envelope in and return its receipt, or the codes for which it is refused."""
        if found := check(envelope, self.profile):
            return found
        with self._lock:
            record = self._enter(envelope, version)
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
            return self._status(*found) if found else None

    def details(self, filing_id: FilingId) -> ReviewResult | None:
        """Return all that there is of a filing, or None."""
        with self._lock:
            found = self._find(filing_id)
            return self._result(*found, step=None) if found else None

    def filings(self, since: datetime | None = None, until: datetime | None = None) -> list[FilingStatus]:
        """Return the filings received in a span of time, both ends included."""
        with self._lock:
            return [
                self._status(record, filing)
                for record in self.envelopes
                if (since is None or record.received_at >= since)
                and (until is None or record.received_at <= until)
                for filing in record.filings
            ]

    def cases(self, *, docket_number: str = "", case_id: str = "") -> list[Envelope]:
        """Return the cases with a docket number or id, each as the envelope that opened it, with its numbers."""
        with self._lock:
            found: dict[str, Envelope] = {}
            for record in self.envelopes:
                named = docket_number and record.docket_number == docket_number
                if record.case_id not in found and (named or (case_id and record.case_id == case_id)):
                    case = replace(
                        record.envelope.case, case_id=record.case_id, docket_number=record.docket_number
                    )
                    known = (
                        replace(p, court_id=p.court_id or f"{record.case_id}-{p.ref}")
                        for p in record.envelope.parties
                    )
                    found[record.case_id] = replace(record.envelope, case=case, parties=tuple(known))
            return list(found.values())

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
            return self._status(record, filing)

    def fees(self, envelope: Envelope) -> FeeQuote:
        """Return what an envelope costs: nothing for an exempt agency, the table's fee otherwise."""
        exempt = str(self.profile.mapping("fees.agency_exempt").get("code", ""))
        if envelope.payment.exemption_code and envelope.payment.exemption_code == exempt:
            return FeeQuote(
                total=Decimal("0.00"), fees=(Fee(reason=f"Exempt: {exempt}", amount=Decimal("0.00")),)
            )
        codes = self.profile.codes["filing_code"]
        table = {
            codes.code_for(word): Decimal(str(amount))
            for word, amount in self.profile.mapping("fees.table").items()
        }
        fees = tuple(
            Fee(reason=document.title, amount=table.get(document.filing_code, Decimal("0.00")))
            for document in envelope.documents
        )
        return FeeQuote(total=sum((fee.amount for fee in fees), Decimal("0.00")), fees=fees)

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
                        reports += self._act(record, step)
                        acts += 1
        for report in reports:
            self.deliver(report)
        return acts

    def close_for(self, seconds: float) -> None:
        """Be out of order for a while."""
        self.closed_until = self.clock() + timedelta(seconds=seconds)

    @property
    def is_closed(self) -> bool:
        """Whether the court is out of order now."""
        return self.closed_until is not None and self.clock() < self.closed_until

    def _enter(self, envelope: Envelope, version: str) -> EnvelopeRecord:
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
            version=version,
            docket_number=envelope.case.docket_number,
        )
        self.envelopes.append(record)
        return record

    def _filing(self, filing: Filing) -> FilingRecord:
        documents = [DocumentRecord(filing.lead, is_lead=True)]
        documents += [DocumentRecord(connected, is_lead=False) for connected in filing.connected]
        return FilingRecord(FilingId(self._guid()), filing, documents)

    def _act(self, record: EnvelopeRecord, step: Step) -> list[Report]:
        if step.do == "defer":
            for filing in record.filings:
                filing.under_review = True
        if step.do not in REVIEWS - {"defer"}:
            return []
        for document in self._meant(record, step):
            self._decide(record, document, step)
        if step is record.script[-1]:
            rest = Step(after_seconds=step.after_seconds, do="accept", docket=step.docket, stamp=step.stamp)
            for document in self._meant(record, rest):
                self._decide(record, document, rest)
        return [
            report
            for filing in record.filings
            if filing.outcome not in (Outcome.RECEIVED, Outcome.UNDER_REVIEW) and not filing.reported
            for report in self._reports(record, filing, step)
        ]

    def _meant(self, record: EnvelopeRecord, step: Step) -> list[DocumentRecord]:
        """The documents that a step decides: its own, or all that nobody has decided."""
        everyone = record.documents
        if step.document is None:
            meant = [document for document in everyone if document.outcome is Outcome.RECEIVED]
        else:
            meant = [everyone[min(step.document, len(everyone)) - 1]]
        return [document for document in meant if not self._filing_of(record, document).cancelled]

    def _decide(self, record: EnvelopeRecord, document: DocumentRecord, step: Step) -> None:
        document.reviewed_at = self.clock().astimezone(UTC)
        if step.do == "accept":
            document.outcome = Outcome.ACCEPTED
            record.docket_number = record.docket_number or step.docket or self._next_docket()
            if step.stamp:
                document.stamped = [
                    (attachment.file_name, self._stamped(record, attachment.content))
                    for attachment in document.document.attachments
                ]
        else:
            document.outcome = Outcome.REJECTED if step.do == "reject" else Outcome.CANCELLED
            document.reason, document.comment = step.reason, step.comment

    def _stamped(self, record: EnvelopeRecord, content: Content) -> Content:
        space = self.profile.items("layout.clerk_space_pt")
        numbers = [float(str(number)) for number in space]
        try:
            stamped = endorse(
                content.read(),
                filed_at=record.received_at.astimezone(self.profile.zone),
                docket_number=record.docket_number,
                court=self.profile.name,
                space=(numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else STAMP_SPACE,
            )
        except pikepdf.PdfError:
            return content  # accepted with its damage, and not stamped
        return Content.of(stamped)

    def _next_docket(self) -> str:
        taken = {record.docket_number for record in self.envelopes}
        number = 1
        while (docket := f"EX-{self.clock():%Y}-{number:05d}") in taken:
            number += 1
        return docket

    # what it says

    def _reports(self, record: EnvelopeRecord, filing: FilingRecord, step: Step) -> list[Report]:
        filing.reported = True
        if step.callback == "never" or not record.envelope.callback_url:
            return []
        report = Report(
            url=record.envelope.callback_url,
            version=record.version,
            court=step.callback_court or record.envelope.court,
            result=self._result(record, filing, step=step),
        )
        return [report, report] if step.callback == "twice" else [report]

    def _result(self, record: EnvelopeRecord, filing: FilingRecord, *, step: Step | None) -> ReviewResult:
        unknown = step is not None and step.callback_filing == "random"
        reviewed = [document.reviewed_at for document in filing.documents if document.reviewed_at]
        return ReviewResult(
            filing_id=FilingId(self._guid()) if unknown else filing.filing_id,
            envelope_id=None if unknown else record.envelope_id,
            case_id=record.case_id,
            court=(step.callback_court if step else "") or record.envelope.court,
            outcome=filing.outcome,
            status=WORDS[filing.outcome],
            docket_number=record.docket_number,
            case_title=record.envelope.case.title,
            filed_at=record.received_at,
            completed_at=max(reviewed, default=None),
            documents=tuple(self._review(document) for document in filing.documents),
            fees=self.fees(record.envelope).fees,
        )

    def _review(self, record: DocumentRecord) -> DocumentReview:
        reasons = {
            str(row.get("code")): str(row.get("text", row.get("code")))
            for row in self.profile.items("reject.reasons")
            if isinstance(row, dict)
        }
        return DocumentReview(
            reference=record.document.reference,
            title=record.document.title,
            filing_code=record.document.filing_code,
            is_lead=record.is_lead,
            outcome=record.outcome,
            reasons=(f"{record.reason} {reasons.get(record.reason, '')}".strip(),) if record.reason else (),
            comments=record.comment,
            reviewer="Sandbox Clerk" if record.reviewed_at else "",
            reviewed_at=record.reviewed_at,
            stamped=tuple(StampedCopy(file_name=name, content=content) for name, content in record.stamped),
        )

    def _status(self, record: EnvelopeRecord, filing: FilingRecord) -> FilingStatus:
        return FilingStatus(
            filing_id=filing.filing_id,
            envelope_id=record.envelope_id,
            case_id=record.case_id,
            outcome=filing.outcome,
            status=WORDS[filing.outcome],
            submitted_at=record.received_at,
            docket_number=record.docket_number,
            reference=filing.filing.lead.reference,
            title=filing.filing.lead.title,
        )

    def _find(self, filing_id: FilingId) -> tuple[EnvelopeRecord, FilingRecord] | None:
        for record in self.envelopes:
            for filing in record.filings:
                if filing.filing_id == filing_id:
                    return record, filing
        return None

    def _filing_of(self, record: EnvelopeRecord, document: DocumentRecord) -> FilingRecord:
        return next(filing for filing in record.filings if document in filing.documents)

    def _guid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))
