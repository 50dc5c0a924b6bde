"""The tables. The database is the truth; a queue message, a cache or a page is only a view of it.

Moments are aware UTC datetimes. Documents are not here: rows hold the SHA-256 of blobs.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, also on databases that keep no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """The base of every table, with names for constraints so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class AccountRow(Table):
    """Somebody or something that may sign in."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    signs_as: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class TokenRow(Table):
    """An API token or a signed-in browser, kept as the SHA-256 of its secret."""

    __tablename__ = "tokens"
    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    form_key: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class SecretRow(Table):
    """A secret that the installation made for itself, such as the callback path."""

    __tablename__ = "secrets"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    secret: Mapped[str] = mapped_column(String(200))


class IdempotencyRow(Table):
    """A request that was answered, by the caller's key."""

    __tablename__ = "idempotency_keys"
    account_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_sha256: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]


class FactsRow(Table):
    """Facts of a case, as canonical JSON in the blob store."""

    __tablename__ = "facts"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]


class JobRow(Table):
    """Work to be done once: written with what caused it, queued after commit, found again if lost."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    task: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    queued_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class PacketRow(Table):
    """A packet and where it stands."""

    __tablename__ = "packets"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    facts_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), index=True)
    recipe: Mapped[str] = mapped_column(String(80))
    court: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(20), index=True)
    packet_sha256: Mapped[str] = mapped_column(String(64), default="")
    findings: Mapped[list[Any]] = mapped_column(default=list)
    problem: Mapped[str] = mapped_column(Text, default="")
    draft: Mapped[int] = mapped_column(Integer, default=1)
    mends_filing: Mapped[str] = mapped_column(String(32), default="")
    signing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]


class PacketFileRow(Table):
    """One file of a packet's folder."""

    __tablename__ = "packet_files"
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(Integer)


class ExhibitRow(Table):
    """An exhibit that somebody brought to a packet; its file is a blob."""

    __tablename__ = "exhibits"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    confidential: Mapped[bool]
    sha256: Mapped[str] = mapped_column(String(64))
    source_sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    without_text: Mapped[list[Any]] = mapped_column(default=list)
    added_by: Mapped[str] = mapped_column(String(32))
    added_at: Mapped[datetime]


class OriginalRow(Table):
    """A page of a packet that was signed in ink: the scan as it was brought and the picture shown, as blobs.

    `page` counts from 1 in the paper, which is named by its document type; `printed_sha256` stands for
    what the page printed.
    """

    __tablename__ = "originals"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), index=True)
    paper: Mapped[str] = mapped_column(String(120))
    page: Mapped[int] = mapped_column(Integer)
    printed_sha256: Mapped[str] = mapped_column(String(64))
    picture_sha256: Mapped[str] = mapped_column(String(64))
    picture_wide: Mapped[int] = mapped_column(Integer)
    picture_high: Mapped[int] = mapped_column(Integer)
    source_sha256: Mapped[str] = mapped_column(String(64))
    dots_per_inch: Mapped[int] = mapped_column(Integer)
    signers: Mapped[list[Any]] = mapped_column(default=list)
    unsigned: Mapped[list[Any]] = mapped_column(default=list)
    dated: Mapped[bool]
    added_by: Mapped[str] = mapped_column(String(32))
    added_at: Mapped[datetime]


class ApprovalRow(Table):
    """An approval of exact bytes. A voided approval stays as history.

    `content_sha256` names the bytes that were looked at, where they were signed after that.
    """

    __tablename__ = "approvals"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), index=True)
    packet_sha256: Mapped[str] = mapped_column(String(64))
    content_sha256: Mapped[str] = mapped_column(String(64), default="")
    approved_by: Mapped[str] = mapped_column(String(32))
    approved_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(String(300), default="")


class WordDraftRow(Table):
    """A Word file of a packet's paper as somebody edited it: checked, used from a draft of the packet on, or over.

    `paper` is the document type, `docx` the name of its Word file, `previous_sha256` the file that was
    edited and `base_sha256` the filled one that it descends from.
    """

    __tablename__ = "word_drafts"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), index=True)
    paper: Mapped[str] = mapped_column(String(120))
    docx: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    base_sha256: Mapped[str] = mapped_column(String(64))
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    draft: Mapped[int] = mapped_column(Integer, default=0)
    because: Mapped[str] = mapped_column(Text, default="")
    differs: Mapped[bool]
    added_by: Mapped[str] = mapped_column(String(32))
    added_at: Mapped[datetime]


class PacketCheckRow(Table):
    """What pre-flight found in a packet's bytes before its approval, on one day of its court.

    `faults` is what a clerk would reject them for; `unchecked` says why they could not be looked at.
    """

    __tablename__ = "packet_checks"
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), primary_key=True)
    packet_sha256: Mapped[str] = mapped_column(String(64))
    day: Mapped[date] = mapped_column(Date)
    faults: Mapped[list[Any]] = mapped_column(default=list)
    unchecked: Mapped[str] = mapped_column(Text, default="")
    certificate_sha256: Mapped[str] = mapped_column(String(64), default="")
    checked_at: Mapped[datetime]


