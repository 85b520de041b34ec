"""Routing rules of a community."""

import sqlalchemy as sa
from alembic import op

revision = "0010_routing"
down_revision = "0009_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("community") as batch:
        batch.add_column(sa.Column("routing", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Go one revision back."""
    with op.batch_alter_table("community") as batch:
        batch.drop_column("routing")
