"""The last year of which the coordinators were told that its days off are not known."""

import sqlalchemy as sa
from alembic import op

revision = "0024_calendar_gap"
down_revision = "0023_letters_over"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("community") as batch:
        batch.add_column(sa.Column("gap_told_year", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go one revision back."""
    with op.batch_alter_table("community") as batch:
        batch.drop_column("gap_told_year")
