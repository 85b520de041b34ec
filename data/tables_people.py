"""Who there is: communities, their addresses, persons, bodies, members and invitations."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, UniqueConstraint

from data.base import Table
from data.vocabulary import Awaiting, Role, enum_column


class Community(Table, table=True):
    """A compound: the tenant. ``parameters`` is the validated YAML of its deadlines and habits.

    ``routing`` are its routing rules in their order; bodies stand in them by their keys. ``gap_told_year`` is
    the last year of which the coordinators heard that its days off are not known.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    prefix: str
    timezone: str
    languages: list[str] = Field(sa_type=JSON)
    building_numbers: list[str] = Field(sa_type=JSON)
    parameters: dict[str, Any] = Field(sa_type=JSON)
    routing: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    gap_told_year: int | None = None
    group_chat_id: int | None = Field(default=None, sa_type=BigInteger)


class Building(Table, table=True):
    """A building; ``number`` is what people call it by ("3"), ``units`` the doors it has."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id")
    number: str
    name: str
    units: list[str] = Field(sa_type=JSON)


class Household(Table, table=True):
    """One flat: one voice in demand ranking and in votes. ``area`` is in m², None when unknown."""

    __table_args__ = (UniqueConstraint("building_id", "unit", "room"),)

    id: int | None = Field(default=None, primary_key=True)
    building_id: int = Field(foreign_key="building.id", index=True)
    unit: str
    room: str
    area: float | None = None


class Person(Table, table=True):
    """Somebody the desk knows, with the one question they were asked last.

    ``started_at`` is None until they pressed start in a private chat, ``blocked_at`` is set when
    Telegram said that they blocked the bot; either way nothing can be sent to them privately. To an
    ``email`` a department gets its letters.
    """

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    telegram_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    name: str
    language: str
    email: str | None = None
    household_id: int | None = Field(default=None, foreign_key="household.id")
    building_id: int | None = Field(default=None, foreign_key="building.id")
    started_at: datetime | None = None
    blocked_at: datetime | None = None
    banned_until: datetime | None = None
    awaiting: Awaiting | None = Field(default=None, sa_type=enum_column(Awaiting))
    awaiting_ref: int | None = None
    awaiting_data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)

    def reachable(self) -> bool:
        """Say whether a private message can reach them."""
        return self.telegram_id is not None and self.started_at is not None and self.blocked_at is None


class Body(Table, table=True):
    """A party that handles cases. Kind and tier are the community's own data; tier 1 is nearest.

    One that is called ``by_whistle`` helps when a body calls it that ``may_whistle``. ``claim`` is the span
    in which its members may claim a case, as people write it; None gives each case to one of them at once.
    ``reception`` are the lines of its calendar of reception days, ``list_at`` is when its next list of a
    day's visitors falls due.
    """

    __table_args__ = (UniqueConstraint("community_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    key: str
    name: str
    kind: str
    tier: int
    position: int
    parent_id: int | None = Field(default=None, foreign_key="body.id")
    buildings: list[str] = Field(default_factory=list, sa_type=JSON)
    categories: list[str] = Field(default_factory=list, sa_type=JSON)
    retired: bool = False
    may_whistle: bool = False
    by_whistle: bool = False
    rota: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    reception: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    list_at: datetime | None = Field(default=None, index=True)
    claim: str | None = None

    def serves(self, building: str | None) -> bool:
        """Say whether the building lies in its area; no area means the whole community."""
        return not self.buildings or building in self.buildings


class Member(Table, table=True):
    """A person in a body. ``digest_at`` is when their next daily digest falls due."""

    __table_args__ = (UniqueConstraint("body_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    body_id: int = Field(foreign_key="body.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(default=Role.HANDLER, sa_type=enum_column(Role))
    on_duty: bool = True
    joined_at: datetime
    left_at: datetime | None = None
    digest_at: datetime | None = Field(default=None, index=True)


class Invite(Table, table=True):
    """A link by which one person joins one body, once.

    ``member_id`` is the seat that the community file names and nobody's account holds yet; None
    invites somebody new.
    """

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    body_id: int = Field(foreign_key="body.id")
    member_id: int | None = Field(default=None, foreign_key="member.id")
    role: Role = Field(sa_type=enum_column(Role))
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id")
