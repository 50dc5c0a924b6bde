"""Signatures by typing: the name somebody signs under, and the content that was approved before it was signed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.add_column(sa.Column("signs_as", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("packets") as table:
        table.add_column(sa.Column("signing", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("approvals") as table:
        table.add_column(sa.Column("content_sha256", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("the audit trail is never taken down; restore a backup instead")
