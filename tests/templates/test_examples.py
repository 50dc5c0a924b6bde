"""Every example of every document type, made on the real road and compared with its reviewed text.

A document type is tested by being there: the folders are found by looking. A folder without an
example fails. The text compared is what a reader's program extracts from the PDF, so a value that is
cut, hidden or missing shows.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from assembly.catalog import Catalog, DocumentType, load_catalog
from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.facts import Facts
from assembly.packets.context import build_context
from assembly.render import Rendered, render
from assembly.rules import compute, protect

ROOT = Path(__file__).parents[2] / "templates"
CASES = ROOT / "_cases"
CATALOG: Catalog = load_catalog(ROOT)
TYPES = CATALOG.document_types()
EXAMPLES = [
    pytest.param(kind, path, id=f"{kind.id} {path.name.removesuffix('.expected.txt')}")
    for kind in TYPES
    for path in sorted((kind.folder / "examples").glob("*.expected.txt"))
]


def read_case(slug: str) -> Facts:
    """Return the facts of an example case."""
    return read_facts((CASES / f"{slug}.facts.json").read_bytes())


@cache
def law() -> Law:
    """Return the law, read once for all examples."""
    return load_law()


def calculation(name: str) -> Callable[[Facts], object]:
    """Return a calculation of the rules by its name, as a packet hands it to a document."""
    return lambda facts: compute(name, facts, law())


def make(kind: DocumentType, facts: Facts) -> Rendered:
    """Make one document as a packet would: from protected facts and computed figures."""
    guarded = protect(facts, security=kind.security)
    computed = {name: calculation(source) for name, source in kind.computes.items()}
    context = build_context(kind, guarded, computed, packet="example")
    return render(kind, context.names, prepared_on=guarded.prepared_on)


def text_of(rendered: Rendered) -> str:
    """Return the text of each page, one line a line, with runs of spaces made one."""
    pages = []
    with pypdfium2.PdfDocument(rendered.pdf) as pdf:
        for number, page in enumerate(pdf, 1):
            lines = (" ".join(line.split()) for line in page.get_textpage().get_text_range().splitlines())
            pages.append(f"--- page {number} ---\n" + "\n".join(line for line in lines if line))
    return "\n".join(pages) + "\n"


def test_no_folder_has_faults() -> None:
    assert dict(CATALOG.faults) == {}


@pytest.mark.parametrize("kind", TYPES, ids=[kind.id for kind in TYPES])
def test_a_document_type_has_an_example(kind: DocumentType) -> None:
    assert list((kind.folder / "examples").glob("*.expected.txt")), f"{kind.id} has no examples/"


@pytest.mark.parametrize(("kind", "path"), EXAMPLES)
def test_an_example_reads_as_it_was_reviewed(
    kind: DocumentType, path: Path, expected: Callable[[Path, str], None]
) -> None:
    text = text_of(make(kind, read_case(path.name.removesuffix(".expected.txt"))))
    expected(path, text)


HOSTILE = ("alameda-names-like-code", "fresno-nine-children", "san-diego-stipulate-change")


@cache
def named_like(case: str, source: str) -> Facts:
    """Return the facts of `source` with the people and the caption named as in the hostile `case`."""
    facts, hostile = read_case(source), read_case(case)
    names = [child.name for child in hostile.children]
    return replace(
        facts,
        case=replace(
            facts.case,
            respondent=hostile.case.respondent,
            other_parent=hostile.case.other_parent,
        ),
        obligor=replace(facts.obligor, name=hostile.obligor.name),
        obligee=replace(facts.obligee, name=hostile.obligee.name),
        children=tuple(
            replace(child, name=names[place % len(names)]) for place, child in enumerate(facts.children)
        ),
    )


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("kind", TYPES, ids=[kind.id for kind in TYPES])
def test_a_hostile_name_is_printed_as_it_is(kind: DocumentType, case: str) -> None:
    source = sorted((kind.folder / "examples").glob("*.expected.txt"))[0]
    facts = named_like(case, source.name.removesuffix(".expected.txt"))
    text = squeezed(text_of(make(kind, facts)))
    name = facts.obligor.name  # a paper without a caption names the obligor, some as registers list names
    assert any(squeezed(form) in text for form in (facts.case.respondent, name.full, name.last_first))


def squeezed(text: str) -> str:
    """Return a text without spaces and in one Unicode form: a name may be broken over two lines."""
    return unicodedata.normalize("NFC", "".join(text.split()))
