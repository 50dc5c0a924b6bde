"""A paper's Word file as an attorney edited it, to be used in the place of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditedDraft:
    """An edited Word file of the paper that is named by its document type.

    `base_sha256` is the SHA-256 of the file that was edited: ours, filled and not signed. Where the
    facts or the template give another by now, the draft no longer fits and is not used.
    """

    paper: str
    base_sha256: str
    word: bytes
