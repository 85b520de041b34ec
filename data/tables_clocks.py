"""A later date that was asked for, and what became of it."""

from datetime import datetime

from sqlmodel import Field

from data.base import Table


class Extension(Table, table=True):
    """A later date, asked for once a case. ``granted`` is None, and the old date holds, until one decides."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", unique=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    words: str
    before: datetime
    until: datetime
    asked_at: datetime
    granted: bool | None = None
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
