"""What is known of a court, where from, and how far a check may rely on it.

None never means "no limit": it means that nobody knows. "No limit" is the word `none`.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from assembly.model.finding import Severity
from assembly.model.value import value
from efiling.courts.codes import CodeSet
from efiling.errors import ProfileFault

NO_LIMIT = "none"
"""The word for "the court sets no limit"."""


class How(StrEnum):
    """How a fact came to us."""

    READ = "read"
    SUMMARY = "summary"
    MEMORY = "memory"
    UNKNOWN = "unknown"
    INVENTED = "invented"
    POLICY = "policy"


_ENFORCED = {
    How.READ: Severity.BLOCK,
    How.POLICY: Severity.BLOCK,
    How.INVENTED: Severity.BLOCK,
    How.SUMMARY: Severity.WARN,
    How.MEMORY: Severity.WARN,
    How.UNKNOWN: Severity.UNVERIFIED,
}


@value
class Source:
    """Where a fact was found. `dated` is the source's own date as it gives it."""

    name: str
    kind: str
    dated: str = ""
    read_on: date | None = None


@value
class Fact:
    """One thing that is known, or known to be unknown, of a court.

    `layer` is the profile that it stands in: the court's own or its state's.
    """

    key: str
    value: object
    how: How
    sources: tuple[Source, ...] = ()
    unit: str = ""
    layer: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.how is not How.UNKNOWN and self.value is not None

    @property
    def enforcement(self) -> Severity:
        """How far a check that rests on this fact may go: read blocks, hearsay warns, unknown asks."""
        return _ENFORCED[self.how]


@value
class CourtProfile:
    """One court, its state's facts included; `edition` names this state of knowledge."""

    id: str
    name: str
    edition: str
    status: str
    facts: Mapping[str, Fact]
    codes: Mapping[str, CodeSet]
    layers: tuple[str, ...]

    def fact(self, key: str) -> Fact:
        """Return a fact; one that nobody has written down is unknown."""
        return self.facts.get(key) or Fact(key=key, value=None, how=How.UNKNOWN, layer=self.id)

    def text(self, key: str) -> str:
        """Return a word or text; empty where it is unknown or something else."""
        found = self.fact(key).value
        return found if isinstance(found, str) else ""

    def limit(self, key: str) -> int | None:
        """Return a number that may not be exceeded, or None where there is none or none is known.

        `fact(key).known` tells the two apart.
        """
        found = self.fact(key).value
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def items(self, key: str) -> tuple[object, ...]:
        """Return a list; empty where it is unknown or something else."""
        found = self.fact(key).value
        return tuple(found) if isinstance(found, list | tuple) else ()

    def mapping(self, key: str) -> Mapping[str, object]:
        """Return a mapping; empty where it is unknown or something else."""
        found = self.fact(key).value
        return {str(name): part for name, part in found.items()} if isinstance(found, Mapping) else {}

    def code(self, list_name: str, word: str) -> str:
        """Return the court's code for one of our words.

        Raises:
            ProfileFault: nobody has confirmed a code for it.
        """
        found = self.codes.get(list_name)
        code = found.code_for(word) if found else None
        if code is None:
            fault = (
                f"it has no confirmed code for {word!r} in the list {list_name!r}: find it in the "
                f"court's list and add it under codes.{list_name}.ours"
            )
            raise ProfileFault(self.id, [fault])
        return code

    @property
    def zone(self) -> ZoneInfo:
        """The court's time zone, which decides the day of a filing.

        Raises:
            ProfileFault: it is not known.
        """
        name = self.text("court.time_zone")
        if not name:
            raise ProfileFault(self.id, ["court.time_zone is not known"])
        return ZoneInfo(name)

    @property
    def takes_efiling(self) -> bool:
        """Whether filings can be sent by message: not where the court has only paper or a portal."""
        manager = self.text("efiling.manager")
        return self.text("efiling.mode") != NO_LIMIT and manager not in ("", "court_portal")

    @property
    def unknowns(self) -> tuple[str, ...]:
        """The keys that are written down as unknown: questions to put to the court."""
        return tuple(sorted(key for key, fact in self.facts.items() if not fact.known))
