"""One readable case as JSON, for tests that spoil it."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@pytest.fixture
def case() -> dict[str, Any]:
    """The facts of an Oregon case, as JSON that a test may change."""
    facts: dict[str, Any] = json.loads((CASES / "multnomah-establish.facts.json").read_bytes())
    return facts
