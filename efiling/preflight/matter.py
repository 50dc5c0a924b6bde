"""What a check may look at: the papers, the court's parameters, what must stay private, and the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from efiling.courts import NO_LIMIT, CourtProfile, Fact, How
from efiling.model import Envelope
from efiling.preflight.asked import NOT_ASKED, Asked
from efiling.preflight.known import Individual, Notice, Served, Sum, Withholding
from efiling.preflight.report import Stage
from efiling.preflight.sight import Sight
from efiling.preflight.subject import Paper, Private

FIRM = (How.READ, How.POLICY, How.INVENTED)  # what may block; all else only warns


class NotApplicable(Exception):
    """The check has nothing to look at in this filing."""


class NotChecked(Exception):
    """The check needs what is not known of this filing; the reason is the message."""


class NotRun(Exception):
    """The check could not be carried out; the reason is the message."""


@dataclass
class Matter:
    """One filing under one court's parameters. A matter remembers which parameters a check used.

    What is not known is left out, and the checks that need it do not apply. `captioned` are the
    parties as the caption must name them, `county` is the court's. `open_hashes` are the SHA-256
    of what lies with the court in this case, `closed_days` are days near the hearing on which no court
    of the state sits, `as_of` names the dates of the figures that the
    papers rest on, and `asked` is what the court and the office's settings say besides.

    `enclosed` are papers that go to somebody else than the court, such as an employer's copy: they
    are held against the others, and against no limit of the court. `envelope` is what would be sent
    and `message` the text of the message itself, as it leaves. `on_file` is the category and type
    code that the court has for the case. `sight` looks at pictures of pages.
    """

    papers: tuple[Paper, ...]
    court: CourtProfile
    today: date
    private: Private = field(default_factory=Private)
    case_number: str = ""
    case_number_expected: bool = False
    party_names: tuple[str, ...] = ()
    captioned: tuple[str, ...] = ()
    county: str = ""
    open_hashes: tuple[str, ...] = ()
    hearing: date | None = None
    closed_days: tuple[date, ...] = ()
    notices: tuple[Notice, ...] = ()
    notice_unknown: str = ""
    as_of: Mapping[str, date] = field(default_factory=dict)
    asked: Asked = NOT_ASKED
    stage: Stage = Stage.TRANSMISSION
    enclosed: tuple[Paper, ...] = ()
    envelope: Envelope | None = None
    message: str = ""
    on_file: tuple[str, str] | None = None
    people: tuple[Individual, ...] = ()
    streets: tuple[str, ...] = ()
    service: tuple[Served, ...] | None = None
    attorneys: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    withholding: Withholding | None = None
    sight: Sight = field(default_factory=Sight)
    used: list[Fact] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def limit(self, key: str) -> object:
        """Return a parameter's value, or None where it is not known; the use is remembered.

        A value written `none` by the profile means that the court sets no limit.
        """
        found = self.court.fact(key)
        if not found.known:
            return None
        self.used.append(found)
        return None if found.value == NO_LIMIT else found.value

    def hint(self, key: str) -> tuple[object, bool]:
        """Return a parameter's value, None where it is not known, and whether it is firmly known.

        Unlike `limit` it does not soften the rest of the check: the check says what only warns.
        """
        found = self.court.fact(key)
        return (found.value, found.how in FIRM) if found.known else (None, False)

    def number(self, key: str) -> float | None:
        """Return a parameter that is a number, or None."""
        found = self.limit(key)
        return float(str(found)) if isinstance(found, int | float | str) and _is_number(str(found)) else None

    def part(self, key: str, name: str) -> object:
        """Return one part of a parameter that is a mapping, or None."""
        found = self.limit(key)
        return found.get(name) if isinstance(found, Mapping) else None

    @property
    def invented(self) -> bool:
        """Whether the court is one for trials, which stands in for any real court."""
        return self.court.status == How.INVENTED

    @property
    def softened(self) -> bool:
        """Whether a parameter that was used is not firmly known, so that the check may only warn."""
        return any(fact.how not in FIRM for fact in self.used)

    def readable(self) -> tuple[Paper, ...]:
        """Return the papers that could be opened; the others are reported by the check of encryption.

        A check that asks is remembered as having missed the others, so that it does not pass.
        """
        self.missed += [paper.name for paper in self.papers if paper.pdf.unreadable]
        return tuple(paper for paper in self.papers if not paper.pdf.unreadable)

    @property
    def facts_known(self) -> bool:
        """Whether anything is known of the case: not so for a file that was made elsewhere."""
        return bool(self.people or self.captioned)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
