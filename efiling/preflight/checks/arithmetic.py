"""Figures worked out anew and held against what is printed (41).

What a paper must print is worked out by the caller from the facts, by the same law; here it is looked
for on the pages. A withholding order and the columns of a table need no facts: what they print must
add up by itself.

Source: OCSE AT-16-04 (amounts by pay period); 45 CFR 303.100(a)(5).
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from efiling.preflight.matter import Matter
from efiling.preflight.reading.lines import Line
from efiling.preflight.reading.page import Page
from efiling.preflight.reading.withholding import PER_YEAR, is_withholding_order, read_order
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

MONEY = re.compile(r"(?<![\w.])-?\$?\s?(\d{1,3}(?:,\d{3})+|\d+)\.(\d{2})(?![\w]|\.\d)")
DOLLARS = re.compile(r"\$\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{2})?(?!\d|,\d|\.\d)")
CENT = Decimal("0.01")
ROWS = 2  # a total of fewer rows is no sum
SAME_COLUMN = 8.0  # points
TOTAL = re.compile(r"^\s*(?:\d{1,2}\s+)?(?:grand\s+)?totals?\b", re.IGNORECASE)
EVERY = {52: "a week", 26: "every two weeks", 24: "twice a month", 12: "a month", 4: "a quarter", 1: "a year"}
CYCLES = {"weekly": 52, "biweekly": 26, "semimonthly": 24, "monthly": 12}


@check(
    41,
    "arithmetic",
    Grade.BLOCK,
    "Work the figure out again from the facts and make the paper anew.",
)
def arithmetic(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Every derived figure is what the facts make, and what is printed adds up."""
    for entry in matter.sums:
        if sum(entry.parts, Decimal(0)) != entry.total:
            yield Evidence(
                document="",
                problem=f"{entry.words}: the parts make ${sum(entry.parts, Decimal(0)):,.2f}, not ${entry.total:,.2f}.",
            )
    for paper in matter.readable():
        yield from _derived(paper)
        yield from _columns(paper)
    for paper in (*matter.readable(), *matter.enclosed):
        if is_withholding_order(paper):
            yield from _order(paper)


def figures(text: str) -> Counter[str]:
    """Return the amounts of money in a text, as they are written, without the sign of dollars."""
    return Counter(found.group(0).replace("$", "").strip() for found in DOLLARS.finditer(text))


def _derived(paper: Paper) -> Iterator[Evidence | Unchecked]:
    if paper.printed is None:
        yield Unchecked(reason=f"nothing tells which figures of {paper.name} are worked out")
        return
    wanted: Counter[str] = Counter()
    words: dict[str, str] = {}
    for entry in paper.printed:
        for figure, count in figures(entry.text).items():
            wanted[figure] += count
            if entry.derived:
                words.setdefault(figure, entry.words)
    there = figures("\n".join(page.text for page in paper.own_pages))
    missing, strange = wanted - there, there - wanted
    for figure in missing:
        if figure not in words:
            continue  # a plain fact: that is for the check of consistency
        other = _nearest(figure, strange)
        page, rect = _where(paper, other) if other else (None, None)
        instead = f"; it prints ${other}" if other else ""
        yield Evidence(
            document=paper.name,
            problem=f"{words[figure]} comes to ${figure}{instead}.",
            page=page,
            rect=rect,
            warns=not other,  # words that an attorney took out are no fault of the sum
        )


def _nearest(figure: str, strange: Counter[str]) -> str:
    """Return the figure that was not expected and is closest in value."""
    value = _value(figure)
    return min(strange, key=lambda other: abs(_value(other) - value), default="")


def _where(paper: Paper, figure: str) -> tuple[int | None, tuple[float, float, float, float] | None]:
    for page in paper.own_pages:
        for line in page.lines:
            found = re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d,]|\.\d)", line.text)
            if found:
                return page.number, line.part_at(found.start()).rect
    return None, None


def _columns(paper: Paper) -> Iterator[Evidence]:
    """Yield each total of a table that its column does not make; a person judges what the column is."""
    for page in paper.own_pages:
        for place, line in enumerate(page.lines):
            if TOTAL.match(line.text):
                yield from _total(paper, page, page.lines[:place], line)


def _total(paper: Paper, page: Page, above: tuple[Line, ...], line: Line) -> Iterator[Evidence]:
    for right, total in _amounts(line):
        column: list[Decimal] = []
        for row in reversed(above):
            here = [value for edge, value in _amounts(row) if abs(edge - right) <= SAME_COLUMN]
            if not here:
                if column:
                    break
                continue
            column.append(here[-1])
        if len(column) >= ROWS and sum(column) != total and sum(column) != 2 * total:
            yield Evidence(
                document=paper.name,
                problem=f"The column makes ${sum(column):,.2f}; the total prints ${total:,.2f}.",
                page=page.number,
                rect=line.rect,
                warns=True,
            )


def _amounts(line: Line) -> list[tuple[float, Decimal]]:
    """Return the amounts of a line with the right edge of each."""
    return [
        (line.part_at(found.end() - 1).rect[2], _value(found.group(0))) for found in MONEY.finditer(line.text)
    ]


def _value(text: str) -> Decimal:
    return Decimal(text.replace("$", "").replace(",", "").replace(" ", "") or "0")


def _order(paper: Paper) -> Iterator[Evidence]:
    """Yield what does not add up in a withholding order: the total, and the amounts by pay period."""
    order = read_order(paper)
    if order is None or order.total is None or not order.lines:
        return
    rates = [(line.amount, PER_YEAR.get(line.period)) for line in order.lines]
    if any(amount is None or rate is None for amount, rate in rates):
        return  # the check of the form says so
    yearly = sum((amount * rate for amount, rate in rates if amount is not None and rate), Decimal(0))
    per_year = PER_YEAR.get(order.total.period)
    if order.total.amount is not None and per_year:
        made = (yearly / per_year).quantize(CENT, ROUND_HALF_UP)
        if made != order.total.amount:
            yield Evidence(
                document=paper.name,
                problem=f"The amounts make ${made:,.2f} {EVERY[per_year]}; the total prints ${order.total.amount:,.2f}.",
                page=order.page,
                rect=order.total.rect,
            )
    for name, printed in order.cycles.items():
        made = (yearly / CYCLES[name]).quantize(CENT, ROUND_HALF_UP)
        if abs(made - printed) > CENT:
            yield Evidence(
                document=paper.name,
                problem=f"The {name} amount comes to ${made:,.2f}; it prints ${printed:,.2f}.",
                page=order.page,
            )
