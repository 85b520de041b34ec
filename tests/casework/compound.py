"""The test compound with everybody at their phones, and a desk that a test opens at any moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from casework.cases import intake
from casework.cases.intake import Message
from casework.desk import Desk
from casework.people.joining import be_in_touch, meet
from data.engine import transaction
from data.keys import key
from data.tables import Building, Case, Community, Outbox, Person
from tests.acceptance.reader import WordReader
from tests.acceptance.world import NOON

__all__ = ["NOON", "Compound"]


class Compound:
    """The compound's database; each ``at`` is one transaction at one moment."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.written = 0

    @contextmanager
    def at(self, now: datetime = NOON) -> Iterator[Desk]:
        """Open the desk at a moment; what was done is committed at the end."""
        with transaction(self.engine) as session:
            yield Desk(session, now, session.exec(select(Community)).one())

    def everybody_starts(self) -> None:
        """Give every member an account and let them press start."""
        with self.at() as desk:
            for person in desk.session.exec(select(Person)).all():
                person.telegram_id, person.started_at = 9000 + key(person), NOON
                desk.session.add(person)

    def report(self, words: str, now: datetime = NOON, building: str | None = "3") -> int:
        """Let 陈阿姨 write; return the id of the case that it became."""
        self.written += 1
        with self.at(now) as desk:
            chen = chen_of(desk)
            home = desk.session.exec(select(Building).where(col(Building.number) == building)).first()
            message = Message(words, chat_id=chen.telegram_id or 0, message_id=self.written)
            intake.receive(desk, WordReader(), chen, home, message)
        with self.at() as desk:
            return max(key(case) for case in desk.session.exec(select(Case)).all())

    def notices(self, kind: str) -> list[Outbox]:
        """Return every notice of a kind, in order."""
        with self.at() as desk:
            rows = desk.session.exec(select(Outbox).where(col(Outbox.kind) == kind).order_by(col(Outbox.id)))
            return list(rows.all())


def chen_of(desk: Desk) -> Person:
    """Return 陈阿姨, a resident who pressed start."""
    known = desk.session.exec(select(Person).where(col(Person.telegram_id) == 1001)).first()
    if known is None:
        known = meet(desk, 1001, "陈阿姨", "zh-Hans")
        be_in_touch(desk, known)
        desk.session.flush()
    return known


def named(desk: Desk, name: str) -> Person:
    """Return the person of this name."""
    return desk.session.exec(select(Person).where(col(Person.name) == name)).one()
