"""What templates may do with a value: print it the way legal papers do. Nothing else.

A filter refuses what it is not made for with a TypeError, which the engines turn into a
template fault that names the place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from jinja2 import Undefined
from markupsafe import Markup

from assembly.model.people import Address, PersonName
from assembly.render.marks import BLANK, CHECKED, REMOVED, UNCHECKED, Sign

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
MANY_NAMES = 2


def money(amount: Decimal | int) -> str:
    """Return dollars and cents without the sign, such as 1,234.00."""
    return f"{_number(amount):,.2f}"


def dollars(amount: Decimal | int) -> str:
    """Return dollars and cents with the sign, such as $1,234.00; below zero in front of the sign."""
    figure = _number(amount)
    return f"{'-' if figure < 0 else ''}${abs(figure):,.2f}"


def money_words(amount: Decimal | int) -> str:
    """Return an amount in words, such as "one thousand two hundred thirty-four and 00/100 dollars"."""
    figure = _number(amount)
    whole, cents = divmod(int((abs(figure) * 100).to_integral_value()), 100)
    words = f"{in_words(whole)} and {cents:02d}/100 dollars"
    return f"minus {words}" if figure < 0 else words


def ordinal(number: int | Decimal) -> str:
    """Return 1st, 2nd, 3rd, 11th and so on."""
    whole = int(number)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"


def long_date(day: date | None) -> str:
    """Return a date as November 21, 2026; a date that is not known prints as a blank."""
    return BLANK if day is None else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_date(day: date | None) -> str:
    """Return a date as 11/21/2026; a date that is not known prints as a blank."""
    return BLANK if day is None else f"{day.month:02d}/{day.day:02d}/{day.year}"


def time_of_day(moment: time | None) -> str:
    """Return a time of day as 9:00 a.m.; one that is not known prints as a blank."""
    if moment is None:
        return BLANK
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{(moment.hour + 11) % 12 + 1}:{moment.minute:02d} {half}"


def join_and(items: Iterable[object]) -> str:
    """Return a list as prose: a, b, and c."""
    texts = [str(item) for item in items]
    if len(texts) < 3:
        return " and ".join(texts)
    return f"{', '.join(texts[:-1])}, and {texts[-1]}"


def et_al(items: Sequence[object]) -> str:
    """Return one or two names, or the first and "et al."."""
    texts = [str(item) for item in items]
    return " and ".join(texts) if len(texts) <= MANY_NAMES else f"{texts[0]}, et al."


def last4(number: str | None) -> str:
    """Return the last four characters of an identifier; one that is not known prints as a blank."""
    return BLANK if not number else "".join(c for c in number if c.isalnum())[-4:]


def address_line(address: Address | None) -> str:
    """Return an address in one line; one that is not known prints as a blank."""
    return BLANK if address is None else ", ".join(address.lines)


def address_lines(address: Address | None) -> tuple[str, ...]:
    """Return an address line by line, for a loop."""
    return () if address is None else tuple(address.lines)


def phone(number: str) -> str:
    """Return a ten-digit telephone number as (408) 555-0142; any other as it was given."""
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else number


def full_name(name: PersonName | str) -> str:
    """Return a name in reading order."""
    return name if isinstance(name, str) else name.full


def upper_name(name: object) -> str:
    """Return a name in capitals, as captions print it."""
    return str(name).upper()


def box(checked: object) -> str:
    """Return the sign of a check box; it is drawn when the page is laid out."""
    if isinstance(checked, Undefined):
        checked.__str__()  # raises the error that names what is missing
    return CHECKED if checked else UNCHECKED


def or_blank(text: object) -> object:
    """Return the value, or the sign of a blank to be filled in by hand."""
    if text is None or text == "" or isinstance(text, Undefined):
        return BLANK
    return long_date(text) if isinstance(text, date) else text


FILTERS: Mapping[str, Callable[..., object]] = {
    function.__name__: function
    for function in (
        money, dollars, money_words, ordinal, long_date, short_date, time_of_day, join_and, et_al, last4,
        address_line, address_lines, phone, full_name, upper_name, box, or_blank,
    )
}  # fmt: skip


def printed(value: object) -> object:
    """Return what a tag prints for a value: nothing for None, plain text without control signs.

    Used as the last step of every tag, in every engine.
    """
    if value is None:
        return ""
    if isinstance(value, Markup | Undefined | Sign):
        return value
    return str(value).translate(REMOVED)


def _number(amount: Decimal | int) -> Decimal:
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise TypeError(f"an amount is needed, not {type(amount).__name__}")
    return Decimal(amount)


def in_words(number: int) -> str:
    """Return a whole number from zero up in words, as in "one hundred twenty-one"."""
    for scale, name in SCALES:
        if number >= scale:
            rest = number % scale
            return f"{in_words(number // scale)} {name}" + (f" {in_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" {in_words(rest)}" if rest else "")
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
