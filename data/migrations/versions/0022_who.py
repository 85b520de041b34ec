"""A handler writes why they want to know who the resident is."""

from data.migrations.words import allow, forbid

revision = "0022_who"
down_revision = "0021_kept_ban"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", "who_words")


def downgrade() -> None:
    """Go one revision back."""
    forbid("person", "awaiting", "who_words")
