"""Service of process: tasks, deadlines and answers; copies that are fetched later."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conformed_copies") as table:
        table.add_column(sa.Column("relation", sa.String(length=20), nullable=False, server_default=""))
    _create_awaited_copies()
    _create_filing_answers()
    _create_service_tasks()
    _create_service_deadlines()


def downgrade() -> None:
    raise NotImplementedError("the audit trail is never taken down; restore a backup instead")


def _create_awaited_copies() -> None:
    op.create_table(
        "awaited_copies",
        sa.Column("filing_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_awaited_copies_filing_id")),
        sa.PrimaryKeyConstraint("filing_id", "name", name=op.f("pk_awaited_copies")),
    )
    op.create_index(op.f("ix_awaited_copies_state"), "awaited_copies", ["state"], unique=False)


def _create_filing_answers() -> None:
    op.create_table(
        "filing_answers",
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_filing_answers_packet_id")),
        sa.PrimaryKeyConstraint("packet_id", "rule", name=op.f("pk_filing_answers")),
    )


def _create_service_tasks() -> None:
    op.create_table(
        "service_tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("filing_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("facts_id", sa.String(length=32), nullable=False),
        sa.Column("proof_packet_id", sa.String(length=32), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_service_tasks_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_tasks")),
        sa.UniqueConstraint("filing_id", "rule", "who", name=op.f("uq_service_tasks_filing_id")),
    )
    for column in ("filing_id", "proof_packet_id", "state"):
        op.create_index(op.f(f"ix_service_tasks_{column}"), "service_tasks", [column], unique=False)


def _create_service_deadlines() -> None:
    op.create_table(
        "service_deadlines",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("filing_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_service_deadlines_filing_id")),
        sa.ForeignKeyConstraint(["task_id"], ["service_tasks.id"], name=op.f("fk_service_deadlines_task_id")),
        sa.PrimaryKeyConstraint("task_id", "rule", name=op.f("pk_service_deadlines")),
    )
    for column in ("due", "filing_id"):
        op.create_index(op.f(f"ix_service_deadlines_{column}"), "service_deadlines", [column], unique=False)
