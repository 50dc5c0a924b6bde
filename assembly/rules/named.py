"""Questions and calculations by name, found by looking through the modules of this package."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar, cast

import assembly.rules
from assembly.errors import UnknownName
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.rules.matter import Matter

Question = Callable[[Matter], tuple[str, ...]]
Computation = Callable[[Facts, Law], object]

MARK = "courtpacket_name"
F = TypeVar("F", bound=Callable[..., object])


def question(function: F) -> F:
    """Mark a function as a legal question that a rule may name: `(Matter) -> pointers at fault`.

    The name is the module and the function, such as `service.adult_server`.
    """
    return _marked(function, "question")


def computation(function: F) -> F:
    """Mark a function as a calculation that a document may name: `(Facts, Law) -> result`.

    The name is the module and the function, such as `arrears.on_order`.
    """
    return _marked(function, "computation")


def compute(name: str, facts: Facts, law: Law) -> object:
    """Return the result of a calculation by name.

    Raises:
        UnknownName: no calculation has that name.
    """
    found = computations().get(name)
    if found is None:
        raise UnknownName("calculation", name, sorted(computations()))
    return found(facts, law)


def computations() -> Mapping[str, Computation]:
    """Return every calculation by its name."""
    return cast(Mapping[str, Computation], _named("computation"))


def questions() -> Mapping[str, Question]:
    """Return every legal question by its name."""
    return cast(Mapping[str, Question], _named("question"))


def _marked(function: F, kind: str) -> F:
    module = function.__module__.removeprefix("assembly.rules.")
    setattr(function, MARK, (kind, f"{module}.{function.__name__}"))
    return function


@lru_cache(maxsize=2)
def _named(kind: str) -> dict[str, Callable[..., object]]:
    found: dict[str, Callable[..., object]] = {}
    prefix = f"{assembly.rules.__name__}."
    for module in pkgutil.walk_packages(assembly.rules.__path__, prefix):
        for member in vars(importlib.import_module(module.name)).values():
            mark = getattr(member, MARK, None)
            if isinstance(mark, tuple) and mark[0] == kind:
                found[mark[1]] = member
    return found
