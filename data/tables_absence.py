"""Who is away, until when, and who stands in meanwhile."""

from datetime import datetime

from sqlmodel import Field

from data.base import Table


class Absence(Table, table=True):
    """A time in which a member gets no work; it ends by itself, or sooner when they come back.

    ``deputy_id`` is the colleague who stands in, None where the body's usual choice decides; ``set_by`` the
    member themselves or a coordinator.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts_at: datetime
    ends_at: datetime
    deputy_id: int | None = Field(default=None, foreign_key="person.id")
    set_by: int = Field(foreign_key="person.id")
