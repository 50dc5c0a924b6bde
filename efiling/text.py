"""Text made to fit a court's fields."""

import re
import unicodedata
from pathlib import PurePosixPath


def shorten(text: str, limit: int | None) -> str:
    """Return a text of at most `limit` characters (NFC), cut at a word where it is too long."""
    whole = unicodedata.normalize("NFC", text).strip()
    if limit is None or len(whole) <= limit:
        return whole
    cut = whole[:limit].rstrip()
    at_word = cut.rpartition(" ")[0]
    return at_word if len(at_word) >= limit // 2 else cut


def file_name(path: str, limit: int | None) -> str:
    """Return a short ASCII name that ends in .pdf, with letters, digits, underscores and hyphens only."""
    plain = unicodedata.normalize("NFKD", PurePosixPath(path).stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-") or "document"
    return stem[: (limit or 50) - len(".pdf")].rstrip("-") + ".pdf"
