"""Earlier versions of a PDF that are still inside it, beneath what was saved on top (ISO 32000-1, 7.5.6)."""

import io
import re

import pikepdf

END = re.compile(rb"%%EOF\r?\n?")
MOST_VERSIONS = 8
MOST_BYTES = 200_000_000


def earlier_versions(raw: bytes) -> tuple[bytes, ...]:
    """Return the earlier versions that can be opened as they were, the latest first; at most eight.

    The first part of a file that is laid out for reading over a network is no version.
    """
    found: list[bytes] = []
    ends = [mark.end() for mark in END.finditer(raw)][:-1]
    total = 0
    for end in reversed(ends):
        total += end
        if len(found) == MOST_VERSIONS or total > MOST_BYTES:
            break
        try:
            with pikepdf.open(io.BytesIO(raw[:end]), attempt_recovery=False, suppress_warnings=True) as file:
                if len(file.pages):
                    found.append(raw[:end])
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError):
            continue
    return tuple(found)
