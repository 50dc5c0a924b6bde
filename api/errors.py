"""What can go wrong in the service, and the one table from error to HTTP status.

ServiceError
├── SettingsRefused        the settings contradict each other or name what is not there
├── NotSignedIn            nobody is signed in, or the token is not known
├── TooManyTries           an address failed to sign in too often; it has to wait
├── NotAllowed             the account may not do this
├── FormRefused            a form was not one of ours, or is too old
├── NotFound               there is no such thing, or the account may not know of it
├── RequestRefused         the request cannot be read, is too large, or asks for what is not possible
├── KeyUsedAgain           an idempotency key came back with another request
├── PacketNotReady         the packet is not in the state that the act needs
├── PacketChanged          the packet is not the one that was looked at; approval is bound to bytes
├── FilingBusy             the filing moved on, or another worker has it
├── AnswersNeeded          the rules put questions at this step that nobody has answered
├── ServiceBusy            the service of process moved on, or is not released
├── ProofRefused           a proof of service would be worthless; nothing was kept
├── BatchRefused           a batch cannot be run or resumed
├── ServiceAway            the database or the disk does not work now; the step may be repeated
├── BlobDamaged            stored bytes are not what was stored
├── BlobLocked             stored bytes are encrypted with a key that is not here
└── AuditBroken            the audit trail was altered
"""

from collections.abc import Sequence

from assembly.errors import AssemblyError, FactsRejected, PacketRefused, ProgramMissing, UnknownName
from assembly.model.finding import Finding
from efiling.errors import EfilingError


class ServiceError(Exception):
    """Any failure of the service that the caller can read and act on."""


class SettingsRefused(ServiceError):
    """The settings cannot be used; the message names the variable and what it may hold."""


class NotSignedIn(ServiceError):
    """Nobody is signed in, or the token is not known."""

    def __init__(self) -> None:
        super().__init__("Sign in first, or send a token in the header: Authorization: Bearer TOKEN.")


class TooManyTries(ServiceError):
    """An address failed to sign in too often; it has to wait for `seconds`."""

    def __init__(self, seconds: int) -> None:
        minutes = max(1, -(-seconds // 60))
        super().__init__(
            f"There were too many failed sign-ins from your network. Try again in {minutes} minutes."
        )
        self.seconds = seconds


class NotAllowed(ServiceError):
    """The account may not do this."""

    def __init__(self, act: str, roles: str) -> None:
        super().__init__(f"Your account may not {act}. That takes the role {roles}; ask an administrator.")
        self.act = act


class FormRefused(ServiceError):
    """A form was not one of ours, or is too old."""

    def __init__(self) -> None:
        super().__init__("This page was open too long. Nothing was done. Open it again and repeat the step.")


class NotFound(ServiceError):
    """There is no such thing."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"There is no {kind} {name}.")
        self.kind, self.name = kind, name


class RequestRefused(ServiceError):
    """The request cannot be read, is too large, or asks for what is not possible."""


class KeyUsedAgain(ServiceError):
    """An idempotency key came back with another request."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for a different request. "
            "Repeat the first request unchanged, or choose a new key."
        )


class PacketNotReady(ServiceError):
    """The packet is not in the state that the act needs."""

    def __init__(self, packet: str, state: str, remedy: str) -> None:
        super().__init__(f"Packet {packet} is {state}. {remedy}")
        self.packet, self.state = packet, state


class PacketBeingChecked(ServiceError):
    """What a clerk would reject in a packet is being looked for; it can be approved when that is done."""

    def __init__(self, packet: str) -> None:
        super().__init__(f"Packet {packet} is being checked. Approve it when the check is done.")
        self.packet = packet


class PacketChanged(ServiceError):
    """The packet is not the one that was looked at."""

    def __init__(self, packet: str, shown: str, now: str) -> None:
        super().__init__(
            f"Packet {packet} changed: you looked at {shown[:8]}, it is now {now[:8]}. "
            "Look at it again before you approve or file it."
        )
        self.packet, self.shown, self.now = packet, shown, now


class FilingBusy(ServiceError):
    """The filing moved on, or another worker has it."""

    def __init__(self, filing: str, state: str) -> None:
        super().__init__(f"Filing {filing} is {state} now; nothing was done twice. Look at its timeline.")
        self.filing, self.state = filing, state


class AnswersNeeded(ServiceError):
    """The rules put questions at this step that nobody has answered. `questions` are findings."""

    def __init__(self, packet: str, questions: Sequence[Finding]) -> None:
        asked = " ".join(f"{found.rule}: {found.message}" for found in questions)
        super().__init__(
            f"Packet {packet} waits for an answer to {len(questions)} question(s). {asked} "
            "Answer each with yes or no: on the packet's page, or with --answer RULE=yes."
        )
        self.packet, self.questions = packet, tuple(questions)


class ServiceBusy(ServiceError):
    """The service of process moved on, or is not released."""

    def __init__(self, task: str, state: str) -> None:
        super().__init__(f"Service {task} is {state} now; nothing was done. Look at it again.")
        self.task, self.state = task, state


class ProofRefused(ServiceError):
    """A proof of service would be worthless; nothing was kept. `findings` say all that stands against it."""

    def __init__(self, task: str, findings: Sequence[Finding]) -> None:
        told = " ".join(f"{found.message} {found.remedy}".strip() for found in findings)
        super().__init__(f"Service {task} cannot be proved so. {told}")
        self.task, self.findings = task, tuple(findings)


class BatchRefused(ServiceError):
    """A batch cannot be run or resumed."""


class ServiceAway(ServiceError):
    """The database or the disk does not work now."""

    def __init__(self) -> None:
        super().__init__(
            "The service cannot reach its database or its disk just now. Wait a minute, look whether the step "
            "was done, and repeat it if not; pressing twice files nothing twice."
        )


class BlobDamaged(ServiceError):
    """Stored bytes are not what was stored."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The stored file {name[:12]} is damaged on disk. Restore it from a backup; its name is its SHA-256."
        )
        self.name = name


class BlobLocked(ServiceError):
    """Stored bytes are encrypted with a key that is not here."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(
            f"The stored file {name[:12]} is encrypted with key {key}, which is not among the keys given. "
            "Put it back into the key file from your copy."
        )
        self.name, self.key = name, key


class AuditBroken(ServiceError):
    """The audit trail was altered."""

    def __init__(self, entry: int, problem: str) -> None:
        super().__init__(f"The audit trail is not intact at entry {entry}: {problem}")
        self.entry, self.problem = entry, problem


STATUS: dict[type[Exception], int] = {
    NotSignedIn: 401,
    TooManyTries: 429,
    NotAllowed: 403,
    FormRefused: 403,
    NotFound: 404,
    UnknownName: 404,
    KeyUsedAgain: 409,
    PacketNotReady: 409,
    PacketBeingChecked: 409,
    PacketChanged: 409,
    FilingBusy: 409,
    AnswersNeeded: 409,
    ServiceBusy: 409,
    ProofRefused: 422,
    BatchRefused: 409,
    FactsRejected: 422,
    PacketRefused: 422,
    RequestRefused: 422,
    ProgramMissing: 501,
    ServiceAway: 503,
    AssemblyError: 422,
    EfilingError: 409,
    ServiceError: 500,
}


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error: the nearest class in the table, never a guess.

    Raises:
        KeyError: no class of the error stands in the table; that is a bug.
    """
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    raise KeyError(type(error).__name__)
