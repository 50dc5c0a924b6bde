"""The conditions of rules: CEL expressions, compiled once, and the few functions they may call.

Source: the Common Expression Language (cel.dev); `docs/how-to/amend-a-statute.md` shows how they read.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

import cel

from assembly.errors import RuleFault
from assembly.law import Rule
from assembly.law.choices import chosen
from assembly.model.value import value
from assembly.rules.matter import DocumentFacts, Matter
from assembly.rules.view import Plain, plain, plain_part


class Conditions:
    """What the conditions of some rules look at, turned into names once for all of them.

    `day` is the date by which the rule in hand chooses its version; `value(name)` answers for it, and `choice(id)`
    is what the agency chose where the law leaves it a choice.
    With a `paper`, its words and layout are named too.
    """

    def __init__(self, matter: Matter, rules: Sequence[Rule], paper: DocumentFacts | None = None) -> None:
        self.matter = matter
        self.day = matter.on
        asked: dict[str, frozenset[str]] = {}
        for rule in rules:
            for name, parts in names_in(rule).items():
                asked[name] = asked.get(name, NONE) | parts
        names: dict[str, Plain] = {
            field.name: _asked_of(getattr(matter.facts, field.name), asked[field.name])
            for field in fields(matter.facts)
            if field.name in asked
        }
        names |= {"packet": _packet(matter), "filed_on": matter.on.isoformat()}
        if paper is not None:
            names |= {
                "paper": paper_view(paper),
                "text": squeezed(paper.text or ""),
                "layout": plain(paper.layout),
            }
        # All at once: the library copies a context when it runs after a name was added to it.
        self.context = cel.Context(names, {**FUNCTIONS, "value": self._value, "choice": self._choice})

    def holds(self, rule: Rule, expression: str) -> bool:
        """Return whether an expression of a rule is true.

        Raises:
            RuleFault: it cannot be worked out, or its result is not true or false.
        """
        result = self._worked_out(rule, expression)
        if not isinstance(result, bool):
            raise RuleFault(rule.id, f"{expression!r} is neither true nor false")
        return result

    def broken_items(self, rule: Rule) -> list[int]:
        """Return the places, from 0, of the items of the rule's list that break it.

        Raises:
            RuleFault: it cannot be worked out.
        """
        if self.at(rule.each) is None:
            return []
        kept = self._worked_out(rule, item_by_item(rule))
        return [place for place, item in enumerate(cast(list[bool], kept)) if item is not True]

    def _worked_out(self, rule: Rule, expression: str) -> object:
        try:
            result: object = compiled(expression).program.execute(self.context)
        except (ValueError, TypeError, LookupError, ArithmeticError, RuntimeError) as error:
            raise RuleFault(rule.id, f"{expression!r}: {error}") from error
        return result

    def at(self, path: str) -> object:
        """Return what stands at a dotted path of the facts, or None where the way ends early.

        Raises:
            AttributeError: the facts have no such path.
        """
        found: object = self.matter.facts
        for part in path.split("."):
            found = None if found is None else getattr(found, part)
        return found

    def _choice(self, choice_id: str) -> str:
        return chosen(self.matter.facts.agency, choice_id)

    def _value(self, name: str) -> int:
        law, place = self.matter.law, self.matter.jurisdiction
        return int(law.value(name, place, self.day) * Decimal(100))


# A name with what is asked of it; a comparison with null asks nothing more.
NAMED = re.compile(r"(?<![.\w])([a-z_]+)(\.[a-z_]*)?")
IS_NULL = re.compile(r"(?<![.\w])([a-z_]+) [!=]= null")
NONE = frozenset[str]()
WHOLE = frozenset({"*"})


@value
class Condition:
    """An expression ready to run, and the names it looks at."""

    program: Any
    names: frozenset[str]


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Condition:
    """Return an expression ready to run; each is compiled once.

    Raises:
        ValueError: it is not CEL.
    """
    program = cel.compile(expression)
    return Condition(program=program, names=frozenset(program.variables()))


def item_by_item(rule: Rule) -> str:
    """Return one expression that says of each item of the rule's list whether it keeps the rule."""
    kept = f"(!({rule.when}) || ({rule.require}))" if rule.when else f"({rule.require})"
    return f"{rule.each}.map(item, {kept})"


def names_in(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the names that a rule's conditions look at, each with the parts of it, `WHOLE` for all."""
    return _names_in(rule.when, rule.require, item_by_item(rule) if rule.each else "")


@lru_cache(maxsize=4096)
def _names_in(*expressions: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for expression in filter(None, expressions):
        named = compiled(expression).names
        for name, part in NAMED.findall(IS_NULL.sub(r"\1.", expression)):
            if name in named:
                found[name] = found.get(name, NONE) | (frozenset({part[1:]}) if part else WHOLE)
    return found


def _asked_of(thing: object, parts: frozenset[str]) -> Plain:
    """Return what conditions ask of a part of the facts: the fewer names, the quicker they are worked out."""
    return plain(thing) if parts >= WHOLE else plain_part(thing, parts)


def given(thing: object) -> bool:
    """Whether something is there at all: not null, not blank text, not an empty list."""
    return bool(thing.strip()) if isinstance(thing, str) else thing not in (None, [], {})


def like(text: str, pattern: str) -> bool:
    """Whether a text has something like a pattern in it (Python's regular expressions), in any case."""
    return re.search(pattern, text, re.IGNORECASE) is not None


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


def days_between(start: str, end: str) -> int:
    """Return the calendar days from one date to another; negative where the second is earlier."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "given": given,
    "like": like,
    "add_months": add_months,
    "days_between": days_between,
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
