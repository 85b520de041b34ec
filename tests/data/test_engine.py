"""The door to the database: nothing is lost between readers who write, and every time is UTC."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import select

from data.engine import open_engine, transaction
from data.keys import fetch, key
from data.tables import Community, Inbox

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
SHANGHAI = timezone(timedelta(hours=8))
ROUNDS = 20


def test_two_who_read_and_then_write_lose_nothing(engine: Engine) -> None:
    start = threading.Barrier(2)

    def count_up() -> None:
        start.wait()
        for _ in range(ROUNDS):
            with transaction(engine) as session:
                community = session.exec(select(Community)).one()
                community.name = str(int(community.name) + 1)
                session.add(community)

    with transaction(engine) as session:
        session.exec(select(Community)).one().name = "0"
    threads = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction(engine) as session:
        assert session.exec(select(Community)).one().name == str(2 * ROUNDS)


def test_a_transaction_locks_at_once(engine: Engine) -> None:
    with transaction(engine) as session, engine.connect() as other:
        session.exec(select(Community)).one()
        impatient = other.connection.cursor()
        impatient.execute("PRAGMA busy_timeout=0")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")
        other.invalidate()


def test_all_of_a_transaction_is_kept_or_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        session.exec(select(Community)).one().name = "changed"
        session.flush()
        _ = 1 / 0
    with transaction(engine) as session:
        assert session.exec(select(Community)).one().name == "测试小区"


def test_what_was_read_can_be_shown_afterwards(engine: Engine) -> None:
    with transaction(engine) as session:
        community = session.exec(select(Community)).one()
    assert community.name == "测试小区"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15_000)],
)
def test_sqlite_is_set_up_to_survive(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'not' / 'there' / 'desk.db'}")
    with engine.connect():
        assert (tmp_path / "not" / "there" / "desk.db").exists()
    engine.dispose()


def an_update(number: int, when: datetime) -> Inbox:
    """A row with a time in it."""
    return Inbox(bot_id=1, update_id=number, payload={}, received_at=when)


def test_a_time_comes_back_as_utc(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(an_update(1, NOON))
        session.add(an_update(2, NOON.astimezone(SHANGHAI)))
    with transaction(engine) as session:
        for row in session.exec(select(Inbox)).all():
            assert row.received_at == NOON
            assert row.received_at.utcoffset() == timedelta(0)


def test_times_are_compared_as_moments_and_not_as_words(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(an_update(1, NOON.astimezone(SHANGHAI)))
    with transaction(engine) as session:
        later = (NOON + timedelta(minutes=1)).astimezone(timezone(-timedelta(hours=8)))
        assert session.exec(select(Inbox).where(Inbox.received_at < later)).all()


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError), transaction(engine) as session:
        session.add(an_update(1, naive))


def test_errors_do_not_repeat_what_was_to_be_written(engine: Engine) -> None:
    def write() -> None:
        with transaction(engine) as session:
            session.add(Inbox(bot_id=1, update_id=1, payload={"text": "王先生"}, received_at=NOON))

    write()
    with pytest.raises(IntegrityError) as refused:
        write()
    assert "王先生" not in str(refused.value)


def test_a_key_is_asked_of_stored_rows_only(engine: Engine) -> None:
    with pytest.raises(LookupError, match="Inbox has no id yet"):
        key(an_update(1, NOON))
    with transaction(engine) as session, pytest.raises(LookupError, match="there is no Inbox 7"):
        fetch(session, Inbox, 7)
