"""A rule of the law as a value: what it demands, of which papers, from when, by which source."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum

from assembly.model.value import value


class Fate(StrEnum):
    """What becomes of a rule in the product."""

    ENFORCED = "enforced"
    COMPUTED = "computed"
    ATTESTED = "attested"
    NOT_APPLICABLE = "not_applicable"


class RuleSeverity(StrEnum):
    """How much hangs on a rule once its text has been read."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEADLINE = "deadline"


class Verification(StrEnum):
    """Whether the text of the rule was read: only `primary` lets a rule block."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    MEMORY = "memory"


class Sight(StrEnum):
    """What a rule looks at: the facts, the words on a paper's pages, or how the pages are laid out."""

    FACTS = "facts"
    WORDS = "words"
    LAYOUT = "layout"


class Step(IntEnum):
    """How far a packet has come. A rule speaks from its own step on."""

    DRAFT = 1
    APPROVE = 2
    FILE = 3
    SERVE = 4
    AFTER = 5


@value
class Examples:
    """Two cases for a rule: one that meets it and one that breaks it.

    Each is a set of changes, by JSON pointer, to the example case `case`; `documents` are the
    papers of the packet, or empty for the rule's own; `texts` gives a paper's words.
    """

    case: str
    passing: Mapping[str, object]
    failing: Mapping[str, object]
    recipe: str = ""
    on: date | None = None
    documents: tuple[Mapping[str, object], ...] | None = None
    failing_documents: tuple[Mapping[str, object], ...] | None = None


@value
class Rule:
    """One rule. Dates are its first and last day; None is "long in force" and "until further notice".

    `documents` are document types, or "*" for every paper. `when` and `require` are CEL: the rule
    is broken where `when` holds and `require` does not. `python` names a question that reads better
    as a function (`assembly.rules`). `each` walks a list of the facts; `*` in `pointer` is the place in it.
    `dated_by` is the fact whose date chooses the version, or empty for the day of filing. A rule that
    sees words or layout is asked of each paper by itself, once it is rendered. `message` is what a
    finding says; for the other fates it says what is asked, what is worked out, or why nothing is.
    """

    id: str
    jurisdiction: str
    topic: str
    title: str
    citation: str
    start: date | None
    through: date | None
    documents: tuple[str, ...]
    severity: RuleSeverity
    verification: Verification
    fate: Fate
    message: str
    remedy: str = ""
    pointer: str = ""
    when: str = ""
    require: str = ""
    python: str = ""
    each: str = ""
    dated_by: str = ""
    question: str = ""
    computed_by: str = ""
    reason: str = ""
    step: Step = Step.DRAFT
    sees: Sight = Sight.FACTS
    examples: Examples | None = None

    @property
    def verified(self) -> bool:
        """Whether the text of the rule itself was read."""
        return self.verification is Verification.PRIMARY

    def in_force(self, day: date) -> bool:
        """Whether the rule applies on a day; both its dates are included."""
        return (self.start is None or self.start <= day) and (self.through is None or day <= self.through)
