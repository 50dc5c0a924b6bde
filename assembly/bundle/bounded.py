"""The inside of a disposable process: bounds itself, does the work, and leaves its answer in a folder."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from assembly.bundle.disposable import ANSWER, ORDER, PROGRESS, RESULT, SOURCE
from assembly.errors import AssemblyError

Work = Callable[[bytes, Mapping[str, object]], tuple[bytes, Mapping[str, object]]]


def answer_in(work: Work) -> None:
    """Read the folder named on the command line, do the work on its bytes, and write what came of it."""
    place = Path(sys.argv[1])
    order = json.loads((place / ORDER).read_bytes())
    _bound(*order["bounds"])
    try:
        made, told = work((place / SOURCE).read_bytes(), {**order, "folder": str(place)})
    except AssemblyError as refused:
        answer: Mapping[str, object] = {"refused": str(refused)}
    except MemoryError:
        answer = {
            "refused": f"{order['name']} takes too much memory to read. Split it, or print it to a new PDF."
        }
    except Exception as error:  # whatever it was, whoever brought the file gets an answer, and no trace
        answer = {
            "refused": f"{order['name']} is damaged in a way that can't be mended ({type(error).__name__}). "
            "Print it to a new PDF."
        }
    else:
        (place / RESULT).write_bytes(made)
        answer = told
    (place / ANSWER).write_text(json.dumps(answer))


def tell_progress(place: Path, done: int, total: int) -> None:
    """Tell whoever waits how far the work is."""
    part = place / f"{PROGRESS}.part"
    part.write_text(json.dumps([done, total]))
    part.replace(place / PROGRESS)


def _bound(seconds: float, memory_bytes: int, file_bytes: int) -> None:
    """Bound this process, where the system can: past its time it is ended by the system itself."""
    try:
        import resource
    except ImportError:  # not on Windows, where the time alone is kept, by whoever waits
        return
    for kind, most in (
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, hard))  # the soft one tells why it ended, the hard one would not
