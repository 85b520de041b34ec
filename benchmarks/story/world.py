"""The story's desk and its clock: acts wait in a heap, due times in the database; the earlier comes first."""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Engine, event
from sqlalchemy import select as of
from sqlmodel import col, func, select, update

from benchmarks.story.reading import StoryReader
from casework.clockwork import sweep_digests, sweep_ledgers, sweep_timers
from casework.desk import Desk
from casework.errors import Refused
from data.engine import transaction
from data.keys import fetch, key
from data.tables import Community, Outbox, Person, Timer

Act = Callable[[Desk], object]
Postman = Callable[["World", Outbox], None]
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class World:
    """One year under way. ``deliver`` is called with each notice when it reaches its person."""

    engine: Engine
    community_id: int
    reader: StoryReader
    lot: random.Random
    now: datetime
    deliver: Postman
    refusals: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    fired: int = 0
    delivered: int = 0
    _heap: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def later(self, after: timedelta, act: Act) -> None:
        """Let somebody do something after a while."""
        self.at(self.now + after, act)

    def at(self, moment: datetime, act: Act) -> None:
        """Let somebody do something at a moment."""
        heapq.heappush(self._heap, (max(moment, self.now), next(self._order), act))

    def run(self, end: datetime) -> None:
        """Let time pass until a moment."""
        while True:
            moment = self._next()
            if moment > end:
                break
            self.now = max(self.now, moment)
            self._step()
        self.now = end

    def daily(self) -> None:
        """Write the digests, and the ledgers of quarters that have ended."""
        sweep_digests(self.engine, self.now)
        sweep_ledgers(self.engine, self.now)

    def _step(self) -> None:
        self.fired += sweep_timers(self.engine, self.now)
        while self._heap and self._heap[0][0] <= self.now:
            self._do(heapq.heappop(self._heap)[2])
        self._carry()

    def _do(self, act: Act) -> None:
        """Do one thing in a transaction of its own, as a press or a message is; a refusal changes nothing."""
        self.acts += 1
        try:
            with transaction(self.engine) as session:
                act(Desk(session, self.now, fetch(session, Community, self.community_id)))
        except Refused as refusal:
            self.refusals[refusal.reason] += 1

    def _carry(self) -> None:
        """Hand over every notice that may be sent by now."""
        with transaction(self.engine) as session:
            rows = session.exec(
                select(Outbox)
                .where(
                    col(Outbox.sent_at).is_(None),
                    col(Outbox.failed_at).is_(None),
                    col(Outbox.not_before) <= self.now,
                )
                .order_by(col(Outbox.id))
            ).all()
            for row in rows:
                row.sent_at, row.message_id = self.now, row.edits or 1_000_000 + key(row)
        self.delivered += len(rows)
        for row in rows:
            self.deliver(self, row)

    def _next(self) -> datetime:
        """Return when something happens next, whoever or whatever does it."""
        unsent = col(Outbox.sent_at).is_(None) & col(Outbox.failed_at).is_(None)
        with self.engine.connect() as connection:
            due = connection.execute(of(func.min(Timer.due_at)).where(col(Timer.settled_at).is_(None)))
            waiting = connection.execute(of(func.min(Outbox.not_before)).where(unsent))
            moments = [due.scalar(), waiting.scalar(), self._heap[0][0] if self._heap else None]
        return min((moment for moment in moments if moment is not None), default=NEVER)


def hurry(engine: Engine) -> None:
    """Let the database forgo its safety against power cuts: a story can be told again."""

    @event.listens_for(engine, "connect")
    def _forgo(connection: object, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]


def everybody_joins(engine: Engine, now: datetime) -> None:
    """Give every member an account, with the bot started."""
    with transaction(engine) as session:
        session.exec(update(Person).values(telegram_id=col(Person.id) + 1_000_000, started_at=now))
