"""Putting a notice in the outbox: to whom, when, and in whose language."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from data.keys import key
from data.tables import Case, Person
from data.vocabulary import State, Urgency
from tests.casework.compound import NOON, Compound, chen_of, named

MIDNIGHT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # 00:00 in Shanghai
MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # 08:00 there


def a_case(urgency: Urgency) -> Case:
    """A case of some urgency that was never stored."""
    return Case(
        community_id=1, year=2026, serial=1, prefix="CT", category="noise", urgency=urgency,
        state=State.TRIAGE, reporter_id=1, opened_at=NOON,
    )  # fmt: skip


def test_a_notice_by_day_goes_out_at_once_in_the_persons_language(compound: Compound) -> None:
    with compound.at() as desk:
        chen = chen_of(desk)
        chen.language = "zh-Hant"
        row = tell(desk, chen, Notice.HELP, {"a": 1})
        assert row is not None
        assert (row.chat_id, row.person_id, row.language) == (1001, chen.id, "zh-Hant")
        assert (row.kind, row.facts, row.created_at, row.not_before) == ("help", {"a": 1}, NOON, NOON)


@pytest.mark.parametrize(
    ("urgency", "asked", "sent"),
    [
        (None, False, MORNING),
        (Urgency.NORMAL, False, MORNING),
        (Urgency.URGENT, False, MIDNIGHT),
        (Urgency.EMERGENCY, False, MIDNIGHT),
        (None, True, MIDNIGHT),
        (Urgency.NORMAL, True, MIDNIGHT),
    ],
)
def test_at_night_only_answers_and_urgent_matters_go_out(
    compound: Compound, urgency: Urgency | None, asked: bool, sent: datetime
) -> None:
    with compound.at(MIDNIGHT) as desk:
        case = a_case(urgency) if urgency else None
        row = tell(desk, chen_of(desk), Notice.HELP, case=case, asked=asked)
        assert row is not None
        assert row.not_before == sent


@pytest.mark.parametrize(("pause", "sent"), [(timedelta(seconds=3), 3), (timedelta(seconds=-3), 0)])
def test_a_pause_puts_a_notice_off_and_never_forward(compound: Compound, pause: timedelta, sent: int) -> None:
    with compound.at() as desk:
        row = tell(desk, chen_of(desk), Notice.ASK_WORDS, asked=True, not_before=NOON + pause)
        assert row is not None
        assert row.not_before == NOON + timedelta(seconds=sent)


@pytest.mark.parametrize("lacking", ["telegram_id", "started_at"])
def test_who_has_no_chat_with_us_is_told_nothing_privately(compound: Compound, lacking: str) -> None:
    with compound.at() as desk:
        chen = chen_of(desk)
        setattr(chen, lacking, None)
        assert tell(desk, chen, Notice.HELP) is None


def test_who_blocked_us_is_told_nothing_privately_but_in_the_group(compound: Compound) -> None:
    with compound.at() as desk:
        chen = chen_of(desk)
        chen.blocked_at = NOON
        assert tell(desk, chen, Notice.HELP) is None
        row = tell(desk, chen, Notice.GROUP_HELLO, chat_id=-100)
        assert row is not None
        assert row.chat_id == -100


def test_every_coordinator_who_can_be_reached_is_told_once(compound: Compound) -> None:
    with compound.at() as desk:
        assert tell_coordinators(desk, Notice.TRIAGE_EMPTY) == 1
        zhou = named(desk, "周书记")
        zhou.blocked_at = NOON
        desk.session.flush()
        assert tell_coordinators(desk, Notice.TRIAGE_EMPTY) == 0
    (row,) = compound.notices("triage_empty")
    with compound.at() as desk:
        told = desk.session.exec(select(Person).where(col(Person.id) == row.person_id)).one()
        assert key(told) == key(named(desk, "周书记"))
