"""What a server reports of one service, in the fewest words that prove it."""

from datetime import date, time
from decimal import Decimal

from assembly.model.people import Address
from assembly.model.service import (
    AddressSource,
    MailingManner,
    Recipient,
    Server,
    Service,
    ServiceMethod,
)
from assembly.model.value import value


@value
class ServerReport:
    """What the server says.

    `person` is the name of the one served as the server wrote it. `papers` are the titles that the
    server lists; empty means the papers exactly as they were handed over. Dates and times are those
    of the place of service.
    """

    method: ServiceMethod
    person: str
    server: Server
    served_on: date | None = None
    served_at: time | None = None
    place: str = ""
    papers: tuple[str, ...] = ()
    received_by: str = ""
    receiver_described: str = ""
    mailed_on: date | None = None
    follow_up_mailed_on: date | None = None
    follow_up_address: Address | None = None
    acknowledged_on: date | None = None
    completed_on: date | None = None
    tracking: str = ""
    manner: MailingManner = MailingManner.COLLECTED
    after_judgment: bool = False
    address_verified_by: AddressSource | None = None
    address_verified_on: date | None = None
    address_verified_how: str = ""
    court_order_text: str = ""
    signed_on: date | None = None
    sheriff: bool = False
    military_facts: str = ""
    fee: Decimal | None = None


def service_of(report: ServerReport, *, recipient: Recipient, papers: tuple[str, ...]) -> Service:
    """Return a report as the facts hold a service; the person's name stays as the server wrote it."""
    return Service(
        method=report.method,
        documents=report.papers or papers,
        server=report.server,
        recipients=(
            Recipient(
                name=report.person,
                role=recipient.role,
                address=recipient.address,
                verified_by=report.address_verified_by,
                verified_on=report.address_verified_on,
                verified_how=report.address_verified_how,
            ),
        ),
        served_on=report.served_on,
        completed_on=report.completed_on,
        served_at=report.served_at,
        manner=report.manner,
        place=report.place,
        after_judgment=report.after_judgment,
        signed_on=report.signed_on,
        received_by=report.received_by,
        receiver_described=report.receiver_described,
        follow_up_mailed_on=report.follow_up_mailed_on,
        follow_up_address=report.follow_up_address,
        tracking=report.tracking,
        mailed_on=report.mailed_on,
        acknowledged_on=report.acknowledged_on,
        court_order_text=report.court_order_text,
        sheriff=report.sheriff,
        military_facts=report.military_facts,
        fee=report.fee,
    )
