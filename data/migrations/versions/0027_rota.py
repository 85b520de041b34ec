"""Duty rotas of the bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0027_rota"
down_revision = "0026_absence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("body") as batch:
        batch.add_column(sa.Column("rota", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("body") as batch:
        batch.alter_column("rota", server_default=None)


def downgrade() -> None:
    """Go one revision back."""
    with op.batch_alter_table("body") as batch:
        batch.drop_column("rota")
