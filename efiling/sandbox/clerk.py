"""The clerk of the sandbox court: decides documents as his script says, numbers cases and stamps papers."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pikepdf

from efiling.courts import CourtProfile
from efiling.model import Content, Outcome
from efiling.sandbox.records import DocumentRecord, EnvelopeRecord
from efiling.sandbox.script import REVIEWS, Step
from efiling.sandbox.stamp import Rectangle, endorse

STAMP_SPACE: Rectangle = (380, 56, 570, 130)
"""Where a paper is stamped in a court whose profile does not say."""


class Clerk:
    """Works on the envelopes of one court. `taken` gives the docket numbers that are in use."""

    def __init__(
        self, profile: CourtProfile, *, clock: Callable[[], datetime], taken: Callable[[], set[str]]
    ) -> None:
        self._profile, self._clock, self._taken = profile, clock, taken

    def act(self, record: EnvelopeRecord, step: Step) -> bool:
        """Do what a step says with an envelope, and say whether it decided something."""
        if step.do == "defer":
            for filing in record.filings:
                filing.under_review = True
        if step.do not in REVIEWS - {"defer"}:
            return False
        self._decide_all(record, step)
        if step is record.script[-1]:  # whatever no step has decided is accepted in the end
            rest = Step(after_seconds=step.after_seconds, do="accept", docket=step.docket, stamp=step.stamp)
            self._decide_all(record, rest)
        return True

    def _decide_all(self, record: EnvelopeRecord, step: Step) -> None:
        for document in _meant(record, step):
            self._decide(record, document, step)

    def _decide(self, record: EnvelopeRecord, document: DocumentRecord, step: Step) -> None:
        document.reviewed_at = self._clock().astimezone(UTC)
        if step.do == "accept":
            document.outcome = Outcome.ACCEPTED
            record.docket_number = record.docket_number or step.docket or self._next_docket()
            if step.stamp:
                document.stamped = [
                    (attachment.file_name, self._stamped(record, attachment.content))
                    for attachment in document.document.attachments
                ]
        else:
            document.outcome = Outcome.REJECTED if step.do == "reject" else Outcome.CANCELLED
            document.reason, document.comment = step.reason, step.comment

    def _stamped(self, record: EnvelopeRecord, content: Content) -> Content:
        try:
            stamped = endorse(
                content.read(),
                filed_at=record.received_at.astimezone(self._profile.zone),
                docket_number=record.docket_number,
                court=self._profile.name,
                space=_space(self._profile.items("layout.clerk_space_pt")),
            )
        except pikepdf.PdfError:
            return content  # accepted with its damage, and not stamped
        return Content.of(stamped)

    def _next_docket(self) -> str:
        taken, number = self._taken(), 1
        while (docket := f"EX-{self._clock():%Y}-{number:05d}") in taken:
            number += 1
        return docket


def _meant(record: EnvelopeRecord, step: Step) -> list[DocumentRecord]:
    """The documents that a step decides: its own, or all that nobody has decided."""
    everyone = record.documents
    if step.document is None:
        meant = [document for document in everyone if document.outcome is Outcome.RECEIVED]
    else:
        meant = [everyone[min(step.document, len(everyone)) - 1]]
    dropped = [document for filing in record.filings if filing.cancelled for document in filing.documents]
    return [document for document in meant if not any(document is one for one in dropped)]


def _space(told: Sequence[object]) -> Rectangle:
    numbers = [float(str(number)) for number in told]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else STAMP_SPACE
