"""Who comes to be received and when, and when nobody is received after all."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from data.base import Table
from data.vocabulary import AppointmentState, AppointmentStep, enum_column


class Appointment(Table, table=True):
    """One resident's place in one slot. ``host`` is the member's name, empty for whoever is on duty.

    ``seat`` counts the places of a slot from 0; None when the place was given up, so that it is free again.
    ``due_at`` is when the desk next acts on it by itself, ``step`` what it does then. ``shared`` lets
    the host read the resident's name. ``case_id`` is the case about which they were invited,
    ``concern_id`` what was written down when they came.
    """

    __table_args__ = (UniqueConstraint("body_id", "host", "starts_at", "seat"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    body_id: int = Field(foreign_key="body.id", index=True)
    host: str
    place: str
    starts_at: datetime
    ends_at: datetime
    seat: int | None
    person_id: int = Field(foreign_key="person.id", index=True)
    household_id: int | None = Field(default=None, foreign_key="household.id")
    about: str = ""
    shared: bool = False
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    state: AppointmentState = Field(sa_type=enum_column(AppointmentState))
    reason: str = ""
    booked_at: datetime
    settled_at: datetime | None = None
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    concern_id: int | None = Field(default=None, foreign_key="concern.id")
    step: AppointmentStep | None = Field(default=None, sa_type=enum_column(AppointmentStep))
    due_at: datetime | None = Field(default=None, index=True)


class Closure(Table, table=True):
    """A time at which a body does not receive after all, for a reason; ``host`` None closes it for all."""

    id: int | None = Field(default=None, primary_key=True)
    body_id: int = Field(foreign_key="body.id", index=True)
    host: str | None = None
    starts_at: datetime
    ends_at: datetime
    reason: str
    by_id: int = Field(foreign_key="person.id")
    at: datetime
    lifted_at: datetime | None = None
