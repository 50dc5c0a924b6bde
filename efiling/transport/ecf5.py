"""A court that speaks ECF 5, behind the protocol that every court fits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from assembly.model.people import PersonName
from efiling.ecf.message import Message
from efiling.ecf.plain import left_out
from efiling.ecf.v5 import read_answers as read
from efiling.ecf.v5.filing import fees_query, review_filing, serve_filing
from efiling.ecf.v5.names import services
from efiling.ecf.v5.policy import read_policy
from efiling.ecf.v5.queries import Asking
from efiling.ecf.v5.read_review import read_filing_details
from efiling.ecf.v5.read_service import read_service_information, read_service_receipt
from efiling.errors import NotAuthenticated, NotOffered
from efiling.model import (
    CaseId,
    CaseOnFile,
    Envelope,
    EnvelopeId,
    FeeQuote,
    FilingId,
    FilingStatus,
    Organization,
    Outcome,
    PartyRole,
    Policy,
    Receipt,
    ReviewResult,
    ServiceList,
    ServiceReceipt,
)
from efiling.transport.address import DEFAULT_SECONDS, NO_ADDRESS, Address
from efiling.transport.login import Login
from efiling.transport.sense import sensible
from efiling.transport.wire import Answer, Wire

T = TypeVar("T")

_OF_COURT_RECORD = frozenset({"GetCase", "GetCaseList", "GetServiceInformation"})


class Ecf5Court:
    """The Filing Review service of an ECF 5 court."""

    def __init__(self, wire: Wire, address: Address, *, login: Login | None = None) -> None:
        self.wire, self.address, self.login = wire, address, login
        self._asking = Asking(
            court=address.court, callback_url=address.callback_url, namespaces=address.namespaces
        )

    def review_filing(self, envelope: Envelope) -> Receipt:
        """Send an envelope; see `FilingReview`. An answer that makes no sense leaves the outcome unknown."""
        return self._ask(
            "ReviewFiling",
            lambda: review_filing(
                self.address.charged(envelope), posted_at=self._now(), namespaces=self._names
            ),
            self._receipt,
        )

    def filing_status(self, filing_id: FilingId) -> FilingStatus:
        """Ask where one filing stands."""
        return self._ask(
            "GetFilingStatus",
            lambda: self._asking.filing_status(filing_id, at=self._now()),
            lambda answer: read.read_filing_status(answer.message, zone=self.address.zone),
        )

    def filing_details(self, filing_id: FilingId) -> ReviewResult:
        """Ask for all the court says of one filing; in ECF 5 the status answer has it."""
        return self._ask(
            "GetFilingStatus",
            lambda: self._asking.filing_status(filing_id, at=self._now()),
            lambda answer: read_filing_details(answer.message, parts=answer.parts, zone=self.address.zone),
        )

    def filing_list(
        self,
        *,
        since: datetime,
        until: datetime,
        envelope_id: EnvelopeId | None = None,
        docket_number: str = "",
    ) -> tuple[FilingStatus, ...]:
        """Ask for the filings that we submitted in a span of time."""
        found = self._ask(
            "GetFilingList",
            lambda: self._asking.filing_list(
                since=since, until=until, at=self._now(), envelope_id=envelope_id
            ),
            lambda answer: read.read_filing_list(answer.message, zone=self.address.zone),
        )
        return tuple(
            status
            for status in found
            if (envelope_id is None or status.envelope_id == envelope_id)
            and (not docket_number or status.docket_number in ("", docket_number))
        )

    def fee_quote(self, envelope: Envelope) -> FeeQuote:
        """Ask what an envelope would cost."""
        return self._ask(
            "GetFeesCalculation",
            lambda: fees_query(self.address.charged(envelope), posted_at=self._now(), namespaces=self._names),
            lambda answer: read.read_fees(answer.message),
        )

    def serve(self, envelope: Envelope) -> ServiceReceipt:
        """Have documents served without filing them; an answer that makes no sense leaves it unknown."""
        charged = self.address.charged(envelope)
        return self._ask(
            "ServeFiling",
            lambda: serve_filing(charged, posted_at=self._now(), namespaces=self._names),
            lambda answer: sensible(self.wire.court, lambda: self._served(answer)),
        )

    def _served(self, answer: Answer) -> ServiceReceipt:
        return read_service_receipt(answer.message, zone=self.address.zone)

    def policy(self) -> Policy:
        """Ask what the court accepts and where its code lists are; at most once a day, say operators."""
        return self._ask(
            "GetPolicy",
            lambda: self._asking.policy(at=self._now()),
            lambda answer: read_policy(answer.message),
        )

    def cases(self, docket_number: str, *, roles: Mapping[str, PartyRole]) -> tuple[CaseOnFile, ...]:
        """Ask which cases have a docket number; the standard alone knows one case to a number."""
        if "tyler" not in self._names:
            return self._case(roles, docket_number=docket_number)
        return self._ask(
            "GetCaseList",
            lambda: self._asking.case_list(docket_number, at=self._now()),
            lambda answer: read.read_cases(answer.message, roles=roles),
        )

    def cases_of(
        self, name: PersonName | Organization, *, roles: Mapping[str, PartyRole]
    ) -> tuple[CaseOnFile, ...]:
        """Ask in which cases a person or organisation is."""
        return self._ask(
            "GetCaseList",
            lambda: self._asking.case_list_of(name, at=self._now()),
            lambda answer: read.read_cases(answer.message, roles=roles),
        )

    def service_list(self, case_id: CaseId) -> ServiceList:
        """Ask whom the court would serve electronically in a case."""
        return self._ask(
            "GetServiceInformation",
            lambda: self._asking.service_information(case_id=case_id, at=self._now()),
            lambda answer: replace(read_service_information(answer.message), case_id=case_id),
        )

    def leaves_out(self, envelope: Envelope) -> tuple[str, ...]:
        """Return what of an envelope the court's messages cannot say."""
        return () if "tyler" in self._names else left_out(envelope, version="5")

    def case(self, case_id: CaseId, *, roles: Mapping[str, PartyRole]) -> CaseOnFile | None:
        """Ask for a case with its parties; None where the court has none."""
        found = self._case(roles, case_id=case_id)
        return found[0] if found else None

    def _case(
        self, roles: Mapping[str, PartyRole], *, docket_number: str = "", case_id: CaseId | None = None
    ) -> tuple[CaseOnFile, ...]:
        return self._ask(
            "GetCase",
            lambda: self._asking.case(docket_number=docket_number, case_id=case_id, at=self._now()),
            lambda answer: read.read_cases(answer.message, roles=roles),
        )

    def cancel(self, filing_id: FilingId) -> FilingStatus:
        """Ask the court to drop a filing; the answer says only that it did."""
        self._ask(
            "CancelFiling",
            lambda: self._asking.cancel(filing_id, at=self._now()),
            lambda answer: read.read_done(answer.message),
        )
        return FilingStatus(filing_id=filing_id, outcome=Outcome.CANCELLED, status="cancelled")

    @property
    def _names(self) -> Mapping[str, str]:
        return self.address.namespaces

    def _now(self) -> datetime:
        return self.wire.clock().astimezone(UTC)

    def _ask(self, operation: str, build: Callable[[], Message], understand: Callable[[Answer], T]) -> T:
        """Call the court; where our log-in has run out, log in again and repeat, once."""
        try:
            return understand(self._call(operation, build()))
        except NotAuthenticated:
            if self.login is None:
                raise
            self.login.renew()
            return understand(self._call(operation, build()))

    def _call(self, operation: str, message: Message) -> Answer:
        mde, url = "FilingReviewMDE", self.address.filing_review
        if operation in _OF_COURT_RECORD:
            mde, url = "CourtRecordMDE", self.address.court_record
        elif operation == "GetPolicy":
            mde, url = "CourtPolicyMDE", self.address.court_policy
        elif operation == "ServeFiling":
            mde, url = "ServiceMDE", self.address.service
        if not url:
            raise NotOffered(operation, NO_ADDRESS)
        return self.wire.call(
            url,
            f"{services(self._names)}/{mde}/{operation}",
            message,
            timeout_seconds=self.address.seconds.get(operation, DEFAULT_SECONDS),
            headers=(self.login.header(),) if self.login else (),
        )

    def _receipt(self, answer: Answer) -> Receipt:
        zone = self.address.zone
        return sensible(self.wire.court, lambda: read.read_receipt(answer.message, zone=zone))
