"""The colours that our PDFs name: those of sRGB."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def srgb() -> bytes:
    """Return the colour profile sRGB; WeasyPrint, which lays out our pages, brings it along."""
    found = find_spec("weasyprint")
    if found is None or found.origin is None:
        raise ImportError("weasyprint is not installed")
    return (Path(found.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()
