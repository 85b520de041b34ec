"""Reasons in words for what goes up a tier."""

from data.migrations.words import allow, forbid

revision = "0003_cooperation"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", "escalate_words")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "escalate_words")
