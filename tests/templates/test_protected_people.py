"""The safety interlock on every document type there is: no paper can be built around it.

Each document type is made from a case whose parents are both protected, with their whereabouts
typed into the free texts as well. What a person reads in the PDF, or finds in any part of the Word
file, is searched, with letters and digits alone compared.
"""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from assembly.catalog import DocumentType, load_catalog
from assembly.errors import FactsRejected, NoValueInForce, TemplateFault
from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Address, Person, Safety
from assembly.packets.context import build_context
from assembly.render import Rendered, render
from assembly.rules import compute, protect

ROOT = Path(__file__).parents[2] / "templates"
TYPES = load_catalog(ROOT).document_types()
STREETS = ("4417 Quillwort Hollow", "902 Zephyrbrook Passage")
PHONES = ("831-555-0101", "831-555-0102")
MAILS = ("kestrelmoor@example.com", "juniperfell@example.com")


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def hidden(person: Person, place: int, state: str) -> Person:
    """Return a person who is protected and whose whereabouts no other fact bears."""
    home = Address(line1=STREETS[place], city="Nowhere", state=state, zip_code="00001")
    return replace(
        person,
        safety=Safety(family_violence=True),
        residence_address=home,
        mailing_address=home,
        phone=PHONES[place],
        email=MAILS[place],
    )


def protected_case(kind: DocumentType) -> Facts:
    """Return the facts of the document type's first example, with both parents protected."""
    example = sorted((kind.folder / "examples").glob("*.expected.txt"))[0]
    slug = example.name.removesuffix(".expected.txt")
    facts = read_facts((ROOT / "_cases" / f"{slug}.facts.json").read_bytes())
    told = f"They live at {STREETS[0]} and {STREETS[1]}, telephone {PHONES[0]}, {MAILS[1]}."
    pleading = facts.pleading and replace(facts.pleading, other_text=told)
    cause = facts.show_cause and replace(facts.show_cause, facts=(*facts.show_cause.facts, told))
    summons = facts.summons and replace(
        facts.summons, service_address=Address(line1=STREETS[0], city="Nowhere", state="CA", zip_code="00001")
    )
    return replace(
        facts,
        obligor=hidden(facts.obligor, 0, facts.court.state),
        obligee=hidden(facts.obligee, 1, facts.court.state),
        pleading=pleading,
        show_cause=cause,
        summons=summons,
    )


def make(kind: DocumentType, facts: Facts, law: Law) -> Rendered:
    """Make one document as a packet does."""
    guarded = protect(facts, security=kind.security)
    computed = {
        name: (lambda known, source=source: compute(source, known, law))
        for name, source in kind.computes.items()
    }
    return render(kind, build_context(kind, guarded, computed).names, prepared_on=guarded.prepared_on)


def letters(text: str) -> str:
    """Return letters and digits only, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def everything_in(rendered: Rendered) -> str:
    """Return all that the PDF shows and all that the Word file holds."""
    with pypdfium2.PdfDocument(rendered.pdf) as pdf:
        shown = [page.get_textpage().get_text_range() for page in pdf]
    if rendered.docx:
        with zipfile.ZipFile(BytesIO(rendered.docx)) as package:
            shown += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return letters("".join(shown))


@pytest.mark.parametrize(
    "kind",
    [kind for kind in TYPES if kind.security is not SecurityClass.AGENCY_ONLY],
    ids=lambda kind: kind.id,
)
def test_no_paper_tells_where_a_protected_person_is(kind: DocumentType, law: Law) -> None:
    try:
        shown = everything_in(make(kind, protected_case(kind), law))
    except (FactsRejected, TemplateFault, NoValueInForce) as refused:
        # A paper that cannot be made without what is withheld is not made at all.
        shown = letters(str(refused))
    for secret in (*STREETS, *PHONES, *MAILS):
        assert letters(secret) not in shown
