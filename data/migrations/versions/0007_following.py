"""Who follows a case, and what a resident is asked before one is opened."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0007_following"
down_revision = "0006_letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "supporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("left_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supporter_case_id_cases")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_supporter_concern_id_concern")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_supporter_household_id_household")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_supporter_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporter")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_supporter_case_id_person_id")),
    )
    op.create_index(op.f("ix_supporter_person_id"), "supporter", ["person_id"])
    with op.batch_alter_table("cases") as batch:
        batch.add_column(sa.Column("supporters", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("concern") as batch:
        batch.add_column(sa.Column("believed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("offered_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_concern_offered_id_cases"), "cases", ["offered_id"], ["id"])
    allow("timer", "kind", "split", "same")


def downgrade() -> None:
    """Go one revision back."""
    forbid("timer", "kind", "split", "same")
    with op.batch_alter_table("concern") as batch:
        batch.drop_constraint(op.f("fk_concern_offered_id_cases"), type_="foreignkey")
        batch.drop_column("offered_id")
        batch.drop_column("believed")
    with op.batch_alter_table("cases") as batch:
        batch.drop_column("supporters")
    op.drop_table("supporter")
