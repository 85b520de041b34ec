"""Bodies whose members claim cases, and until when one may be claimed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0018_claim"
down_revision = "0016_respondent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision on."""
    with op.batch_alter_table("body") as batch:
        batch.add_column(sa.Column("claim", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("claim_by", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    allow("timer", "kind", "claim")


def downgrade() -> None:
    """Go one revision back."""
    forbid("timer", "kind", "claim")
    with op.batch_alter_table("assignment") as batch:
        batch.drop_column("claim_by")
    with op.batch_alter_table("body") as batch:
        batch.drop_column("claim")
