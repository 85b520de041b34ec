"""Labels that coordinators add, rename and retire."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0028_labels"
down_revision = "0027_rota"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", "label_words")
    op.create_table(
        "labelchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "added",
                "renamed",
                "retired",
                name="labelchangekind",
                native_enum=False,
                length=32,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_labelchange_community_id_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_labelchange_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labelchange")),
    )
    with op.batch_alter_table("labelchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labelchange_community_id"), ["community_id"], unique=False)


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("labelchange")
    forbid("person", "awaiting", "label_words")
