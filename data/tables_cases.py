"""What is handled: concerns, cases, assignments, pledges, the timeline, reviews and due times."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, FetchedValue, Index, text
from sqlmodel import Field, UniqueConstraint

from data.base import Table
from data.vocabulary import (
    AssignmentState,
    AttachmentKind,
    Outcome,
    Part,
    Solved,
    Source,
    State,
    TimerKind,
    Urgency,
    Way,
    enum_column,
)


class Case(Table, table=True):
    """What is handled. Breach times are written once and never recomputed.

    ``building`` is a building's number as people call it, ``place`` a shared place such as a garage.
    ``supporters`` counts the households that follow it besides the reporter's own. ``shared`` is what of
    themselves the reporter lets whoever handles the case see. ``respondent_id`` is the body it is about;
    a complaint about a handler has ``accused_id`` too, and ``about_id``, the case that they handled.
    ``merged_into_id`` is the case under which a merged one is followed.
    """

    __tablename__ = "cases"  # CASE is a word of SQL
    __table_args__ = (
        UniqueConstraint("community_id", "year", "serial"),
        Index("ix_cases_state", "community_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    year: int
    # The INSERT counts it; told that it is the database's, the ORM reads it back in the same statement.
    serial: int = Field(sa_column_kwargs={"server_default": FetchedValue()})
    prefix: str
    category: str
    urgency: Urgency = Field(default=Urgency.NORMAL, sa_type=enum_column(Urgency))
    state: State = Field(sa_type=enum_column(State))
    outcome: Outcome | None = Field(default=None, sa_type=enum_column(Outcome))
    way: Way = Field(default=Way.SINGLE, sa_type=enum_column(Way))
    reporter_id: int = Field(foreign_key="person.id", index=True)
    building: str | None = None
    place: str | None = None
    opened_at: datetime
    dispatched_at: datetime | None = None
    sign_by: datetime | None = None
    due_at: datetime | None = None
    planned_for: datetime | None = None
    signed_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    sign_breached_at: datetime | None = None
    due_breached_at: datetime | None = None
    returns: int = 0
    round: int = 1
    supervisor_id: int | None = Field(default=None, foreign_key="member.id")
    shared: list[str] = Field(default_factory=list, sa_type=JSON)
    respondent_id: int | None = Field(default=None, foreign_key="body.id")
    accused_id: int | None = Field(default=None, foreign_key="person.id")
    about_id: int | None = Field(default=None, foreign_key="cases.id")
    supporters: int = 0
    merged_into_id: int | None = Field(default=None, foreign_key="cases.id")

    @property
    def number(self) -> str:
        """The number people call it by, such as CT-2026-0042."""
        return f"{self.prefix}-{self.year}-{self.serial:04d}"


class Concern(Table, table=True):
    """What one resident said. ``case_id`` is None for chat and while a question about it is open.

    ``believed`` says that the model was sure enough of the category, ``offered_id`` is the case that the
    resident was asked about: is it the same?
    """

    __table_args__ = (Index("ix_concern_message", "chat_id", "message_id"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int
    received_at: datetime
    edited_at: datetime | None = None
    category: str
    confidence: float
    ranking: list[Any] = Field(default_factory=list, sa_type=JSON)
    also: list[str] = Field(default_factory=list, sa_type=JSON)
    urgency: Urgency = Field(default=Urgency.NORMAL, sa_type=enum_column(Urgency))
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    model_version: str
    believed: bool = False
    offered_id: int | None = Field(default=None, foreign_key="cases.id")


class Attachment(Table, table=True):
    """A photo, voice, file or place. ``file_id`` is Telegram's; a place has ``latitude, longitude``."""

    id: int | None = Field(default=None, primary_key=True)
    concern_id: int | None = Field(default=None, foreign_key="concern.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: AttachmentKind = Field(sa_type=enum_column(AttachmentKind))
    file_id: str | None = None
    file_unique_id: str | None = None
    file_size: int | None = None
    media_group: str | None = Field(default=None, index=True)
    latitude: float | None = None
    longitude: float | None = None
    added_at: datetime


class Assignment(Table, table=True):
    """A case given to a body, and in it to one member.

    ``claim_by`` says that its members may claim it until then: with a member, that they claimed it.
    """

    # What a member has open is counted at each choice of an owner; what they ever had grows for years.
    __table_args__ = (Index("ix_assignment_member_state", "member_id", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    body_id: int = Field(foreign_key="body.id", index=True)
    member_id: int | None = Field(default=None, foreign_key="member.id")
    part: Part = Field(default=Part.LEAD, sa_type=enum_column(Part))
    state: AssignmentState = Field(default=AssignmentState.OFFERED, sa_type=enum_column(AssignmentState))
    round: int = 1
    words: str = ""
    due_at: datetime | None = None
    late_at: datetime | None = None
    offered_at: datetime
    claim_by: datetime | None = None
    closed_at: datetime | None = None

    def is_open_to_claim(self) -> bool:
        """Say whether it waits for a member of the body to claim it."""
        is_offered = self.state is AssignmentState.OFFERED
        return is_offered and self.claim_by is not None and self.member_id is None

    def is_claimed(self) -> bool:
        """Say whether a member claimed it, who has not promised a date yet."""
        is_offered = self.state is AssignmentState.OFFERED
        return is_offered and self.claim_by is not None and self.member_id is not None


class Pledge(Table, table=True):
    """The date and the words a member promised. ``kept`` is None until it is due or done."""

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    promised_for: datetime
    words: str = ""
    made_at: datetime
    fulfilled_at: datetime | None = None
    kept: bool | None = None


class Event(Table, table=True):
    """One line of a case's timeline: who did what, when, why. Only ever added."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    at: datetime
    kind: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Review(Table, table=True):
    """One question to one resident about one round; the handler is the one of that moment.

    ``via_id`` is who carried the answer of a resident without Telegram.
    """

    __table_args__ = (UniqueConstraint("case_id", "round"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    round: int
    person_id: int = Field(foreign_key="person.id")
    handler_id: int | None = Field(default=None, foreign_key="member.id")
    via_id: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    solved: Solved | None = Field(default=None, sa_type=enum_column(Solved))
    satisfied: int | None = None
    words: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None


class Rectification(Table, table=True):
    """The second round, under a supervisor who is not the handler."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    round: int
    handler_id: int | None = Field(default=None, foreign_key="member.id")
    supervisor_id: int | None = Field(default=None, foreign_key="member.id")
    opened_at: datetime
    due_at: datetime
    confirmed_at: datetime | None = None


class Timer(Table, table=True):
    """A due time on which the desk acts by itself: done once, or cancelled, never deleted."""

    __table_args__ = (
        Index(
            "ix_timer_pending",
            "due_at",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    concern_id: int | None = Field(default=None, foreign_key="concern.id")
    kind: TimerKind = Field(sa_type=enum_column(TimerKind))
    due_at: datetime
    settled_at: datetime | None = None
    fired: bool = False


class Correction(Table, table=True):
    """A person said the category is another: a candidate for training."""

    id: int | None = Field(default=None, primary_key=True)
    concern_id: int = Field(foreign_key="concern.id", index=True)
    before: str
    after: str
    source: Source = Field(sa_type=enum_column(Source))
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    model_version: str
