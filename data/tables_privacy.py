"""Who asked to be forgotten, and whether anything of theirs is left."""

from datetime import datetime

from sqlmodel import Field

from data.base import Table


class Erasure(Table, table=True):
    """Somebody asked to be forgotten; nothing of theirs stands here but that they did.

    ``completed_at`` is None while the farewell is on its way, or while a case is open that they let
    the desk go on with.
    """

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime
    farewell_id: int | None = Field(default=None, foreign_key="outbox.id")
    completed_at: datetime | None = None
