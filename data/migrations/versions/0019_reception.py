"""Reception days of the bodies, and the residents' appointments in them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data.migrations.words import allow, forbid

revision = "0019_reception"
down_revision = "0018_claim"
branch_labels = None
depends_on = None

AWAITING = ("appointment_words", "reception_words", "call_off_words")
STATES = ("booked", "cancelled", "moved", "called_off", "came", "talked", "missed")
STEPS = ("day_before", "soon", "outcome", "outcome_again")
KEYS = {
    "community_id": "community",
    "body_id": "body",
    "person_id": "person",
    "household_id": "household",
    "case_id": "cases",
    "settled_by": "person",
    "concern_id": "concern",
}


def upgrade() -> None:
    """Go one revision on."""
    moment = sqlmodel.sql.sqltypes.UTCDateTime
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("host", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_at", moment(), nullable=False),
        sa.Column("ends_at", moment(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("about", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("state", _words("appointmentstate", STATES), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("booked_at", moment(), nullable=False),
        sa.Column("settled_at", moment(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("step", _words("appointmentstep", STEPS), nullable=True),
        sa.Column("due_at", moment(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_appointment_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint(
            "body_id", "host", "starts_at", "seat", name=op.f("uq_appointment_body_id_host_starts_at_seat")
        ),
    )
    for column in ("community_id", "body_id", "person_id", "due_at"):
        op.create_index(op.f(f"ix_appointment_{column}"), "appointment", [column])
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("host", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("starts_at", moment(), nullable=False),
        sa.Column("ends_at", moment(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.Column("lifted_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_closure_body_id_body")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_closure_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_body_id"), "closure", ["body_id"])
    with op.batch_alter_table("body") as batch:
        batch.add_column(sa.Column("reception", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("list_at", moment(), nullable=True))
    op.create_index(op.f("ix_body_list_at"), "body", ["list_at"])
    allow("person", "awaiting", *AWAITING)
    allow("visit", "kind", "reception")


def downgrade() -> None:
    """Go one revision back."""
    forbid("visit", "kind", "reception")
    forbid("person", "awaiting", *AWAITING)
    op.drop_index(op.f("ix_body_list_at"), "body")
    with op.batch_alter_table("body") as batch:
        batch.drop_column("list_at")
        batch.drop_column("reception")
    op.drop_table("closure")
    op.drop_table("appointment")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
