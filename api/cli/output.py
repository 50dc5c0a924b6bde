"""How commands print: plain words for people, one JSON value where `--json` is given."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assembly.intake import plain
from assembly.rules.steps import Step

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of words.")]


def print_json(value: object) -> None:
    """Print a value of the model, or what JSON can hold, as one JSON text."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def print_steps(steps: Sequence[Step]) -> None:
    """Print the working of a calculation, a line each, with its source."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Line", "What", "How", "Result", "Source"):
        table.add_column(heading, justify="right" if heading == "Result" else "left", overflow="fold")
    for step in steps:
        table.add_row(step.line, step.label, step.formula, step.result, step.citation)
    Console(width=None if sys.stdout.isatty() else 160).print(table)
