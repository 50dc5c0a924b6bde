"""The four-page federal withholding form from facts to a flattened PDF on disk, on one core.

Every figure is processor time of one process. The others get the same values, already worked out.
"""

import itertools
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from assembly.law import load_law
from assembly.render.forms import library_in_use, render
from assembly.render.forms.blank import FieldKind, read_blank
from assembly.render.forms.engine import prepared_form
from assembly.render.forms.fill import fill
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.prepared import prepare
from assembly.render.forms.print_stream import print_stream
from assembly.rules.withholding import order
from benchmarks.forms import cases, others
from benchmarks.result import Result

DAY = date(2026, 11, 20)
MANY, BATCH, FEW, PRINTED = 20_000, 500, 12, 10_000
KEPT = 100


def run() -> Iterator[Result]:
    """Measure the others first, then the same work here, then many in one file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with library_in_use(cases.library(folder / "forms")):
            names = []
            for label, filler in others.fillers().items():
                names.append(label)
                yield Result(label, _theirs(filler, folder), f"{FEW} cases")
            yield from _ours(folder, names)
            yield _printed(folder)


def _theirs(filler: others.Filler, folder: Path) -> float:
    """Return the median of a few cases: the first one loads the tool."""
    blank = cases.BLANK.read_bytes()
    spent = []
    for number, each in enumerate([_values(facts) for facts in cases.facts(FEW)]):
        before = _processor_seconds()
        filler(blank, each, folder / f"theirs-{number}.pdf")
        spent.append(_processor_seconds() - before)
    return median(spent)


def _ours(folder: Path, names: list[str]) -> Iterator[Result]:
    """Measure in batches and take the median: a machine that does other work as well disturbs some of them."""
    document, law = cases.document(), load_law()

    def batch(count: int) -> float:
        made = list(cases.facts(count, start=next(starts)))  # making up the cases is not timed
        start = time.process_time()
        for number, facts in enumerate(made):
            rendered = render(document, {"iwo": order(facts, law)}, prepared_on=DAY)
            (folder / f"ours-{number % KEPT}.pdf").write_bytes(rendered.pdf)
        return (time.process_time() - start) / count

    starts = itertools.count(0, BATCH)
    batch(BATCH)  # the background is made once per process
    small = _peak_megabytes()
    spent = [batch(BATCH) for _ in range(MANY // BATCH)]
    memory = f"{MANY:,} cases, best batch {1 / min(spent):,.0f} /s, peak memory {small:.0f} to {_peak_megabytes():.0f} MB"
    for nth, against in enumerate(names):
        yield Result("stamped" + " " * nth, median(spent), "" if nth else memory, against)


def _printed(folder: Path) -> Result:
    """Ten thousand in one print file."""
    law, source = load_law(), cases.document().source
    form = prepare(read_mapping(source), read_blank(cases.BLANK.read_bytes()), official=True, tagged=False)
    path = folder / "print.pdf"
    names = ({"iwo": order(facts, law)} for facts in cases.facts(PRINTED))  # made up as it goes, and timed
    start = time.process_time()
    with path.open("wb") as out:
        pages = print_stream(form, names, out, title="Print run", prepared_on=DAY)
    spent = time.process_time() - start
    size = path.stat().st_size / 1e6
    note = f"{PRINTED:,} cases in one file: {spent:.1f} s of one core, {pages:,} pages, {size:.1f} MB"
    return Result("print stream", spent / PRINTED, note)


def _values(facts: object) -> dict[str, str]:
    """Return the values that the mapping gives a case, by field, for the other tools."""
    form = prepared_form(cases.document().source)
    names = {"iwo": order(facts, load_law())}  # type: ignore[arg-type]
    values = {placement.field: placement.source for placement in fill(form, names).placements}
    for slot in form.slots:
        if slot.field.kind is FieldKind.RADIO and slot.binding.read is not None:
            word = str(slot.binding.read(names) or "")
            values[slot.field.name] = dict(slot.binding.marks).get(word, word)
    return values | {"SendEmployeeCopyIndicator": "Y"}


def _processor_seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
