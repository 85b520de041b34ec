"""Whom a case is about: a body, and for a complaint about how another was handled its handler."""

import sqlalchemy as sa
from alembic import op

from data.migrations.words import allow, forbid

revision = "0016_respondent"
down_revision = "0015_erasure"
branch_labels = None
depends_on = None

COLUMNS = (("respondent_id", "body"), ("accused_id", "person"), ("about_id", "cases"))


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("cases") as batch:
        for column, table in COLUMNS:
            batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch.create_foreign_key(batch.f(f"fk_cases_{column}_{table}"), table, [column], ["id"])
    allow("person", "awaiting", "complaint_words")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "complaint_words")
    with op.batch_alter_table("cases") as batch:
        for column, table in COLUMNS:
            batch.drop_constraint(batch.f(f"fk_cases_{column}_{table}"), type_="foreignkey")
            batch.drop_column(column)
