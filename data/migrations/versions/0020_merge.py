"""Cases that coordinators merge with another."""

import sqlalchemy as sa
from alembic import op

from data.migrations.words import allow, forbid

revision = "0020_merge"
down_revision = "0019_reception"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("cases") as batch:
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_cases_merged_into_id_cases"), "cases", ["merged_into_id"], ["id"]
        )
    allow("person", "awaiting", "merge_number")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "merge_number")
    with op.batch_alter_table("cases") as batch:
        batch.drop_constraint(batch.f("fk_cases_merged_into_id_cases"), type_="foreignkey")
        batch.drop_column("merged_into_id")
