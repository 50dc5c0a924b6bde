"""Questions about filings that a court has: status, list, details; and the request to cancel one."""

from collections.abc import Mapping
from datetime import datetime

from assembly.model.people import PersonName
from efiling.ecf.message import Message, finish
from efiling.ecf.v4 import parts
from efiling.ecf.v4.filing import query_submitter
from efiling.ecf.v4.names import NAMESPACES
from efiling.ecf.xml import Element, Writer
from efiling.errors import NotOffered
from efiling.model import CaseId, FilingId, Organization


class Asking:
    """Who asks which court; every question begins with it.

    `submitter` is our log-in's id, `callback_url` the address that we are known by.
    """

    def __init__(
        self, *, court: str, submitter: str, callback_url: str, namespaces: Mapping[str, str] = NAMESPACES
    ) -> None:
        self.court, self.submitter, self.callback_url = court, submitter, callback_url
        self.namespaces = namespaces

    def filing_status(self, filing_id: FilingId) -> Message:
        """Return the question where a filing stands."""
        return self._of_one("statusq:FilingStatusQueryMessage", filing_id)

    def filing_details(self, filing_id: FilingId) -> Message:
        """Return the question for all that the court says of a filing.

        Raises:
            NotOffered: the court has the standard only.
        """
        if "detailq" not in self.namespaces:
            raise NotOffered("question for details", "Ask for the status instead.")
        return self._of_one("detailq:FilingDetailQueryMessage", filing_id)

    def cancel(self, filing_id: FilingId) -> Message:
        """Return the request to drop a filing that the clerk has not taken up.

        Raises:
            NotOffered: the court has the standard only.
        """
        if "cancelq" not in self.namespaces:
            raise NotOffered("request to cancel", "Call the clerk, and have the filing returned.")
        return self._of_one("cancelq:CancelFilingMessage", filing_id)

    def filing_list(self, *, since: datetime, until: datetime, case_id: CaseId | None = None) -> Message:
        """Return the question which filings we submitted in a span of time."""
        w = self._writer("listq:FilingListQueryMessage")
        number = parts.identification(w, "nc:PersonOtherIdentification", self.submitter)
        root = w(
            "listq:FilingListQueryMessage",
            *self._asker(w),
            w.optional("nc:CaseTrackingID", case_id or ""),
            w("nc:DocumentSubmitter", w("nc:EntityPerson", number)),
            w(
                "nc:DateRange",
                parts.at(w, "nc:StartDate", since),
                parts.at(w, "nc:EndDate", until),
            ),
        )
        return finish(w, root)

    def policy(self) -> Message:
        """Return the question what the court accepts and where its code lists are."""
        w = self._writer("policyq:CourtPolicyQueryMessage")
        return finish(w, w("policyq:CourtPolicyQueryMessage", *self._asker(w)))

    def case_list(self, docket_number: str) -> Message:
        """Return the question which cases have a docket number."""
        w = self._writer("caselistq:CaseListQueryMessage")
        case = w("caselistq:CaseListQueryCase", w("nc:CaseDocketID", docket_number))
        return finish(w, w("caselistq:CaseListQueryMessage", *self._asker(w), case))

    def case_list_of(self, name: PersonName | Organization) -> Message:
        """Return the question in which cases a person or organisation is."""
        w = self._writer("caselistq:CaseListQueryMessage")
        who = (
            w("ecf:EntityOrganization", w("nc:OrganizationName", name.name))
            if isinstance(name, Organization)
            else w("ecf:EntityPerson", parts.person_name(w, name))
        )
        participant = w(
            "caselistq:CaseListQueryCaseParticipant",
            # in whatever role: the standard wants one, and an empty one is none
            w("ecf:CaseParticipant", who, w("ecf:CaseParticipantRoleCode")),
        )
        return finish(w, w("caselistq:CaseListQueryMessage", *self._asker(w), participant))

    def service_information(self, case_id: CaseId) -> Message:
        """Return the question whom the court would serve electronically in a case."""
        w = self._writer("serviceq:ServiceInformationQueryMessage")
        tag = "serviceq:ServiceInformationQueryMessage"
        return finish(w, w(tag, *self._asker(w), w("nc:CaseTrackingID", case_id)))

    def case(self, case_id: CaseId) -> Message:
        """Return the question for a case with its participants."""
        w = self._writer("caseq:CaseQueryMessage")
        criteria = w(
            "caseq:CaseQueryCriteria",
            w("caseq:IncludeParticipantsIndicator", "true"),
            w("caseq:IncludeDocketEntryIndicator", "false"),
            w("caseq:IncludeCalendarEventIndicator", "false"),
            w("caseq:DocketEntryTypeCodeFilterText", "false"),
            w("caseq:CalendarEventTypeCodeFilterText", "false"),
        )
        root = w("caseq:CaseQueryMessage", *self._asker(w), w("nc:CaseTrackingID", case_id), criteria)
        return finish(w, root)

    def _of_one(self, tag: str, filing_id: FilingId) -> Message:
        w = self._writer(tag)
        number = parts.identification(w, "nc:DocumentIdentification", filing_id, "FILINGID")
        return finish(w, w(tag, *self._asker(w), number))

    def _writer(self, tag: str) -> Writer:
        return parts.writer(tag.partition(":")[2], self.namespaces)

    def _asker(self, w: Writer) -> list[Element]:
        return [
            *parts.sender(w, self.callback_url),
            query_submitter(w, self.submitter),
            parts.court(w, self.court),
        ]
