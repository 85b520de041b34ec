"""Who asked to be forgotten."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0015_erasure"
down_revision = "0014_relay"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("farewell_id", sa.Integer(), nullable=True),
        sa.Column("completed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_erasure_community_id_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")),
        sa.ForeignKeyConstraint(["farewell_id"], ["outbox.id"], name=op.f("fk_erasure_farewell_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    with op.batch_alter_table("erasure") as batch:
        batch.create_index(batch.f("ix_erasure_community_id"), ["community_id"], unique=False)
        batch.create_index(batch.f("ix_erasure_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("erasure")
