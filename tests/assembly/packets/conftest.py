"""The example cases that stand beside the templates."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.model.facts import Facts

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@cache
def _read(slug: str) -> Facts:
    return read_facts((CASES / f"{slug}.facts.json").read_bytes())


@pytest.fixture(scope="session")
def case() -> Callable[[str], Facts]:
    """Return the reader of an example case by its slug."""
    return _read
