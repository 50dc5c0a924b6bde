"""The law, loaded: asked for a value on a date, or for the rules of a jurisdiction."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from assembly.errors import UnknownName
from assembly.law.rule import Rule
from assembly.law.values import DatedTable, DatedValue, Row, Span, ValueInForce
from assembly.model.value import value

FEDERAL = "us"


@value
class Law:
    """Every dated value, table and rule, by jurisdiction. Frozen: one law serves every thread."""

    jurisdictions: tuple[str, ...]
    dated_values: Mapping[tuple[str, str], DatedValue]
    dated_tables: Mapping[tuple[str, str], DatedTable]
    rules: tuple[Rule, ...]

    def value(self, name: str, jurisdiction: str, on: date) -> Decimal:
        """Return a value of a jurisdiction, or the federal one where the state has none of that name.

        Raises:
            UnknownName: no such value is encoded.
            NoValueInForce: it has no value on the date.
        """
        return self.dated_value(name, jurisdiction).on(on)

    def source(self, name: str, jurisdiction: str, on: date) -> str:
        """Return the source of the value in force on a date, or "" where none is."""
        found: ValueInForce | None = self.dated_value(name, jurisdiction).in_force(on)
        return found.source if found else ""

    def spans(self, name: str, jurisdiction: str, start: date, until: date) -> tuple[Span, ...]:
        """Return the values in force from `start` up to, not including, `until`, oldest first.

        Raises:
            UnknownName: no such value is encoded.
            NoValueInForce: part of the time has no value.
        """
        return self.dated_value(name, jurisdiction).spans(start, until)

    def table(self, name: str, jurisdiction: str, on: date) -> tuple[Row, ...]:
        """Return the rows of a table in force on a date; every cell is text.

        Raises:
            UnknownName: no such table is encoded.
            NoValueInForce: it has no rows on the date.
        """
        return self.dated_table(name, jurisdiction).on(on)

    def table_source(self, name: str, jurisdiction: str, on: date) -> str:
        """Return the source of the table in force on a date, or "" where none is."""
        tables = self.dated_table(name, jurisdiction).tables
        return next((entry.source for entry in tables if entry.start <= on and entry.rows is not None), "")

    def dated_table(self, name: str, jurisdiction: str) -> DatedTable:
        """Return a table through all its dates.

        Raises:
            UnknownName: neither the jurisdiction nor the federal law has one of that name.
        """
        for place in (jurisdiction, FEDERAL):
            if (place, name) in self.dated_tables:
                return self.dated_tables[place, name]
        raise UnknownName("table of the law", name, sorted({known for _, known in self.dated_tables}))

    def dated_value(self, name: str, jurisdiction: str) -> DatedValue:
        """Return a value through all its dates.

        Raises:
            UnknownName: neither the jurisdiction nor the federal law has one of that name.
        """
        for place in (jurisdiction, FEDERAL):
            if (place, name) in self.dated_values:
                return self.dated_values[place, name]
        raise UnknownName("value of the law", name, sorted({known for _, known in self.dated_values}))

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            UnknownName: no rule has that id.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        ids = [rule.id for rule in self.rules]
        near = [name for name in ids if rule_id.lower() in name.lower()]
        raise UnknownName("rule", rule_id, near[:10] or get_close_matches(rule_id, ids, n=5, cutoff=0.0))

    def rules_of(self, jurisdiction: str) -> tuple[Rule, ...]:
        """Return the rules that bind in a jurisdiction: its own and the federal.

        Raises:
            UnknownName: nothing is encoded for the jurisdiction.
        """
        if jurisdiction not in self.jurisdictions:
            raise UnknownName("jurisdiction", jurisdiction, self.jurisdictions)
        return tuple(rule for rule in self.rules if rule.jurisdiction in (jurisdiction, FEDERAL))
