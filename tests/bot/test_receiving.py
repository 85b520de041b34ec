"""Updates are in the inbox before Telegram hears that they came: by polling and by webhook."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import col, select
from telegram.error import NetworkError, TelegramError

from bot.inbox import store
from bot.polling import Polling
from bot.webhook import SECRET_HEADER, webhook_app
from data.base import Table
from data.engine import open_engine, transaction
from data.tables import Inbox

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
BOT, SECRET = 77, "a-secret-of-16-or-more"
Update = dict[str, Any]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    Table.metadata.create_all(engine)
    yield engine
    engine.dispose()


def clock() -> datetime:
    """Return noon."""
    return NOON


def update(number: int, text: str = "您好") -> Update:
    """An update as Telegram sends it, as far as the inbox looks at it."""
    return {"update_id": number, "message": {"text": text}}


def kept(engine: Engine, bot: int = BOT) -> list[int]:
    """The ids in the inbox, in the order they came."""
    with transaction(engine) as session:
        rows = session.exec(select(Inbox.update_id).where(col(Inbox.bot_id) == bot).order_by(col(Inbox.id)))
        return list(rows.all())


def test_an_update_is_kept_as_it_came(engine: Engine) -> None:
    assert store(engine, BOT, [update(1, "3号楼 🚪")], clock) == 1
    with transaction(engine) as session:
        row = session.exec(select(Inbox)).one()
        assert row.payload == update(1, "3号楼 🚪")
        assert (row.received_at, row.handled_at, row.attempts) == (NOON, None, 0)


def test_an_update_that_comes_again_is_kept_once(engine: Engine) -> None:
    assert store(engine, BOT, [update(1, "first"), update(1, "first")], clock) == 1
    assert store(engine, BOT, [update(1, "again"), update(2)], clock) == 1
    assert kept(engine) == [1, 2]
    with transaction(engine) as session:
        assert session.exec(select(Inbox)).all()[0].payload["message"]["text"] == "first"


def test_two_bots_may_have_an_update_of_the_same_number(engine: Engine) -> None:
    assert store(engine, BOT, [update(1)], clock) == 1
    assert store(engine, BOT + 1, [update(1)], clock) == 1


@pytest.mark.parametrize("strange", [{}, {"message": {}}, {"update_id": None}, {"update_id": "7"}])
def test_what_has_no_id_is_passed_over_and_the_rest_kept(engine: Engine, strange: Update) -> None:
    assert store(engine, BOT, [strange, update(5)], clock) == 1
    assert kept(engine) == [5]
    assert store(engine, BOT, [strange], clock) == 0


def test_no_updates_are_no_work(engine: Engine) -> None:
    assert store(engine, BOT, [], clock) == 0


class Telegram:
    """Answers each poll with the next batch, and remembers the offsets it was given."""

    def __init__(self, *batches: list[Update] | TelegramError) -> None:
        self.batches = list(batches)
        self.offsets: list[int | None] = []

    async def raw_updates(self, offset: int | None, _allowed: list[str], _seconds: int) -> list[Update]:
        """Answer a poll."""
        self.offsets.append(offset)
        batch = self.batches.pop(0)
        if isinstance(batch, TelegramError):
            raise batch
        return batch


def polling(engine: Engine, telegram: Telegram, rung: list[str]) -> Polling:
    """Polling over a Telegram of our own."""
    return Polling(engine, telegram, BOT, clock, lambda: rung.append("ding"))  # type: ignore[arg-type]


async def test_the_offset_moves_only_after_the_commit(engine: Engine) -> None:
    telegram, rung = Telegram([update(5), update(6)], [update(7)], []), list[str]()
    poll = polling(engine, telegram, rung)
    assert await poll.poll_once(0) == 2
    assert kept(engine) == [5, 6]
    await poll.poll_once(0)
    await poll.poll_once(0)
    assert telegram.offsets == [None, 7, 8]
    assert rung == ["ding", "ding"]


async def test_after_an_empty_answer_any_number_is_taken(engine: Engine) -> None:
    # Telegram begins with another number, perhaps a lower one, after a week without updates.
    telegram = Telegram([update(900_000)], [], [update(12)], [])
    poll = polling(engine, telegram, [])
    for _ in range(4):
        await poll.poll_once(0)
    assert telegram.offsets == [None, 900_001, None, 13]
    assert kept(engine) == [900_000, 12]


async def test_a_restart_asks_for_all_that_was_not_confirmed(engine: Engine) -> None:
    await polling(engine, Telegram([update(5)]), []).poll_once(0)
    again = Telegram([update(5), update(6)])
    await polling(engine, again, []).poll_once(0)
    assert again.offsets == [None]
    assert kept(engine) == [5, 6]


async def test_updates_without_an_id_do_not_hold_up_the_others(engine: Engine) -> None:
    telegram = Telegram([{"odd": 1}, update(5)], [{"odd": 1}], [update(6)])
    poll = polling(engine, telegram, [])
    await poll.poll_once(0)
    with pytest.raises(TelegramError, match="without an id"):
        await poll.poll_once(0)
    await poll.poll_once(0)
    assert kept(engine) == [5, 6]


async def test_a_failed_poll_moves_nothing(engine: Engine) -> None:
    telegram = Telegram([update(5)], NetworkError("down"), [update(6)])
    poll = polling(engine, telegram, [])
    await poll.poll_once(0)
    with pytest.raises(NetworkError):
        await poll.poll_once(0)
    await poll.poll_once(0)
    assert telegram.offsets == [None, 6, 6]


class Door:
    """The webhook as Telegram sees it; ``seen`` are the ids in the inbox whenever the bell rang."""

    def __init__(self, engine: Engine) -> None:
        self.seen: list[list[int]] = []
        self.app = webhook_app(engine, BOT, SECRET, clock, lambda: self.seen.append(kept(engine)))

    async def post(self, content: bytes | str, secret: str | None = SECRET, path: str = "/telegram") -> int:
        """Post something and return the status."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return (await client.post(path, content=content, headers=headers)).status_code


@pytest.fixture
def door(engine: Engine) -> Door:
    """A webhook over an empty inbox."""
    return Door(engine)


async def test_an_update_with_the_secret_is_committed_before_the_answer(engine: Engine, door: Door) -> None:
    assert await door.post('{"update_id": 5, "message": {}}') == 200
    assert door.seen == [[5]]
    assert await door.post('{"update_id": 5, "message": {}}') == 200
    assert kept(engine) == [5]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper()])
async def test_without_the_secret_nobody_comes_in(engine: Engine, door: Door, secret: str | None) -> None:
    assert await door.post('{"update_id": 5}', secret) == 403
    assert kept(engine) == []
    assert door.seen == []


@pytest.mark.parametrize("rubbish", [b"", b"hello", b"{", b"\xff\xfe", b"[]", b"5", b"null", b'"text"'])
async def test_rubbish_is_refused(engine: Engine, door: Door, rubbish: bytes) -> None:
    assert await door.post(rubbish) == 400
    assert kept(engine) == []


async def test_when_it_cannot_be_kept_telegram_is_not_told_that_it_was(engine: Engine, door: Door) -> None:
    Table.metadata.drop_all(engine)
    assert await door.post('{"update_id": 5}') == 500
    assert door.seen == []


async def test_there_is_no_other_path(door: Door) -> None:
    assert await door.post("{}", path="/") == 404
