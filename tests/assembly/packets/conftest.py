"""The example cases that stand beside the templates."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.facts import Facts

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@cache
def _read(slug: str) -> Facts:
    return read_facts((CASES / f"{slug}.facts.json").read_bytes())


@pytest.fixture(scope="session")
def case() -> Callable[[str], Facts]:
    """Return the reader of an example case by its slug."""
    return _read


@pytest.fixture
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """A law without rules: what is tested here is found without any."""
    root = tmp_path_factory.mktemp("law")
    for place in ("us", "us-ca", "us-or"):
        (root / place).mkdir()
    return load_law(root)
