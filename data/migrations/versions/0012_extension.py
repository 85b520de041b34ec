"""A later date that was asked for, and what became of it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0012_extension"
down_revision = "0011_clocks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", "extension_words")
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_extension_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_extension_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_extension_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint("case_id", name=op.f("uq_extension_case_id")),
    )


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("extension")
    forbid("person", "awaiting", "extension_words")
