"""One thing that is wrong with a template."""

from dataclasses import dataclass

from assembly.model.finding import Severity

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, where, and what to do. `Severity.BLOCK` means that the template can't be filled rightly.

    `place` says it in words, such as "the text, table 2, row 3, cell 1, paragraph 1". `paragraph` and
    `run` count from 1 through the whole part (lines in an HTML template); 0 where they do not apply.
    `text` is what stands around it.
    """

    place: str
    problem: str
    remedy: str = ""
    severity: Severity = Severity.BLOCK
    text: str = ""
    paragraph: int = 0
    run: int = 0

    def __str__(self) -> str:
        run = f", run {self.run}" if self.run else ""
        near = f" Near: {self.text!r}." if self.text else ""
        return " ".join(f"{self.place}{run}: {self.problem}{near} {self.remedy}".split(" ")).strip()


def around(text: str, start: int, end: int) -> str:
    """Return the text from `start` to `end` with a little of what stands on both sides."""
    first = max(0, start - SHOWN // 2)
    return text[first : min(len(text), max(end, start + SHOWN) + SHOWN // 2)][: 2 * SHOWN].strip()
