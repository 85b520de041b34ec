"""What waits is taken by one at a time: notices for a lease, updates and due times for good."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from data import queries
from data.engine import transaction
from data.keys import fetch, key
from data.tables import Case, Inbox, Outbox, Person, Timer
from data.vocabulary import State, TimerKind

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
BOT = 77


def put(engine: Engine, *rows: Outbox | Inbox | Timer | Person | Case) -> list[int]:
    """Store rows and return their ids."""
    with transaction(engine) as session:
        session.add_all(rows)
        session.flush()
        return [key(row) for row in rows]


def notice(chat: int = 1, not_before: datetime = NOON) -> Outbox:
    """A notice that waits."""
    return Outbox(chat_id=chat, language="en", kind="help", created_at=NOON, not_before=not_before)


def update(number: int, bot: int = BOT) -> Inbox:
    """An update that waits."""
    return Inbox(bot_id=bot, update_id=number, payload={}, received_at=NOON)


def take_notices(engine: Engine, now: datetime = NOON, limit: int = 10) -> list[int]:
    """Claim notices and return their ids."""
    with transaction(engine) as session:
        return [key(row) for row in queries.claim_notices(session, now, LEASE, limit)]


def take_update(engine: Engine, now: datetime = NOON, only: int | None = None) -> int | None:
    """Claim the next update and return its Telegram id."""
    with transaction(engine) as session:
        row = queries.claim_update(session, BOT, now, only)
        return row.update_id if row else None


def test_a_claimed_notice_is_not_claimed_again_before_the_lease_ends(engine: Engine) -> None:
    (first,) = put(engine, notice())
    assert take_notices(engine) == [first]
    assert take_notices(engine) == []
    assert take_notices(engine, NOON + LEASE - SECOND) == []
    assert take_notices(engine, NOON + LEASE) == [first]
    with transaction(engine) as session:
        assert fetch(session, Outbox, first).attempts == 2


def test_notices_come_in_order_and_no_more_than_asked_for(engine: Engine) -> None:
    ids = put(engine, *(notice(chat) for chat in range(5)))
    assert take_notices(engine, limit=2) == ids[:2]
    assert take_notices(engine, limit=9) == ids[2:]


def test_a_notice_is_not_taken_before_its_time(engine: Engine) -> None:
    (first,) = put(engine, notice(not_before=NOON + SECOND))
    assert take_notices(engine) == []
    assert take_notices(engine, NOON + SECOND) == [first]


def test_what_was_sent_or_given_up_is_never_taken_again(engine: Engine) -> None:
    sent, failed = put(engine, notice(), notice())
    take_notices(engine)
    with transaction(engine) as session:
        queries.mark_sent(session, sent, 42, NOON)
        fetch(session, Outbox, failed).failed_at = NOON
    assert take_notices(engine, NOON + 2 * LEASE) == []
    with transaction(engine) as session:
        row = fetch(session, Outbox, sent)
        assert (row.sent_at, row.message_id) == (NOON, 42)


def test_what_a_dead_process_held_is_free_at_the_next_start(engine: Engine) -> None:
    held, sent = put(engine, notice(), notice())
    take_notices(engine)
    with transaction(engine) as session:
        queries.mark_sent(session, sent, 42, NOON)
        assert queries.release_notices(session) == 1
    assert take_notices(engine) == [held]


def test_a_chat_that_must_wait_keeps_its_order_and_holds_up_nobody_else(engine: Engine) -> None:
    first, second, other = put(engine, notice(1), notice(1), notice(2))
    take_notices(engine)
    with transaction(engine) as session:
        queries.hold_chat(session, 1, NOON + 17 * SECOND)
        queries.mark_sent(session, other, 1, NOON)
    assert take_notices(engine, NOON + 16 * SECOND) == []
    assert take_notices(engine, NOON + 17 * SECOND) == [first, second]


def test_a_hold_never_brings_a_notice_forward(engine: Engine) -> None:
    (later,) = put(engine, notice(not_before=NOON + LEASE))
    with transaction(engine) as session:
        queries.hold_chat(session, 1, NOON + SECOND)
    assert take_notices(engine, NOON + SECOND) == []
    assert take_notices(engine, NOON + LEASE) == [later]


def test_updates_are_taken_once_and_in_the_order_they_came(engine: Engine) -> None:
    put(engine, update(8), update(7), update(9, bot=BOT + 1))
    assert [take_update(engine) for _ in range(3)] == [8, 7, None]


def test_a_claim_that_fails_is_taken_back_with_all_it_did(engine: Engine) -> None:
    put(engine, update(7))
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        assert queries.claim_update(session, BOT, NOON) is not None
        _ = 1 / 0
    assert take_update(engine) == 7


def test_an_update_that_failed_waits_for_its_time_and_lets_others_pass(engine: Engine) -> None:
    again, given_up = update(7), update(8)
    again.retry_at, given_up.failed_at = NOON + SECOND, NOON
    put(engine, again, given_up, update(9))
    assert [take_update(engine), take_update(engine)] == [9, None]
    assert take_update(engine, NOON + SECOND) == 7


def test_one_update_can_be_named(engine: Engine) -> None:
    _, second = put(engine, update(7), update(8))
    assert take_update(engine, only=second) == 8
    assert take_update(engine, only=second) is None
    assert take_update(engine) == 7


@pytest.fixture
def case_id(engine: Engine) -> int:
    """A case of somebody's."""
    (person_id,) = put(engine, Person(community_id=1, name="陈阿姨", language="zh-Hans"))
    case = Case(
        community_id=1, year=2026, serial=1, prefix="CT", category="noise", state=State.TRIAGE,
        reporter_id=person_id, opened_at=NOON,
    )  # fmt: skip
    return put(engine, case)[0]


def due(engine: Engine, now: datetime, limit: int = 10) -> Sequence[int]:
    """The due times that passed."""
    with transaction(engine) as session:
        return queries.due_timer_ids(session, now, limit)


def test_due_times_come_oldest_first_and_are_settled_once(engine: Engine, case_id: int) -> None:
    def timer(later: int) -> Timer:
        return Timer(case_id=case_id, kind=TimerKind.SIGN, due_at=NOON + later * SECOND)

    third, first, second, future = put(engine, timer(3), timer(1), timer(2), timer(60))
    assert due(engine, NOON + 3 * SECOND) == [first, second, third]
    assert due(engine, NOON + 3 * SECOND, limit=1) == [first]
    with transaction(engine) as session:
        fired = queries.claim_timer(session, first, NOON + 3 * SECOND)
        assert fired is not None
        assert (fired.fired, fired.settled_at) == (True, NOON + 3 * SECOND)
        assert queries.claim_timer(session, first, NOON + 3 * SECOND) is None
        assert queries.claim_timer(session, future, NOON + 3 * SECOND) is None
    assert due(engine, NOON + 3 * SECOND) == [second, third]


def test_cases_of_a_year_are_numbered_without_a_gap(engine: Engine, case_id: int) -> None:
    def another(year: int) -> str:
        with transaction(engine) as session:
            case = Case(
                community_id=1, year=year, serial=queries.next_serial(1, year), prefix="CT", category="noise",
                state=State.TRIAGE, reporter_id=1, opened_at=NOON,
            )  # fmt: skip
            session.add(case)
            session.flush()
            session.refresh(case)
            return case.number

    assert [another(2026), another(2026), another(2027)] == ["CT-2026-0002", "CT-2026-0003", "CT-2027-0001"]
    with transaction(engine) as session:
        assert len(session.exec(select(Case)).all()) == 4
