"""The sandbox court's ECF 4 services: a message in, the answer out."""

from datetime import UTC, date
from decimal import Decimal

from efiling.courts import CourtProfile
from efiling.courts.published import ELEMENTS
from efiling.ecf.message import Message
from efiling.ecf.reading import Parts, child, first, identification, local, moment, text
from efiling.ecf.spoken import spoken
from efiling.ecf.v4.answers import NO_ERROR, Answering
from efiling.ecf.v4.policy import policy_answer
from efiling.ecf.v4.read_case import name_of
from efiling.ecf.v4.read_filing import read_core_filing, read_review_filing
from efiling.ecf.v4.service import service_information, service_receipt
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    CodeListPlace,
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
from efiling.sandbox.faults import Broken
from efiling.sandbox.roles import roles
from efiling.sandbox.script import FAULTS_BEFORE

OPERATIONS = (
    "ReviewFiling",
    "GetFilingStatus",
    "GetFilingList",
    "GetFeesCalculation",
    "GetPolicy",
    "GetCaseList",
    "GetCase",
    "GetServiceInformation",
    "ServeFiling",
)
"""What the court does, by the names that the standard's policy knows."""


class Ecf4Services:
    """Answers every ECF 4 message that the sandbox court knows."""

    def __init__(self, court: SandboxCourt, *, location: str) -> None:
        self.court, self.location = court, location

    def answer(self, message: Element, parts: Parts) -> Message:
        """Return the answer to a message.

        Raises:
            MessageInvalid: the court has no such operation.
        """
        match local(message):
            case "ReviewFilingRequestMessage":
                return self._review(message, parts)
            case "FilingStatusQueryMessage":
                return self._status(message)
            case "FilingDetailQueryMessage":
                return self._details(message)
            case "FilingListQueryMessage":
                return self._list(message)
            case "CancelFilingMessage":
                return self._cancel(message)
            case "FeesCalculationQueryMessage":
                return self._fees(message, parts)
            case "CoreFilingMessage":
                return self._serve(message, parts)
            case "CaseListQueryMessage":
                return self._cases(message)
            case "ServiceInformationQueryMessage":
                return self._service_information(message)
            case "CaseQueryMessage":
                found = self.court.cases(case_id=text(first(message, "CaseTrackingID")))
                error = NO_ERROR if found else UNKNOWN_CASE
                return self._speaking(message).case(found[0] if found else None, [error])
            case "CourtPolicyQueryMessage":
                return policy_answer(self._speaking(message), policy(self.court.profile, self.location))
            case name:
                raise MessageInvalid(name, ["this court has no such operation"])

    def refusal(self, message: Element, error: CourtError) -> Message:
        """Return the answer that refuses a message, of the kind that its sender waits for."""
        speaking, found = self._speaking(message), [error]
        match local(message):
            case "FilingStatusQueryMessage":
                return speaking.filing_status(FilingStatus(), found)
            case "FilingDetailQueryMessage":
                return speaking.filing_details(ReviewResult(), found)
            case "FilingListQueryMessage":
                return speaking.filing_list([], found)
            case "CancelFilingMessage":
                return speaking.cancelled(FilingStatus(), found)
            case "CaseListQueryMessage":
                return speaking.cases([], found)
            case "CaseQueryMessage":
                return speaking.case(None, found)
            case "CoreFilingMessage":
                return service_receipt(speaking, ServiceReceipt(), found)
            case "ServiceInformationQueryMessage":
                return service_information(speaking, ServiceList(), found)
            case "CourtPolicyQueryMessage":
                return policy_answer(speaking, policy(self.court.profile, self.location), found)
            case "FeesCalculationQueryMessage":
                return speaking.fees(FeeQuote(total=Decimal(0)), found)
            case _:
                return speaking.receipt(Receipt(filing_ids=()), found)

    def _review(self, message: Element, parts: Parts) -> Message:
        envelope = read_review_filing(message, roles=roles(self.court.profile), parts=parts)
        step = self.court.next_fault(envelope)
        if step is not None and step.do in FAULTS_BEFORE:
            raise Broken(step)
        answer = self.court.receive(envelope, how=spoken(message))
        if step is not None:
            raise Broken(step, self._receipt(message, envelope, answer))
        return self._receipt(message, envelope, answer)

    def _receipt(
        self, message: Element, envelope: Envelope, answer: Receipt | tuple[CourtError, ...]
    ) -> Message:
        speaking = self._speaking(message)
        if isinstance(answer, Receipt):
            return speaking.receipt(answer)
        return speaking.receipt(Receipt(filing_ids=(), court=envelope.court), answer)

    def _status(self, message: Element) -> Message:
        status = self.court.status(_filing_id(message))
        if status is None:
            return self._speaking(message).filing_status(FilingStatus(), [UNKNOWN_FILING])
        return self._speaking(message).filing_status(status)

    def _details(self, message: Element) -> Message:
        result = self.court.details(_filing_id(message))
        if result is None:
            return self._speaking(message).filing_details(ReviewResult(), [UNKNOWN_FILING])
        return self._speaking(message).filing_details(result)

    def _list(self, message: Element) -> Message:
        span = child(message, "DateRange")
        since, until = moment(child(span, "StartDate"), UTC), moment(child(span, "EndDate"), UTC)
        return self._speaking(message).filing_list(self.court.filings(since, until))

    def _cancel(self, message: Element) -> Message:
        answer = self.court.cancel(_filing_id(message))
        if isinstance(answer, CourtError):
            return self._speaking(message).cancelled(FilingStatus(), [answer])
        return self._speaking(message).cancelled(answer, [NO_ERROR])

    def _serve(self, message: Element, parts: Parts) -> Message:
        envelope = read_core_filing(message, roles=roles(self.court.profile), parts=parts)
        answer = self.court.serve(envelope, how=spoken(message))
        if isinstance(answer, ServiceReceipt):
            return service_receipt(self._speaking(message), answer)
        return service_receipt(self._speaking(message), ServiceReceipt(), answer)

    def _cases(self, message: Element) -> Message:
        participant = first(message, "CaseListQueryCaseParticipant")
        name = name_of(first(participant, "CaseParticipant"))
        found = self.court.cases(docket_number=text(first(message, "CaseDocketID")), name=name)
        return self._speaking(message).cases(found)

    def _service_information(self, message: Element) -> Message:
        known = self.court.service_list(text(message, "CaseTrackingID"))
        if known is None:
            return self.refusal(message, UNKNOWN_CASE)
        return service_information(self._speaking(message), known)

    def _fees(self, message: Element, parts: Parts) -> Message:
        core = first(message, "CoreFilingMessage")
        if core is None:
            raise MessageInvalid(local(message), ["it has no CoreFilingMessage"])
        envelope: Envelope = read_core_filing(core, roles=roles(self.court.profile), parts=parts)
        return self._speaking(message).fees(self.court.fees(envelope))

    def _speaking(self, message: Element) -> Answering:
        court = first(message, "CaseCourt")
        name = text(court, "OrganizationIdentification", "IdentificationID")
        names = spoken(message).namespaces
        return Answering(court=name or self.court.profile.id, location=self.location, namespaces=names)


def _filing_id(message: Element) -> FilingId:
    number = identification(message, "FILINGID") or text(
        message, "DocumentIdentification", "IdentificationID"
    )
    return FilingId(number)


def policy(profile: CourtProfile, location: str, *, version: str = "4") -> Policy:
    """Return the policy that a court with this profile publishes, by the version of the standard."""
    updated = date.fromisoformat(profile.edition[:10])
    return Policy(
        version=profile.edition,
        updated=updated,
        document_bytes=profile.limit("limits.document_bytes"),
        message_bytes=profile.limit("limits.message_bytes"),
        many_leads=(profile.limit("packet.lead_documents_per_envelope") or 2) > 1,
        code_lists=tuple(
            CodeListPlace(
                element=ELEMENTS[version].get(name, name),
                url=f"{location}codes/{name}.zip",
                effective=updated,
            )
            for name in sorted(profile.codes)
        ),
        operations=OPERATIONS,
    )
