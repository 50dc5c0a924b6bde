"""The small structures of which every ECF 5 message is made."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from assembly.model.people import Address, PersonName
from efiling.ecf.usps import STATES
from efiling.ecf.v5.names import NAMESPACES, PROFILE
from efiling.ecf.v5.order import ORDER
from efiling.ecf.xml import Element, Writer
from efiling.model import Fee


def writer(message: str, namespaces: Mapping[str, str] = NAMESPACES) -> Writer:
    """Return a writer of ECF 5 elements."""
    return Writer(message, namespaces=namespaces, order=ORDER)


def identification(w: Writer, tag: str, number: str, category: str = "", source: str = "") -> Element:
    """Return an identification; its category says what kind of number it is."""
    return w(
        tag,
        w("nc:IdentificationID", number),
        w.optional("nc:IdentificationCategoryDescriptionText", category),
        w.optional("nc:IdentificationSourceText", source),
    )


def numbers(w: Writer, found: Iterable[tuple[str, str | None]]) -> list[Element]:
    """Return a document's identifications, those left out that have no number."""
    return [
        identification(w, "nc:DocumentIdentification", number, category)
        for category, number in found
        if number
    ]


def head(w: Writer, *, location: str, court: str, posted_at: datetime) -> list[Element]:
    """Return what every message has besides its ids: the sender, the court, and when it was sent."""
    return [
        identification(w, "ecf:SendingMDELocationID", location),
        w("ecf:ServiceInteractionProfileCode", PROFILE),
        case_court(w, court),
        w("nc:DocumentPostDate", w("nc:DateTime", instant(posted_at))),
    ]


def case_court(w: Writer, code: str) -> Element:
    """Return the court, named by its location code."""
    return w("j:CaseCourt", identification(w, "nc:OrganizationIdentification", code))


def on(w: Writer, tag: str, day: date | None) -> Element | None:
    """Return a date without time, or None."""
    return None if day is None else w(tag, w("nc:Date", day.isoformat()))


def at(w: Writer, tag: str, moment: datetime | None) -> Element | None:
    """Return a point in time with its zone, or None."""
    return None if moment is None else w(tag, w("nc:DateTime", instant(moment)))


def instant(moment: datetime) -> str:
    """Return a point in time as messages write it."""
    return moment.isoformat().replace("+00:00", "Z")


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
        _mailing(w, address) if address else None,
    )
    return w("nc:ContactInformation", *means) if any(m is not None for m in means) else None


def _telephone(w: Writer, phone: str) -> Element:
    number = w("nc:FullTelephoneNumber", w("nc:TelephoneNumberFullID", phone))
    return w("nc:ContactTelephoneNumber", number)


def _mailing(w: Writer, address: Address) -> Element:
    kind = "nc:LocationStateUSPostalServiceCode" if address.state in STATES else "nc:LocationStateName"
    return w(
        "nc:ContactMailingAddress",
        w(
            "nc:LocationStreet",
            w("nc:StreetFullText", address.line1),
            w.optional("nc:StreetExtensionText", address.line2),
        ),
        w("nc:LocationCityName", address.city),
        w("nc:LocationState", w(kind, address.state)),
        w("nc:LocationCountry", w("nc:LocationCountryName", address.country)),
        w("nc:LocationPostalCode", address.zip_code),
    )


def clerk_words(w: Writer, reasons: Iterable[str], comments: str) -> Element | None:
    """Return why a clerk rejected something and what he says of it, where the vendor's courts tell it."""
    told = (
        w.optional("tyler:ReviewCommentsText", comments),
        w.optional("tyler:RejectReasonCode", "; ".join(reasons)),
    )
    return w("tyler:FilingStatusAugmentation", *told) if any(part is not None for part in told) else None


def status(w: Writer, code: str, description: str = "", words: Element | None = None) -> Element:
    """Return the status of a filing in the court's words; `words` are the clerk's."""
    return w(
        "ecf:FilingStatus",
        words,
        w.optional("nc:StatusDescriptionText", description),
        w("ecf:FilingReviewStatusCode", code),
    )


def charge(w: Writer, fee: Fee, account: str = "") -> Element:
    """Return one charge, with the payment account that it is taken from."""
    amount = w("cbc:Amount", f"{fee.amount:f}")
    amount.set("currencyID", "USD")
    means = w("cac:PaymentMeans", w("cbc:PaymentMeansCode"), w("cbc:PaymentID", account)) if account else None
    return w(
        "cac:AllowanceCharge",
        w("cbc:ChargeIndicator", "true"),
        w.optional("cbc:AllowanceChargeReason", fee.reason),
        amount,
        means,
    )


def payment(
    w: Writer, fees: Iterable[Element], *, payer: str = "", code: str = "", text: str = ""
) -> Element:
    """Return a payment message: the charges, who pays, and why nothing is owed."""
    name = w("nc:EntityOrganization", w("nc:OrganizationName", payer)) if payer else None
    return w(
        "payment:PaymentMessage",
        w("cac:Address"),
        *fees,
        w.optional("ecf:FeeExceptionReasonCode", code),
        w.optional("ecf:FeeExceptionSupportingText", text),
        w("payment:CorrectedPaymentIndicator", "false"),
        w("payment:Payer", name),
    )


def amount(w: Writer, tag: str, dollars: Decimal) -> Element:
    """Return an amount in dollars."""
    return w(tag, w("nc:Amount", f"{dollars:f}"), w("nc:CurrencyCode", "USD"))
