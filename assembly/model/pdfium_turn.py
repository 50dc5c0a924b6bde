"""PDFium reads and draws for one thread of a process at a time; whoever uses it holds this lock.

It stands here because documents, pre-flight and page pictures all use PDFium in one process.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PDFIUM = threading.RLock()


def in_turn(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function wait for its turn with PDFium; it must not be a generator."""

    @wraps(function)
    def waiting(*values: P.args, **names: P.kwargs) -> T:
        with PDFIUM:
            return function(*values, **names)

    return waiting
