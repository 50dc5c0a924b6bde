"""What one case of a batch takes: withholding order and obligor's notice, made, searched, bound and stored.

Processor time of one core, in one process, by the same service that the workers call. It is what the
papers of a case cost together, where the benchmark of forms measures one form alone.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from api.batches.local import open_batch, start_batch
from api.batches.service import make_case
from api.batches.source import read_source
from benchmarks.result import Result

CASE = Path(__file__).parents[2] / "templates" / "_cases" / "alameda-withholding.facts.json"
RECIPE = "us/withhold-income"
WARM, CASES = 5, 60


def run() -> Iterator[Result]:
    """Measure the making of one case after the first few, and the largest memory in use."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "cases.jsonl"
        source.write_text("".join(_lines()), encoding="utf-8")
        cases, digest = read_source(source)
        with open_batch(Path(folder) / "out", new=True) as services:
            batch = start_batch(services, RECIPE, cases, digest)
            for number in range(1, WARM + 1):
                make_case(services, f"{batch.id}/{number}")
            start = time.process_time()
            for number in range(WARM + 1, CASES + 1):
                make_case(services, f"{batch.id}/{number}")
            each = (time.process_time() - start) / (CASES - WARM)
    yield Result("one case of a batch, order and notice", each, f"{1 / each:.0f} cases a second per core")


def _lines() -> Iterator[str]:
    case = json.loads(CASE.read_text(encoding="utf-8"))
    for number in range(CASES):
        case["ivd_case"]["id"] = f"04-{100000 + number}"
        yield json.dumps(case) + "\n"
