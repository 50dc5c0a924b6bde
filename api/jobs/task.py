"""A task: a name, the service function behind it, and what is worth trying again."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import api
from efiling.errors import CourtUnavailable

if TYPE_CHECKING:
    from api.services import Services


@dataclass(frozen=True, slots=True)
class Task:
    """A door to one service function. It gets the id of its subject and nothing else.

    Only an error in `retried` is tried again blindly: the kind where nothing was done. One that does
    not give up is tried as long as it takes, for people rely on it and nobody is told to do it again.
    """

    name: str
    run: "Callable[[Services, str], None]"
    retried: tuple[type[Exception], ...] = (CourtUnavailable,)
    gives_up: bool = True


@cache
def tasks() -> Mapping[str, Task]:
    """Return every task by name, found by looking for `tasks.py` in the folders of `api`."""
    found: dict[str, Task] = {}
    for folder in sorted(pkgutil.iter_modules(api.__path__), key=lambda module: module.name):
        if not folder.ispkg:
            continue
        package = importlib.import_module(f"api.{folder.name}")
        if any(module.name == "tasks" for module in pkgutil.iter_modules(package.__path__)):
            module = importlib.import_module(f"api.{folder.name}.tasks")
            found.update({task.name: task for task in module.TASKS})
    return found
