"""Every example of every document type, made on the real road and compared with its reviewed text.

A document type is tested by being there: the folders are found by looking. A folder without an
example fails. The text compared is what a reader's program extracts from the PDF, so a value that is
cut, hidden or missing shows.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from assembly.catalog import Catalog, DocumentType, Engine, load_catalog
from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.facts import Facts
from assembly.packets.context import build_context
from assembly.render import Rendered, render
from assembly.render.forms.engine import prepared_form
from assembly.render.word.merge import merge
from assembly.rules import compute, protect
from tests.templates.official_forms import values_on

P, TEXT = qn("w:p"), qn("w:t")
ROOT = Path(__file__).parents[2] / "templates"
CASES = ROOT / "_cases"
FEWEST_NUMBERED_LINES = 25
CATALOG: Catalog = load_catalog(ROOT)
TYPES = CATALOG.document_types()


def examples_of(kind: DocumentType) -> list[Path]:
    """Return the reviewed texts of a document type."""
    return sorted((kind.folder / "examples").glob("*.expected.txt"))


EXAMPLES = [
    pytest.param(kind, path, id=f"{kind.id} {path.name.removesuffix('.expected.txt')}")
    for kind in TYPES
    for path in examples_of(kind)
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
    return render(kind, context_of(kind, guarded), prepared_on=guarded.prepared_on)


def context_of(kind: DocumentType, guarded: Facts) -> Mapping[str, object]:
    """Return the names that a template sees."""
    computed = {name: calculation(source) for name, source in kind.computes.items()}
    return build_context(kind, guarded, computed, packet="example").names


def text_of(rendered: Rendered) -> str:
    """Return the text of each page, one line a line, with runs of spaces made one.

    A checked box reads as X, an empty one as nothing; the line numbers of pleading paper are left out.
    """
    pages = []
    with pypdfium2.PdfDocument(rendered.pdf) as pdf:
        for number, page in enumerate(pdf, 1):
            # At the end of a line PDFium gives U+FFFE for a hyphen and goes on with the next line.
            found = page.get_textpage().get_text_range().replace("\ufffe", "-\n")
            lines = [" ".join(line.split()) for line in found.splitlines()]
            kept = without_line_numbers([line for line in lines if line])
            pages.append("\n".join([f"--- page {number} ---", *kept]))
    return "\n".join(pages) + "\n"


def without_line_numbers(lines: list[str]) -> list[str]:
    """Return the lines of a page without the column of numbers, 1 to 25 or more, one a line."""
    for start in range(len(lines)):
        length = 0
        while start + length < len(lines) and lines[start + length] == str(length + 1):
            length += 1
        if length >= FEWEST_NUMBERED_LINES:
            return lines[:start] + lines[start + length :]
    return lines


def test_no_folder_has_faults() -> None:
    assert dict(CATALOG.faults) == {}


@pytest.mark.parametrize("kind", TYPES, ids=[kind.id for kind in TYPES])
def test_a_document_type_has_an_example(kind: DocumentType) -> None:
    assert examples_of(kind), f"{kind.id} has no examples/"


@pytest.mark.parametrize(("kind", "path"), EXAMPLES)
def test_an_example_reads_as_it_was_reviewed(
    kind: DocumentType, path: Path, expected: Callable[[Path, str], None]
) -> None:
    made = make(kind, read_case(path.name.removesuffix(".expected.txt")))
    if kind.engine is Engine.PDF_FORM and made.official:
        expected(path, values_on(made.pdf, prepared_form(kind.source).blank))
    else:
        expected(path, text_of(made))


HOSTILE = ("alameda-names-like-code", "fresno-nine-children", "san-diego-stipulate-change")
WORD_TYPES = [kind for kind in TYPES if kind.engine is Engine.DOCX and examples_of(kind)]
ONE_OF_A_LAYOUT = {kind.layout: kind for kind in reversed(WORD_TYPES)}


@cache
def named_like(case: str, source: str) -> Facts:
    """Return the facts of `source` with the people and the caption named as in the hostile `case`."""
    facts, hostile = read_case(source), read_case(case)
    names = [child.name for child in hostile.children]
    return replace(
        facts,
        case=replace(facts.case, respondent=hostile.case.respondent, other_parent=hostile.case.other_parent),
        obligor=replace(facts.obligor, name=hostile.obligor.name),
        obligee=replace(facts.obligee, name=hostile.obligee.name),
        children=tuple(
            replace(child, name=names[place % len(names)]) for place, child in enumerate(facts.children)
        ),
    )


def hostile_facts(kind: DocumentType, case: str) -> Facts:
    """Return the facts of the first example of a document type, with hostile names."""
    return named_like(case, examples_of(kind)[0].name.removesuffix(".expected.txt"))


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("kind", WORD_TYPES, ids=[kind.id for kind in WORD_TYPES])
def test_a_hostile_name_stands_in_the_word_file_as_it_is(kind: DocumentType, case: str) -> None:
    facts = hostile_facts(kind, case)
    text = word_text(merge(kind.source, context_of(kind, protect(facts, security=kind.security))))
    assert squeezed(facts.case.respondent) in squeezed(text)


@pytest.mark.parametrize("layout", sorted(ONE_OF_A_LAYOUT))
def test_a_name_that_looks_like_code_is_printed_as_it_is(layout: str) -> None:
    kind = ONE_OF_A_LAYOUT[layout]
    facts = hostile_facts(kind, "alameda-names-like-code")
    assert squeezed(facts.case.respondent) in squeezed(text_of(make(kind, facts)))


def word_text(raw: bytes) -> str:
    """Return the text of a Word file, paragraph by paragraph."""
    body = docx.Document(BytesIO(raw)).element.body
    return "\n".join("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in body.iter(P))


def squeezed(text: str) -> str:
    """Return a text without spaces and in one Unicode form: a name may be broken over two lines."""
    return unicodedata.normalize("NFC", "".join(text.split())).casefold()
