"""A court's code lists, and the bridge from our words to its codes."""

from collections.abc import Mapping
from dataclasses import field

from assembly.model.value import value


@value
class Code:
    """One row of a code list. `columns` are the list's own, as text."""

    code: str
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)


@value
class Confirmed:
    """A code that a person has confirmed for a word of ours: under which name, who, and on which day."""

    code: str
    name: str
    by: str = ""
    on: str = ""


@value
class CodeSet:
    """One code list of one court.

    `ours` maps our words to codes that a person has confirmed for the court; an empty code says that
    the one confirmed before counts no more and has to be confirmed again. `expected_names`
    are names under which a code may be found; a match by name is proposed, never used unasked.
    `otherwise` is the code for a word that has none, where the court has such a code.
    """

    name: str
    rows: tuple[Code, ...] = ()
    ours: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    expected_names: tuple[str, ...] = ()
    version: str = ""

    def code_for(self, word: str) -> str | None:
        """Return the court's code for one of our words, or None where nobody has confirmed one."""
        return self.ours.get(word, self.otherwise) or None

    def row(self, code: str) -> Code | None:
        """Return the row of a code, or None."""
        return next((row for row in self.rows if row.code == code), None)

    def proposals(self) -> tuple[Code, ...]:
        """Return the rows whose name, trimmed and in any case, is among the expected ones."""
        wanted = {normal(name) for name in self.expected_names}
        return tuple(row for row in self.rows if normal(row.name) in wanted)


def normal(name: str) -> str:
    """Return a name as it is compared: letters and digits only, in lower case."""
    return "".join(c for c in name.casefold() if c.isalnum())
