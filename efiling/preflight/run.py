"""Pre-flight itself: every check on the exact bytes, one result each."""

from collections.abc import Sequence

from efiling.preflight.matter import Matter, NotApplicable, NotRun
from efiling.preflight.mend import NAMES, all_mends
from efiling.preflight.registry import Check, all_checks
from efiling.preflight.report import Evidence, Grade, Outcome, Report, Result


def preflight(matter: Matter) -> Report:
    """Run every check on the papers of a filing.

    A check that finds something blocks or warns as its grade says. Where the limit that it
    used is only known from a summary or from memory it warns, whatever its grade.
    """
    return Report(
        court=matter.court.id,
        edition=matter.court.edition,
        hashes=tuple((paper.name, paper.pdf.sha256) for paper in matter.papers),
        results=tuple(_result(check, matter) for check in all_checks()),
    )


def _result(check: Check, matter: Matter) -> Result:
    matter.used.clear()
    try:
        evidence: Sequence[Evidence] = tuple(check.look(matter))
    except NotApplicable:
        return Result(number=check.number, name=check.name, outcome=Outcome.NOT_APPLICABLE)
    except NotRun as reason:
        return Result(
            number=check.number,
            name=check.name,
            outcome=Outcome.NOT_RUN if check.grade is not Grade.WARN else Outcome.WARN,
            evidence=(Evidence(document="", problem=str(reason)),),
            remedy=check.remedy,
        )
    outcome = Outcome.PASS
    if evidence:
        outcome = Outcome.WARN if check.grade is Grade.WARN or matter.softened else Outcome.BLOCK
    return Result(
        number=check.number,
        name=check.name,
        outcome=outcome,
        evidence=tuple(evidence),
        remedy=_remedy(check, matter) if evidence else "",
        parameter=", ".join(dict.fromkeys(fact.key for fact in matter.used)),
        source="; ".join(dict.fromkeys(source.name for fact in matter.used for source in fact.sources)),
    )


def _remedy(check: Check, matter: Matter) -> str:
    remedy = check.remedy
    if check.number in all_mends() or check.number == NAMES:
        remedy += " Pre-flight can do this: run it with --repair."
    if matter.softened:
        remedy += " The court's limit was not read in its own rules: confirm it with the court."
    return remedy
