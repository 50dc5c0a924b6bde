"""Pre-flight: what a clerk would reject, found on the exact bytes before they are sent."""

from efiling.preflight.matter import Matter
from efiling.preflight.repair import repair
from efiling.preflight.report import Evidence, Grade, Outcome, Report, Result, Stage, Unchecked
from efiling.preflight.run import preflight
from efiling.preflight.subject import Kind, Paper, Private

__all__ = [
    "Evidence",
    "Grade",
    "Kind",
    "Matter",
    "Outcome",
    "Paper",
    "Private",
    "Report",
    "Result",
    "Stage",
    "Unchecked",
    "preflight",
    "repair",
]
