"""A department that was called by a letter gets one when its part is called off."""

from data.migrations.words import allow, forbid

revision = "0023_letters_over"
down_revision = "0022_who"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    allow("letter", "kind", "over")


def downgrade() -> None:
    """Go one revision back."""
    forbid("letter", "kind", "over")
