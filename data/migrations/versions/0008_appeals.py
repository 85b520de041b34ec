"""What a ledger leads to: appeals, improvements by a day, cases left out by two signatures."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0008_appeals"
down_revision = "0007_following"
branch_labels = None
depends_on = None

WORDS = ("appeal_words", "appeal_note", "leave_out_words")


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Go one revision on."""
    allow("person", "awaiting", *WORDS)
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.add_column(_moment("appeals_until"))
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        _moment("made_at", nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("struck", sa.JSON(), nullable=False),
        _moment("decided_at"),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        _refers("appeal", "decided_by", "person"),
        _refers("appeal", "ledger_id", "ledger"),
        _refers("appeal", "member_id", "member"),
        _refers("appeal", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("ledger_id", "member_id", name=op.f("uq_appeal_ledger_id_member_id")),
    )
    op.create_table(
        "improvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("shortfalls", sa.JSON(), nullable=False),
        _moment("opened_at", nullable=False),
        _moment("due_at", nullable=False),
        _moment("overdue_at"),
        _moment("done_at"),
        sa.Column("done_by", sa.Integer(), nullable=True),
        _moment("lifted_at"),
        _refers("improvement", "body_id", "body"),
        _refers("improvement", "done_by", "person"),
        _refers("improvement", "ledger_id", "ledger"),
        _refers("improvement", "member_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
    )
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_improvement_ledger_id"), ["ledger_id"], unique=False)
    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        _moment("proposed_at", nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        _moment("decided_at"),
        _refers("exclusion", "case_id", "cases"),
        _refers("exclusion", "decided_by", "person"),
        _refers("exclusion", "proposed_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    """Go one revision back."""
    for table in ("exclusion", "improvement", "appeal"):
        op.drop_table(table)
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_column("appeals_until")
    forbid("person", "awaiting", *WORDS)
