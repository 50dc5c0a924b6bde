"""One YAML file of the law, read with care: what is there, of which kind, and nothing besides."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assembly.errors import LawFault
from assembly.model.value import value

# The C reader is many times quicker on the large rule files; the pure one reads the same.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@value
class YamlFile:
    """A file and what it says."""

    path: Path
    content: Mapping[str, Any]

    @property
    def label(self) -> str:
        """The file as messages name it: jurisdiction and name."""
        return "/".join(self.path.parts[-3 if self.path.parent.name == "rules" else -2 :])

    def fault(self, place: str, problem: str) -> LawFault:
        """Return the fault of this file at a place, to be raised."""
        return LawFault(self.label, place, problem)

    def only(self, entry: object, place: str, *, must: frozenset[str], may: frozenset[str]) -> dict[str, Any]:
        """Return an entry that is a mapping with every name in `must` and none outside `must` and `may`.

        Raises:
            LawFault: it is not a mapping, or a name is missing or strange.
        """
        if not isinstance(entry, dict):
            raise self.fault(place, "must be a mapping of names to values.")
        missing, strange = must - entry.keys(), entry.keys() - must - may
        if missing:
            raise self.fault(place, f"{', '.join(sorted(missing))} missing.")
        if strange:
            raise self.fault(place, f"{', '.join(sorted(map(str, strange)))} not known here.")
        return entry

    def text(self, entry: Mapping[str, Any], name: str, place: str, default: str | None = None) -> str:
        """Return a text of an entry, its spaces and line breaks made single.

        Raises:
            LawFault: it is missing with no default, or not text.
        """
        found = entry.get(name, default)
        if not isinstance(found, str):
            raise self.fault(place, f"{name} must be text (put numbers in quotes).")
        return " ".join(found.split())

    def day(self, entry: Mapping[str, Any], name: str, place: str) -> date | None:
        """Return a date of an entry, or None where it is not given.

        Raises:
            LawFault: it is not a date.
        """
        found = entry.get(name)
        if found is not None and type(found) is not date:
            raise self.fault(place, f"{name} must be a date (YYYY-MM-DD).")
        return found


def read_yaml(path: Path) -> YamlFile:
    """Read a file of the law.

    Raises:
        LawFault: it is not YAML, or not a mapping.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise LawFault(path.name, "the whole file", f"is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise LawFault(path.name, "the whole file", "must be a mapping of names to values.")
    return YamlFile(path=path, content=content)
