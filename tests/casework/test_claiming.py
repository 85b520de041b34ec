"""Which cases are left to be claimed, by whom and for how long; taking one, and what is written of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework.cases import claiming, cooperation
from casework.desk import Desk
from casework.errors import Refused
from casework.rules.claiming import ASKED_FIRST, claimants, span_to_claim
from casework.rules.routing import Choice, Office
from casework.rules.seats import Seat
from casework.rules.spans import WorkingSpan, parse_span, written
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Member
from data.vocabulary import ReturnReason, TimerKind, Urgency
from tests.casework.compound import Compound, named

FOUR_HOURS = timedelta(hours=4)
HEAVY = "柜子太重搬不动"
SEATS = (
    Seat(1, 7, on_duty=True, reachable=True, load=0),
    Seat(2, 7, on_duty=True, reachable=False, load=0),
    Seat(3, 7, on_duty=False, reachable=True, load=0),
    Seat(4, 7, on_duty=True, reachable=True, load=9),
)
OFFICE = Office(7, 1, 0, None, frozenset(), frozenset({"care"}), SEATS, claim=FOUR_HOURS)
CHOICE = Choice(OFFICE, SEATS[0], "own_category")


def test_everybody_on_duty_who_can_be_reached_may_claim_it() -> None:
    assert claimants(SEATS, ()) == [1, 4]
    assert claimants(SEATS, {4}) == [1]


def test_a_rules_span_goes_before_the_bodys() -> None:
    assert span_to_claim(CHOICE, Urgency.NORMAL) == FOUR_HOURS
    span = WorkingSpan(hours=2)
    assert span_to_claim(replace(CHOICE, reason="rule", claim=span), Urgency.NORMAL) == span


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EMERGENCY])
def test_what_is_urgent_is_not_left_to_be_claimed(urgency: Urgency) -> None:
    assert span_to_claim(CHOICE, urgency) is None


@pytest.mark.parametrize(
    "reason", ["not_signed", "unreachable", "nobody_reachable_below", "above", "not_claimed"]
)
def test_what_comes_on_or_up_is_given_to_one(reason: str) -> None:
    assert reason not in ASKED_FIRST
    assert span_to_claim(replace(CHOICE, reason=reason), Urgency.NORMAL) is None


def test_a_body_without_a_span_gives_it_to_one() -> None:
    assert span_to_claim(Choice(replace(OFFICE, claim=None), SEATS[0], "named"), Urgency.NORMAL) is None


@pytest.mark.parametrize(
    ("span", "said"),
    [
        *(("4 h", "4 h"), ("90 min", "90 min"), ("120 min", "2 h"), ("48 h", "2 d")),
        *(("4 wh", "4 wh"), ("1.5 wd", "1.5 wd"), ("30 s", "30 s"), ("0.5 s", "0.5 s")),
    ],
)
def test_a_span_is_written_as_people_do(span: str, said: str) -> None:
    assert written(parse_span(span)) == said


@given(st.integers(min_value=1, max_value=10**7))
def test_what_is_written_is_read_back(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert parse_span(written(span)) == span


def seats_of(desk: Desk, *names: str) -> list[Member]:
    """Return the seats of people who have one each."""
    people = [key(named(desk, name)) for name in names]
    return [queries.memberships(desk.session, person)[0] for person in people]


@pytest.fixture
def waiting(compound: Compound) -> Iterator[tuple[Compound, int]]:
    """A case of 陈阿姨's that the volunteers may claim, and the id of its assignment."""
    compound.report(HEAVY)
    with compound.at() as desk:
        work = key(desk.session.exec(select(Assignment)).one())
    yield compound, work


def test_only_one_of_two_takes_it(waiting: tuple[Compound, int]) -> None:
    compound, work = waiting
    with compound.at() as desk:
        one, other = (key(seat) for seat in seats_of(desk, "谢阿姨", "戚小雨"))
        assert queries.claim(desk.session, work, one)
        assert not queries.claim(desk.session, work, other)
        assert fetch(desk.session, Assignment, work).member_id == one


def test_it_is_refused_to_whoever_sits_elsewhere(waiting: tuple[Compound, int]) -> None:
    compound, work = waiting
    with compound.at() as desk, pytest.raises(Refused, match="not_your_body"):
        claiming.claim(desk, named(desk, "王师傅"), work)


def test_a_member_of_the_body_above_may_claim_it(waiting: tuple[Compound, int]) -> None:
    compound, work = waiting
    with compound.at() as desk:
        claiming.claim(desk, named(desk, "周书记"), work)
        assert fetch(desk.session, Assignment, work).is_claimed()


def test_who_gave_it_back_is_not_asked_again(waiting: tuple[Compound, int]) -> None:
    compound, work = waiting
    with compound.at() as desk:
        xie = named(desk, "谢阿姨")
        volunteers = fetch(desk.session, Assignment, work).body_id
        cooperation.give_back(desk, xie, work, ReturnReason.NO_MEANS, volunteers)
        again = queries.lead(desk.session, fetch(desk.session, Assignment, work).case_id)
        assert again is not None
        # Of two on duty one is left, so it is not left to be claimed.
        assert again.member_id == key(seats_of(desk, "戚小雨")[0])


def test_a_span_longer_than_the_time_to_sign_in_ends_with_it(compound: Compound) -> None:
    with compound.at() as desk:
        for body in queries.bodies(desk.session, 1):
            if body.key == "volunteers":
                body.claim = "9 d"
                desk.session.add(body)
    case_id = compound.report(HEAVY)
    with compound.at() as desk:
        case = fetch(desk.session, Case, case_id)
        work = queries.lead(desk.session, case_id)
        assert work is not None
        assert work.claim_by == case.sign_by
        kinds = [timer.kind for timer in queries.pending_timers(desk.session, case_id, tuple(TimerKind))]
        assert TimerKind.CLAIM not in kinds
        assert TimerKind.SIGN in kinds
