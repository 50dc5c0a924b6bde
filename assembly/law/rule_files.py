"""Rules from their files: one topic a file, each rule with its source, its fate and its examples."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from assembly.law.rule import Examples, Fate, Rule, RuleSeverity, Sight, Step, Verification
from assembly.law.yaml_file import YamlFile

MUST = frozenset({"id", "title", "citation", "documents", "severity", "verification", "fate"})
MAY = frozenset(
    {
        "message", "from", "through", "remedy", "pointer", "when", "require", "python", "each", "dated_by",
        "question", "computed_by", "reason", "step", "sees", "examples",
    }
)  # fmt: skip
TEXTS = (
    "remedy", "pointer", "when", "require", "python", "each", "dated_by", "question", "computed_by", "reason",
)  # fmt: skip
EXAMPLES = frozenset({"case", "recipe", "on", "documents", "failing_documents", "passing", "failing"})

Choice = TypeVar("Choice", bound=StrEnum)


def read_rules(file: YamlFile, jurisdiction: str) -> list[Rule]:
    """Read the rules of one topic.

    Raises:
        LawFault: a rule is not well formed, or lacks what its fate needs.
    """
    content = file.only(file.content, "the whole file", must=frozenset({"about", "rules"}), may=frozenset())
    if not isinstance(content["rules"], list):
        raise file.fault("rules", "must be a list.")
    return [_rule(file, raw, number, jurisdiction) for number, raw in enumerate(content["rules"], start=1)]


def _rule(file: YamlFile, raw: object, number: int, jurisdiction: str) -> Rule:
    place = str(raw.get("id", f"rule {number}")) if isinstance(raw, dict) else f"rule {number}"
    entry = file.only(raw, place, must=MUST, may=MAY)
    documents = entry["documents"]
    if not isinstance(documents, list) or not all(isinstance(name, str) for name in documents):
        raise file.fault(place, 'documents must be a list of document types, or ["*"].')
    texts: dict[str, Any] = {name: file.text(entry, name, place, "") for name in TEXTS}
    rule = Rule(
        id=place,
        jurisdiction=jurisdiction,
        topic=file.path.stem,
        title=file.text(entry, "title", place),
        citation=file.text(entry, "citation", place),
        start=file.day(entry, "from", place),
        through=file.day(entry, "through", place),
        documents=tuple(documents),
        severity=_choice(file, RuleSeverity, entry, "severity", place),
        verification=_choice(file, Verification, entry, "verification", place),
        fate=_choice(file, Fate, entry, "fate", place),
        message=_message(file, entry, place),
        step=_step(file, entry, place),
        sees=_choice(file, Sight, {"sees": "facts", **entry}, "sees", place),
        examples=_examples(file, entry.get("examples"), place),
        **texts,
    )
    _refuse_half_said(file, rule)
    return rule


def _examples(file: YamlFile, raw: object, place: str) -> Examples | None:
    if raw is None:
        return None
    entry = file.only(raw, f"{place} examples", must=frozenset({"passing", "failing"}), may=EXAMPLES)
    return Examples(
        case=file.text(entry, "case", place, "plain"),
        passing=entry["passing"] or {},
        failing=entry["failing"] or {},
        recipe=file.text(entry, "recipe", place, ""),
        on=file.day(entry, "on", place),
        documents=_papers(entry, "documents"),
        failing_documents=_papers(entry, "failing_documents"),
    )


def _message(file: YamlFile, entry: Mapping[str, Any], place: str) -> str:
    """Return what the rule says of itself: its message, or the one sentence that its fate has instead."""
    for name in ("message", "question", "reason"):
        if name in entry:
            return file.text(entry, name, place)
    raise file.fault(place, "needs a message, a question or a reason.")


def _papers(entry: Mapping[str, Any], name: str) -> tuple[Mapping[str, object], ...] | None:
    """Return papers as mappings; a bare name is a paper with nothing else said of it."""
    if name not in entry:
        return None
    return tuple({"type_id": paper} if isinstance(paper, str) else paper for paper in entry[name])


def _choice(file: YamlFile, choices: type[Choice], entry: Mapping[str, Any], name: str, place: str) -> Choice:
    try:
        return choices(entry[name])
    except ValueError as error:
        known = ", ".join(choice.value for choice in choices)
        raise file.fault(place, f"{name} is {entry[name]!r}; known: {known}.") from error


def _step(file: YamlFile, entry: Mapping[str, Any], place: str) -> Step:
    word = entry.get("step", "draft")
    try:
        return Step[str(word).upper()]
    except KeyError as error:
        known = ", ".join(step.name.lower() for step in Step)
        raise file.fault(place, f"step is {word!r}; known: {known}.") from error


def _refuse_half_said(file: YamlFile, rule: Rule) -> None:
    needed = {
        Fate.ENFORCED: bool(rule.require) != bool(rule.python),
        Fate.COMPUTED: bool(rule.computed_by),
        Fate.ATTESTED: bool(rule.question),
        Fate.NOT_APPLICABLE: bool(rule.reason),
    }
    says = {
        Fate.ENFORCED: "exactly one of require and python",
        Fate.COMPUTED: "computed_by",
        Fate.ATTESTED: "question",
        Fate.NOT_APPLICABLE: "reason",
    }
    if not needed[rule.fate]:
        raise file.fault(rule.id, f"a rule that is {rule.fate.value} needs {says[rule.fate]}.")
    if rule.start and rule.through and rule.through < rule.start:
        raise file.fault(rule.id, f"ends ({rule.through}) before it begins ({rule.start}).")
