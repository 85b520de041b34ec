"""A small world for stories: stand-in, desk and people, driven step by step instead of by waiting."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from app.org_commands import load
from app.wiring import open_database, wire
from bot.client import build_bot
from bot.playground.control_client import Control
from bot.playground.phone import Phone
from bot.playground.server import StandIn
from bot.polling import Polling
from bot.worker import give
from casework.absence.leaving import Handed
from casework.clockwork import sweep_digests, sweep_ledgers, sweep_receptions, sweep_timers
from casework.desk import Desk
from casework.people.community_file import check
from casework.people.joining import invite_to_seat
from casework.people.offices import load as load_offices
from casework.people.organisation import import_community
from classifier.labels import load_labels
from data.engine import open_engine, transaction
from data.keys import fetch
from data.tables import Appointment, Case, Community, Event, Outbox, Person, Timer
from tests.acceptance.reader import WordReader
from tests.databases import close_whole

TOKEN = "1:story"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Shanghai
COMMUNITY = Path(__file__).with_name("community.yaml")
ZONE = ZoneInfo("Asia/Shanghai")
Result = TypeVar("Result")
Row = TypeVar("Row")


def blank_database(path: Path) -> Path:
    """Make a database with the test compound in it, free of its write-ahead log, and return its path."""
    engine = open_database(f"sqlite:///{path}")
    with transaction(engine) as session:
        import_community(session, load(COMMUNITY), NOON)
    close_whole(engine)
    return path


class Registry:
    """Hands out the same reader for ever; no model is ever retrained in its directory."""

    directory = Path("var/no-models")

    def __init__(self, reader: WordReader) -> None:
        self.reader = reader

    def serving(self) -> Any:
        """Return what reads messages now."""
        return self.reader


class World:
    """Everything a story needs. ``now`` stands still until the story moves it."""

    def __init__(self, stand_in: StandIn, database: str, reader: WordReader | None = None) -> None:
        self.url = stand_in.url
        self.control = Control(stand_in.url)
        self.loop = asyncio.new_event_loop()
        self.threads = ThreadPoolExecutor(2)
        self.now = NOON
        self.reader = reader or WordReader()
        self.engine = open_engine(database)
        self.open()

    def open(self) -> None:
        """Start the desk on its database, as a process does that was down."""
        self.bot = build_bot(TOKEN, self.url)
        self.do(self.bot.initialize())
        self.desk = self.do(self._wire())
        self.desk.delivery.release()
        self.polling = Polling(self.engine, self.bot, self.bot.id, self.clock, lambda: None)

    def die(self) -> None:
        """Let the process die: nothing is settled, nothing given back."""
        self.do(self.bot.shutdown())

    async def _wire(self) -> Any:
        return wire(self.engine, self.bot, Registry(self.reader), self.clock)  # type: ignore[arg-type]

    def clock(self) -> datetime:
        """Return the story's present."""
        return self.now

    def do(self, work: Any) -> Any:
        """Run a coroutine to its end."""
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        """Let go of everything."""
        self.do(self.bot.shutdown())
        self.threads.shutdown(cancel_futures=True)
        self.loop.close()
        self.engine.dispose()

    def phone(self, user_id: int, name: str, language: str = "zh-hans") -> Phone:
        """Hand somebody a phone."""
        return Phone(self.url, TOKEN, user_id, name, language)

    def resident(self, user_id: int, name: str, language: str = "zh-hans") -> Phone:
        """Hand a phone to somebody who presses start."""
        phone = self.phone(user_id, name, language)
        self.let(phone.start)
        return phone

    def member(self, user_id: int, name: str) -> Phone:
        """Hand a phone to a member whom the community file names, and let them join."""
        phone = self.phone(user_id, name)
        self.let(phone.start, self.invitation(name))
        return phone

    def invitation(self, name: str) -> str:
        """Write an invitation for a member whom the community file names, and return its token."""
        with transaction(self.engine) as session:
            desk = Desk(session, self.now, fetch(session, Community, 1))
            organisation = load_offices(desk)
            seat = next(m for m in organisation.members if organisation.person_of(m).name == name)
            return invite_to_seat(desk, None, seat).token

    def know_account(self, name: str, telegram_id: int) -> None:
        """Give the account of somebody who never pressed start, as a community file may name it."""
        with transaction(self.engine) as session:
            person = session.exec(select(Person).where(col(Person.name) == name)).one()
            person.telegram_id = telegram_id
            session.add(person)

    def pump(self) -> None:
        """Let the desk take in, handle and send all there is."""
        while self.step():
            pass

    def step(self) -> int:
        """Do one round of polling, handling and sending; return how much was done."""
        done = self.do(self.polling.poll_once(0))
        done += self.handle()
        return done + self.send()

    def handle(self) -> int:
        """Handle every stored update."""
        done = 0
        while (toasts := self.desk.handling.next()) is not None:
            done += 1
            for toast in toasts:
                self.do(give(self.bot, toast))
        return done

    def send(self) -> int:
        """Send every notice that may be sent now."""
        done = 0
        while count := self.do(self.desk.delivery.send_due()):
            done += count
        return done

    def let(self, act: Callable[..., Result], *what: Any, **more: Any) -> Result:
        """Let somebody do something on a phone, and the desk answer."""
        done = act(*what, **more)
        self.pump()
        return done

    def say(self, phone: Phone, text: str, **more: Any) -> Any:
        """Let somebody write, and the desk answer."""
        return self.let(phone.say, text, **more)

    def tap(self, phone: Phone, key: str, language: str = "zh-Hans", **more: Any) -> Any:
        """Let somebody press a button that the language files know by a key.

        ``message_id`` and ``chat`` say where; everything else fills the label.
        """
        where = {name: more.pop(name) for name in ("message_id", "chat") if name in more}
        return self.press(phone, self.label(key, language, **more), **where)

    def shows(self, phone: Phone, key: str, language: str = "zh-Hans") -> bool:
        """Say whether any message on the screen still has a button."""
        return any(self.label(key, language) in message.labels for message in phone.messages())

    def forge(self, phone: Phone, data: str) -> str:
        """Let somebody press a button that no card of theirs has; return the sentence that comes back.

        The stand-in knows no such press, so nothing can be answered to it: the desk's toast is caught.
        """
        self.pump()
        message = {
            "message_id": 999_999,
            "date": 1,
            "chat": {"id": phone.user_id, "type": "private"},
            "text": "",
        }
        user = {"id": phone.user_id, "is_bot": False, "first_name": phone.name}
        query = {"id": f"forged:{data}", "from": user, "message": message, "chat_instance": "1", "data": data}
        self.control.raw_update(TOKEN, {"callback_query": query})
        self.do(self.polling.poll_once(0))
        toasts = self.desk.handling.next() or []
        self.send()
        return "".join(toast.text for toast in toasts)

    def label(self, key: str, language: str = "zh-Hans", **facts: Any) -> str:
        """Return what a button is called."""
        return self.words("buttons", key, language, **facts)

    def words(self, section: str, key: str, language: str = "zh-Hans", **facts: Any) -> str:
        """Return a text from the language files."""
        return str(self.desk.handling.texts[language].say(section, key, **facts))

    def press(self, phone: Phone, label: str, message_id: int | None = None, chat: int | None = None) -> Any:
        """Let somebody press a button; return what the press was answered with."""
        more = {} if chat is None else {"chat": chat}
        return self.while_pumping(lambda: phone.press(label, message_id, **more))

    def while_pumping(self, act: Callable[[], Result]) -> Result:
        """Run something that waits for the desk, with the desk at work."""
        future = self.threads.submit(act)
        while not future.done():
            self.step()
        self.pump()
        return future.result()

    def pass_time(self, span: timedelta) -> None:
        """Move the clock on and let fall due what falls due, step by step, as ticks would."""
        end = self.now + span
        while True:
            due = self._next_due(end)
            if due is None:
                break
            self.now = max(self.now, due)
            sweep_timers(self.engine, self.now)
            sweep_receptions(self.engine, self.now)
            self.pump()
        self.now = end
        sweep_receptions(self.engine, self.now)
        sweep_digests(self.engine, self.now)
        sweep_ledgers(self.engine, self.now)
        self.pump()

    def clock_shows(self, local: str) -> None:
        """Let time pass until the compound's clocks show an hour and minute, such as «08:30»."""
        here = self.now.astimezone(ZONE)
        hour, minute = map(int, local.split(":"))
        there = here.replace(hour=hour, minute=minute)
        self.pass_time((there if there > here else there + timedelta(days=1)) - here)

    def tune(self, **parameters: Any) -> None:
        """Change parameters of the community, as a new import of its file does."""
        with transaction(self.engine) as session:
            community = fetch(session, Community, 1)
            community.parameters = {**community.parameters, **parameters}
            session.add(community)

    def import_again(self, *changes: tuple[str, str]) -> Handed:
        """Import the community file anew with some of its text changed; return what changed hands."""
        text = COMMUNITY.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file = check(text, COMMUNITY.name, load_labels().concerns)
        with transaction(self.engine) as session:
            handed = import_community(session, file, self.now).handed
        self.pump()
        return handed

    def _next_due(self, end: datetime) -> datetime | None:
        with transaction(self.engine) as session:
            timer = session.exec(
                select(Timer.due_at)
                .where(col(Timer.settled_at).is_(None), col(Timer.due_at) <= end)
                .order_by(col(Timer.due_at))
            ).first()
            step = session.exec(
                select(Appointment.due_at)
                .where(col(Appointment.due_at) <= end)
                .order_by(col(Appointment.due_at))
            ).first()
            return min((moment for moment in (timer, step) if moment), default=None)

    def cases(self) -> list[Case]:
        """Return all cases, oldest first."""
        with transaction(self.engine) as session:
            return list(session.exec(select(Case).order_by(col(Case.id))).all())

    def rows(self, table: type[Row]) -> list[Row]:
        """Return every row of a table, oldest first."""
        with transaction(self.engine) as session:
            return list(session.exec(select(table).order_by(col(table.id))).all())  # type: ignore[attr-defined]

    def told(self, phone: Phone) -> list[str]:
        """Return the kinds of notices that were sent to somebody, in the order of their writing.

        Old cards that are put away (their buttons taken, or «this is over» in their place) are left out.
        """
        rows = (row for row in self.rows(Outbox) if row.chat_id == phone.user_id and row.sent_at)
        return [row.kind for row in rows if not row.facts.get("over") and not row.facts.get("put_away")]

    def waiting(self, phone: Phone) -> list[str]:
        """Return the kinds of notices that wait to be sent to somebody."""
        rows = (row for row in self.rows(Outbox) if row.chat_id == phone.user_id)
        return [row.kind for row in rows if row.sent_at is None and row.failed_at is None]

    def case(self) -> Case:
        """Return the only case."""
        (only,) = self.cases()
        return only

    def timeline(self, case_id: int = 1) -> list[str]:
        """Return what happened to a case, in order."""
        with transaction(self.engine) as session:
            rows = session.exec(
                select(Event).where(col(Event.case_id) == case_id).order_by(col(Event.id))
            ).all()
            return [row.kind for row in rows]

    def notices(self, kind: str) -> list[Outbox]:
        """Return every notice of a kind."""
        with transaction(self.engine) as session:
            return list(
                session.exec(select(Outbox).where(col(Outbox.kind) == kind).order_by(col(Outbox.id))).all()
            )


def texts(phone: Phone, **where: Any) -> list[str]:
    """Return what others wrote on a phone's screen, oldest first."""
    return [message.text or "" for message in phone.messages(**where) if not message.mine]


def labels(phone: Phone) -> list[str]:
    """Return the buttons under the newest message that has any."""
    return next((list(m.labels) for m in reversed(phone.messages()) if m.labels), [])
