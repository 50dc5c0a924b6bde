"""Service through the e-filing manager: whom to serve, and what became of it."""

from datetime import datetime

from assembly.model.people import Address, PersonName
from assembly.model.value import value
from efiling.model.ids import CaseId, EnvelopeId, FilingId, PartyRef
from efiling.model.party import Organization


@value
class ServiceContact:
    """A person or office that is served through the court's e-filing manager, for a party.

    `contact_id` is the manager's id, `party` whom the contact stands for. A contact that the
    manager does not know yet has no id, and is told in full: `name`, `firm`, and how it is reached.
    """

    contact_id: str
    service_code: str
    party: PartyRef
    name: PersonName | Organization | None = None
    firm: str = ""
    email: str = ""
    phone: str = ""
    address: Address | None = None

    @property
    def is_full(self) -> bool:
        """Whether more than the id is told."""
        return self.name is not None


@value
class ServedRecipient:
    """What became of the service on one contact, in the court's words; `served_at` and `opened_at` in UTC."""

    contact_id: str = ""
    name: str = ""
    firm: str = ""
    email: str = ""
    status: str = ""
    served_at: datetime | None = None
    opened_at: datetime | None = None


@value
class ServiceReceipt:
    """The court's answer to a request to serve: its ids, and what became of each recipient so far."""

    filing_ids: tuple[FilingId, ...] = ()
    envelope_id: EnvelopeId | None = None
    received_at: datetime | None = None
    recipients: tuple[ServedRecipient, ...] = ()


@value
class ServiceNews:
    """What a court reports of its own accord of the service on one recipient.

    `reference` is ours, of the lead document; empty where the court left it out.
    """

    filing_id: FilingId | None = None
    envelope_id: EnvelopeId | None = None
    case_id: CaseId | None = None
    reference: str = ""
    recipient: ServedRecipient = ServedRecipient()


@value
class ServiceList:
    """Whom a court would serve electronically in a case."""

    case_id: CaseId | None = None
    contacts: tuple[ServiceContact, ...] = ()
