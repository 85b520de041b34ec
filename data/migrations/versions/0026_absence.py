"""Who is away, until when, and who stands in."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0026_absence"
down_revision = "0025_year_rating"
branch_labels = None
depends_on = None

PEOPLE = ("person_id", "deputy_id", "set_by")


def upgrade() -> None:
    """Go one revision on."""
    moment = sqlmodel.sql.sqltypes.UTCDateTime
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", moment(), nullable=False),
        sa.Column("ends_at", moment(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_absence_{column}_person"))
            for column in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
    allow("person", "awaiting", "away_date")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "away_date")
    op.drop_table("absence")
