"""What members hear at doors and talks."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0009_visits"
down_revision = "0008_appeals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("visit", "talk", name="visitkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("logged_by", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_visit_community_id_community")
        ),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_visit_concern_id_concern")),
        sa.ForeignKeyConstraint(["logged_by"], ["person.id"], name=op.f("fk_visit_logged_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    for column in ("community_id", "concern_id", "person_id"):
        op.create_index(op.f(f"ix_visit_{column}"), "visit", [column])
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("via_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_review_via_id_person"), "person", ["via_id"], ["id"])
    allow("person", "awaiting", "visit_words")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "visit_words")
    with op.batch_alter_table("review") as batch:
        batch.drop_constraint(op.f("fk_review_via_id_person"), type_="foreignkey")
        batch.drop_column("via_id")
    op.drop_table("visit")