class AskedApprovalRow(Table):
    """An approval that somebody has given and that waits for the check of exactly these bytes."""

    __tablename__ = "asked_approvals"
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), primary_key=True)
    packet_sha256: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(12))
    asked_by: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]


class FilingRow(Table):
    """One envelope to one court. `version` grows with every change; a stale writer is refused."""

    __tablename__ = "filings"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    packet_id: Mapped[str] = mapped_column(String(32), index=True)
    packet_sha256: Mapped[str] = mapped_column(String(64))
    court: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    record: Mapped[dict[str, Any]] = mapped_column(default=dict)
    envelope_id: Mapped[str] = mapped_column(String(80), default="", index=True)
    mends_filing: Mapped[str] = mapped_column(String(32), default="")
    looks: Mapped[int] = mapped_column(Integer, default=0)
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class CourtFilingRow(Table):
    """The court's id of a filing in one of our envelopes; it is how a callback finds its filing."""

    __tablename__ = "court_filings"
    court: Mapped[str] = mapped_column(String(80), primary_key=True)
    court_filing_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)


class FilingEventRow(Table):
    """One thing that happened to a filing, in order, with the source of the news."""

    __tablename__ = "filing_events"
    __table_args__ = (UniqueConstraint("filing_id", "number"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    raw_sha256: Mapped[str] = mapped_column(String(64), default="")


class CallbackRow(Table):
    """A message from a court, stored before anything is read in it."""

    __tablename__ = "callbacks"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    received_at: Mapped[datetime]
    raw_sha256: Mapped[str] = mapped_column(String(64), index=True)
    content_type: Mapped[str] = mapped_column(String(300), default="")
    court_filing_id: Mapped[str] = mapped_column(String(80), default="", index=True)
    envelope_id: Mapped[str] = mapped_column(String(80), default="", index=True)
    filing_id: Mapped[str] = mapped_column(String(32), default="", index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)


class NewsRow(Table):
    """A piece of news from a court that is in its filing; the same again changes nothing."""

    __tablename__ = "court_news"
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), primary_key=True)
    news_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class ConformedRow(Table):
    """A file-stamped copy that a court gave back. `relation` says how it stands to what we sent."""

    __tablename__ = "conformed_copies"
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(Integer)
    received_at: Mapped[datetime]
    relation: Mapped[str] = mapped_column(String(20), default="", server_default="")


class AwaitedCopyRow(Table):
    """A stamped copy of which a court gave the address only; it is fetched later."""

    __tablename__ = "awaited_copies"
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    told_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class FilingAnswerRow(Table):
    """A person's answer to a question that the rules put when a packet is filed or served."""

    __tablename__ = "filing_answers"
    packet_id: Mapped[str] = mapped_column(ForeignKey("packets.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(120), primary_key=True)
    met: Mapped[bool] = mapped_column(Boolean)
    who: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class ServiceTaskRow(Table):
    """The service of one filing's papers on one person. `who` is a place in the facts, never a name."""

    __tablename__ = "service_tasks"
    __table_args__ = (UniqueConstraint("filing_id", "rule", "who"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)
    rule: Mapped[str] = mapped_column(String(80))
    who: Mapped[str] = mapped_column(String(40))
    method: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(12), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    due_on: Mapped[date | None] = mapped_column(Date)
    completed_on: Mapped[date | None] = mapped_column(Date)
    facts_id: Mapped[str] = mapped_column(String(32), default="")
    proof_packet_id: Mapped[str] = mapped_column(String(32), default="", index=True)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    problem: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class ServiceDeadlineRow(Table):
    """A time limit that a proved service started."""

    __tablename__ = "service_deadlines"
    task_id: Mapped[str] = mapped_column(ForeignKey("service_tasks.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(String(80), primary_key=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    citation: Mapped[str] = mapped_column(String(300))
    start: Mapped[date] = mapped_column(Date)
    due: Mapped[date] = mapped_column(Date, index=True)
    verified: Mapped[bool] = mapped_column(Boolean)
    steps: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]


class BatchRow(Table):
    """A run of one packet over many cases."""

    __tablename__ = "batches"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recipe: Mapped[str] = mapped_column(String(80))
    source_sha256: Mapped[str] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class BatchCaseRow(Table):
    """One case of a batch: waiting, made or an exception with its reason."""

    __tablename__ = "batch_cases"
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    label: Mapped[str] = mapped_column(String(200))
    facts_sha256: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(12), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[Any]] = mapped_column(default=list)


class AuditRow(Table):
    """One entry of the audit trail. Rows are only ever added; the database itself refuses the rest."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    before: Mapped[str] = mapped_column(String(64), default="")
    after: Mapped[str] = mapped_column(String(64), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
