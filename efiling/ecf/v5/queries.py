"""Questions about filings that an ECF 5 court has, and the request to cancel one."""

from collections.abc import Mapping
from datetime import datetime

from assembly.model.people import PersonName
from efiling.ecf.message import Message, finish
from efiling.ecf.v5 import parts
from efiling.ecf.v5.names import NAMESPACES
from efiling.ecf.xml import Element, Writer
from efiling.errors import NotOffered
from efiling.model import CaseId, EnvelopeId, FilingId, Organization


class Asking:
    """Who asks which court; every question begins with it."""

    def __init__(self, *, court: str, callback_url: str, namespaces: Mapping[str, str] = NAMESPACES) -> None:
        self.court, self.callback_url, self.namespaces = court, callback_url, namespaces

    def filing_status(self, filing_id: FilingId, *, at: datetime) -> Message:
        """Return the question where a filing stands, with all its details."""
        w = self._writer("GetFilingStatusRequest")
        message = w(
            "statusq:GetFilingStatusRequestMessage",
            *self._head(w, at),
            w(
                "statusq:FilingStatusQueryCriteria",
                w("j:CaseNumberText"),
                parts.identification(w, "nc:DocumentIdentification", filing_id, "FILINGID"),
            ),
            w(
                "tyler:GetFilingStatusRequestMessageAugmentation",
                w("tyler:IncludeFilingDetailIndicator", "true"),
            )
            if w.knows("tyler")
            else None,
        )
        return finish(w, w("wrappers:GetFilingStatusRequest", message))

    def filing_list(
        self, *, since: datetime, until: datetime, at: datetime, envelope_id: EnvelopeId | None = None
    ) -> Message:
        """Return the question which filings we submitted in a span of time."""
        w = self._writer("GetFilingListRequest")
        number = parts.identification(w, "nc:DocumentIdentification", envelope_id or "", "ENVELOPEID")
        message = w(
            "listq:GetFilingListRequestMessage",
            *self._head(w, at),
            w(
                "listq:FilingListQueryCriteria",
                w(
                    "nc:DateRange",
                    parts.at(w, "nc:StartDate", since),
                    parts.at(w, "nc:EndDate", until),
                ),
                number if envelope_id else None,
            ),
        )
        return finish(w, w("wrappers:GetFilingListRequest", message))

    def case(self, *, at: datetime, docket_number: str = "", case_id: CaseId | None = None) -> Message:
        """Return the question for a case with its participants, by its docket number, its id, or both."""
        w = self._writer("GetCaseRequest")
        message = w(
            "caseq:GetCaseRequestMessage",
            *self._head(w, at),
            w(
                "caseq:CaseQueryCriteria",
                w("caseq:IncludeCalendarEventIndicator", "false"),
                w("caseq:IncludeDocketEntryIndicator", "false"),
                w("caseq:IncludeParticipantsIndicator", "true"),
                parts.identification(w, "ecf:CaseTrackingID", case_id) if case_id else None,
                w("j:CaseNumberText", docket_number),
            ),
        )
        return finish(w, w("wrappers:GetCaseRequest", message))

    def policy(self, *, at: datetime) -> Message:
        """Return the question what the court accepts and where its code lists are."""
        w = self._writer("GetPolicyRequest")
        criteria = w("policyq:PolicyQueryCriteria")
        message = w("policyq:GetPolicyRequestMessage", *self._head(w, at), criteria)
        return finish(w, w("wrappers:GetPolicyRequest", message))

    def case_list(self, docket_number: str, *, at: datetime) -> Message:
        """Return the question which cases have a docket number.

        Raises:
            NotOffered: the court has the standard only, which lists cases by people and dates.
        """
        w = self._writer("GetCaseListRequest")
        if not w.knows("tyler"):
            raise NotOffered("question for the cases of a number", "Ask for the case itself.")
        number = w("tyler:GetCaseListRequestMessageAugmentation", w("j:CaseNumberText", docket_number))
        return self._case_list(w, at, w("caselistq:CaseListQueryCriteria"), number)

    def case_list_of(self, name: PersonName | Organization, *, at: datetime) -> Message:
        """Return the question in which cases a person or organisation is."""
        w = self._writer("GetCaseListRequest")
        who = (
            w("nc:EntityOrganization", w("nc:OrganizationName", name.name))
            if isinstance(name, Organization)
            else w("nc:EntityPerson", parts.person_name(w, name))
        )
        criteria = w("caselistq:CaseListQueryCriteria", w("caselistq:CaseParticipant", who))
        return self._case_list(w, at, criteria, None)

    def _case_list(self, w: Writer, at: datetime, criteria: Element, more: Element | None) -> Message:
        message = w("caselistq:GetCaseListRequestMessage", *self._head(w, at), criteria, more)
        return finish(w, w("wrappers:GetCaseListRequest", message))

    def service_information(
        self, *, at: datetime, docket_number: str = "", case_id: CaseId | None = None
    ) -> Message:
        """Return the question whom the court would serve electronically in a case."""
        w = self._writer("GetServiceInformationRequest")
        message = w(
            "serviceq:GetServiceInformationRequestMessage",
            *self._head(w, at),
            parts.identification(w, "ecf:CaseTrackingID", case_id) if case_id else None,
            w("j:CaseNumberText", docket_number),
        )
        return finish(w, w("wrappers:GetServiceInformationRequest", message))

    def cancel(self, filing_id: FilingId, *, at: datetime) -> Message:
        """Return the request to drop a filing that the clerk has not taken up."""
        w = self._writer("CancelFilingRequest")
        number = parts.identification(w, "nc:DocumentIdentification", filing_id, "FILINGID")
        message = w("cancel:CancelFilingMessage", number, *self._sender(w, at))
        return finish(w, w("wrappers:CancelFilingRequest", message))

    def _head(self, w: Writer, at: datetime) -> list[Element]:
        number = parts.identification(w, "nc:DocumentIdentification", parts.instant(at), "MESSAGEID")
        return [number, *self._sender(w, at)]

    def _sender(self, w: Writer, at: datetime) -> list[Element]:
        return parts.head(w, location=self.callback_url, court=self.court, posted_at=at)

    def _writer(self, message: str) -> Writer:
        return parts.writer(message, self.namespaces)
