"""The rule book in docs/rules says what the law's files say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assembly.law import load_law
from assembly.law.rule_book import rule_book

DOCS = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("jurisdiction", load_law().jurisdictions)
def test_is_current(jurisdiction: str, expected: Callable[[Path, str], None]) -> None:
    expected(DOCS / f"{jurisdiction}.md", rule_book(load_law(), jurisdiction))


def test_names_every_rule_once() -> None:
    law = load_law()
    pages = "".join(rule_book(law, jurisdiction) for jurisdiction in law.jurisdictions)
    assert [rule.id for rule in law.rules if pages.count(f"| `{rule.id}` ") != 1] == []
