"""What mends a file: one function for each check that can be answered without a person."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pikepdf import Pdf

from efiling.preflight import mends

Hand = Callable[[Pdf], None]
F = TypeVar("F", bound=Hand)
MARK = "courtpacket_mend"
SEARCHABLE, SPLIT = 16, 17  # mended by a hand that the caller gives
NAMES = 37  # mended without opening the file
ROLES, ORDER = 10, 13  # mended in the envelope, not in a file
FONTS = 27  # mended with a typeface that the caller gives


@dataclass(frozen=True, slots=True)
class Mend:
    """The hand that answers one check, by the check's number. It may run where nothing is wrong."""

    number: int
    hand: Hand


def mend(number: int) -> Callable[[F], F]:
    """Mark a function as what mends a file for a check; it changes the opened PDF."""

    def marked(function: F) -> F:
        setattr(function, MARK, Mend(number, function))
        return function

    return marked


@lru_cache(maxsize=1)
def all_mends() -> dict[int, Mend]:
    """Return every mend by the number of its check, found in the modules of `efiling.preflight.mends`."""
    found: dict[int, Mend] = {}
    for module in pkgutil.iter_modules(mends.__path__, f"{mends.__name__}."):
        for member in vars(importlib.import_module(module.name)).values():
            mark = getattr(member, MARK, None)
            if isinstance(mark, Mend):
                found[mark.number] = mark
    return dict(sorted(found.items()))
