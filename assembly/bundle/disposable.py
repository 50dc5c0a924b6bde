"""Runs work on hostile bytes in a process that is thrown away: bounded in time, memory and files.

A file can bring a reader of PDFs or pictures to a stop or to its knees in ways that no check of
the file foresees. The process that reads it first holds nothing of worth and is not waited for.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assembly.errors import DocumentRefused

SOURCE, RESULT, ORDER, ANSWER, PROGRESS = "source", "result.pdf", "order.json", "answer.json", "progress.json"
_LOOK_SECONDS = 0.2
_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "PYTHONPATH",
    "TMPDIR",
    "SYSTEMROOT",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a disposable process may use: seconds, bytes of memory, and bytes of any file it writes."""

    seconds: float = 240
    memory_bytes: int = 3 << 30
    file_bytes: int = 600_000_000


USUAL = Bounds()


def in_disposable(
    module: str,
    name: str,
    content: bytes,
    order: Mapping[str, object],
    *,
    bounds: Bounds = USUAL,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[bytes, Mapping[str, object]]:
    """Run `python -m module FOLDER` on some bytes and return the file and the answer it leaves there.

    The module's `main` calls `answer_in`. `name` is the file's own name for messages; it is never
    a path. `progress` is told how many steps of how many are done.

    Raises:
        DocumentRefused: the work refuses the file, or had to be stopped.
    """
    with tempfile.TemporaryDirectory(prefix="courtpacket-taking-") as folder:
        place = Path(folder)
        (place / SOURCE).write_bytes(content)
        (place / ORDER).write_text(
            json.dumps(
                {"name": name, "bounds": [bounds.seconds, bounds.memory_bytes, bounds.file_bytes], **order}
            )
        )
        _run(module, place, name, bounds, progress)
        try:
            answer = json.loads((place / ANSWER).read_bytes())
        except (OSError, ValueError):
            raise DocumentRefused(_beyond(name)) from None
        if "refused" in answer:
            raise DocumentRefused(str(answer["refused"]))
        return (place / RESULT).read_bytes(), answer


def _run(
    module: str, place: Path, name: str, bounds: Bounds, progress: Callable[[int, int], None] | None
) -> None:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own module, and no word of the file's in the command
        [sys.executable, "-m", module, str(place)],
        env=environment | {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(child, place, bounds.seconds + 10, progress)
    except subprocess.TimeoutExpired:
        raise DocumentRefused(_too_long(name, bounds.seconds)) from None
    finally:
        _end(child)
    if child.returncode == -signal.SIGXCPU:
        raise DocumentRefused(_too_long(name, bounds.seconds))


def _wait(
    child: "subprocess.Popen[bytes]", place: Path, seconds: float, progress: Callable[[int, int], None] | None
) -> None:
    if progress is None:
        child.wait(timeout=seconds)
        return
    ends = time.monotonic() + seconds
    while True:
        try:
            child.wait(timeout=_LOOK_SECONDS)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() > ends:
                raise
            with contextlib.suppress(OSError, ValueError):
                done, total = json.loads((place / PROGRESS).read_bytes())
                progress(done, total)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the process and all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _too_long(name: str, seconds: float) -> str:
    return f"{name} could not be read within {seconds:,.0f} seconds. Split it, or print it to a new PDF."


def _beyond(name: str) -> str:
    return f"{name} could not be read within the limits of memory and time. Print it to a new PDF."
