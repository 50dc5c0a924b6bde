"""The four-page federal withholding form from facts to a flattened PDF on disk, on one core.

Every figure is processor time of one process. The others get the same values, already worked out.
"""

import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

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
MANY, FEW, PRINTED = 20_000, 12, 10_000
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
    blank = cases.BLANK.read_bytes()
    values = [_values(facts) for facts in cases.facts(FEW)]
    before = _processor_seconds()
    for number, each in enumerate(values):
        filler(blank, each, folder / f"theirs-{number}.pdf")
    return (_processor_seconds() - before) / FEW


def _ours(folder: Path, names: list[str]) -> Iterator[Result]:
    document, law = cases.document(), load_law()

    def one(number: int, facts: object) -> None:
        names = {"iwo": order(facts, law)}  # type: ignore[arg-type]
        rendered = render(document, names, prepared_on=DAY)
        (folder / f"ours-{number % KEPT}.pdf").write_bytes(rendered.pdf)

    for number, facts in enumerate(cases.facts(500)):  # the background is made once per process
        one(number, facts)
    small = _peak_megabytes()
    spent = wall = 0.0
    for number, facts in enumerate(cases.facts(MANY)):  # making up the cases is not timed
        begun, start = time.perf_counter(), time.process_time()
        one(number, facts)
        spent, wall = spent + time.process_time() - start, wall + time.perf_counter() - begun
    memory = f"{MANY:,} cases, {MANY / wall:,.0f} /s by the clock, memory {small:.0f} to {_peak_megabytes():.0f} MB"
    for nth, against in enumerate(names):
        yield Result(
            f"stamped{'' if nth == 0 else ' ' * nth}", spent / MANY, memory if nth == 0 else "", against
        )


def _printed(folder: Path) -> Result:
    """Ten thousand in one print file."""
    law, source = load_law(), cases.document().source
    form = prepare(read_mapping(source), read_blank(cases.BLANK.read_bytes()), official=True, tagged=False)
    path = folder / "print.pdf"
    names = ({"iwo": order(facts, law)} for facts in cases.facts(PRINTED))
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
