"""The life of a case: every move that is drawn is possible, every other is refused with a reason."""

import itertools

import pytest

from casework.errors import Refused
from casework.rules.states import TRANSITIONS, Move, Transition, after, allowed, diagram
from data.vocabulary import State

ARROWS = {(arrow.start, arrow.move): arrow.end for arrow in TRANSITIONS}
OTHERS = [pair for pair in itertools.product(State, Move) if pair not in ARROWS]


def sentence(arrow: Transition) -> str:
    """Name an arrow for the test's report."""
    return f"{arrow.start}-{arrow.move}"


@pytest.mark.parametrize("arrow", TRANSITIONS, ids=sentence)
def test_a_drawn_move_leads_where_it_is_drawn(arrow: Transition) -> None:
    assert allowed(arrow.start, arrow.move)
    assert after(arrow.start, arrow.move) is arrow.end


@pytest.mark.parametrize(("state", "move"), OTHERS)
def test_any_other_move_is_refused_and_says_where_the_case_stands(state: State, move: Move) -> None:
    assert not allowed(state, move)
    with pytest.raises(Refused) as refused:
        after(state, move)
    assert refused.value.reason == "moved_on"
    assert refused.value.facts == {"state": state.value, "move": move.value}


def test_no_move_is_drawn_twice_from_one_state() -> None:
    assert len(ARROWS) == len(TRANSITIONS)


def test_every_move_is_drawn_somewhere() -> None:
    assert {arrow.move for arrow in TRANSITIONS} == set(Move)


def reached_from(start: State) -> set[State]:
    """Every state a case can come to from this one, itself included."""
    reached = {start}
    while more := {arrow.end for arrow in TRANSITIONS if arrow.start in reached} - reached:
        reached |= more
    return reached


def test_every_state_is_reached_from_triage() -> None:
    assert reached_from(State.TRIAGE) == set(State)


@pytest.mark.parametrize("state", set(State) - {State.ARCHIVED})
def test_every_open_case_can_still_be_archived(state: State) -> None:
    assert State.ARCHIVED in reached_from(state)


def test_what_is_archived_stays_archived_unless_it_was_merged() -> None:
    assert {arrow.move for arrow in TRANSITIONS if arrow.start is State.ARCHIVED} == {Move.REOPEN}


def test_whatever_waits_for_a_member_or_a_date_can_be_withdrawn() -> None:
    waiting = set(State) - {State.RESOLVED, State.ARCHIVED}
    assert {state for state in State if allowed(state, Move.WITHDRAW)} == waiting


def test_the_drawing_has_an_arrow_for_each_row_that_mermaid_can_read() -> None:
    lines = diagram().splitlines()
    assert len(lines) == len(TRANSITIONS) + 4
    for arrow in TRANSITIONS:
        assert f"    {arrow.start} --> {arrow.end}: {arrow.move} ({arrow.who})" in lines
        assert not set(arrow.who) & set(":;"), "these end a label in Mermaid"
