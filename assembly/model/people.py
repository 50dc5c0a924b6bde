"""People, how they are named, where they may be reached, and what protects them."""

import unicodedata
from datetime import date
from enum import StrEnum

from assembly.model.income import Income
from assembly.model.language import language_name
from assembly.model.value import value


def _family_name_first(letters: str) -> bool:
    """Say whether a name is written in Chinese or Korean letters, which put the family name first."""
    return all(unicodedata.name(letter, "").startswith(("CJK", "HANGUL")) for letter in letters)


@value
class PersonName:
    """A person's name as the court's record has it, every letter kept.

    One of `first` and `last` may be empty: many people have a single name.
    """

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name in reading order, such as "María José Ñuñez-Đặng Jr." or "王偉強"."""
        if self.first and self.last and _family_name_first(self.first + self.last):
            return self.last + self.first
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)

    @property
    def last_first(self) -> str:
        """The name as registers list it: "Last, First Middle Suffix"."""
        rest = " ".join(part for part in (self.first, self.middle, self.suffix) if part)
        return f"{self.last}, {rest}" if self.last and rest else self.last or rest

    @property
    def initials(self) -> str:
        """The initials, such as "M.Ñ.", for papers that may not name a child."""
        return "".join(f"{part[0]}." for part in (self.first, self.last) if part)

    def __str__(self) -> str:
        return self.full


@value
class Address:
    """A postal address in the form the mail takes it."""

    line1: str
    city: str
    state: str
    zip_code: str
    line2: str = ""
    country: str = "US"

    @property
    def street(self) -> str:
        """The first lines on one, such as "24405 Amador Street, Room 104"."""
        return ", ".join(line for line in (self.line1, self.line2) if line)

    @property
    def city_line(self) -> str:
        """The last line, such as "San Jose, CA 95113"."""
        return f"{self.city}, {self.state} {self.zip_code}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line that is not empty, top to bottom; a foreign country comes last."""
        country = "" if self.country == "US" else self.country
        return tuple(line for line in (self.line1, self.line2, self.city_line, country) if line)

    def __str__(self) -> str:
        return ", ".join(self.lines)


@value
class Safety:
    """What makes a person's whereabouts unprintable, and what may be printed instead.

    Source: 42 U.S.C. § 654(26); UIFSA § 312; state address confidentiality programs.
    """

    family_violence: bool = False
    nondisclosure_finding: bool = False
    address_confidentiality_program: bool = False
    protective_order: bool = False
    substitute_address: Address | None = None
    safe_contact: str = ""

    @property
    def address_protected(self) -> bool:
        """Whether no copy that the public or the other party may see can show where the person is."""
        return (
            self.family_violence
            or self.nondisclosure_finding
            or self.address_confidentiality_program
            or self.protective_order
        )


class EmploymentStatus(StrEnum):
    """Whether an employment is one that income can be withheld from now."""

    CURRENT = "current"
    ENDED = "ended"


@value
class Employer:
    """An employer or other payer of income."""

    name: str
    address: Address
    fein: str | None = None
    work_state: str | None = None
    federal_agency: bool = False
    phone: str = ""
    status: EmploymentStatus = EmploymentStatus.CURRENT


@value
class PartyAttorney:
    """A lawyer who represents a parent, not the agency."""

    name: str
    bar_number: str = ""
    firm: str = ""
    address: Address | None = None
    phone: str = ""
    email: str = ""


class MilitaryStatus(StrEnum):
    """What is known of military service (50 U.S.C. § 3931)."""

    IN_SERVICE = "in_service"
    NOT_IN_SERVICE = "not_in_service"
    UNKNOWN = "unknown"


@value
class Person:
    """A parent, a custodial party, or another natural person in the case."""

    name: PersonName
    aliases: tuple[str, ...] = ()
    birth_date: date | None = None
    ssn: str | None = None
    license_number: str | None = None
    license_state: str | None = None
    residence_address: Address | None = None
    mailing_address: Address | None = None
    phone: str = ""
    email: str = ""
    language: str = "en"
    safety: Safety = Safety()
    employers: tuple[Employer, ...] = ()
    income: Income | None = None
    attorney: PartyAttorney | None = None
    military: MilitaryStatus = MilitaryStatus.UNKNOWN
    incarcerated: bool = False
    supports_second_family: bool | None = None

    @property
    def contact_address(self) -> Address | None:
        """The address that a paper prints: mailing before residence."""
        return self.mailing_address or self.residence_address

    @property
    def language_name(self) -> str:
        """What the person's language is called in English."""
        return language_name(self.language)

    @property
    def ssn_last4(self) -> str | None:
        """The last four digits of the social security number, or None where it is not known."""
        return self.ssn[-4:] if self.ssn else None

    @property
    def birth_year(self) -> int | None:
        """The year of birth, the only part that some papers may show."""
        return self.birth_date.year if self.birth_date else None
