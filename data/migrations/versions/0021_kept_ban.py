"""Bans of those who were forgotten, kept by a mark of the account until they are over."""

import sqlalchemy as sa
from alembic import op

revision = "0021_kept_ban"
down_revision = "0020_open_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "kept_ban",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("account_mark", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_kept_ban_account_mark", "kept_ban", ["account_mark"])


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("kept_ban")
