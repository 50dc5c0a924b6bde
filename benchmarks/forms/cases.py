"""Varied cases: the example cases with names, numbers and amounts that no cache can know."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from assembly.catalog import DocumentType, load_catalog
from assembly.intake import read_facts
from assembly.model.facts import Facts
from assembly.render.forms import FormLibrary
from assembly.render.forms.mapping import read_mapping

ROOT = Path(__file__).parents[2]
BLANK = ROOT.parent / "shared" / "forms" / "us-income-withholding-order.pdf"
FIRST = ("Ana", "Bao", "Carmen", "Darnell", "Eleni", "Farid", "Grace", "Hector", "Imani", "Jun")
LAST = ("Abbott", "Barrios", "Castellanos", "Dubois", "Estrada", "Fitzgerald", "Gupta", "Hernandez")


def document() -> DocumentType:
    """Return the document type of the withholding form."""
    return load_catalog().document_type("us/income-withholding-order")


def library(folder: Path) -> FormLibrary:
    """Return a library in `folder` with the official blank installed."""
    made = FormLibrary(folder)
    made.install(read_mapping(document().source), BLANK.read_bytes())
    return made


def facts(count: int, start: int = 0) -> Iterator[Facts]:
    """Yield `count` cases from number `start` on, no two alike."""
    path = ROOT / "templates" / "_cases" / "alameda-withholding.facts.json"
    base = read_facts(path.read_bytes())
    if base.order is None or base.withholding is None:
        raise ValueError(f"{path.name} has no order to withhold by")
    for number in range(start, start + count):
        yield _varied(base, number)


def _varied(base: Facts, number: int) -> Facts:
    first, last = FIRST[number % 10], f"{LAST[number % 8]} {number}"
    name = replace(base.obligor.name, first=first, middle="", last=last)
    employer = replace(base.obligor.employers[0], name=f"{LAST[number % 7]} & Daughters {number}, Inc.")
    amounts = tuple(
        replace(part, amount=part.amount + Decimal(number % 977))
        for part in (base.order.amounts if base.order else ())
    )
    return replace(
        base,
        obligor=replace(
            base.obligor,
            name=name,
            ssn=f"900-{number % 90 + 10}-{number % 9000 + 1000}",
            employers=(employer,),
        ),
        obligee=replace(base.obligee, name=replace(base.obligee.name, first=first, last=f"Ortiz {number}")),
        children=tuple(
            replace(child, name=replace(child.name, last=last))
            for child in itertools.islice(itertools.cycle(base.children), number % 6 + 1)
        ),
        order=replace(base.order, amounts=amounts) if base.order else None,
        ivd_case=replace(base.ivd_case, id=str(200000000000 + number)),
        withholding=replace(base.withholding, tracking_id=f"AL-{number:09}") if base.withholding else None,
    )
