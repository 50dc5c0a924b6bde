"""Reads a file that was made elsewhere for the first time, in a process that is thrown away.

A file can bring its reader to a stop in ways that nobody foresees; then it is refused with the reason, and
every check says so.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from api.preflight.hands import face, split_hand
from assembly.bundle.bounded import answer_in
from assembly.bundle.disposable import USUAL, Bounds, in_disposable
from assembly.errors import DocumentRefused
from efiling.courts import load_court
from efiling.preflight import Matter, Paper, preflight, repair

_MODULE = "api.preflight.trial"
_AT_ONCE = 2


def tried(papers: Iterable[Paper], *, court: str, mend: bool, bounds: Bounds = USUAL) -> tuple[Paper, ...]:
    """Return papers as they are, or as ones that cannot be read where the checks on one go beyond the bounds.

    `court` is the id of the court that they are checked for; with `mend` they are tried with the repairs.
    """

    def one(paper: Paper) -> Paper:
        try:
            in_disposable(_MODULE, paper.name, paper.raw, {"court": court, "mend": mend}, bounds=bounds)
        except DocumentRefused as reason:
            return paper.refused(str(reason).removeprefix(f"{paper.name} ").removesuffix("."))
        return paper

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(one, papers))


def _work(content: bytes, order: Mapping[str, object]) -> tuple[bytes, Mapping[str, object]]:
    """Run the checks inside the process; what they find is found again outside, where it is safe by then."""
    paper = Paper(str(order["name"]), content)
    matter = Matter(papers=(paper,), court=load_court(str(order["court"])), today=date(2000, 1, 1))
    if order["mend"]:
        repair(matter, split=split_hand, face=face)
    else:
        preflight(matter)
    return b"", {}


if __name__ == "__main__":
    answer_in(_work)
