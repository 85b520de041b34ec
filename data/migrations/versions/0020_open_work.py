"""What a member has open is found without looking through all they ever had."""

from alembic import op

revision = "0020_open_work"
down_revision = "0020_merge"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    op.create_index("ix_assignment_member_state", "assignment", ["member_id", "state"])
    op.drop_index("ix_assignment_member_id", "assignment")


def downgrade() -> None:
    """Go one revision back."""
    op.create_index("ix_assignment_member_id", "assignment", ["member_id"])
    op.drop_index("ix_assignment_member_state", "assignment")
