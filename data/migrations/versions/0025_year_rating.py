"""A year's rating is kept as it was published."""

import sqlalchemy as sa
from alembic import op

revision = "0025_year_rating"
down_revision = "0024_calendar_gap"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_table(
        "year_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("community_id", "year"),
    )


def downgrade() -> None:
    """Go one revision back."""
    op.drop_table("year_rating")
