"""Applies the rules in force to a packet and says what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assembly.errors import RuleFault
from assembly.law import Fate, Law, Rule, RuleSeverity, Sight, Step
from assembly.model.attestation import Attestation
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.rules.conditions import Conditions
from assembly.rules.matter import DocumentFacts, Matter, matter_of
from assembly.rules.named import questions

EVERY_PAPER = "*"
SPEAKING = frozenset({Fate.ENFORCED, Fate.ATTESTED})
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
    given = {answer.rule: answer for answer in facts.attestations} | dict(answers or {})
    rules = _reaching(matter, step)
    found = [*_on_facts(rules, matter, given), *_on_pages(rules, matter)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _on_facts(rules: Sequence[Rule], matter: Matter, given: Mapping[str, Attestation]) -> Iterator[Finding]:
    rules = [rule for rule in rules if rule.sees is Sight.FACTS]
    conditions = Conditions(matter, rules)
    for rule in rules:
        if not _is_in_force(rule, conditions):
            continue
        if rule.fate is Fate.ATTESTED:
            yield from _asked(rule, conditions, given, _label(rule, matter))
        else:
            yield from _broken(rule, conditions, _label(rule, matter))


def _on_pages(rules: Sequence[Rule], matter: Matter) -> Iterator[Finding]:
    """Ask the rules on words and layout of each paper that is rendered; a draft has no pages yet."""
    rules = [rule for rule in rules if rule.sees is not Sight.FACTS]
    for paper in matter.documents:
        seen = {Sight.WORDS: paper.text, Sight.LAYOUT: paper.layout}
        its_own = [rule for rule in rules if seen[rule.sees] is not None and _speaks_of(rule, paper)]
        if its_own:
            conditions = Conditions(matter, its_own, paper)
            for rule in its_own:
                if _is_in_force(rule, conditions):
                    yield from _broken(rule, conditions, paper.type_id)


def _reaching(matter: Matter, step: Step) -> list[Rule]:
    """Return the rules that speak of a paper of the packet at this step."""
    types = {EVERY_PAPER, *(paper.type_id for paper in matter.documents)} if matter.documents else set()
    return [
        rule
        for rule in matter.law.rules_of(matter.jurisdiction)
        if rule.fate in SPEAKING and rule.step <= step and not types.isdisjoint(rule.documents)
    ]


def _speaks_of(rule: Rule, paper: DocumentFacts) -> bool:
    return EVERY_PAPER in rule.documents or paper.type_id in rule.documents


def _label(rule: Rule, matter: Matter) -> str:
    if EVERY_PAPER in rule.documents:
        return ""
    return next(paper.type_id for paper in matter.documents if _speaks_of(rule, paper))


def _is_in_force(rule: Rule, conditions: Conditions) -> bool:
    conditions.day = _day(rule, conditions)
    return rule.in_force(conditions.day)


def _day(rule: Rule, conditions: Conditions) -> date:
    """Return the day that chooses the version: the fact the rule names, else the day of filing."""
    if not rule.dated_by:
        return conditions.matter.on
    found = conditions.at(rule.dated_by)
    return found if isinstance(found, date) else conditions.matter.on


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


def _broken(rule: Rule, conditions: Conditions, document: str) -> Iterator[Finding]:
    if rule.python:
        if rule.when and not conditions.holds(rule, rule.when):
            return
        for pointer in _answered_by_function(rule, conditions.matter):
            yield _finding(rule, document=document, pointer=pointer)
    elif rule.each:
        for place in conditions.broken_items(rule):
            yield _finding(rule, document=document, pointer=rule.pointer.replace("*", str(place)))
    elif _breaks(rule, conditions):
        yield _finding(rule, document=document)


def _breaks(rule: Rule, conditions: Conditions) -> bool:
    if rule.when and not conditions.holds(rule, rule.when):
        return False
    return not conditions.holds(rule, rule.require)


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
