"""Packets over HTTP."""

from datetime import datetime

from pydantic import BaseModel, Field

from api.facts.schemas import FindingAnswer
from api.packets.store import Approval, PacketFile, PacketState, StoredPacket
from api.packets.to_sign import ToSign
from api.preflight.store import AskedApproval, PacketCheck
from efiling.signing import SignatureForm

SHA256 = r"^[0-9a-f]{64}$"


class PacketRequest(BaseModel):
    """Which packet to make, of which facts."""

    facts: str = Field(max_length=32)
    packet: str = Field(max_length=80, examples=["us-ca/establish"])


class RebuildRequest(BaseModel):
    """The facts to make the packet anew from."""

    facts: str = Field(max_length=32)


class ApprovalRequest(BaseModel):
    """The packet as it was looked at: the hash binds the approval to its bytes."""

    packet_sha256: str = Field(pattern=SHA256)


class ReturnRequest(BaseModel):
    """Why the packet goes back."""

    reason: str = Field(min_length=1, max_length=2000)


class QuestionAnswer(BaseModel):
    """A person's answer to a question of the law: whether what it asks for is so."""

    rule: str = Field(max_length=120)
    met: bool
    note: str = Field(default="", max_length=2000)


class JobAnswer(BaseModel):
    """Work that was taken on; ask for it under /api/jobs."""

    packet: str
    job: str


class FileAnswer(BaseModel):
    """One file of a packet."""

    name: str
    sha256: str
    size_bytes: int


class SigningAnswer(BaseModel):
    """One place to sign: who, on which paper, in which form, and where the court says so."""

    paper: str
    title: str
    slot: str
    names: list[str]
    form: SignatureForm
    oath: bool
    source: str
    signed_as: str


class ApprovalAnswer(BaseModel):
    """The newest approval; it holds while `voided_at` is empty.

    `content_sha256` is what was looked at before it was signed by typing; empty where nothing was.
    """

    packet_sha256: str
    content_sha256: str
    approved_by: str
    approved_at: datetime
    voided_at: datetime | None
    void_reason: str


class CheckAnswer(BaseModel):
    """The check of a packet's bytes before their approval.

    `under_way` while a worker looks, or is to; `checked_at` is empty until it has. `faults` is what a
    clerk would reject, `unchecked` why nobody could look. `approval_asked_by` names whose approval
    waits for it.
    """

    under_way: bool
    checked_at: datetime | None = None
    packet_sha256: str = ""
    faults: list[str] = []
    unchecked: str = ""
    approval_asked_by: str = ""


class PacketAnswer(BaseModel):
    """A packet and where it stands. `packet_sha256` is over every file of it; empty until it is made."""

    id: str
    packet: str
    title: str
    court: str
    state: PacketState
    packet_sha256: str
    draft: int
    findings: list[FindingAnswer]
    problem: str
    mends_filing: str
    approval: ApprovalAnswer | None
    created_at: datetime
    changed_at: datetime


def packet_answer(packet: StoredPacket, approval: Approval | None) -> PacketAnswer:
    """Return a packet as it is answered."""
    return PacketAnswer(
        id=packet.id,
        packet=packet.recipe,
        title=packet.title,
        court=packet.court,
        state=packet.state,
        packet_sha256=packet.packet_sha256,
        draft=packet.draft,
        findings=[FindingAnswer.model_validate(finding) for finding in packet.findings],
        problem=packet.problem,
        mends_filing=packet.mends_filing,
        approval=approval_answer(approval) if approval else None,
        created_at=packet.created_at,
        changed_at=packet.changed_at,
    )


def check_answer(found: PacketCheck | None, asked: AskedApproval | None, *, under_way: bool) -> CheckAnswer:
    """Return a check as it is answered."""
    by = asked.asked_by if asked else ""
    if found is None:
        return CheckAnswer(under_way=under_way, approval_asked_by=by)
    return CheckAnswer(
        under_way=under_way,
        checked_at=found.checked_at,
        packet_sha256=found.packet_sha256,
        faults=list(found.faults),
        unchecked=found.unchecked,
        approval_asked_by=by,
    )


def approval_answer(approval: Approval) -> ApprovalAnswer:
    """Return an approval as it is answered."""
    return ApprovalAnswer(
        packet_sha256=approval.packet_sha256,
        content_sha256=approval.content_sha256,
        approved_by=approval.approved_by,
        approved_at=approval.approved_at,
        voided_at=approval.voided_at,
        void_reason=approval.void_reason,
    )


def signing_answer(place: ToSign) -> SigningAnswer:
    """Return a place to sign as it is answered."""
    return SigningAnswer(
        paper=place.paper,
        title=place.title,
        slot=place.slot,
        names=list(place.names),
        form=place.form,
        oath=place.oath,
        source=place.source,
        signed_as=place.signed_as,
    )


def file_answer(file: PacketFile) -> FileAnswer:
    """Return a file as it is answered."""
    return FileAnswer(name=file.name, sha256=file.sha256, size_bytes=file.size_bytes)
