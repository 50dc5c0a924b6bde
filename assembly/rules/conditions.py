"""The conditions of rules: CEL expressions, compiled once, and the few functions they may call.

Source: the Common Expression Language (cel.dev); `docs/how-to/amend-a-statute.md` shows how they read.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import cel

from assembly.errors import RuleFault
from assembly.law import Rule
from assembly.rules.matter import DocumentFacts, Matter
from assembly.rules.view import Plain, plain


class Conditions:
    """The names of one matter, ready for every rule to look at.

    `day` is the date by which the rule in hand chooses its version; `value(name)` answers for it.
    """

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.day = matter.on
        names = plain(matter.facts)
        assert isinstance(names, dict)  # noqa: S101 - the facts are a dataclass, told to the type checker
        self.names: dict[str, Plain] = names
        self.names["packet"] = _packet(matter)
        self.names["filed_on"] = matter.on.isoformat()
        self.context = cel.Context(self.names, {**FUNCTIONS, "value": self._value})

    def holds(self, rule: Rule, expression: str) -> bool:
        """Return whether an expression of a rule is true.

        Raises:
            RuleFault: it cannot be worked out, or its result is not true or false.
        """
        try:
            result = compiled(expression).execute(self.context)
        except (ValueError, TypeError, LookupError, ArithmeticError, RuntimeError) as error:
            raise RuleFault(rule.id, f"{expression!r}: {error}") from error
        if not isinstance(result, bool):
            raise RuleFault(rule.id, f"{expression!r} is neither true nor false")
        return result

    def name(self, name: str, thing: object) -> None:
        """Give the rule in hand one more name, such as the item or the paper it looks at."""
        self.context.add_variable(name, plain(thing))

    def at(self, path: str) -> Plain:
        """Return what stands at a dotted path of the facts, or None where the way ends early."""
        found: Plain = self.names
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def _value(self, name: str) -> int:
        law, place = self.matter.law, self.matter.jurisdiction
        return int(law.value(name, place, self.day) * Decimal(100))


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Any:
    """Return an expression ready to run; each is compiled once.

    Raises:
        ValueError: it is not CEL.
    """
    return cel.compile(expression)


def given(thing: object) -> bool:
    """Whether something is there at all: not null, not blank text, not an empty list."""
    return bool(thing.strip()) if isinstance(thing, str) else thing not in (None, [], {})


def add_days(day: str, count: int) -> str:
    """Return the ISO date `count` calendar days after a date."""
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def add_months(day: str, count: int) -> str:
    """Return the ISO date `count` months after a date; the last of a month where it has no such day."""
    start = date.fromisoformat(day)
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise ValueError(f"no such month: {day} and {count} months")


def total(amounts: list[int]) -> int:
    """Return the sum of a list of amounts."""
    return sum(amounts)


def unique(things: list[object]) -> bool:
    """Whether no item of a list stands in it twice."""
    return all(thing not in things[:place] for place, thing in enumerate(things))


def days_between(start: str, end: str) -> int:
    """Return the calendar days from one date to another; negative where the second is earlier."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "given": given,
    "add_days": add_days,
    "add_months": add_months,
    "days_between": days_between,
    "total": total,
    "unique": unique,
}


def paper_view(paper: DocumentFacts) -> dict[str, Plain]:
    """Return a paper as conditions see it; its words and layout have names of their own."""
    return {
        "type": paper.type_id,
        "role": paper.role.value,
        "parent": paper.parent,
        "security": paper.security.value,
        "official": paper.official,
        "form": paper.form is not None,
        "size_bytes": paper.size_bytes,
    }


def squeezed(text: str) -> str:
    """Return the words of a paper in small letters with single spaces, as rules on words read them."""
    return " ".join(text.casefold().split())


def _packet(matter: Matter) -> dict[str, Plain]:
    return {
        "recipe": matter.recipe,
        "types": [document.type_id for document in matter.documents],
        "documents": [paper_view(document) for document in matter.documents],
    }
