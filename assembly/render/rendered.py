"""What every engine gives back."""

from dataclasses import dataclass, field

from assembly.render.traced import Trace, TracedValue


def _nothing(_sources: object) -> tuple[TracedValue, ...]:
    """Return the trace map of a paper whose engine keeps none."""
    return ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as pages, and as a Word file where it has one.

    `official` is False where a mandatory form had to be replaced by our own rendition. `trace` gives
    the trace map, worked out when it is asked for. `edited` says that the Word file is an attorney's.
    """

    pdf: bytes
    pages: int
    docx: bytes | None
    official: bool
    trace: Trace = field(default=_nothing, compare=False, repr=False)
    edited: bool = False
