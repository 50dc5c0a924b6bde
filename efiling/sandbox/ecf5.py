"""The sandbox court's ECF 5 services: a message in, the answer out."""

from datetime import UTC
from decimal import Decimal

from efiling.ecf.message import Message
from efiling.ecf.reading import Parts, child, first, identification, local, moment, text
from efiling.ecf.v5.answers import Answering
from efiling.ecf.v5.read_filing import read_review_filing
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    CourtError,
    Envelope,
    FeeQuote,
    FilingId,
    FilingStatus,
    Receipt,
    ReviewResult,
)
from efiling.sandbox.court import UNKNOWN_CASE, UNKNOWN_FILING, SandboxCourt
from efiling.sandbox.faults import Broken
from efiling.sandbox.roles import roles
from efiling.sandbox.script import FAULTS_BEFORE


class Ecf5Services:
    """Answers every ECF 5 message that the sandbox court knows."""

    def __init__(self, court: SandboxCourt, *, location: str) -> None:
        self.court, self.location = court, location

    def answer(self, message: Element, parts: Parts) -> Message:
        """Return the answer to a message.

        Raises:
            MessageInvalid: the court has no such operation.
            Broken: something goes wrong on purpose.
        """
        match local(message):
            case "ReviewFilingRequest":
                return self._review(message, parts)
            case "GetFilingStatusRequest":
                return self._status(message)
            case "GetFilingListRequest":
                return self._list(message)
            case "CancelFilingRequest":
                return self._cancel(message)
            case "GetFeesCalculationRequest":
                envelope = read_review_filing(message, roles=roles(self.court.profile), parts=parts)
                return self._speaking(message).fees(self.court.fees(envelope))
            case "GetCaseRequest":
                return self._case(message)
            case name:
                raise MessageInvalid(name, ["this court has no such operation"])

    def refusal(self, message: Element, error: CourtError) -> Message:
        """Return the answer that refuses a message, of the kind that its sender waits for."""
        speaking, found = self._speaking(message), [error]
        match local(message):
            case "GetFilingStatusRequest":
                return speaking.filing_status(ReviewResult(status="received"), found)
            case "GetFilingListRequest":
                return speaking.filing_list([], found)
            case "GetCaseRequest":
                return speaking.case(None, found)
            case "CancelFilingRequest":
                return speaking.cancelled(FilingStatus(), found)
            case "GetFeesCalculationRequest":
                return speaking.fees(FeeQuote(total=Decimal(0)), found)
            case _:
                return speaking.receipt(Receipt(filing_ids=()), found)

    def _review(self, message: Element, parts: Parts) -> Message:
        envelope = read_review_filing(message, roles=roles(self.court.profile), parts=parts)
        step = self.court.next_fault(envelope)
        if step is not None and step.do in FAULTS_BEFORE:
            raise Broken(step)
        answer = self._receipt(message, envelope)
        if step is not None:
            raise Broken(step, answer)
        return answer

    def _receipt(self, message: Element, envelope: Envelope) -> Message:
        answer = self.court.receive(envelope, version="5")
        if isinstance(answer, Receipt):
            return self._speaking(message).receipt(answer)
        return self._speaking(message).receipt(Receipt(filing_ids=()), answer)

    def _status(self, message: Element) -> Message:
        result = self.court.details(_filing_id(first(message, "FilingStatusQueryCriteria")))
        if result is None:
            return self.refusal(message, UNKNOWN_FILING)
        return self._speaking(message).filing_status(result)

    def _list(self, message: Element) -> Message:
        span = child(first(message, "FilingListQueryCriteria"), "DateRange")
        since, until = moment(child(span, "StartDate"), UTC), moment(child(span, "EndDate"), UTC)
        return self._speaking(message).filing_list(self.court.filings(since, until))

    def _case(self, message: Element) -> Message:
        criteria = first(message, "CaseQueryCriteria")
        case_id = text(criteria, "CaseTrackingID", "IdentificationID")
        found = self.court.cases(docket_number=text(criteria, "CaseNumberText"), case_id=case_id)
        if not found and case_id:
            return self.refusal(message, UNKNOWN_CASE)
        return self._speaking(message).case(found[0] if found else None)

    def _cancel(self, message: Element) -> Message:
        answer = self.court.cancel(_filing_id(first(message, "CancelFilingMessage")))
        if isinstance(answer, CourtError):
            return self.refusal(message, answer)
        return self._speaking(message).cancelled(answer)

    def _speaking(self, message: Element) -> Answering:
        court = first(message, "CaseCourt")
        name = text(court, "OrganizationIdentification", "IdentificationID")
        now = self.court.clock().astimezone(UTC)
        return Answering(court=name or self.court.profile.id, at=now, location=self.location)


def _filing_id(holder: Element | None) -> FilingId:
    number = identification(holder, "FILINGID") if holder is not None else ""
    return FilingId(number or text(holder, "DocumentIdentification", "IdentificationID"))
