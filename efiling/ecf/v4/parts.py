"""The small structures of which every ECF 4 message is made."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from assembly.model.people import Address, PersonName
from efiling.ecf.usps import STATES
from efiling.ecf.v4.names import NAMESPACES, PROFILE
from efiling.ecf.v4.order import ORDER
from efiling.ecf.xml import Element, Writer
from efiling.model import CourtError, Fee


def writer(message: str, namespaces: Mapping[str, str] = NAMESPACES) -> Writer:
    """Return a writer of ECF 4 elements."""
    return Writer(message, namespaces=namespaces, order=ORDER)


def vendor_tag(w: Writer, name: str) -> str:
    """Return a document's tag: the vendor's where the court has the vendor's elements, else the standard's."""
    if w.knows("tyler"):
        return f"tyler:{name}"
    return f"core:{name}" if name.startswith("Filing") else f"ecf:{name}"


def identification(w: Writer, tag: str, number: str, category: str = "", source: str = "") -> Element:
    """Return an identification; its category says what kind of number it is."""
    return w(
        tag,
        w("nc:IdentificationID", number),
        w.optional("nc:IdentificationCategoryText", category),
        w.optional("nc:IdentificationSourceText", source),
    )


def sender(w: Writer, location: str) -> list[Element]:
    """Return who sends the message: the address that the other side may call back."""
    return [
        identification(w, "ecf:SendingMDELocationID", location),
        w("ecf:SendingMDEProfileCode", PROFILE),
    ]


def court(w: Writer, code: str) -> Element:
    """Return the court, named by its location code."""
    return w("j:CaseCourt", identification(w, "nc:OrganizationIdentification", code))


def on(w: Writer, tag: str, day: date | None) -> Element | None:
    """Return a date without time, or None."""
    return None if day is None else w(tag, w("nc:Date", day.isoformat()))


def at(w: Writer, tag: str, moment: datetime | None) -> Element | None:
    """Return a point in time with its zone, or None."""
    return None if moment is None else w(tag, w("nc:DateTime", moment.isoformat().replace("+00:00", "Z")))


def person_name(w: Writer, name: PersonName) -> Element:
    """Return a person's name."""
    return w(
        "nc:PersonName",
        w.optional("nc:PersonGivenName", name.first),
        w.optional("nc:PersonMiddleName", name.middle),
        w.optional("nc:PersonSurName", name.last),
        w.optional("nc:PersonNameSuffixText", name.suffix),
    )


def contact(w: Writer, *, email: str, phone: str, address: Address | None) -> Element | None:
    """Return how somebody is reached, or None where nothing is known."""
    means = (
        w.optional("nc:ContactEmailID", email),
        _telephone(w, phone) if phone.strip() else None,
        w("nc:ContactMailingAddress", _structured(w, address)) if address else None,
    )
    return w("nc:ContactInformation", *means) if any(m is not None for m in means) else None


def _telephone(w: Writer, phone: str) -> Element:
    number = w("nc:FullTelephoneNumber", w("nc:TelephoneNumberFullID", phone))
    return w("nc:ContactTelephoneNumber", number)


def _structured(w: Writer, address: Address) -> Element:
    known_state = address.state in STATES
    domestic = address.country == "US"
    return w(
        "nc:StructuredAddress",
        w("nc:LocationStreet", w("nc:StreetFullText", address.line1)),
        w.optional("nc:AddressSecondaryUnitText", address.line2),
        w("nc:LocationCityName", address.city),
        w("nc:LocationStateUSPostalServiceCode" if known_state else "nc:LocationStateName", address.state),
        w("nc:LocationCountryFIPS10-4Code" if domestic else "nc:LocationCountryName", address.country),
        w("nc:LocationPostalCode", address.zip_code),
    )


def status(w: Writer, code: str, description: str = "") -> Element:
    """Return the status of a filing in the court's words."""
    return w(
        "ecf:FilingStatus",
        w.optional("nc:StatusDescriptionText", description),
        w("ecf:FilingStatusCode", code),
    )


def errors(w: Writer, found: Iterable[CourtError]) -> list[Element]:
    """Return the error codes of an answer."""
    return [w("ecf:Error", w("ecf:ErrorCode", e.code), w("ecf:ErrorText", e.text)) for e in found]


def charge(w: Writer, fee: Fee, account: str = "") -> Element:
    """Return one charge, with the payment account that it is taken from."""
    amount = w("cbc:Amount", money(fee.amount))
    amount.set("currencyID", "USD")
    means = w("cac:PaymentMeans", w("cbc:PaymentMeansCode"), w("cbc:PaymentID", account)) if account else None
    return w(
        "cac:AllowanceCharge",
        w("cbc:ChargeIndicator", "true"),
        w.optional("cbc:AllowanceChargeReason", fee.reason),
        amount,
        means,
    )


def money(amount: Decimal) -> str:
    """Return dollars as messages write them, never with an exponent."""
    return f"{amount:f}"
