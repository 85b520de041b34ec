"""A part of a joint case: what it is, its date, and when that passed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0005_parts"
down_revision = "0004_ledger"
branch_labels = None
depends_on = None

WORDS = ("part_words", "decline_words")


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(
            sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch.add_column(sa.Column("late_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    allow("person", "awaiting", *WORDS)
    allow("timer", "kind", "part")


def downgrade() -> None:
    """Go one revision back."""
    forbid("timer", "kind", "part")
    forbid("person", "awaiting", *WORDS)
    with op.batch_alter_table("assignment") as batch:
        for column in ("late_at", "due_at", "words"):
            batch.drop_column(column)
