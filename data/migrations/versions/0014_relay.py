"""Words passed between resident and handler, and what a resident lets the handler see."""

import sqlalchemy as sa
from alembic import op

from data.migrations.words import allow, forbid

revision = "0014_relay"
down_revision = "0013_conduct"
branch_labels = None
depends_on = None

WORDS = ("relay_question", "relay_answer", "relay_words", "reveal_words")


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("cases") as batch:
        batch.add_column(sa.Column("shared", sa.JSON(), nullable=False, server_default="[]"))
    allow("person", "awaiting", *WORDS)


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", *WORDS)
    with op.batch_alter_table("cases") as batch:
        batch.drop_column("shared")
