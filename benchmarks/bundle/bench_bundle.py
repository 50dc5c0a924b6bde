"""A packet of ten tagged PDF/A documents, 60 pages, bound; pre-flight of 50 pages.

Every figure is processor time of one core, the best of several runs of one process.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pypdf

from assembly.bundle import Part, bundle
from assembly.fonts import use_our_fonts
from benchmarks.result import Result
from efiling.courts import load_court
from efiling.preflight import Matter, Paper, Private, preflight

RUNS = 5
TODAY = date(2026, 11, 22)
PLAIN = "pypdf, plain merge of the same"
WORDS = (
    "The parties agree that support is paid on the first day of each month, through the disbursement unit. "
)


def run() -> Iterator[Result]:
    """Measure the binding against a merge that does nothing else, then the checks."""
    documents = [_document(number) for number in range(10)]
    parts = [Part(f"Document {number}", pdf) for number, pdf in enumerate(documents, 1)]
    yield Result(PLAIN, _best(lambda: _plain(documents)))
    bound = bundle(parts, title="Packet")
    yield Result(
        "bundle: tags, bookmarks, labels, PDF/A kept",
        _best(lambda: bundle(parts, title="Packet")),
        note=f"{bound.pages} pages",
        against=PLAIN,
    )
    fifty = bundle([*parts[:8], Part("Short", _document(99, pages=2))], title="Packet")
    yield Result("pre-flight, every check", _best(lambda: _check(fifty.pdf)), note=f"{fifty.pages} pages")


def _document(number: int, *, pages: int = 6) -> bytes:
    use_our_fonts()
    from weasyprint import HTML

    page = f"<p>{WORDS * 6}</p>" * 4
    body = "".join(f"<section><h2>Part {number}.{n}</h2>{page}</section>" for n in range(pages))
    style = "@page {size: letter; margin: 1in} body {font: 12pt Tinos} section + section {break-before: page}"
    html = f"<html lang=en><title>Document {number}</title><style>{style}</style><body>{body}</body>"
    made: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/a-2u", pdf_tags=True)
    return made


def _plain(documents: list[bytes]) -> bytes:
    writer, out = pypdf.PdfWriter(), BytesIO()
    for document in documents:
        writer.append(BytesIO(document))
    writer.write(out)
    return out.getvalue()


def _check(pdf: bytes) -> None:
    private = Private(social_security=("900-66-2302",), protected=("640 Poplar Bend", "408-555-0136"))
    court = load_court("us-ca-santa-clara")
    preflight(Matter(papers=(Paper("packet.pdf", pdf),), court=court, today=TODAY, private=private))


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)
