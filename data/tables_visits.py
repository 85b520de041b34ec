"""What members heard at a door or at a talk, and for whom they wrote it down."""

from datetime import datetime

from sqlmodel import Field

from data.base import Table
from data.vocabulary import VisitKind, enum_column


class Visit(Table, table=True):
    """One concern that a member logged for a resident without Telegram.

    ``person_id`` is the resident, ``logged_by`` the member's person. ``concern_id`` is what was said.
    """

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    kind: VisitKind = Field(sa_type=enum_column(VisitKind))
    person_id: int = Field(foreign_key="person.id", index=True)
    logged_by: int = Field(foreign_key="person.id")
    concern_id: int = Field(foreign_key="concern.id", index=True)
    at: datetime
