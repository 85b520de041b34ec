"""Letters to those without Telegram, and who may whistle for whom."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0006_letters"
down_revision = "0005_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", "whistle_words")
    with op.batch_alter_table("body") as batch:
        for column in ("may_whistle", "by_whistle"):
            batch.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "whistle", "reminder", name="letterkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        *(
            sa.Column(column, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False)
            for column in ("created_at", "not_before", "expires_at")
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(
            sa.Column(column, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
            for column in ("claimed_until", "sent_at", "failed_at", "answered_at")
        ),
        sa.Column("error", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id_person")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_letter_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_letter_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    pending = sa.text("sent_at IS NULL AND failed_at IS NULL")
    with op.batch_alter_table("letter") as batch:
        batch.create_index(batch.f("ix_letter_case_id"), ["case_id"], unique=False)
        batch.create_index(batch.f("ix_letter_assignment_id"), ["assignment_id"], unique=False)
        batch.create_index("ix_letter_pending", ["id"], sqlite_where=pending, postgresql_where=pending)


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("letter")
    forbid("person", "awaiting", "whistle_words")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("email")
    with op.batch_alter_table("body") as batch:
        for column in ("by_whistle", "may_whistle"):
            batch.drop_column(column)
