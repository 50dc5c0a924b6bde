"""The report of a pre-flight in words, for the command line."""

from collections.abc import Iterator

from efiling.preflight import Evidence, Outcome, Report, Result

SAID = {
    Outcome.BLOCK: "would be rejected",
    Outcome.NOT_RUN: "could not be checked",
    Outcome.WARN: "look at",
    Outcome.REPAIRED: "repaired",
}
SHOWN = 12
POINTS_PER_INCH = 72


def report_text(report: Report) -> str:
    """Return what was found, worst first, what could not be looked at, and whether it may be filed."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for outcome, said in SAID.items():
        for result in report.of(outcome):
            yield from _result(result, said)
    not_checked = [result for result in report.results if result.unchecked]
    if not_checked:
        yield "Not checked, because:"
        for result in not_checked:
            yield f"{result.number:>2} {result.name}: {'; '.join(result.unchecked)}."
    counts = ", ".join(
        f"{len(report.of(outcome))} {words}"
        for outcome, words in (
            (Outcome.PASS, "passed"),
            (Outcome.NOT_APPLICABLE, "did not apply"),
            (Outcome.NOT_CHECKED, "not checked"),
        )
    )
    yield f"{len(report.results)} checks for {report.court}: {counts}."
    if report.blocks:
        yield "This can't be filed yet."
    elif report.pending:
        yield "Nothing here would make a clerk reject it, once what is still to be done is done."
    elif report.of(Outcome.NOT_CHECKED):
        yield "Nothing that was looked at would make a clerk reject it."
    else:
        yield "Nothing here would make a clerk reject it."


def _result(result: Result, said: str) -> Iterator[str]:
    yield f"{result.number:>2} {result.name}: {said}"
    for found in result.evidence[:SHOWN]:
        yield f"     {found.document or 'all'}{_place(found)}: {found.problem}"
    if len(result.evidence) > SHOWN:
        yield f"     and {len(result.evidence) - SHOWN} more"
    if result.remedy:
        yield f"     {result.remedy}"
    if result.parameter:
        yield f"     ({result.parameter}{'; ' + result.source if result.source else ''})"


def _place(found: Evidence) -> str:
    if not found.page:
        return ""
    if found.rect is None:
        return f", page {found.page}"
    left, top = found.rect[0] / POINTS_PER_INCH, found.rect[1] / POINTS_PER_INCH
    return f", page {found.page} ({left:.1f} in from the left, {top:.1f} in from the top)"
