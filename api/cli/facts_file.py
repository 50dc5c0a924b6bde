"""Reads a file of facts that was named on the command line."""

from pathlib import Path

from assembly.errors import DocumentRefused
from assembly.intake import read_facts
from assembly.model.facts import Facts

_MAX_BYTES = 20_000_000


def read_facts_file(path: Path) -> Facts:
    """Return the facts in a JSON file.

    Raises:
        OSError: the file can't be read.
        DocumentRefused: it is larger than facts can be.
        FactsRejected: the facts have faults; every one is listed.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise DocumentRefused(f"{path} is larger than {_MAX_BYTES:,} bytes; no case has so many facts.")
    return read_facts(path.read_bytes())
