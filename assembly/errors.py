"""What can go wrong while facts become documents.

AssemblyError
├── FactsRejected            the facts have faults; all of them are in `faults`
├── UnknownName              a packet, document type, rule or court that does not exist
├── CatalogRejected          a template or recipe folder has faults; all of them are in `faults`
├── PacketRefused            rules stand against the packet; all are in `findings`
├── TemplateFault            a template cannot be read or filled
├── UnprintableText          a value has a character that no font has
├── BlankRefused             a PDF blank is not the edition that is mapped
├── DocumentRefused          a file is damaged, hostile or beyond what is supported
├── ProgramMissing           a program that an optional engine drives is not on this machine
├── NoValueInForce           the law gives no value on the date asked for
├── LawFault                 a file of the law is not well formed
└── RuleFault                the condition of a rule cannot be worked out
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assembly.model.finding import Finding


class AssemblyError(Exception):
    """Any failure that the caller can read and act on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the facts: where (a JSON pointer), what is wrong, what is expected."""

    pointer: str
    problem: str
    expected: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.problem}. Expected: {self.expected}."


class FactsRejected(AssemblyError):
    """The facts cannot be used; every fault is listed at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        count = len(faults)
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"The facts have {count} fault{'s' * (count != 1)}:\n{lines}")
        self.faults = tuple(faults)


class UnknownName(AssemblyError):
    """Something was asked for by a name that nothing has."""

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no {kind} named {name!r}. Known: {', '.join(known) or 'none'}.")
        self.kind, self.name, self.known = kind, name, tuple(known)


class CatalogRejected(AssemblyError):
    """A document type or a recipe is not as it must be; every fault is listed at once."""

    def __init__(self, subject: str, faults: Sequence[str]) -> None:
        count = len(faults)
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"{subject} has {count} fault{'s' * (count != 1)}:\n{lines}")
        self.subject, self.faults = subject, tuple(faults)


class PacketRefused(AssemblyError):
    """Rules that block stand against the packet; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        blocking = [finding for finding in findings if finding.blocks]
        lines = "\n".join(f"  {f.rule} {f.pointer}: {f.message} [{f.citation}]" for f in blocking)
        super().__init__(f"{len(blocking)} finding(s) must be fixed first:\n{lines}")
        self.findings = tuple(findings)


class TemplateFault(AssemblyError):
    """A template cannot be read or filled."""

    def __init__(self, template: str, place: str, text: str, problem: str, remedy: str) -> None:
        super().__init__(f"{template}, {place}: {problem} Near: {text!r}. {remedy}")
        self.template, self.place, self.text = template, place, text
        self.problem, self.remedy = problem, remedy


class UnprintableText(AssemblyError):
    """A value has a character that none of our fonts has."""

    def __init__(self, place: str, characters: str) -> None:
        names = ", ".join(f"U+{ord(c):04X} {c!r}" for c in characters)
        super().__init__(f"{place}: no font has {names}. Write the value in another script.")
        self.place, self.characters = place, characters


class BlankRefused(AssemblyError):
    """A PDF blank is not the edition that our mapping was made for."""


class DocumentRefused(AssemblyError):
    """A file is damaged, hostile, too large, or uses what is not supported."""


class ProgramMissing(AssemblyError):
    """A program that an optional engine drives is not on this machine; nothing was made."""

    def __init__(self, program: str, remedy: str) -> None:
        super().__init__(f"{program} is not installed on this machine. {remedy}")
        self.program = program


class NoValueInForce(AssemblyError):
    """The law as encoded has no value on the date asked for; there is never a default."""

    def __init__(self, name: str, on: date, known: str = "") -> None:
        range_known = f"; it is encoded {known}" if known else ""
        super().__init__(
            f"No value of {name} is encoded for {on.isoformat()}{range_known}. "
            "Add the dated value with its source, or choose a date in its range."
        )
        self.name, self.on = name, on


class LawFault(AssemblyError):
    """A file of the law is not well formed; nothing of it is used."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(f"{file}, {place}: {problem}")
        self.file, self.place, self.problem = file, place, problem


class RuleFault(AssemblyError):
    """The condition of a rule cannot be worked out on these facts; it never counts as met."""

    def __init__(self, rule: str, problem: str) -> None:
        super().__init__(
            f"Rule {rule} cannot be worked out: {problem}. Mend the rule; nothing was checked by it."
        )
        self.rule, self.problem = rule, problem
