"""All rules on one full case with a packet of ten documents, on one core. The aim is under 5 ms.

Every figure is processor time. Conditions are compiled before, as they are once in a running service.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assembly.intake import read_facts
from assembly.law import Step, load_law
from assembly.rules import DocumentFacts, check
from benchmarks.result import Result

CASE = Path(__file__).parents[2] / "templates" / "_cases" / "santa-clara-stipulate.facts.json"
TEN = (
    "us-ca/summons-and-complaint",
    "us-ca/proposed-judgment",
    "us-ca/order-to-show-cause",
    "us-ca/request-for-order-declaration",
    "us-ca/stipulation-for-judgment",
    "us-ca/stipulation-and-order",
    "us-ca/proof-of-service-summons",
    "us-ca/notice-of-motion",
    "us-ca/declaration-generic",
    "us/income-withholding-order",
)
MANY = 300
LOADS = 5
WORDS = "Support is due on the first of the month. " * 250


def run() -> Iterator[Result]:
    """Measure the law's loading, the rules on facts at two steps, and the rules on words besides."""
    facts = read_facts(CASE.read_bytes())
    law = load_law()
    papers = [DocumentFacts(type_id=name) for name in TEN]
    worded = [DocumentFacts(type_id=name, text=WORDS) for name in TEN]

    def rules_on(documents: list[DocumentFacts], step: Step) -> Callable[[], object]:
        return lambda: check(facts, documents, law=law, recipe="x", on=facts.prepared_on, step=step)

    count = f"{len(law.rules_of('us-ca'))} rules, {len(TEN)} documents"
    yield Result("all rules on a draft", _mean(rules_on(papers, Step.DRAFT)), count)
    yield Result("all rules and questions, to the last step", _mean(rules_on(papers, Step.AFTER)), count)
    yield Result("the same with ten pages of words a document", _mean(rules_on(worded, Step.AFTER)), count)
    yield Result("reading the law from its files", _mean(_load, LOADS), "once in a process")


def _load() -> None:
    load_law.cache_clear()
    load_law()


def _mean(work: Callable[[], object], times: int = MANY) -> float:
    work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times
