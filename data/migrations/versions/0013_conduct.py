"""Bans with an end, and demands that two coordinators decline."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0013_conduct"
down_revision = "0012_extension"
branch_labels = None
depends_on = None

WORDS = ("turn_down_words", "ban_words", "ban_appeal")


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "ban",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("appeal", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("appealed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("lifted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ban_by_id_person")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ban_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_ban_decided_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ban_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ban")),
    )
    op.create_index(op.f("ix_ban_person_id"), "ban", ["person_id"])
    op.create_table(
        "decline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decline_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_decline_decided_by_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_decline_proposed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decline")),
    )
    op.create_index(op.f("ix_decline_case_id"), "decline", ["case_id"])
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("banned_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    allow("person", "awaiting", *WORDS)


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", *WORDS)
    with op.batch_alter_table("person") as batch:
        batch.drop_column("banned_until")
    op.drop_table("decline")
    op.drop_table("ban")
