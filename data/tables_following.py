"""Who follows a case that somebody else reported."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from data.base import Table


class Supporter(Table, table=True):
    """A person who said that somebody's case is theirs too. ``household_id`` is None without an address.

    A household counts once, however many of its people follow; ``left_at`` is set when they stop.
    """

    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household.id")
    concern_id: int | None = Field(default=None, foreign_key="concern.id")
    at: datetime
    left_at: datetime | None = None
