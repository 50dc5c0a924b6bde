"""The checks by number, found by looking through the modules of `efiling.preflight.checks`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from efiling.preflight import checks
from efiling.preflight.matter import Matter
from efiling.preflight.report import Evidence, Grade, Unchecked

Look = Callable[[Matter], Iterable[Evidence | Unchecked]]
F = TypeVar("F", bound=Look)
MARK = "courtpacket_check"


@dataclass(frozen=True, slots=True)
class Check:
    """One named check: its number in FIELD_NOTES section 2, how far it reaches, and what mends it."""

    number: int
    name: str
    grade: Grade
    remedy: str
    look: Look


def check(number: int, name: str, grade: Grade, remedy: str) -> Callable[[F], F]:
    """Mark a function as a check. It yields evidence, and what it could not look at; nothing means that it passed."""

    def marked(function: F) -> F:
        setattr(function, MARK, Check(number, name, grade, remedy, function))
        return function

    return marked


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Return every check in the order of the numbers."""
    found: dict[int, Check] = {}
    for module in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        for member in vars(importlib.import_module(module.name)).values():
            mark = getattr(member, MARK, None)
            if isinstance(mark, Check):
                if mark.number in found and found[mark.number] is not mark:
                    raise ValueError(f"check {mark.number} stands twice")
                found[mark.number] = mark
    return tuple(found[number] for number in sorted(found))
