"""One line of a benchmark's report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One thing measured. `seconds` are of one core for one piece of work, whatever the work is.

    `against` names the measurement that this one is compared with, by its name.
    """

    name: str
    seconds: float
    note: str = ""
    against: str = ""


def report(results: list[Result]) -> str:
    """Return the results as lines: time a piece, pieces a second, and the ratio to what they are held against."""
    times = {result.name: result.seconds for result in results}
    lines = []
    for result in results:
        ratio = (
            f"  {times[result.against] / result.seconds:8.1f} x {result.against}" if result.against else ""
        )
        lines.append(
            f"{result.name:<52} {result.seconds * 1000:10.3f} ms {1 / result.seconds:10.1f} /s{ratio}"
            + (f"  ({result.note})" if result.note else "")
        )
    return "\n".join(lines)
