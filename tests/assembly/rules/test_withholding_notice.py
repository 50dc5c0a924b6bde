"""How the obligor contests: the issuing state's time and place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assembly.errors import NoValueInForce
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.rules.withholding_notice import contest

CASES = Path(__file__).parents[3] / "templates" / "_cases"
LAW = load_law()


@pytest.fixture(scope="module")
def lane():
    return read_facts((CASES / "lane-withholding-lump-sum.facts.json").read_bytes())


def test_oregon_gives_thirty_days_from_the_first_withholding(lane):
    """ORS 25.405; OAR 137-055-4160."""
    known = replace(lane, withholding=replace(lane.withholding, contest_runs_from=date(2026, 12, 4)))
    found = contest(known, LAW)
    assert (found.days, found.deadline, found.decision_days) == (30, date(2027, 1, 3), 45)


def test_no_date_before_the_first_withholding_is_known(lane):
    assert contest(lane, LAW).deadline is None


def test_the_issuing_state_decides_not_the_place_of_work(lane):
    moved = replace(lane.obligor.employers[0], work_state="CA")
    facts = replace(lane, obligor=replace(lane.obligor, employers=(moved,)))
    assert contest(facts, LAW).citation.startswith("ORS")


def test_a_state_without_a_way_encoded_has_no_answer(lane):
    with pytest.raises(NoValueInForce, match="us-nv"):
        contest(replace(lane, order=replace(lane.order, issuing_state="NV")), LAW)
