"""What can go wrong while documents become an accepted filing.

EfilingError
├── FilingNotReady         the caller can mend it: all faults of the filing are in `faults`
├── DocumentTooLarge       the caller can mend it: split the document
├── UnknownCourt           no profile has that name
├── ProfileFault           a court's profile or code list cannot be used as it is
├── AccessFault            what the office has for a court cannot be used: log-in, certificate, address
├── CredentialsFault       a key file, log-in or list of authorities cannot be used
├── SchemasFault           the official schemas are missing or cannot be installed
├── NotOffered             the court has no such operation; another road has to be taken
├── MessageInvalid         what we built or received does not fit the schema; our bug or theirs
├── IllegalMove            an event does not fit the state of the envelope
├── FilingRefused          the court answered, and refused; nothing was filed
│   └── NotAuthenticated   the court does not know us (any more): log in again
├── CourtUnavailable       nothing was sent, try later; the only kind that is retried blindly
└── CourtDidNotAnswer      outcome unknown: ask the court before anything else
"""

from collections.abc import Sequence


class EfilingError(Exception):
    """Any failure that the caller can read and act on."""


class FilingNotReady(EfilingError):
    """The filing cannot go to the court as it is; every fault is listed at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"{len(faults)} thing(s) must be mended before this can be filed:\n{lines}")
        self.faults = tuple(faults)


class DocumentTooLarge(EfilingError):
    """A document is larger than the court's policy allows."""

    def __init__(self, document: str, size: int, limit: int) -> None:
        super().__init__(
            f"{document} is {size:,} bytes; the court accepts {limit:,}. "
            "Split it and file the parts as separate documents."
        )
        self.document, self.size, self.limit = document, size, limit


class UnknownCourt(EfilingError):
    """No court profile has the name that was asked for."""

    def __init__(self, court: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no court profile named {court!r}. Known: {', '.join(known) or 'none'}. "
            "To add one, see docs/how-to/add-a-court.md."
        )
        self.court, self.known = court, tuple(known)


class ProfileFault(EfilingError):
    """A court's profile or code list says what cannot be used, or lacks what is needed."""

    def __init__(self, court: str, faults: Sequence[str]) -> None:
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"The profile of {court} cannot be used:\n{lines}")
        self.court, self.faults = court, tuple(faults)


class AccessFault(EfilingError):
    """What an office has been given for a court cannot be used, or is not there; no fault repeats a secret."""

    def __init__(self, court: str, faults: Sequence[str]) -> None:
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(
            f"This office's access to {court} cannot be used:\n{lines}\n"
            f"See what is there and what is missing with: courtpacket courts check {court}"
        )
        self.court, self.faults = court, tuple(faults)


class SchemasFault(EfilingError):
    """The official schemas are missing, or what was given is not a usable set of them."""


class CredentialsFault(EfilingError):
    """A key file, a log-in or a list of authorities is missing or cannot be used."""


class NotOffered(EfilingError):
    """A court has no such operation, as its version of the standard or its settings go."""

    def __init__(self, operation: str, instead: str) -> None:
        super().__init__(f"This court takes no {operation}. {instead}")
        self.operation, self.instead = operation, instead


class MessageInvalid(EfilingError):
    """A message does not fit its schema, or cannot be read at all.

    `problems` say where, without the values that stand there.
    """

    def __init__(self, message: str, problems: Sequence[str]) -> None:
        shown = "\n".join(f"  {problem}" for problem in problems[:20])
        super().__init__(f"{message} is not a valid court message:\n{shown}")
        self.message, self.problems = message, tuple(problems)


class IllegalMove(EfilingError):
    """An event does not fit the state of an envelope."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(
            f"{event!r} does not fit an envelope that is {state!r}. Nothing was changed; "
            "look at its history and ask the court for the status."
        )
        self.state, self.event = state, event


class FilingRefused(EfilingError):
    """The court answered, and refused. Nothing was filed.

    `codes` are pairs of the court's code and its text.
    """

    def __init__(self, codes: Sequence[tuple[str, str]]) -> None:
        lines = "; ".join(f"{code} {text}".strip() for code, text in codes)
        super().__init__(f"The court refused the message: {lines or 'no reason given'}. Nothing was filed.")
        self.codes = tuple(codes)


class NotAuthenticated(FilingRefused):
    """The court does not know us, or our log-in has run out."""


class CourtUnavailable(EfilingError):
    """The court could not be reached and nothing was sent; sending again is safe."""

    def __init__(self, court: str, why: str) -> None:
        super().__init__(f"{court} cannot be reached ({why}). Nothing was sent; try again later.")
        self.court, self.why = court, why


class CourtDidNotAnswer(EfilingError):
    """A message was sent and no usable answer came: the outcome is unknown."""

    def __init__(self, court: str, why: str) -> None:
        super().__init__(
            f"{court} did not answer ({why}). Whether it has the message is unknown; "
            "ask for the filing status before anything is sent again."
        )
        self.court, self.why = court, why
