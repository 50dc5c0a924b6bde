"""Oregon's filed papers keep identifiers out: UTCR 2.130(2) sends them to the confidential form.

Read from the reviewed texts of the examples, which the other tests hold against the real pages.
"""

from datetime import date
from pathlib import Path

import pytest

from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts

ROOT = Path(__file__).parents[2] / "templates"
CATALOG = load_catalog(ROOT)
FILED = [
    pytest.param(path, id=f"{kind.slug} {path.name.removesuffix('.expected.txt')}")
    for kind in CATALOG.document_types()
    if kind.jurisdiction == "us-or" and kind.security is SecurityClass.PUBLIC
    for path in sorted((kind.folder / "examples").glob("*.expected.txt"))
]


def written(day: date) -> set[str]:
    """Return the ways in which a paper writes a day."""
    return {day.isoformat(), f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}"}


def identifiers(facts: Facts) -> set[str]:
    """Return what may not stand in a filed paper; a name that the caption bears is no other name."""
    found: set[str] = set()
    for child in facts.children:
        found |= {child.ssn} if child.ssn else set()
        found |= written(child.birth_date) if child.birth_date else set()
    for person in (facts.obligor, facts.obligee):
        found |= {text for text in (person.ssn, person.license_number) if text}
        found |= written(person.birth_date) if person.birth_date else set()
        found |= {
            text for job in person.employers for text in (job.name, job.address.line1, job.phone) if text
        }
        captioned = f"{facts.case.respondent} {facts.case.other_parent}"
        found |= {alias for alias in person.aliases if alias not in captioned}
    return found


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def test_there_are_filed_papers() -> None:
    assert FILED


@pytest.mark.parametrize("path", FILED)
def test_a_filed_paper_has_no_identifier(path: Path) -> None:
    slug = path.name.removesuffix(".expected.txt")
    facts = read_facts((ROOT / "_cases" / f"{slug}.facts.json").read_bytes())
    text = squeezed(path.read_text(encoding="utf-8"))
    assert identifiers(facts)
    assert [mark for mark in identifiers(facts) if squeezed(mark) in text] == []


def test_the_confidential_form_has_them() -> None:
    folder = ROOT / "us-or" / "confidential-information-form" / "examples"
    facts = read_facts((ROOT / "_cases" / "multnomah-establish.facts.json").read_bytes())
    text = squeezed((folder / "multnomah-establish.expected.txt").read_text(encoding="utf-8"))
    assert facts.obligor.ssn
    assert facts.obligor.ssn in text
    assert squeezed(facts.obligor.employers[0].name) in text
