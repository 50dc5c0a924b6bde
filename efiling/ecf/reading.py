"""Reading what a court sends, leniently: by local name, with any part missing.

Courts add elements between releases, and use the standard's names and their vendor's for the
same thing. So nothing here looks at namespaces or positions, and nothing raises for what it
finds: a value that is missing or garbled reads as empty or None.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from efiling.ecf.xml import Element
from efiling.model import Content, CourtError, EnvelopeId, FilingId

Parts = Mapping[str, Content]
"""The files that came beside a message, or were lifted out of it, by content id."""


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children that have a local name."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at the end of a path of local names, or None."""
    if not path:
        return element
    for found in children(element, path[0]):
        if (end := child(found, *path[1:])) is not None:
            return end
    return None


def first(element: Element | None, *names: str) -> Element | None:
    """Return the first element, itself or below, that has one of the local names."""
    if element is None:
        return None
    return next((found for found in element.iter() if local(found) in names), None)


def every(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield every element below that has one of the local names."""
    if element is not None:
        yield from (found for found in element.iterdescendants() if local(found) in names)


_IS_NIL = ("true", "1")


def text(element: Element | None, *path: str) -> str:
    """Return the first trimmed text at the end of a path that is not empty or nil; empty where there is none."""
    return next(every_text(element, *path), "")


def every_text(element: Element | None, *path: str) -> Iterator[str]:
    """Yield the trimmed texts at the end of a path, without those that are empty or nil."""
    ends = [] if element is None else [element]
    for name in path:
        ends = [found for end in ends for found in end if local(found) == name]
    for found in ends:
        written = (found.text or "").strip()
        if written and not (found.attrib and attribute(found, "nil").strip() in _IS_NIL):
            yield written


def attribute(element: Element | None, name: str) -> str:
    """Return the value of the attribute with a local name; empty where there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


MAX_AMOUNT = Decimal(10) ** 15
"""No amount, size or count that a court means is larger; "1e999999" would be a way to fill memory."""


def decimal(raw: str) -> Decimal | None:
    """Return an amount, or None where the text is none of sensible size."""
    if len(raw) > 40:
        return None
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent  # a letter where the value is no number
    sensible = isinstance(exponent, int) and exponent > -20 and abs(value) < MAX_AMOUNT
    return value if sensible else None


_BYTES = {
    "b": 1,
    "byte": 1,
    "bytes": 1,
    "kb": 1000,
    "kilobyte": 1000,
    "kilobytes": 1000,
    "mb": 1_000_000,
    "megabyte": 1_000_000,
    "megabytes": 1_000_000,
}
"""What a unit is in bytes; the decimal reading is the stricter one, and courts do not say."""


def size_of(measure: Element | None) -> int | None:
    """Return the bytes that a measure stands for; one without a unit is in bytes; None where it makes no sense."""
    values = ("MeasureText", "MeasureValue", "MeasureDecimalValue", "MeasureValueText", "MeasureIntegerValue")
    number = decimal(next(filter(None, (text(measure, name) for name in values)), ""))
    unit = _BYTES.get(text(measure, "MeasureUnitText").casefold() or "byte")
    return int(number * unit) if number is not None and number >= 0 and unit is not None else None


def flag(raw: str) -> bool | None:
    """Return a boolean as XML writes it, or None."""
    return {"true": True, "1": True, "false": False, "0": False}.get(raw.strip().lower())


_DATES = ("DateTime", "dateTime", "Date", "DateRepresentation")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_FIRST_YEAR = 1900
"""Servers that have no date send one of the year 1."""


def _date_text(element: Element | None) -> str:
    return next(filter(None, (text(element, name) for name in _DATES)), "") or text(element)


def day(element: Element | None) -> date | None:
    """Return the date that a date element holds, or None. A zone beside a date, or a time, means nothing."""
    found = _DAY.match(_date_text(element))
    try:
        read = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return read if read is not None and read.year >= _FIRST_YEAR else None


def moment(element: Element | None, zone: tzinfo) -> datetime | None:
    """Return the point in time that a date element holds, in UTC, or None.

    A date alone is midnight at the court, and a time without zone is the court's.
    """
    raw = _date_text(element)
    try:
        if whole := _DAY.fullmatch(raw):
            found = datetime.combine(date.fromisoformat(whole[1]), time(), tzinfo=zone)
        else:
            found = datetime.fromisoformat(raw)
        if found.year < _FIRST_YEAR:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def identification(element: Element | None, *categories: str) -> str:
    """Return the first id whose category is one of `categories`, however it is written; empty if none."""
    wanted = {_bare(category) for category in categories}
    found = (text(e, "IdentificationID") for e in _identified(element) if _bare(category_of(e)) in wanted)
    return next(found, "")


def _identified(element: Element | None) -> list[Element]:
    """The identifications that have an id."""
    return [e for e in children(element, "DocumentIdentification") if text(e, "IdentificationID")]


def _bare(category: str) -> str:
    return "".join(c for c in category.casefold() if c.isalnum())


FILING_IDS = ("FILINGID", "FILING_REVIEW_MDE")
"""The categories of a filing's id: one manager says what it is, another whose it is."""

OUR_ID = "FILING_ASSEMBLY_MDE"
"""The category of our own reference, where a manager says whose an id is."""


def all_filing_ids(message: Element | None) -> Iterator[FilingId]:
    """Yield the ids of every filing that a message names; see `filing_id` for a single one."""
    wanted = {_bare(category) for category in FILING_IDS}
    found = [
        text(entry, "IdentificationID")
        for entry in _identified(message)
        if _bare(category_of(entry)) in wanted
    ]
    only = filing_id(message)
    yield from map(FilingId, found or ([only] if only else []))


def filing_id(message: Element | None) -> FilingId | None:
    """Return the filing's id; the only identification without a category is that, too."""
    number = identification(message, *FILING_IDS)
    nameless = [entry for entry in _identified(message) if not category_of(entry)]
    if not number and len(nameless) == 1:
        number = text(nameless[0], "IdentificationID")
    return FilingId(number) if number else None


def our_reference(document: Element | None) -> str:
    """Return our own reference of a document, under either name that it comes back by."""
    return text(document, "DocumentFileControlID") or identification(document, OUR_ID)


ENVELOPE_IDS = ("ENVELOPEID", "BUNDLEID")
"""The categories of an envelope's id: a third manager calls an envelope a bundle."""


def envelope_id(message: Element | None) -> EnvelopeId | None:
    """Return the envelope's id, or None."""
    number = identification(message, *ENVELOPE_IDS)
    return EnvelopeId(number) if number else None


def category_of(element: Element) -> str:
    """Return the category of an identification, under either version's name."""
    return text(element, "IdentificationCategoryText") or text(
        element, "IdentificationCategoryDescriptionText"
    )


def binary(element: Element | None, parts: Parts) -> Content | None:
    """Return the bytes that an element holds, inline or by reference to a part; None where it has none."""
    if element is None:
        return None
    include = child(element, "Include")
    if include is not None:
        return part_of(attribute(include, "href"), parts)
    try:
        decoded = binascii.a2b_base64(element.text or "")
    except (binascii.Error, ValueError):
        return None
    return Content.of(decoded) if decoded else None


def part_of(address: str, parts: Parts) -> Content | None:
    """Return the part that a `cid:` address names, whichever of the two is encoded as in an address; or None."""
    scheme, _, name = address.strip().partition(":")
    if scheme.lower() != "cid":
        return None
    plain = unquote(name)
    return parts.get(name) or parts.get(plain) or next((parts[n] for n in parts if unquote(n) == plain), None)


_ALL_IS_WELL = frozenset({"", "noerror", "noerrors", "success", "successful", "ok"})


def errors(message: Element | None) -> tuple[CourtError, ...]:
    """Return the codes that a message carries; "0" is among them where the court says all is well.

    A fault that a court tells without a number is one, too.
    """
    found = ((text(error, "ErrorCode"), text(error, "ErrorText")) for error in children(message, "Error"))
    return tuple(
        CourtError(code=code or "no number", text=told)
        for code, told in found
        if code or _bare(told) not in _ALL_IS_WELL
    )


def real_errors(message: Element | None) -> tuple[CourtError, ...]:
    """Return the codes of what is wrong; none where the court says all is well, in whatever noughts."""
    return tuple(error for error in errors(message) if is_error(error.code))


def is_error(code: str) -> bool:
    """Whether a code is another number than nought."""
    return code.strip("+-0.") != ""
