"""What pre-flight finds: one result for each check, with evidence, bound to the hash of the bytes."""

from collections.abc import Sequence
from enum import StrEnum

from assembly.model.value import value


class Outcome(StrEnum):
    """How a check came out. NOT_RUN on a check that blocks is as good as a block.

    NOT_CHECKED says that something the check needs is not known, such as the facts of a case for a
    file made elsewhere. It neither passes nor blocks.
    """

    PASS = "pass"  # noqa: S105 - a word, not a password
    WARN = "warn"
    BLOCK = "block"
    REPAIRED = "repaired"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"
    NOT_CHECKED = "not_checked"


class Stage(StrEnum):
    """When pre-flight runs. What is still to come, such as a signature, blocks only at the last."""

    DRAFT = "draft"
    APPROVAL = "approval"
    TRANSMISSION = "transmission"


class Grade(StrEnum):
    """How far a check reaches where a court's profile does not soften it (FIELD_NOTES section 2)."""

    BLOCK = "block"
    WARN = "warn"
    AUTO = "auto_fix"


@value
class Evidence:
    """One place that a check points at. `rect` is x0, y0, x1, y1 in points from the page's top left.

    Where `warns` is set it only warns, however far its check reaches; where `pending` is set it is
    still to be done before the filing is sent, and only warns until then. Where `forbidden` is set the
    court's own rules refuse it, and it blocks however short its check reaches.
    """

    document: str
    problem: str
    page: int | None = None
    rect: tuple[float, float, float, float] | None = None
    text: str = ""
    warns: bool = False
    pending: bool = False
    forbidden: bool = False


@value
class Unchecked:
    """What a check could not look at, and why, in words."""

    reason: str


@value
class Result:
    """One check: what was found, what to do, and on whose word the limit rests.

    `unchecked` are the parts that were not looked at, with the reason.
    """

    number: int
    name: str
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    remedy: str = ""
    parameter: str = ""
    source: str = ""
    unchecked: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the filing may not go."""
        return self.outcome in (Outcome.BLOCK, Outcome.NOT_RUN)


@value
class Report:
    """All results for one set of files, by the hash of each file's bytes."""

    court: str
    edition: str
    hashes: tuple[tuple[str, str], ...]
    results: tuple[Result, ...]
    stage: Stage = Stage.TRANSMISSION

    @property
    def blocks(self) -> bool:
        """Whether anything stands against filing these bytes."""
        return any(result.blocks for result in self.results)

    @property
    def pending(self) -> bool:
        """Whether something must still be done before these papers can be sent, such as signing."""
        return any(found.pending for result in self.results for found in result.evidence)

    def of(self, *outcomes: Outcome) -> Sequence[Result]:
        """Return the results that came out in one of the ways given, in the order of the checks."""
        return [result for result in self.results if result.outcome in outcomes]
