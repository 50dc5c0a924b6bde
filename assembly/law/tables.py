"""Dated tables of the law: brackets, multipliers and scales that are more than one number.

A table is a file `assembly/law/<jurisdiction>/tables/<name>.yaml` with versions newest first;
each version has its first day, its source, its rows, and where the law gives one (a yearly wage)
its last day. Figures are text, read as decimals.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.errors import NoValueInForce, UnknownName
from assembly.model.value import value

LAW = Path(__file__).parent


@value
class TableVersion:
    """One version of a table, in force from its first day until the next version's, or `through` its last."""

    since: date
    through: date | None = None
    source: str
    rows: Sequence[Mapping[str, Decimal]]


def table(jurisdiction: str, name: str, on: date) -> TableVersion:
    """Return the version of a table that is in force on a day.

    Raises:
        UnknownName: the jurisdiction has no such table.
        NoValueInForce: the table has no version for the day.
    """
    for version in _versions(jurisdiction, name):
        if version.since <= on:
            if version.through is not None and on > version.through:
                break
            return version
    raise NoValueInForce(f"{jurisdiction} table {name}", on)


@lru_cache(maxsize=64)
def _versions(jurisdiction: str, name: str) -> tuple[TableVersion, ...]:
    path = LAW / jurisdiction / "tables" / f"{name}.yaml"
    if not path.is_file():
        known = sorted(found.stem for found in (LAW / jurisdiction / "tables").glob("*.yaml"))
        raise UnknownName(f"table of {jurisdiction}", name, known)
    entry = cast(dict[str, object], yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    columns = cast(list[str], entry["columns"])
    versions = []
    for raw in cast(list[dict[str, object]], entry["versions"]):
        rows = cast(list[list[object]], raw["rows"])
        versions.append(
            TableVersion(
                since=cast(date, raw["from"]),
                through=cast("date | None", raw.get("through")),
                source=str(raw["source"]),
                rows=tuple(
                    {column: Decimal(str(cell)) for column, cell in zip(columns, row, strict=True)}
                    for row in rows
                ),
            )
        )
    if [version.since for version in versions] != sorted((v.since for v in versions), reverse=True):
        raise ValueError(f"{path.name}: versions must stand newest first")
    return tuple(versions)
