"""What is checked: the papers of one filing as bytes, and what is known about them."""

import copy
from enum import StrEnum
from functools import cached_property

from assembly.model.document import FormEdition
from assembly.model.value import value
from efiling.preflight.known import Box, Original, Printed, Signer
from efiling.preflight.reading.page import Page
from efiling.preflight.reading.pdf import Pdf, read_pdf


class Kind(StrEnum):
    """What a paper is, as far as format rules care."""

    PLEADING = "pleading"
    FORM = "form"
    EXHIBIT = "exhibit"
    OTHER = "other"


@value
class Private:
    """What must not be seen in a public paper: the case's own identifiers and protected whereabouts.

    Each is the text as recorded. `protected` holds address lines, telephone numbers, e-mail
    addresses and employers of protected people.
    """

    social_security: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    licenses: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()


class Paper:
    """One file to be filed, with its bytes, read once when a check first asks.

    `contains` are the document types whose pages stand in the file after its own, and
    `exhibits_from` is the page, from 1, on which its exhibits begin. `signers` sign it;
    `originals_kept` says that somebody vouched for signed originals on file, and `originals` are the
    pages that show theirs. `boxes` may not stay empty, and `printed` must stand in it. None says that
    nobody knows who signs, or what is printed.
    `sent_as` and `sent_title` are the file name and title in the message, where they are known to be
    others than those of the file. `part` is its number and their count where a paper was split.
    """

    def __init__(
        self,
        name: str,
        raw: bytes,
        *,
        title: str = "",
        kind: Kind = Kind.OTHER,
        type_id: str = "",
        filing_code: str = "",
        lead: bool = False,
        confidential: bool = False,
        identifiers_allowed: bool = False,
        password: str | None = None,
        form: FormEdition | None = None,
        contains: tuple[str, ...] = (),
        exhibits_from: int | None = None,
        signers: tuple[Signer, ...] | None = None,
        originals_kept: bool = False,
        originals: tuple[Original, ...] = (),
        boxes: tuple[Box, ...] = (),
        printed: tuple[Printed, ...] | None = None,
        sent_as: str = "",
        sent_title: str = "",
    ) -> None:
        self.name, self.raw, self.title, self.kind = name, raw, title, kind
        self.type_id, self.filing_code, self.lead = type_id, filing_code, lead
        self.confidential, self.identifiers_allowed = confidential, identifiers_allowed
        self.password, self.form, self.contains = password, form, contains
        self.exhibits_from = exhibits_from
        self.signers, self.originals_kept = signers, originals_kept
        self.originals = originals
        self.boxes, self.printed = boxes, printed
        self.sent_as, self.sent_title = sent_as, sent_title
        self.part: tuple[int, int] | None = None

    @cached_property
    def pdf(self) -> Pdf:
        """The file as read. A file that cannot be read says so in `Pdf.unreadable`."""
        return read_pdf(self.raw)

    def refused(self, reason: str) -> "Paper":
        """Return the same paper as one that cannot be read, for a reason in words; its bytes are not looked at."""
        made = copy.copy(self)
        made.__dict__["pdf"] = Pdf(raw=self.raw, unreadable=reason)
        return made

    @property
    def own_pages(self) -> tuple[Page, ...]:
        """The pages that are the filer's own words: all but those of exhibits."""
        if self.kind is Kind.EXHIBIT:
            return ()
        return self.pdf.pages if self.exhibits_from is None else self.pdf.pages[: self.exhibits_from - 1]

    def with_bytes(self, raw: bytes, *, name: str) -> "Paper":
        """Return the same paper with other bytes and perhaps another file name."""
        made = copy.copy(self)
        made.sent_as = self.sent_as if name == self.name else ""
        made.raw, made.name = raw, name
        if raw != self.raw:
            made.__dict__.pop("pdf", None)  # read again from the new bytes
        return made

    def in_role(self, *, lead: bool) -> "Paper":
        """Return the same paper as a lead document, or as one that is not."""
        made = copy.copy(self)
        made.lead = lead
        return made

    def as_part(self, number: int, count: int) -> "Paper":
        """Return the paper as one part of several, titled so."""
        made = copy.copy(self)
        made.part, made.sent_title = (number, count), ""
        made.title = f"{self.title} (part {number} of {count})" if self.title else ""
        return made
