"""Every profile of a real court, fact by fact, against the facts that were gathered about it (../shared/courts).

What is machine-readable there (numbers, dates, words, lists and mappings of them) must be here with
the same value, unit, certainty, and source. Sentences stay there; `DECIDED` says where we differ, and why.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from efiling.courts import How, court_ids, load_court
from efiling.courts.reader import POLICY, ROOT

COURTS = (
    "us-ca",
    "us-ca-alameda",
    "us-ca-fresno",
    "us-ca-los-angeles",
    "us-ca-orange",
    "us-ca-riverside",
    "us-ca-sacramento",
    "us-ca-san-bernardino",
    "us-ca-san-diego",
    "us-ca-santa-clara",
    "us-ca-stanislaus",
    "us-or",
    "us-or-lane",
    "us-or-marion",
    "us-or-multnomah",
    "us-or-washington",
)

DECIDED = {
    ("us-ca", "packet.attachments"): "each court decides: for the state that is unknown",
    ("us-ca", "pdf.fonts_refused"): "that no list was found is unknown, not an empty list",
    ("us-ca", "reject.relation_back"): "the rules give no window; what they give stands in the law",
    ("us-ca", "signature.perjury_filer"): "an oath may not be typed by the agency (Fam. Code § 17400(b)(2))",
    ("us-ca", "signature.stipulation"): "a scan shows the signed original that rule 2.257(c)(2) wants kept",
    (
        "us-ca-san-diego",
        "limits.document_bytes",
    ): "the civil page's 35 MB is not said of family; the state's 25 MB",
    ("us-or", "hours.holidays"): "a word for the list that stands in the law",
}


def gathered(shared: Path, court: str) -> Mapping[str, Any]:
    found = yaml.safe_load((shared / "courts" / f"{court}.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def ours(court: str) -> Mapping[str, Any]:
    found = yaml.safe_load((ROOT / court / POLICY).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def is_data(value: object) -> bool:
    """Whether a value is for a program: no sentence stands in it."""
    if isinstance(value, Mapping):
        return all(map(is_data, value.values()))
    if isinstance(value, list):
        return all(map(is_data, value))
    return not isinstance(value, str) or len(value.split()) <= 3


def types(entries: object) -> set[str]:
    """Return our words for papers in a list of what a court does not take."""
    found = entries if isinstance(entries, list) else []
    return {word for entry in found if isinstance(entry, dict) for word in entry.get("our_types", [])}


JOINED = {"contempt_motion_and_affidavit"}
"""Our word for Oregon's motion with its affidavit in one paper; the facts name the two singly."""


@pytest.mark.parametrize("court", COURTS)
class TestEachCourt:
    def test_the_values_are_those_that_were_gathered(self, shared: Path, court: str) -> None:
        there, here, compared = gathered(shared, court)["facts"], ours(court)["facts"], 0
        for key, fact in there.items():
            if (court, key) in DECIDED or key not in here or not is_data(fact["value"]):
                continue
            assert here[key]["value"] == fact["value"], key
            assert here[key].get("unit", "") == fact.get("unit", ""), key
            assert here[key]["how"] == fact["how"], key
            compared += 1
        assert compared >= 4

    def test_nothing_for_a_program_is_left_out(self, shared: Path, court: str) -> None:
        there, here = gathered(shared, court)["facts"], ours(court)["facts"]
        left_out = {
            key
            for key, fact in there.items()
            if key not in here and (court, key) not in DECIDED and is_data(fact["value"])
        }
        assert left_out == set()

    def test_the_papers_that_it_does_not_take_are_all_there(self, shared: Path, court: str) -> None:
        there, here = gathered(shared, court)["facts"], ours(court)["facts"]
        for key in ("efiling.excluded_documents", "efiling.excluded_documents_add"):
            ours_now = types(here.get(key, {}).get("value")) - JOINED
            assert types(there.get(key, {}).get("value")) == ours_now, key

    def test_every_source_has_the_date_that_it_bears_and_the_day_it_was_read(
        self, shared: Path, court: str
    ) -> None:
        there, here = gathered(shared, court)["sources"], ours(court)["sources"]
        assert here
        for name, source in here.items():
            if name in there:
                assert str(source["dated"]) == str(there[name]["dated"]), name
                assert str(source["read_on"]) == str(there[name]["read_on"]), name
            assert source["kind"]

    def test_what_is_not_known_there_is_asked_here(self, shared: Path, court: str) -> None:
        there, profile = gathered(shared, court)["facts"], load_court(court)
        for key, fact in there.items():
            if fact["how"] == "unknown" and is_data(fact["value"]):
                found = profile.fact(key.removesuffix("_add"))
                assert found.layer != court or key.removesuffix("_add") in profile.unknowns, key


def test_every_gathered_court_has_a_profile_and_no_difference_is_idle(shared: Path) -> None:
    names = {path.stem for path in (shared / "courts").glob("us-*.yaml")}
    assert names == set(COURTS)
    for court, key in DECIDED:
        there, here = gathered(shared, court)["facts"][key], ours(court)["facts"].get(key)
        assert here is None or here["value"] != there["value"], (court, key)


@pytest.mark.parametrize("court", [court for court in court_ids() if court.startswith("us-")])
def test_every_fact_of_a_real_court_names_its_source_and_every_limit_its_unit(court: str) -> None:
    profile = load_court(court)
    for key, fact in profile.facts.items():
        if fact.how is not How.UNKNOWN:
            assert fact.sources, key
        if key.endswith("_bytes") and profile.limit(key) is not None:
            assert fact.unit == "bytes", key
