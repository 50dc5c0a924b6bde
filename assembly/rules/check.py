"""Applies the rules in force to a packet and says what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assembly.errors import RuleFault
from assembly.law import Fate, Law, Rule, RuleSeverity, Sight, Step
from assembly.model.attestation import Attestation
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.rules.conditions import Conditions, paper_view, squeezed
from assembly.rules.matter import DocumentFacts, Matter, matter_of
from assembly.rules.named import questions

EVERY_PAPER = "*"
UNVERIFIED = "Unverified rule, its text was not read; confirm it before relying on it. "

SEVERITIES = {
    RuleSeverity.ERROR: Severity.BLOCK,
    RuleSeverity.WARNING: Severity.WARN,
    RuleSeverity.INFO: Severity.INFO,
    RuleSeverity.DEADLINE: Severity.INFO,
}


def check(
    facts: Facts,
    documents: Sequence[DocumentFacts | str],
    *,
    law: Law,
    recipe: str,
    on: date,
    step: Step = Step.DRAFT,
    answers: Mapping[str, Attestation] | None = None,
) -> tuple[Finding, ...]:
    """Return every finding against a packet, blocking ones first, each set in the order of the rules.

    `on` is the day of filing. Rules speak from their own `step` on: a question about service is
    not asked while a draft is made. `answers` holds the attestations given, by rule id; those in
    the facts count too. An unverified rule never blocks and says that it is unverified.

    Raises:
        UnknownName: no law is encoded for the state of the court.
        RuleFault: a condition cannot be worked out; it never counts as met.
        NoValueInForce: the law gives no value on the day a condition looks at.
    """
    matter = matter_of(facts, documents, law=law, recipe=recipe, on=on)
    conditions = Conditions(matter)
    given = {answer.rule: answer for answer in facts.attestations} | dict(answers or {})
    found = [
        finding
        for rule in law.rules_of(matter.jurisdiction)
        if rule.step <= step
        for finding in _findings(rule, conditions, given)
    ]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _findings(rule: Rule, conditions: Conditions, given: Mapping[str, Attestation]) -> Iterator[Finding]:
    if rule.fate not in (Fate.ENFORCED, Fate.ATTESTED):
        return
    papers = _papers(rule, conditions.matter)
    if not papers:
        return
    conditions.day = _day(rule, conditions)
    if not rule.in_force(conditions.day):
        return
    if rule.fate is Fate.ATTESTED:
        yield from _asked(rule, conditions, given, _label(rule, papers))
    elif rule.sees is not Sight.FACTS:
        yield from _page_by_page(rule, conditions, papers)
    else:
        yield from _broken(rule, conditions, _label(rule, papers))


def _papers(rule: Rule, matter: Matter) -> list[DocumentFacts]:
    if EVERY_PAPER in rule.documents:
        return list(matter.documents)
    return [paper for paper in matter.documents if paper.type_id in rule.documents]


def _label(rule: Rule, papers: Sequence[DocumentFacts]) -> str:
    return "" if EVERY_PAPER in rule.documents else papers[0].type_id


def _day(rule: Rule, conditions: Conditions) -> date:
    """Return the day that chooses the version: the fact the rule names, else the day of filing."""
    if not rule.dated_by:
        return conditions.matter.on
    found = conditions.at(rule.dated_by)
    return date.fromisoformat(found) if isinstance(found, str) and found else conditions.matter.on


def _asked(
    rule: Rule, conditions: Conditions, given: Mapping[str, Attestation], document: str
) -> Iterator[Finding]:
    if rule.when and not conditions.holds(rule, rule.when):
        return
    answer = given.get(rule.id)
    if answer is not None and answer.answer:
        return
    severity = _severity(rule)
    if severity is Severity.BLOCK and answer is None:
        severity = Severity.ATTEST
    said = (
        f"{rule.message} {answer.who} answered no on {answer.when.isoformat()}." if answer else rule.question
    )
    yield _finding(rule, document=document, message=said, severity=severity)


def _page_by_page(rule: Rule, conditions: Conditions, papers: Sequence[DocumentFacts]) -> Iterator[Finding]:
    """Ask a rule of each paper that has been rendered; a draft's pages are not there to look at."""
    for paper in papers:
        seen = paper.text if rule.sees is Sight.WORDS else paper.layout
        if seen is None:
            continue
        conditions.name("paper", paper_view(paper))
        conditions.name(*(("text", squeezed(seen)) if isinstance(seen, str) else ("layout", seen)))
        yield from _broken(rule, conditions, paper.type_id)


def _broken(rule: Rule, conditions: Conditions, document: str) -> Iterator[Finding]:
    if rule.python:
        if rule.when and not conditions.holds(rule, rule.when):
            return
        for pointer in _answered_by_function(rule, conditions.matter):
            yield _finding(rule, document=document, pointer=pointer)
    elif rule.each:
        for place, item in enumerate(_items(rule, conditions)):
            conditions.name("item", item)
            if _breaks(rule, conditions):
                yield _finding(rule, document=document, pointer=rule.pointer.replace("*", str(place)))
    elif _breaks(rule, conditions):
        yield _finding(rule, document=document)


def _breaks(rule: Rule, conditions: Conditions) -> bool:
    if rule.when and not conditions.holds(rule, rule.when):
        return False
    return not conditions.holds(rule, rule.require)


def _items(rule: Rule, conditions: Conditions) -> list[object]:
    found = conditions.at(rule.each)
    if found is None:
        return []
    if not isinstance(found, list):
        raise RuleFault(rule.id, f"{rule.each} is not a list")
    return list(found)


def _answered_by_function(rule: Rule, matter: Matter) -> tuple[str, ...]:
    function = questions().get(rule.python)
    if function is None:
        raise RuleFault(rule.id, f"there is no question named {rule.python!r}")
    return function(matter)


def _severity(rule: Rule) -> Severity:
    return SEVERITIES[rule.severity] if rule.verified else Severity.UNVERIFIED


def _finding(
    rule: Rule,
    *,
    document: str,
    pointer: str | None = None,
    message: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    said = message or rule.message
    return Finding(
        rule=rule.id,
        severity=severity or _severity(rule),
        message=said if rule.verified else UNVERIFIED + said,
        citation=rule.citation,
        remedy=rule.remedy,
        pointer=rule.pointer if pointer is None else pointer,
        document=document,
    )
