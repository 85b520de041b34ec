"""``kill -9`` at random moments while messages pour in."""

import contextlib
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import col, select

from app.org_commands import load
from app.wiring import open_database
from bot.playground.control_client import Control
from bot.playground.phone import Phone
from bot.playground.server import StandIn
from casework.desk import Desk
from casework.people.joining import invite_to_seat
from casework.people.offices import load as load_offices
from casework.people.organisation import import_community
from data.engine import transaction
from data.tables import Case, Concern, Event, Inbox, Outbox, Timer
from data.vocabulary import State, TimerKind
from tests.acceptance.world import COMMUNITY
from tests.chaos.desk import TOKEN

KILLS = 50
RESIDENTS = 10
PATIENCE = 120.0
SURE = "3号楼{}01室门口的大门吱呀响，整晚睡不着"
DOUBTED = "3号楼{}单元楼道里有股怪味"
IN_A_HURRY = {
    "choice_within": "1 s",
    "quiet": None,
    "flood": None,
    "review": {"ask_after": "2 s", "at": None},
}


class KilledDesk:
    """A desk whose process comes and goes over one database."""

    def __init__(self, api: str, folder: Path) -> None:
        self.api, self.folder = api, folder
        self.control = Control(api)
        self.database = f"sqlite:///{folder / 'desk.db'}"
        self.engine: Engine = open_database(self.database)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Start the process, and kill it without warning at the end."""
        seen = self.control.count("getMe")
        with (self.folder / "desk.log").open("ab") as log:
            command = [sys.executable, "-m", "tests.chaos.desk", self.api, self.database]
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_until(process, lambda: self.control.count("getMe") > seen)
            yield process
        finally:
            process.kill()
            process.wait()

    def waiting(self) -> int:
        """Count what the desk still has to do by itself."""
        with transaction(self.engine) as session:
            inbox = select(func.count()).where(col(Inbox.handled_at).is_(None))
            outbox = select(func.count()).where(
                col(Outbox.sent_at).is_(None), col(Outbox.failed_at).is_(None)
            )
            choices = select(func.count()).where(
                col(Timer.settled_at).is_(None), col(Timer.kind) == TimerKind.CHOICE
            )
            return sum(session.exec(count).one() for count in (inbox, outbox, choices))

    def kinds_sent(self, kind: str) -> list[int]:
        """Return the notices of a kind that were sent."""
        with transaction(self.engine) as session:
            sent = select(Outbox.id).where(col(Outbox.kind) == kind, col(Outbox.sent_at).is_not(None))
            return [row for row in session.exec(sent).all() if row is not None]


def press_when_there(process: subprocess.Popen[bytes], phone: Phone, part: str) -> None:
    """Press the button whose label holds a part, as soon as the newest card shows one."""

    def label() -> str | None:
        newest = phone.last()
        return next((one for one in newest.labels if part in one), None) if newest else None

    wait_until(process, lambda: label() is not None)
    phone.press(label() or "")


def wait_until(process: subprocess.Popen[bytes], fulfilled: Callable[[], bool]) -> None:
    """Wait for a condition as long as the process lives, looking ten times a second."""
    looks = 0
    while not fulfilled():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            raise AssertionError("the desk ended by itself; see desk.log")
        looks += 1
        assert looks < PATIENCE * 10, "the desk did not get there"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[KilledDesk]:
    """A desk in a hurry, with a member for what is sure and a coordinator for what is doubted."""
    with StandIn() as stand_in:
        killed = KilledDesk(stand_in.url, tmp_path)
        with transaction(killed.engine) as session:
            community = import_community(session, load(COMMUNITY), datetime.now(UTC)).community
            community.parameters = community.parameters | IN_A_HURRY
            session.add(community)
            session.flush()
            seats = Desk(session, datetime.now(UTC), community)
            organisation = load_offices(seats)
            by_name = {organisation.person_of(seat).name: seat for seat in organisation.members}
            tokens = [invite_to_seat(seats, None, by_name[name]).token for name in ("李姐", "周书记")]
        for number, token in enumerate(tokens):
            Phone(stand_in.url, TOKEN, 2001 + number, "成员").start(token)
        yield killed
        killed.engine.dispose()


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_double_only_what_was_in_flight(desk: KilledDesk) -> None:
    dice = random.Random(20261122)
    residents = [Phone(desk.api, TOKEN, 1001 + number, "居民") for number in range(RESIDENTS)]
    for resident in residents:
        resident.start()
    said: list[tuple[int, int]] = []
    for kill in range(KILLS):
        for _ in range(dice.randint(1, 5)):
            said.append(_speak(dice, residents, kill))
        with desk.running() as process:
            said.append(_speak(dice, residents, kill))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=dice.uniform(0.0, 0.4))
    with desk.running() as process:
        wait_until(process, lambda: desk.control.idle() and desk.waiting() == 0)
    _assert_whole(desk, said)


def _speak(dice: random.Random, residents: list[Phone], kill: int) -> tuple[int, int]:
    resident = dice.choice(residents)
    words = dice.choice((SURE, DOUBTED)).format(kill)
    return resident.user_id, resident.say(words).message_id


def _assert_whole(desk: KilledDesk, said: list[tuple[int, int]]) -> None:
    with transaction(desk.engine) as session:
        concerns = session.exec(select(Concern)).all()
        cases = session.exec(select(Case)).all()
        triaged = Counter(session.exec(select(Event.case_id).where(col(Event.kind) == "to_triage")).all())
        failed = session.exec(select(Inbox.id).where(col(Inbox.failed_at).is_not(None))).all()
        unsent = session.exec(select(Outbox.id).where(col(Outbox.sent_at).is_(None))).all()
    heard = Counter((concern.chat_id, concern.message_id) for concern in concerns)
    assert heard == Counter(said), "every message became one concern"
    assert Counter(concern.case_id for concern in concerns) == Counter(case.id for case in cases)
    assert len({case.number for case in cases}) == len(cases)
    doubted = {case.id for case in cases if case.state is State.TRIAGE}
    assert triaged == Counter(doubted), "every timer acted, once"
    assert not failed
    assert not unsent
    doubles = sum(
        row["count"] - 1 for row in desk.control.doubles("sendMessage") if "CT-" in (row["text"] or "")
    )
    print(f"{KILLS} kills, {len(said)} messages, {len(cases)} cases, {doubles} notices sent twice")
    assert doubles <= KILLS, "at most the one notice in flight at each kill"


@pytest.mark.slow
def test_a_question_set_for_two_seconds_from_now_comes_once_though_the_desk_was_down(
    desk: KilledDesk,
) -> None:
    chen = Phone(desk.api, TOKEN, 1001, "陈阿姨")
    li = Phone(desk.api, TOKEN, 2001, "李姐")
    chen.start()
    with desk.running() as process:
        li.wait("3号楼中心户", timeout=PATIENCE)
        chen.say(SURE.format(1))
        chen.wait("CT-", timeout=PATIENCE)
        press_when_there(process, li, "我来办")
        press_when_there(process, li, "月")
        press_when_there(process, li, "办好")
        wait_until(process, lambda: len(desk.kinds_sent("ask_done_words")) == 1)
        li.say("上了油，不响了")
        chen.wait("不响了", timeout=PATIENCE)
    with transaction(desk.engine) as session:
        assert session.exec(select(Timer.fired).where(col(Timer.kind) == TimerKind.ASK)).all() == [False]
    with desk.running() as process:
        wait_until(process, lambda: len(desk.kinds_sent("ask_solved")) == 1)
        wait_until(process, lambda: desk.waiting() == 0)
    assert desk.control.count("sendMessage", 1001, "解决了吗") == 1
