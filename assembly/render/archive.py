"""The metadata of a PDF that is both PDF/A-2u (kept for good) and PDF/UA-1 (read aloud)."""

from assembly import xmp


def description(title: str, language: str, day: str) -> bytes:
    """Return the RDF that names a PDF's title, language, day (ISO 8601) and both kinds."""
    return xmp.description(title, language, day=day, archive=("2", "U"), accessible=True)
