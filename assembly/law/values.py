"""Values of the law with their dates: what was in force from when, and by which source."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from assembly.errors import NoValueInForce
from assembly.model.value import value

Row = Mapping[str, str]
ONE_DAY = timedelta(days=1)


@value
class ValueInForce:
    """One value from its first day on; `value` is None from the day of repeal."""

    start: date
    value: Decimal | None
    source: str


@value
class Span:
    """Days over which one value was in force: from `start` up to, not including, `until`."""

    start: date
    until: date
    value: Decimal
    source: str

    @property
    def days(self) -> int:
        """How many days the span has."""
        return (self.until - self.start).days


@value
class DatedValue:
    """A number of the law through time, newest first; the unit is stated in words."""

    name: str
    jurisdiction: str
    about: str
    unit: str
    values: tuple[ValueInForce, ...]

    def on(self, day: date) -> Decimal:
        """Return the value in force on a day.

        Raises:
            NoValueInForce: the day lies before the first value or after a repeal.
        """
        return self._held(day).value or Decimal(0)

    def in_force(self, day: date) -> ValueInForce | None:
        """Return the value in force on a day with its source, or None where there is none."""
        found = next((entry for entry in self.values if entry.start <= day), None)
        return None if found is None or found.value is None else found

    def spans(self, start: date, until: date) -> tuple[Span, ...]:
        """Return the values in force from `start` up to, not including, `until`, oldest first.

        Raises:
            NoValueInForce: part of the time has no value.
        """
        held = self.in_force(start)
        if (
            start < until and held is not None and held is self.in_force(until - ONE_DAY)
        ):  # most spans see no change
            return (Span(start=start, until=until, value=held.value or Decimal(0), source=held.source),)
        cuts = sorted({start, *(entry.start for entry in self.values if start < entry.start < until), until})
        found = []
        for first, end in pairwise(cuts):
            held = self._held(first)
            found.append(Span(start=first, until=end, value=held.value or Decimal(0), source=held.source))
        return tuple(found)

    def _held(self, day: date) -> ValueInForce:
        found = self.in_force(day)
        if found is None:
            raise NoValueInForce(
                self.name, day, _range_known((v.start, v.value is not None) for v in self.values)
            )
        return found


@value
class TableInForce:
    """One table from its first day on; `rows` is None from the day of repeal."""

    start: date
    rows: tuple[Row, ...] | None
    source: str


@value
class DatedTable:
    """A table of the law through time, newest first; every cell is text as the source writes it."""

    name: str
    jurisdiction: str
    about: str
    unit: str
    tables: tuple[TableInForce, ...]

    def on(self, day: date) -> tuple[Row, ...]:
        """Return the rows in force on a day.

        Raises:
            NoValueInForce: the day lies before the first table or after a repeal.
        """
        found = next((entry for entry in self.tables if entry.start <= day), None)
        if found is None or found.rows is None:
            raise NoValueInForce(
                self.name, day, _range_known((t.start, t.rows is not None) for t in self.tables)
            )
        return found.rows


def _range_known(entries: Iterable[tuple[date, bool]]) -> str:
    """Return in words the days for which something is encoded; entries are first days, newest first."""
    spans: list[str] = []
    first: date | None = None
    for start, held in reversed(tuple(entries)):
        if held and first is None:
            first = start
        elif not held and first is not None:
            spans.append(f"from {first.isoformat()} through {(start - ONE_DAY).isoformat()}")
            first = None
    if first is not None:
        spans.append(f"from {first.isoformat()} on")
    return " and ".join(spans)
