"""Tells the year: builds the compound, lets residents write at lifelike times, runs the clock to the end."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import Engine
from sqlmodel import select

from app.org_commands import load
from app.wiring import open_database
from benchmarks.story.compound import community_file, rooms
from benchmarks.story.people import Cast
from benchmarks.story.reading import StoryReader
from benchmarks.story.world import World, everybody_joins, hurry
from casework.cases import intake
from casework.cases.intake import Message
from casework.desk import Desk
from casework.people.organisation import import_community
from classifier.examples import Example, corpus_files, read_examples
from classifier.labels import load_labels
from data.engine import open_engine, transaction
from data.keys import fetch, key
from data.tables import Building, Community, Household, Person

START = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
# Shares of the day's messages by local hour: few at night, most after work.
HOURS = (1, 1, 1, 1, 1, 2, 6, 14, 20, 18, 16, 14, 14, 14, 14, 16, 18, 22, 28, 34, 34, 26, 14, 4)


@dataclass(frozen=True)
class Year:
    """A year that was told, and what it cost to tell it."""

    world: World
    seconds: float  # of processor time


def tell(concerns: int, households: int, days: int, seed: int, folder: Path) -> Year:
    """Tell a year of a compound; the database is ``folder``/story.db."""
    began = time.process_time()
    lot = random.Random(seed)  # noqa: S311  a story, no secret
    examples = _drawn(concerns, lot)
    truth = {example.text.strip(): example for example in examples}
    engine = _found(folder, START.astimezone(UTC))
    everybody_joins(engine, START.astimezone(UTC))
    people = _move_in(engine, households, START.astimezone(UTC))
    cast = Cast(truth, lot, {})
    reader = StoryReader(truth, lot, list(load_labels().names))
    world = World(engine, 1, reader, lot, START.astimezone(UTC), cast.react)
    _plan_messages(world, examples, people, days)
    for day in range(days):
        world.run((START + timedelta(days=day, hours=8, minutes=30)).astimezone(UTC))
        world.daily()
    world.run((START + timedelta(days=days)).astimezone(UTC))
    return Year(world, time.process_time() - began)


def _drawn(concerns: int, lot: random.Random) -> Sequence[Example]:
    """Draw messages from the corpus; each is used once before any is used again."""
    corpus = read_examples(corpus_files())
    drawn: list[Example] = []
    while len(drawn) < concerns:
        drawn += lot.sample(corpus, min(len(corpus), concerns - len(drawn)))
    return drawn


def _found(folder: Path, now: datetime) -> Engine:
    """Import the compound from its file, as a coordinator does, and open its database in a hurry."""
    file = folder / "community.yaml"
    file.write_text(yaml.safe_dump(community_file(), allow_unicode=True), encoding="utf-8")
    url = f"sqlite:///{folder / 'story.db'}"
    slow = open_database(url)
    with transaction(slow) as session:
        import_community(session, load(file), now)
    slow.dispose()
    engine = open_engine(url)
    hurry(engine)
    return engine


def _move_in(engine: Engine, households: int, now: datetime) -> list[int]:
    """Give each household a flat and one or two people with the bot on their phones; return their ids."""
    with transaction(engine) as session:
        community_id = key(session.exec(select(Community)).one())
        buildings = {row.number: key(row) for row in session.exec(select(Building)).all()}
        people: list[Person] = []
        for number, (building, unit, room) in enumerate(rooms(households)):
            flat = Household(building_id=buildings[building], unit=unit, room=room)
            session.add(flat)
            session.flush()
            for second in range(1 + number % 2):
                people.append(
                    Person(
                        community_id=community_id,
                        telegram_id=5_000_000 + 2 * number + second,
                        name=f"住户{number:04d}{'甲乙'[second]}",
                        language="zh-Hans",
                        household_id=flat.id,
                        building_id=flat.building_id,
                        started_at=now,
                    )
                )
        session.add_all(people)
        session.flush()
        return [key(person) for person in people]


def _plan_messages(world: World, examples: Sequence[Example], people: Sequence[int], days: int) -> None:
    for number, example in enumerate(examples, start=1):
        day, hour = world.lot.randrange(days), world.lot.choices(range(24), HOURS)[0]
        moment = START + timedelta(days=day, hours=hour, seconds=world.lot.randrange(3600))
        who = world.lot.choice(people)
        world.at(moment.astimezone(UTC), _Writing(world.reader, who, example.text, number))


@dataclass(frozen=True, slots=True)
class _Writing:
    """A resident writes one message."""

    reader: StoryReader
    who: int
    words: str
    number: int

    def __call__(self, desk: Desk) -> None:
        person = fetch(desk.session, Person, self.who)
        home = fetch(desk.session, Building, person.building_id or 0)
        message = Message(self.words, chat_id=person.telegram_id or 0, message_id=self.number)
        intake.receive(desk, self.reader, person, home, message)
