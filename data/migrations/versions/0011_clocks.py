"""The clock passes what is late up a tier, and later to the branch."""

from data.migrations.words import allow, forbid

revision = "0011_clocks"
down_revision = "0010_routing"
branch_labels = None
depends_on = None

WORDS = ("up", "branch")


def upgrade() -> None:
    """Go one revision on."""
    allow("timer", "kind", *WORDS)


def downgrade() -> None:
    """Go one revision back."""
    forbid("timer", "kind", *WORDS)
