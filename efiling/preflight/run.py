"""Pre-flight itself: every check on the exact bytes, one result each."""

from efiling.preflight.matter import Matter, NotApplicable, NotChecked, NotRun
from efiling.preflight.mend import FONTS, NAMES, ORDER, ROLES, SEARCHABLE, SPLIT, all_mends
from efiling.preflight.registry import Check, all_checks
from efiling.preflight.report import Evidence, Grade, Outcome, Report, Result, Stage, Unchecked

BY_HAND = (ROLES, ORDER, SEARCHABLE, SPLIT, FONTS, NAMES)
"""Checks that a repair answers besides those that have a mend of their own."""

SEVERITY = "preflight.severity"
"""The parameter by which a court's profile says that a check, by its name, warns or blocks there."""


def preflight(matter: Matter) -> Report:
    """Run every check on the papers of a filing.

    A check that finds something blocks or warns as its grade says, or as the court's profile says.
    Where the limit that it used is only known from a summary or from memory it warns, whatever its
    grade. A check that found nothing passes only if it could look at everything.
    """
    return Report(
        court=matter.court.id,
        edition=matter.court.edition,
        hashes=tuple((paper.name, paper.pdf.sha256) for paper in (*matter.papers, *matter.enclosed)),
        results=tuple(_result(check, matter) for check in all_checks()),
        stage=matter.stage,
    )


def _result(check: Check, matter: Matter) -> Result:
    matter.used.clear()
    matter.missed.clear()
    try:
        found = tuple(check.look(matter))
    except NotApplicable:
        return Result(number=check.number, name=check.name, outcome=Outcome.NOT_APPLICABLE)
    except NotChecked as reason:
        found = (Unchecked(reason=str(reason)),)
    except NotRun as reason:
        return Result(
            number=check.number,
            name=check.name,
            outcome=Outcome.NOT_RUN if check.grade is not Grade.WARN else Outcome.WARN,
            evidence=(Evidence(document="", problem=str(reason)),),
            remedy=check.remedy,
        )
    evidence = tuple(entry for entry in found if isinstance(entry, Evidence))
    reasons = [entry.reason for entry in found if isinstance(entry, Unchecked)]
    reasons += [f"{name} cannot be read" for name in matter.missed]
    return Result(
        number=check.number,
        name=check.name,
        outcome=_outcome(check, matter, evidence, bool(reasons)),
        evidence=evidence,
        remedy=_remedy(check, matter) if evidence else "",
        parameter=", ".join(dict.fromkeys(fact.key for fact in matter.used)),
        source="; ".join(dict.fromkeys(source.name for fact in matter.used for source in fact.sources)),
        unchecked=tuple(dict.fromkeys(reasons)),
    )


def _outcome(check: Check, matter: Matter, evidence: tuple[Evidence, ...], unchecked: bool) -> Outcome:
    if not evidence:
        return Outcome.NOT_CHECKED if unchecked else Outcome.PASS
    if any(found.forbidden for found in evidence):
        return Outcome.BLOCK
    last = matter.stage is Stage.TRANSMISSION
    firm = [found for found in evidence if not found.warns and (last or not found.pending)]
    if not firm or matter.softened or _reach(check, matter) is Grade.WARN:
        return Outcome.WARN
    return Outcome.BLOCK


def _reach(check: Check, matter: Matter) -> Grade:
    """Return how far a check reaches in this court: its own grade, unless the profile says otherwise."""
    said = matter.court.mapping(SEVERITY).get(check.name)
    return Grade(said) if isinstance(said, str) and said in tuple(Grade) else check.grade


def _remedy(check: Check, matter: Matter) -> str:
    remedy = check.remedy
    if check.number in all_mends() or check.number in BY_HAND:
        remedy += " Pre-flight can do this: run it with --repair."
    if matter.softened:
        remedy += " The court's limit was not read in its own rules: confirm it with the court."
    return remedy
