"""The law as dated data: values and rules by jurisdiction, each with its source.

Beside this module stands one folder per jurisdiction: `<name>.yaml` holds one dated value or table,
`rules/<topic>.yaml` the rules of one topic. A state's law includes the federal.
"""

from assembly.law.reader import load_law
from assembly.law.rule import Examples, Fate, Rule, RuleSeverity, Sight, Step, Verification
from assembly.law.statute import Law
from assembly.law.values import DatedTable, DatedValue, Span, TableInForce, ValueInForce

__all__ = [
    "DatedTable",
    "DatedValue",
    "Examples",
    "Fate",
    "Law",
    "Rule",
    "RuleSeverity",
    "Sight",
    "Span",
    "Step",
    "TableInForce",
    "ValueInForce",
    "Verification",
    "load_law",
]
