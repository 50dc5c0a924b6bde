"""Pages that were signed in ink: the scan as it was brought, and the picture of it that the packet shows."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=120), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("printed_sha256", sa.String(length=64), nullable=False),
        sa.Column("picture_sha256", sa.String(length=64), nullable=False),
        sa.Column("picture_wide", sa.Integer(), nullable=False),
        sa.Column("picture_high", sa.Integer(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("dots_per_inch", sa.Integer(), nullable=False),
        sa.Column("signers", sa.JSON(), nullable=False),
        sa.Column("unsigned", sa.JSON(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_originals_packet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_originals")),
    )
    op.create_index(op.f("ix_originals_packet_id"), "originals", ["packet_id"])


def downgrade() -> None:
    raise NotImplementedError("the audit trail is never taken down; restore a backup instead")
