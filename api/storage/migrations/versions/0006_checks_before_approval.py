"""What pre-flight found before an approval, and the approvals that wait for it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packet_checks",
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("packet_sha256", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("unchecked", sa.Text(), nullable=False),
        sa.Column("certificate_sha256", sa.String(length=64), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_packet_checks_packet_id")),
        sa.PrimaryKeyConstraint("packet_id", name=op.f("pk_packet_checks")),
    )
    op.create_table(
        "asked_approvals",
        sa.Column("packet_id", sa.String(length=32), nullable=False),
        sa.Column("packet_sha256", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f("fk_asked_approvals_packet_id")),
        sa.PrimaryKeyConstraint("packet_id", name=op.f("pk_asked_approvals")),
    )


def downgrade() -> None:
    raise NotImplementedError("the audit trail is never taken down; restore a backup instead")
