"""Retrainings of the classifier, and who let which model serve."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "modelchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "promoted",
                "rolled_back",
                name="modelchangekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_modelchange_community_id_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_modelchange_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modelchange")),
    )
    with op.batch_alter_table("modelchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_modelchange_community_id"), ["community_id"], unique=False)

    op.create_table(
        "retraining",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("error", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_retraining_community_id_community")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["outbox.id"], name=op.f("fk_retraining_notice_id_outbox")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_retraining_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraining")),
    )
    with op.batch_alter_table("retraining", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retraining_community_id"), ["community_id"], unique=False)


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("retraining")
    op.drop_table("modelchange")
