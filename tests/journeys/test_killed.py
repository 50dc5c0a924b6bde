"""However an office is killed while it files and serves, the court has exactly one envelope of each and the office knows it.

A few kills in each run of the tests; `python -m tests.journeys.killing` does hundreds.
"""

from pathlib import Path

import pytest

from tests.journeys.killing import in_child, prepare, run_once

# Steps spread over ordering, marking, sending, receipt, callback and confirming (about 100), then releasing
# service, fetching copies, proving, and filing the proof (about 300 in all).
KILLS = [
    ("accept", 9),
    ("drop_after", 24),
    ("before_receipt", 33),
    ("http_503", 40),
    ("twice", 62),
    ("by_address", 115),
    ("accept", 150),
    ("silent", 180),
    ("accept", 240),
    ("faulty", 70),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("killed") / "template"

    def make() -> int:
        prepare(home)
        return 0

    assert in_child(make) == 0
    return home


@pytest.mark.slow
@pytest.mark.parametrize(("script", "step"), KILLS)
def test_killed_at_a_step_it_ends_with_one_envelope(template: Path, script: str, step: int) -> None:
    outcome = run_once(template, script, step)
    assert outcome.right, outcome
