"""The court, as its papers name it. What a court accepts is a court profile, kept in `efiling`."""

from datetime import date, time

from assembly.model.people import Address
from assembly.model.value import value


@value
class Facilitator:
    """The office that helps people without a lawyer."""

    name: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""


@value
class Court:
    """A trial court and the branch that hears the case.

    `id` names the court profile, such as "us-ca-santa-clara".
    """

    id: str
    county: str
    state: str
    branch: str = ""
    address: Address | None = None
    mailing_address: Address | None = None
    department: str = ""
    facilitator: Facilitator = Facilitator()
    appointed_counsel_text: str = ""


@value
class Hearing:
    """When and where the court hears a matter. Times are the court's own."""

    day: date
    begins_at: time
    department: str = ""
    room: str = ""
    address: Address | None = None
    judicial_officer: str = ""
    remote_appearance: str = ""
    reservation_number: str = ""
