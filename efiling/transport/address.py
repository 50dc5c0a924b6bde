"""Where a court is reached, by what names we are known there, and how long it may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from efiling.model import Envelope
from efiling.transport.credentials import PaymentAccount

SECONDS: Mapping[str, float] = {
    "ReviewFiling": 180.0,
    "ServeFiling": 180.0,
    "GetFeesCalculation": 60.0,
    "GetCaseList": 60.0,
    "GetCase": 60.0,
    "GetServiceInformation": 60.0,
}
"""How long an operation may take. Courts have been seen to take minutes over a filing.

What reaches into the court's own system is slower than what its e-filing manager knows itself.
"""

DEFAULT_SECONDS = 30.0
"""How long every other operation may take."""


NO_ADDRESS = "Its operator gave no address for that; ask for it and write it into the settings."
"""What to do where a court has a service and nobody knows its address."""


@dataclass(frozen=True, slots=True)
class Address:
    """The Filing Review service of one court, seen from us.

    `filing_review` is the service's URL, `submitter` our log-in's id, `callback_url` where the
    court reports to. `court_record` is the service that is asked for cases, `court_policy` the one
    that is asked for the policy in ECF 5, `service` the one that serves without filing; each is
    empty where there is none. `payment_account` is charged where an envelope names none.
    `seconds` overrides how long an operation may take, `namespaces` is the table of the court's
    version.
    """

    court: str
    filing_review: str
    submitter: str
    callback_url: str
    zone: tzinfo
    namespaces: Mapping[str, str]
    court_record: str = ""
    court_policy: str = ""
    service: str = ""
    payment_account: PaymentAccount | None = None
    seconds: Mapping[str, float] = field(default_factory=lambda: SECONDS)

    def charged(self, envelope: Envelope) -> Envelope:
        """Return an envelope that names the account it is charged to: its own, or else the office's."""
        if self.payment_account is None or envelope.payment.account_id:
            return envelope
        return replace(envelope, payment=replace(envelope.payment, account_id=self.payment_account.id))
