"""What every engine gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as pages, and as a Word file where it has one.

    `official` is False where a mandatory form had to be replaced by our own rendition.
    """

    pdf: bytes
    pages: int
    docx: bytes | None
    official: bool
