"""The sandbox court's ECF 5 services: a message in, the answer out."""

from dataclasses import replace
from datetime import UTC
from decimal import Decimal

from efiling.ecf.message import Message
from efiling.ecf.reading import Parts, child, first, identification, local, moment, text
from efiling.ecf.spoken import spoken
from efiling.ecf.v5.answers import Answering
from efiling.ecf.v5.policy import policy_answer
from efiling.ecf.v5.read_case import name_of
from efiling.ecf.v5.read_filing import read_review_filing
from efiling.ecf.v5.service import service_information, service_receipt
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    CourtError,
    Envelope,
    FeeQuote,
    FilingId,
    FilingStatus,
    Policy,
    Receipt,
    ReviewResult,
    ServiceList,
    ServiceReceipt,
)
from efiling.sandbox.court import UNKNOWN_CASE, UNKNOWN_FILING, SandboxCourt
from efiling.sandbox.ecf4 import policy
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
            case "GetCaseListRequest":
                return self._cases(message)
            case "GetPolicyRequest":
                return policy_answer(self._speaking(message), self._policy())
            case "GetServiceInformationRequest":
                return self._service_information(message)
            case "ServeFilingRequest":
                return self._serve(message, parts)
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
            case "GetCaseListRequest":
                return speaking.cases([], found)
            case "GetPolicyRequest":
                return policy_answer(speaking, self._policy(), found)
            case "GetServiceInformationRequest":
                return service_information(speaking, ServiceList(), found)
            case "ServeFilingRequest":
                return service_receipt(speaking, ServiceReceipt(), found)
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
        answer = self.court.receive(envelope, how=spoken(message))
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

    def _cases(self, message: Element) -> Message:
        request = first(message, "GetCaseListRequestMessage")
        docket = text(child(request, "GetCaseListRequestMessageAugmentation", "CaseNumberText"))
        name = name_of(first(request, "CaseParticipant"))
        return self._speaking(message).cases(self.court.cases(docket_number=docket, name=name))

    def _service_information(self, message: Element) -> Message:
        request = first(message, "GetServiceInformationRequestMessage")
        case_id = text(request, "CaseTrackingID", "IdentificationID")
        docket = text(request, "CaseNumberText")
        found = self.court.cases(docket_number=docket, case_id=case_id)
        known = self.court.service_list(found[0].case.case_id or "") if found else None
        if known is None:
            return self.refusal(message, UNKNOWN_CASE)
        return service_information(self._speaking(message), known)

    def _serve(self, message: Element, parts: Parts) -> Message:
        envelope = read_review_filing(message, roles=roles(self.court.profile), parts=parts)
        answer = self.court.serve(envelope, how=spoken(message))
        if isinstance(answer, ServiceReceipt):
            return service_receipt(self._speaking(message), answer)
        return service_receipt(self._speaking(message), ServiceReceipt(), answer)

    def _policy(self) -> Policy:
        places = {
            "FilingReviewMDE": "filingreviewservice.svc",
            "CourtRecordMDE": "courtrecordservice.svc",
            "CourtPolicyMDE": "CourtPolicyservice.svc",
            "ServiceMDE": "service.svc",
        }
        services = tuple((name, f"{self.location}ecf5/{path}") for name, path in places.items())
        return replace(policy(self.court.profile, self.location, version="5"), services=services)

    def _cancel(self, message: Element) -> Message:
        answer = self.court.cancel(_filing_id(first(message, "CancelFilingMessage")))
        if isinstance(answer, CourtError):
            return self.refusal(message, answer)
        return self._speaking(message).cancelled(answer)

    def _speaking(self, message: Element) -> Answering:
        court = first(message, "CaseCourt")
        name = text(court, "OrganizationIdentification", "IdentificationID")
        now = self.court.clock().astimezone(UTC)
        names = spoken(message).namespaces
        return Answering(
            court=name or self.court.profile.id, at=now, location=self.location, namespaces=names
        )


def _filing_id(holder: Element | None) -> FilingId:
    number = identification(holder, "FILINGID") if holder is not None else ""
    return FilingId(number or text(holder, "DocumentIdentification", "IdentificationID"))
