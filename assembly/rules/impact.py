"""What the law changes soon, and the papers that it touches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assembly.law import Law, Rule
from assembly.model.document import FormEdition
from assembly.model.value import value


class ChangeKind(StrEnum):
    """What it is that changes."""

    RULE = "rule"
    VALUE = "value"
    TABLE = "table"
    FORM = "form"


@value
class Change:
    """One change of the law: what, from which day, by which source, and the document types it touches."""

    kind: ChangeKind
    name: str
    jurisdiction: str
    day: date
    what: str
    source: str
    documents: tuple[str, ...]

    def touches(self, documents: Sequence[str]) -> bool:
        """Whether any of the document types is touched; "*" stands for every one of the jurisdiction."""
        places = {"us", self.jurisdiction} if self.jurisdiction != "us" else None
        return any(
            document in self.documents
            or ("*" in self.documents and (places is None or document.partition("/")[0] in places))
            for document in documents
        )


def impact(law: Law, *, on: date, days: int, forms: Mapping[str, FormEdition]) -> tuple[Change, ...]:
    """Return what changes after `on` and within `days` days, the earliest first.

    `forms` are the editions of the document types, by type. A rule that ends is a change on the
    day after its last.
    """
    last = on + timedelta(days=days)
    changes = [*_rules(law), *_values(law), *_tables(law), *_forms(law, forms)]
    return tuple(
        sorted(
            (change for change in changes if on < change.day <= last),
            key=lambda change: (change.day, change.kind, change.jurisdiction, change.name),
        )
    )


def _rules(law: Law) -> Iterator[Change]:
    for rule in law.rules:
        if rule.start:
            yield _of_rule(rule, rule.start, "begins")
        if rule.through:
            yield _of_rule(rule, rule.through + timedelta(days=1), "no longer applies")


def _of_rule(rule: Rule, day: date, what: str) -> Change:
    return Change(
        kind=ChangeKind.RULE,
        name=rule.id,
        jurisdiction=rule.jurisdiction,
        day=day,
        what=f"{rule.title}: {what}",
        source=rule.citation,
        documents=rule.documents,
    )


def _values(law: Law) -> Iterator[Change]:
    for (place, name), found in law.dated_values.items():
        for newer, older in zip(found.values, (*found.values[1:], None), strict=True):
            before = "" if older is None or older.value is None else f" after {older.value}"
            said = "no figure is encoded" if newer.value is None else f"becomes {newer.value}"
            yield Change(
                kind=ChangeKind.VALUE,
                name=name,
                jurisdiction=place,
                day=newer.start,
                what=f"{found.about}: {said}{before} ({found.unit})",
                source=newer.source,
                documents=_users(law, place, name),
            )


def _tables(law: Law) -> Iterator[Change]:
    for (place, name), found in law.dated_tables.items():
        for entry in found.tables:
            yield Change(
                kind=ChangeKind.TABLE,
                name=name,
                jurisdiction=place,
                day=entry.start,
                what=f"{found.about}: {'no table is encoded' if entry.rows is None else 'a new table'}",
                source=entry.source,
                documents=_users(law, place, name),
            )


def _forms(law: Law, forms: Mapping[str, FormEdition]) -> Iterator[Change]:
    """Yield the editions of the papers' own forms, and those that the law knows to be coming."""
    known = {
        (place, row["form"], date.fromisoformat(row["edition"])): entry.source
        for (place, name), found in law.dated_tables.items()
        if name == "form_editions"
        for entry in found.tables[:1]
        for row in entry.rows or ()
    }
    own = {
        (document.partition("/")[0], edition.number, edition.revised): f"Form {edition.number}"
        for document, edition in forms.items()
    }
    for (place, number, day), source in (known | own).items():
        yield Change(
            kind=ChangeKind.FORM,
            name=number,
            jurisdiction=place,
            day=day,
            what=f"The edition of {day.isoformat()} takes effect",
            source=source,
            documents=tuple(document for document, edition in forms.items() if edition.number == number),
        )


def _users(law: Law, place: str, name: str) -> tuple[str, ...]:
    """Return the papers of the rules that look at a figure: in their condition, or by their calculation."""
    calculations = _calculations_naming(name)
    found = {
        document
        for rule in law.rules
        if rule.jurisdiction in (place, "us") or place == "us"
        if f"value('{name}')" in rule.when + rule.require
        or any(f"{module}_".startswith(f"{_calculation(rule)}_") for module in calculations)
        for document in rule.documents
    }
    return tuple(sorted(found))


def _calculation(rule: Rule) -> str:
    return (rule.computed_by or rule.python).partition(".")[0] or "none"


@lru_cache(maxsize=256)
def _calculations_naming(name: str) -> frozenset[str]:
    """Return the modules whose source names a figure, and those that ask one of them: no list is kept by hand."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py")}
    word = re.compile(rf"\b{re.escape(name)}\b")
    naming = {module for module, source in sources.items() if word.search(source)}
    asking = {
        module
        for module, source in sources.items()
        if any(f"from assembly.rules.{one} import" in source for one in naming)
    }
    return frozenset(naming | asking)
