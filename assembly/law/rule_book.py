"""The rule book: what the law demands, by jurisdiction and paper, written out for attorneys to read."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from assembly.law.rule import Fate, Rule, Step
from assembly.law.statute import Law

NAMES = {"us": "Federal law", "us-ca": "California", "us-or": "Oregon"}
FATES = {
    Fate.ENFORCED: "enforced",
    Fate.COMPUTED: "computed",
    Fate.ATTESTED: "asked",
    Fate.NOT_APPLICABLE: "left out",
}
HEAD = """# {name}

Written from the law's own files by `courtpacket rules book`; do not edit it here.

A rule is *enforced* (checked on facts, packet or pages), *computed* (part of a calculation or a
deadline), *asked* (an officer or attorney answers it), or *left out*, with the reason. A rule marked
**unread** was not read in its source: it never blocks.
"""


def rule_book(law: Law, jurisdiction: str) -> str:
    """Return the rule book of one jurisdiction as Markdown: its rules by topic, then by paper."""
    rules = [rule for rule in law.rules if rule.jurisdiction == jurisdiction]
    topics: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        topics[rule.topic].append(rule)
    parts = [HEAD.format(name=NAMES.get(jurisdiction, jurisdiction)), _counts(rules)]
    parts += [_topic(topic, found) for topic, found in sorted(topics.items())]
    parts += [_values(law, jurisdiction), _by_paper(rules)]
    return "\n".join(filter(None, parts))


def _counts(rules: Sequence[Rule]) -> str:
    by_fate = Counter(rule.fate for rule in rules)
    unread = sum(not rule.verified for rule in rules)
    said = ", ".join(f"{by_fate[fate]} {word}" for fate, word in FATES.items())
    return f"{len(rules)} rules: {said}. {unread} are unread.\n"


def _topic(topic: str, rules: Sequence[Rule]) -> str:
    lines = [f"## {topic.replace('-', ' ').capitalize()}", "", "| rule | demand | source | in force | fate |"]
    lines += ["|---|---|---|---|---|", *map(_row, rules), ""]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    unread = "" if rule.verified else " **unread**"
    asked = f", from {rule.step.name.lower()}" if rule.step is not Step.DRAFT else ""
    by = f" by `{rule.computed_by}`" if rule.computed_by else ""
    fate = f"{FATES[rule.fate]}{by}, {rule.severity.value}{asked}{unread}"
    cells = (f"`{rule.id}` {rule.title}", rule.message, rule.citation, dates_of(rule), fate)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(law: Law, jurisdiction: str) -> str:
    values = [found for (place, _), found in sorted(law.dated_values.items()) if place == jurisdiction]
    if not values:
        return ""
    lines = ["## Figures", "", "| figure | unit | from | value | source |", "|---|---|---|---|---|"]
    for found in values:
        for entry in found.values:
            worth = "none" if entry.value is None else f"{entry.value}"
            lines.append(f"| {found.about} | {found.unit} | {entry.start} | {worth} | {entry.source} |")
    return "\n".join([*lines, ""])


def _by_paper(rules: Sequence[Rule]) -> str:
    papers: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for paper in rule.documents:
            papers["every paper" if paper == "*" else paper].append(f"`{rule.id}`")
    lines = ["## By paper", ""]
    lines += [f"- **{paper}**: {', '.join(found)}" for paper, found in sorted(papers.items())]
    return "\n".join([*lines, ""])


def dates_of(rule: Rule) -> str:
    """Return the days of a rule in words, empty where it is long in force."""
    start = f"from {rule.start.isoformat()}" if rule.start else ""
    end = f"through {rule.through.isoformat()}" if rule.through else ""
    return " ".join(filter(None, (start, end)))
