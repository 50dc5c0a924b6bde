"""Reading court folders: layers, unknowns, faults."""

from pathlib import Path

import pytest
import yaml

from assembly.model.finding import Severity
from efiling.courts import How, court_ids, load_court
from efiling.courts.reader import POLICY
from efiling.errors import ProfileFault, UnknownCourt

STATE = """
id: us-zz
name: A state
inherits: null
edition: "1"
status: draft
sources: {rule: {name: "Rule 1", kind: rule, dated: 2026-01-01, read_on: 2026-11-22}}
facts:
  limits.document_bytes: {value: 100, unit: bytes, how: read, src: [rule]}
  limits.title_chars: {value: 40, how: summary, src: [rule]}
  efiling.excluded_documents: {value: [{our_types: [a]}], how: read, src: [rule]}
  court.time_zone: {value: America/Boise, how: read, src: [rule]}
codes:
  filing_code: {ours: {motion: "7"}, how: read}
"""

COUNTY = """
id: us-zz-one
inherits: us-zz
edition: "2"
status: draft
sources: {page: {name: "Court's page", kind: court, dated: null, read_on: 2026-11-22}}
facts:
  limits.document_bytes: {value: null, how: unknown}
  limits.title_chars: {value: 50, how: read, src: [page]}
  limits.comment_chars: {value: null, how: unknown}
  limits.pages_per_document: {value: none, how: read, src: [page]}
  efiling.excluded_documents_add: {value: [{our_types: [b]}], how: read, src: [page]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for text in (STATE, COUNTY):
        folder = tmp_path / yaml.safe_load(text)["id"]
        folder.mkdir()
        (folder / POLICY).write_text(text)
    return tmp_path


class TestLayers:
    def test_a_county_overrides_its_state_key_by_key(self, root: Path) -> None:
        court = load_court("us-zz-one", root)
        assert court.limit("limits.title_chars") == 50
        assert court.fact("limits.title_chars").layer == "us-zz-one"
        assert court.zone.key == "America/Boise"

    def test_an_unknown_does_not_hide_what_the_state_knows(self, root: Path) -> None:
        fact = load_court("us-zz-one", root).fact("limits.document_bytes")
        assert (fact.value, fact.layer) == (100, "us-zz")

    def test_a_key_that_ends_in_add_appends(self, root: Path) -> None:
        excluded = load_court("us-zz-one", root).items("efiling.excluded_documents")
        assert excluded == ({"our_types": ["a"]}, {"our_types": ["b"]})

    def test_unknown_and_no_limit_are_not_the_same(self, root: Path) -> None:
        court = load_court("us-zz-one", root)
        assert court.unknowns == ("limits.comment_chars",)
        assert not court.fact("limits.comment_chars").known
        assert court.fact("limits.pages_per_document").known
        assert court.limit("limits.pages_per_document") is None

    @pytest.mark.parametrize(
        ("key", "severity"),
        [
            ("limits.title_chars", Severity.BLOCK),
            ("limits.comment_chars", Severity.UNVERIFIED),
            ("never.written.down", Severity.UNVERIFIED),
        ],
    )
    def test_a_check_may_go_as_far_as_its_fact_is_known(
        self, root: Path, key: str, severity: Severity
    ) -> None:
        assert load_court("us-zz-one", root).fact(key).enforcement is severity

    def test_a_code_that_nobody_confirmed_is_asked_for(self, root: Path) -> None:
        court = load_court("us-zz-one", root)
        assert court.code("filing_code", "motion") == "7"
        with pytest.raises(ProfileFault, match=r"'petition'.*codes.filing_code.ours"):
            court.code("filing_code", "petition")


class TestFaults:
    def test_an_unknown_court_lists_the_known_ones(self, root: Path) -> None:
        with pytest.raises(UnknownCourt, match=r"us-zz-one"):
            load_court("us-zz-two", root)

    def test_a_state_layer_is_no_court(self, root: Path) -> None:
        assert court_ids(root) == ("us-zz-one",)

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("how: read, src: [page]", "how: read", "names no source"),
            ("how: read, src: [page]", "how: rumour, src: [page]", "how is 'rumour'"),
            ("src: [page]", "src: [paper]", "no source 'paper'"),
            ("value: null, how: unknown", "value: 3, how: unknown", "called unknown"),
            ("id: us-zz-one", "id: other", "not the name of its folder"),
            ("inherits: us-zz", "inherits: us-zz-one", "inherits from itself"),
            ("inherits: us-zz", "inherits: us-xx", "inherits from us-xx"),
            ("facts:", "fakts:", "facts is missing"),
            ("id:", "id: [", "not YAML"),
        ],
    )
    def test_each_is_named(self, root: Path, old: str, new: str, fault: str) -> None:
        (root / "us-zz-one" / POLICY).write_text(COUNTY.replace(old, new, 1))
        with pytest.raises(ProfileFault, match=fault):
            load_court("us-zz-one", root)


class TestOurCourts:
    @pytest.mark.parametrize("court", court_ids())
    def test_every_one_can_be_read(self, court: str) -> None:
        profile = load_court(court)
        assert profile.zone.key.startswith("America/")
        assert profile.edition

    def test_no_real_court_has_an_invented_fact(self) -> None:
        for court in court_ids():
            if not court.startswith("sandbox"):
                assert How.INVENTED not in {fact.how for fact in load_court(court).facts.values()}

    def test_oregons_limit_is_the_rules(self) -> None:
        """UTCR 21.040(1): 25 megabytes."""
        fact = load_court("us-or-multnomah").fact("limits.document_bytes")
        assert (fact.value, fact.enforcement) == (25_000_000, Severity.BLOCK)

    def test_the_sandbox_has_a_code_for_every_word(self) -> None:
        court = load_court("sandbox")
        assert court.code("filing_code", "summons_and_complaint") == "9201"
        assert court.code("filing_code", "anything_else") == "9299"
        assert all(court.codes["filing_code"].row(code) for code in court.codes["filing_code"].ours.values())
