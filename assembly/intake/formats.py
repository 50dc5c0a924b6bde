"""What single facts must look like beyond their type: identifiers, telephone numbers, ranges."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assembly.model.case import Attorney, IvdCase
from assembly.model.children import Child, Parentage
from assembly.model.court import Court, Facilitator
from assembly.model.guideline import Guideline, WorksheetParentFacts
from assembly.model.income import Diligence, Income
from assembly.model.orders import CostShare, SupportOrder
from assembly.model.people import Employer, PartyAttorney, Person
from assembly.model.procedure import Proceeding
from assembly.model.withholding import Contact, Withholding


@dataclass(frozen=True)
class Format:
    """A pattern that text matches whole, or the bounds of a number; `expected` says it in words."""

    expected: str
    pattern: str = ""
    lowest: int | None = None
    highest: int | None = None

    def faults(self, value: object) -> Iterator[str]:
        """Yield what is wrong with a value that has the right type."""
        if self.pattern:
            if not re.fullmatch(self.pattern, str(value)):
                yield "does not look right"
        elif isinstance(value, int | Decimal):
            if self.lowest is not None and value < self.lowest:
                yield f"is less than {self.lowest}"
            if self.highest is not None and value > self.highest:
                yield f"is more than {self.highest}"


SSN = Format("a social security number as 000-00-0000", r"[0-9]{3}-[0-9]{2}-[0-9]{4}")
FEIN = Format("an employer identification number as 00-0000000", r"[0-9]{2}-[0-9]{7}")
STATE = Format("the two capital letters of a state or territory", r"[A-Z]{2}")
STATE_OR_NONE = Format(STATE.expected, r"([A-Z]{2})?")
LANGUAGE = Format('a language code, such as "es"', r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
EMAIL = Format("an e-mail address, or nothing", r"([^@\s<>]+@[^@\s<>]+\.[^@\s<>]+)?")
PHONE = Format(
    "a telephone number such as 408-555-0142, or +44 20 7946 0000, or nothing",
    r"((\+?1[ .-]?)?(\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-]?)[0-9]{3}[ .-]?[0-9]{4}( ?(x|ext\.?) ?[0-9]{1,6})?"
    r"|\+[2-9][0-9 ]{6,18})?",
)
IVD_CASE_ID = Format(
    "1 to 15 characters, without a space in front, a backslash or an asterisk", r"[^\s\\*][^\\*]{0,14}"
)
REMITTANCE_ID = Format("1 to 20 characters without space at either end", r"\S(.{0,18}\S)?")
COURT_ID = Format('the id of a court profile, such as "us-ca-santa-clara"', r"[a-z]{2}(-[a-z]+)+")
PERCENT = Format("a percentage from 0 to 100", lowest=0, highest=100)
DAY_OF_MONTH = Format("a day of the month, 1 to 31", lowest=1, highest=31)
NIGHTS = Format("nights in a year, 0 to 365", lowest=0, highest=365)
NOT_NEGATIVE = Format("nothing below zero", lowest=0)
ANY_AMOUNT = Format("any amount")

FORMATS: Mapping[tuple[type, str], Format] = {
    (Attorney, "phone"): PHONE,
    (Attorney, "email"): EMAIL,
    (Child, "ssn"): SSN,
    (Contact, "phone"): PHONE,
    (Contact, "email"): EMAIL,
    (CostShare, "obligor_percent"): PERCENT,
    (Court, "id"): COURT_ID,
    (Court, "state"): STATE,
    (Diligence, "contact_attempts"): NOT_NEGATIVE,
    (Employer, "fein"): FEIN,
    (Employer, "phone"): PHONE,
    (Employer, "work_state"): STATE,
    (Facilitator, "phone"): PHONE,
    (Guideline, "timeshare_percent"): PERCENT,
    (Income, "net_disposable_monthly"): ANY_AMOUNT,
    (IvdCase, "id"): IVD_CASE_ID,
    (IvdCase, "officer_phone"): PHONE,
    (Parentage, "state"): STATE_OR_NONE,
    (PartyAttorney, "phone"): PHONE,
    (PartyAttorney, "email"): EMAIL,
    (Person, "email"): EMAIL,
    (Person, "language"): LANGUAGE,
    (Person, "license_state"): STATE,
    (Person, "phone"): PHONE,
    (Person, "ssn"): SSN,
    (Proceeding, "state"): STATE_OR_NONE,
    (SupportOrder, "due_day"): DAY_OF_MONTH,
    (Withholding, "employer"): NOT_NEGATIVE,
    (Withholding, "remittance_id"): REMITTANCE_ID,
    (WorksheetParentFacts, "nonjoint_children"): NOT_NEGATIVE,
    (WorksheetParentFacts, "overnights"): NIGHTS,
}


def format_of(cls: type, field: str, shape: Any) -> Format | None:
    """Return the format of a field; an amount without one of its own may not be below zero."""
    return FORMATS.get((cls, field), NOT_NEGATIVE if shape is Decimal else None)
