"""What an income withholding order prints, read from its lines as a reader sees them (OMB 0970-0154)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assembly.model.likeness import letters_of
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.lines import Line
from efiling.preflight.reading.page import Page
from efiling.preflight.subject import Paper

FORM = "OMB 0970-0154"
PER_YEAR: Mapping[str, int] = {
    "week": 52, "weekly": 52, "twoweeks": 26, "everytwoweeks": 26, "biweekly": 26, "twoweek": 26,
    "semimonthly": 24, "twiceamonth": 24, "halfmonth": 24, "month": 12, "monthly": 12,
    "quarter": 4, "quarterly": 4, "year": 1, "annually": 1,
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "currentchildsupport": "current_child",
    "pastduechildsupport": "past_due_child",
    "currentcashmedicalsupport": "current_medical",
    "pastduecashmedicalsupport": "past_due_medical",
    "currentspousalsupport": "current_spousal",
    "pastduespousalsupport": "past_due_spousal",
    "othermustspecify": "other",
}
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{2}|\d+\.\d{2}")
TOTAL = "foratotalamounttowithholdof"
CYCLE = re.compile(
    r"\$\s*([\d,]+\.\d{2})\s*per\s*(bi\s*weekly|semi\s*monthly|weekly|monthly)\s*pay", re.IGNORECASE
)
SSN = re.compile(r"(?<![\d-])(?:\d{3}-\d{2}-\d{4}|\d{3} \d{2} \d{4}|\d{9})(?![\d-])")


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One line of section III. `amount` is dollars, None where what is printed is no amount of dollars."""

    kind: str
    printed: str
    amount: Decimal | None
    period: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Order:
    """What the form prints. `lines` are those that have an amount or a period; `page` is that of section III."""

    page: int
    lines: tuple[AmountLine, ...]
    total: AmountLine | None
    cycles: Mapping[str, Decimal]
    payee: str
    payee_rect: tuple[int, Rect] | None


def is_withholding_order(paper: Paper) -> bool:
    """Say whether a paper is the federal form, or claims to be."""
    if paper.pdf.unreadable or not paper.pdf.pages:
        return False
    letters = letters_of(paper.pdf.pages[0].text)
    return "incomewithholdingforsupport" in letters and "omb09700154" in letters


def read_order(paper: Paper) -> Order | None:
    """Return what the form prints, or None where it has no section of amounts in the form's own words."""
    for page in paper.pdf.pages:
        lines = tuple(_lines(page))
        total = next(_totals(page), None)
        if lines or total is not None:
            payee, place = _payee(paper)
            return Order(page.number, lines, total, _cycles(page), payee, place)
    return None


def numbers(paper: Paper) -> tuple[str, ...]:
    """Return what reads as a full social security number on the form."""
    return tuple(found for page in paper.pdf.pages for found in SSN.findall(page.text))


def _lines(page: Page) -> Iterator[AmountLine]:
    for line in page.lines:
        letters = letters_of(line.text)
        kind = next((KINDS[words] for words in KINDS if words in letters), None)
        if kind is None or not line.text.lstrip().startswith("$"):
            continue
        before = letters.partition(next(words for words in KINDS if words in letters))[0]
        printed, _, period = _compact(line.text[1:]).lower().partition("per")
        period = letters_of(before.partition("per")[2]) if "per" in before else ""
        printed = printed.strip()
        if printed or period:
            yield AmountLine(kind, printed, _dollars(printed), period, line.rect)


def _totals(page: Page) -> Iterator[AmountLine]:
    for line in page.lines:
        letters = letters_of(line.text)
        if TOTAL in letters:
            compact = _compact(line.text)
            printed, _, period = compact.partition("$")[2].lower().partition("per")
            if printed or letters_of(period):
                yield AmountLine("total", printed, _dollars(printed), letters_of(period), line.rect)


def _cycles(page: Page) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in page.lines:
        for amount, name in CYCLE.findall(re.sub(r"\s+", " ", line.text)):
            found[letters_of(name)] = Decimal(amount.replace(",", ""))
    return found


def _payee(paper: Paper) -> tuple[str, tuple[int, Rect] | None]:
    for page in paper.pdf.pages:
        for line in page.lines:
            letters = letters_of(line.text)
            if letters.startswith("remitpaymentto") and "tribalorderpayee" in letters:
                return _between(line), (page.number, line.rect)
    return "", None


def _between(line: Line) -> str:
    found = re.search(r"p\s*a\s*y\s*m\s*e\s*n\s*t\s+t\s*o\s+(.*?)\(\s*S\s*D\s*U", line.text, re.IGNORECASE)
    return found[1].strip() if found else ""


def _dollars(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if AMOUNT.fullmatch(text) else None


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text)
