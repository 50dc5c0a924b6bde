"""Reads a YAML mapping strictly: every key known, every value of its kind, every fault collected."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

MAX_BYTES = 200_000

Word = TypeVar("Word", bound=StrEnum)
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, where it is: ten times as quick


class _Loader(SAFE_LOADER):  # type: ignore[misc]
    """The safe loader that also refuses a key given twice: YAML itself keeps the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        made: dict[object, object] = super().construct_mapping(node, deep)
        return made


def read_mapping(path: Path, faults: list[str]) -> Mapping[str, object]:
    """Return the mapping in a YAML file; where there is none, add the fault and return an empty one."""
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            faults.append(f"{path.name}: is larger than {MAX_BYTES:,} bytes")
            return {}
        content = yaml.load(raw, _Loader)  # noqa: S506 (a safe loader)
    except OSError as error:
        faults.append(f"{path.name}: {error.strerror}")
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: is not YAML: {' '.join(str(error).split())}")
        return {}
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        faults.append(f"{path.name}: must be a mapping of names to values")
        return {}
    return content


class Fields:
    """The keys of one mapping, taken one by one; what is left at the end is unknown.

    `place` says where the mapping stands, as in "document.yaml: filing".
    """

    def __init__(self, place: str, raw: Mapping[str, object], faults: list[str]) -> None:
        self.place, self.raw, self.faults = place, raw, faults
        self.taken: set[str] = set()

    def fault(self, name: str, problem: str) -> None:
        """Record a fault of one key."""
        self.faults.append(f"{self.place}{'.' if ': ' in self.place else ': '}{name}: {problem}")

    def has(self, name: str) -> bool:
        """Say whether the key is given."""
        self.taken.add(name)
        return self.raw.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default the key must be given and not be empty."""
        if not self.has(name):
            if default is None:
                self.fault(name, "is missing")
            return default or ""
        found = self.raw[name]
        if not isinstance(found, str) or not found.strip():
            self.fault(name, f"must be a text, not {found!r}")
            return default or ""
        return found

    def word(self, name: str, words: type[Word], default: Word | None = None) -> Word:
        """Return one of a closed set of words."""
        first = next(iter(words))
        if not self.has(name):
            if default is None:
                self.fault(name, f"is missing. Expected one of: {', '.join(words)}")
            return default or first
        return self._one_of(name, self.raw[name], words) or default or first

    def words(self, name: str, words: type[Word]) -> tuple[Word, ...]:
        """Return a list of words out of a closed set; a missing key is an empty list."""
        found = (self._one_of(name, entry, words) for entry in self.entries(name))
        return tuple(word for word in found if word is not None)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        if not self.has(name):
            return default
        found = self.raw[name]
        if not isinstance(found, bool):
            self.fault(name, f"must be true or false, not {found!r}")
            return default
        return found

    def day(self, name: str) -> date:
        """Return a date that must be given."""
        found = self.raw[name] if self.has(name) else None
        if not isinstance(found, date):
            self.fault(name, f"must be a date such as 2020-01-01, not {found!r}")
            return date.min
        return found

    def entries(self, name: str) -> Sequence[object]:
        """Return a list as it stands; a missing key is an empty list."""
        if not self.has(name):
            return ()
        found = self.raw[name]
        if not isinstance(found, list):
            self.fault(name, f"must be a list, not {found!r}")
            return ()
        return found

    def mapping(self, name: str) -> "Fields":
        """Return the keys of a mapping inside this one; a missing key is an empty mapping."""
        place = f"{self.place}{'.' if ': ' in self.place else ': '}{name}"
        found = self.raw[name] if self.has(name) else {}
        if not isinstance(found, dict):
            self.fault(name, f"must be a mapping, not {found!r}")
            found = {}
        return Fields(place, found, self.faults)

    def finish(self) -> None:
        """Record every key that nothing asked for, with the nearest known one."""
        for key in self.raw:
            if key in self.taken:
                continue
            near = difflib.get_close_matches(key, self.taken, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(self.taken))}"
            self.fault(key, f"is not a known key; {hint}")

    def _one_of(self, name: str, found: object, words: type[Word]) -> Word | None:
        for word in words:
            if found == word.value:
                return word
        near = difflib.get_close_matches(str(found), [word.value for word in words], n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        self.fault(name, f"is {found!r}. Expected one of: {', '.join(words)}.{hint}")
        return None
