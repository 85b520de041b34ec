"""What became of the classifier: retrainings that were asked for, who let which model serve, whose labels."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from data.base import Table
from data.vocabulary import LabelChangeKind, ModelChangeKind, enum_column


class Retraining(Table, table=True):
    """A retraining that a coordinator asked for; it runs until ``ended_at``, one at a time.

    ``notice_id`` is the card that shows how far it is. ``report`` is what came of it, ``error`` the
    reason why nothing did.
    """

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    asked_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    notice_id: int | None = Field(default=None, foreign_key="outbox.id")
    report: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    error: str | None = None


class ModelChange(Table, table=True):
    """Another model began to serve: which, in whose place, by whom and when."""

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    kind: ModelChangeKind = Field(sa_type=enum_column(ModelChangeKind))
    version: str
    before: str


class LabelChange(Table, table=True):
    """A label was added, renamed or retired: which, by whom and when.

    ``words`` are its new name as it was written, or the label that a retired one went into, if any.
    """

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime
    kind: LabelChangeKind = Field(sa_type=enum_column(LabelChangeKind))
    label: str
    words: str
