"""A ten-page pleading on numbered lines, facts to Word file to PDF: ours against docxtpl and a warm LibreOffice.

Both sides get the same facts, other ones in each run. Every figure is processor time, of our process alone on one
side, of docxtpl's process, of LibreOffice and of what drives it on the other. Ours is proved word for word, PDF/A-2u
and PDF/UA; LibreOffice's is measured as it comes, and once more as tagged PDF/A-2b.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

from lxml import html

from assembly.catalog import DocumentType, load_catalog
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets.context import build_context
from assembly.render.paper import lay_out, lay_out_generally
from assembly.render.word import render_file
from assembly.render.word.engine import conversion
from assembly.render.word.merge import merge
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.rules import compute, protect
from benchmarks.render.bench_merge import CASE, DOCUMENT, theirs
from benchmarks.result import Result

T = TypeVar("T")
RUNS, WARMING = 12, 3
FACTS_TOLD = 40
SYSTEM_PYTHON, OFFICE = Path("/usr/bin/python3"), Path("/usr/bin/soffice")
WARM = Path(__file__).with_name("warm_office.py")
LENGTHENED = (
    " This is fact {0} of case {1}, and it is told at some length, so that the paper has the length of a real one, as the "
    "parties tell what happened in the months before the hearing."
)


def run() -> Iterator[Result]:
    """Measure ours, its steps, WeasyPrint as shipped, and, where it is installed, the other road."""
    document = load_catalog().document_type(DOCUMENT)
    cases = [_names(document, number) for number in range(WARMING + RUNS)]
    pages: list[int] = []

    day = read_facts(_facts()).prepared_on

    def ours(names: Mapping[str, object]) -> None:
        raw, sheet = merge(document.source, names), document.stylesheet
        made = render_file(raw, title=document.title, language="en-US", stylesheet=sheet, prepared_on=day)
        pages.append(made.pages)

    whole = "ours: merge, layout, proof of every word"
    yield Result(whole, _median(ours, cases), f"{RUNS} cases, {median(pages):g} pages")
    yield from _steps(document, cases)
    if not (OFFICE.exists() and _has_uno()):
        print(
            "LibreOffice or python3-uno is not installed: apt-get install libreoffice-writer-nogui python3-uno"
        )
        return
    with _office() as converted, tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "paper.docx", Path(folder) / "paper.pdf"
        for kind, title in (("plain", "as it comes"), ("archive", "as tagged PDF/A-2b")):

            def other(names: Mapping[str, object], kind: str = kind) -> float:
                source.write_bytes(theirs(document.source, names))
                return converted(source, target, kind)

            name = f"docxtpl and warm LibreOffice, {title}"
            yield Result(name, _median(other, cases))
            yield Result(f"ours, against LibreOffice {title}", _median(ours, cases), "", name)


def _steps(document: DocumentType, cases: list[Mapping[str, object]]) -> Iterator[Result]:
    raws = [merge(document.source, names) for names in cases]
    sheet = document.stylesheet
    if sheet is None:
        raise ValueError(f"{document.id} has no layout")

    def body(raw: bytes):
        parts = open_package(raw)
        return conversion(parts).body(parse_part(parts, MAIN))

    day = read_facts(_facts()).prepared_on

    def layout(raw: bytes) -> None:
        lay_out(body(raw), title=document.title, language="en-US", stylesheet=sheet, prepared_on=day)

    def generally(raw: bytes) -> None:
        text = body(raw)
        lay_out_generally(text, title=document.title, language="en-US", stylesheet=sheet, prepared_on=day)

    def as_shipped(raw: bytes) -> None:
        from weasyprint import CSS, HTML

        text = html.tostring(body(raw), encoding="unicode")
        style = CSS(string=sheet.read_text(), base_url=sheet.parent.as_uri() + "/")
        HTML(string=text).write_pdf(stylesheets=[style], pdf_variant="pdf/a-2u", pdf_tags=True)

    yield Result("  Word file to HTML", _median(body, raws))
    yield Result("  and on to PDF, set in lines", _median(layout, raws))
    yield Result("  the same by WeasyPrint, on the lines", _median(generally, raws))
    yield Result("  the same by WeasyPrint as shipped, off the lines", _median(as_shipped, raws))


def _names(document: DocumentType, number: int) -> Mapping[str, object]:
    told = json.loads(_facts())
    facts = told["show_cause"]["facts"]
    told["show_cause"]["facts"] = [
        facts[n % len(facts)] + LENGTHENED.format(n + 1, number * 7919) for n in range(FACTS_TOLD)
    ]
    law = load_law()
    known = protect(read_facts(json.dumps(told).encode()))
    computed = {
        name: (lambda case, rule=rule: compute(rule, case, law)) for name, rule in document.computes.items()
    }
    return build_context(document, known, computed, packet="us-ca/order-to-show-cause").names


def _facts() -> bytes:
    return (load_catalog().root / "_cases" / f"{CASE}.facts.json").read_bytes()


def _median(work: Callable[[T], object], cases: list[T]) -> float:
    """Return the median processor time of a case; what `work` returns was spent in other processes."""
    spent = []
    for case in cases:
        before = time.process_time()
        elsewhere = work(case)
        spent.append(time.process_time() - before + (elsewhere if isinstance(elsewhere, float) else 0.0))
    return median(spent[WARMING:])


def _has_uno() -> bool:
    return (
        SYSTEM_PYTHON.exists()
        and not subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], stderr=-3).returncode
    )


@contextmanager
def _office() -> Iterator[Callable[[Path, Path, str], float]]:
    """Yield what converts a file with one LibreOffice that stays open, and returns the seconds that it spent."""
    with tempfile.TemporaryDirectory() as profile:
        driver = subprocess.Popen(
            [SYSTEM_PYTHON, WARM, OFFICE, profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if driver.stdin is None or driver.stdout is None:
            raise OSError("no pipe to LibreOffice")
        driver.stdout.readline()

        def converted(source: Path, target: Path, kind: str) -> float:
            print(source, target, kind, sep="\t", file=driver.stdin, flush=True)
            return float(driver.stdout.readline())

        try:
            yield converted
        finally:
            driver.stdin.close()
            driver.wait(30)
