"""What the service puts before pre-flight: where nobody can say what a paper must print, nothing is claimed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.preflight.matter import matter_of
from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets import assemble, read_packet
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.mapping import read_mapping
from efiling.courts import load_court
from efiling.preflight import Outcome, preflight
from tests.api.conftest import CASES

FORM = "us-ca/fl-190-notice-of-entry-of-judgment"


def test_a_form_filled_where_its_blank_is_installed_is_checked_where_it_is_not(
    shared: Path, tmp_path: Path
) -> None:
    catalog, law = load_catalog(), load_law()
    facts = read_facts((CASES / "santa-clara-family-parentage.facts.json").read_bytes())
    installed, out = FormLibrary(tmp_path / "here"), tmp_path / "packet"
    installed.install(
        read_mapping(catalog.document_type(FORM).source), (shared / "forms/FL-190.pdf").read_bytes()
    )
    with library_in_use(installed):
        assemble(facts, "us-ca/notice-of-entry", out, catalog=catalog, law=law)
    with library_in_use(FormLibrary(tmp_path / "elsewhere")):
        matter = matter_of(
            read_packet(out),
            facts,
            lambda document: (out / document.pdf_path).read_bytes(),
            court=load_court("us-ca-santa-clara"),
            catalog=catalog,
            today=date(2026, 11, 22),
            law=law,
        )
        report = preflight(matter)
    arithmetic = next(result for result in report.results if result.number == 41)
    assert arithmetic.outcome is not Outcome.PASS
    assert arithmetic.unchecked


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param(date(2027, 1, 21), Outcome.PASS, id="an open day"),
        pytest.param(date(2027, 1, 18), Outcome.BLOCK, id="the day of Dr. King"),
    ],
)
def test_the_hearing_of_a_motion_is_held_against_the_days_of_its_court(
    tmp_path: Path, day: date, outcome: Outcome
) -> None:
    """The notice was mailed on December 2, 2026, long before the last day for it."""
    catalog, law = load_catalog(), load_law()
    facts = read_facts((CASES / "santa-clara-motion-to-modify.facts.json").read_bytes())
    assert facts.motion is not None
    motion = replace(facts.motion, hearing=replace(facts.motion.hearing, day=day))
    facts = replace(facts, motion=motion, show_cause=None)
    out = tmp_path / "packet"
    assemble(facts, "us-ca/motion", out, catalog=catalog, law=law)
    matter = matter_of(
        read_packet(out),
        facts,
        lambda document: (out / document.pdf_path).read_bytes(),
        court=load_court("us-ca-santa-clara"),
        catalog=catalog,
        today=date(2026, 12, 2),
    )
    (hearing,) = [result for result in preflight(matter).results if result.number == 35]
    assert hearing.outcome is outcome


def test_file_names_and_titles_are_those_that_will_be_sent(tmp_path: Path) -> None:
    """The sandbox court with small limits takes names of 20 characters and titles of 40."""
    catalog, law, court = load_catalog(), load_law(), load_court("sandbox-tiny")
    facts = read_facts((CASES / "santa-clara-motion-to-modify.facts.json").read_bytes())
    out = tmp_path / "packet"
    assemble(facts, "us-ca/motion", out, catalog=catalog, law=law)
    matter = matter_of(
        read_packet(out),
        facts,
        lambda document: (out / document.pdf_path).read_bytes(),
        court=court,
        catalog=catalog,
        today=date(2026, 12, 2),
    )
    assert any(len(paper.name) > 20 for paper in matter.papers)
    (names,) = [result for result in preflight(matter).results if result.number == 37]
    assert names.outcome is Outcome.PASS
