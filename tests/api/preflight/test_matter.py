"""What the service puts before pre-flight: where nobody can say what a paper must print, nothing is claimed."""

from datetime import date
from pathlib import Path

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
