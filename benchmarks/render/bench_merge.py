"""A Word pleading: the merge against docxtpl as shipped, and the whole way to the page, on one core.

Every figure is processor time of one process. Both sides get the same values and the same environment.
"""

import io
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate

from assembly.catalog import DocumentType, load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets.context import build_context
from assembly.render.environment import environment
from assembly.render.paper import lay_out
from assembly.render.word import render_file
from assembly.render.word.engine import conversion
from assembly.render.word.merge import merge
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.rules import compute, protect
from benchmarks.result import Result

DOCUMENT, CASE = "us-ca/request-for-order-declaration", "santa-clara-order-to-show-cause"
THEIRS, OURS = 15, 60
PAGES = 5


def run() -> Iterator[Result]:
    """Measure the merge on both sides, then each step from the merged file to the page."""
    document, names = _case()
    title = "docxtpl as shipped: open, patch, compile, fill, save"
    yield Result(title, _median(lambda: theirs(document.source, names), THEIRS), f"{THEIRS} runs")
    yield Result("merge", _median(lambda: merge(document.source, names), OURS), f"{OURS} runs", title)
    yield from _to_the_page(document, merge(document.source, names))


def _to_the_page(document: DocumentType, raw: bytes) -> Iterator[Result]:
    day = read_facts(_facts()).prepared_on

    def body() -> object:
        parts = open_package(raw)
        return conversion(parts).body(parse_part(parts, MAIN))

    def page() -> int:
        made = render_file(
            raw, title=document.title, language="en-US", stylesheet=document.stylesheet, prepared_on=day
        )
        return made.pages

    def layout() -> object:
        parts = open_package(raw)
        html = conversion(parts).body(parse_part(parts, MAIN))
        return lay_out(
            html, title=document.title, language="en-US", stylesheet=document.stylesheet, prepared_on=day
        )

    count = page()
    yield Result("Word file to HTML", _median(body, OURS))
    yield Result("and on to PDF", _median(layout, PAGES), f"{count} pages")
    yield Result("and with the proof that no word was lost", _median(page, PAGES), f"{count} pages")


def _case() -> tuple[DocumentType, Mapping[str, object]]:
    document, law = load_catalog().document_type(DOCUMENT), load_law()
    facts = protect(read_facts(_facts()))
    computed = {
        name: (lambda known, rule=rule: compute(rule, known, law)) for name, rule in document.computes.items()
    }
    return document, build_context(document, facts, computed, packet="us-ca/order-to-show-cause").names


def _facts() -> bytes:
    return (load_catalog().root / "_cases" / f"{CASE}.facts.json").read_bytes()


def theirs(source: Path, names: Mapping[str, object]) -> bytes:
    template = DocxTemplate(str(source))
    template.render(dict(names), jinja_env=environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _median(work: Callable[[], object], runs: int) -> float:
    work()
    spent = []
    for _ in range(runs):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return median(spent)
