"""Whose turn it is in a body when some of it are away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.routing import Office, climb
from casework.rules.seats import Seat, choose_seat, stands_in_for, why_this_seat


def seat(member: int, load: int = 0, **more: object) -> Seat:
    """A member on duty whom messages reach."""
    return Seat(member, 7, **({"on_duty": True, "reachable": True, "load": load} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seats", "chosen", "why"),
    [
        ([seat(1), seat(2)], 1, "longest"),
        ([seat(1, away=True), seat(2)], 2, "only_one"),
        ([seat(1, away=True, deputy_id=3), seat(2), seat(3, 5)], 3, "deputy"),
        ([seat(1, 9, away=True, deputy_id=3), seat(2), seat(3, 5)], 2, "fewest_open"),
        ([seat(1, away=True, deputy_id=3), seat(2), seat(3, away=True, deputy_id=2)], 2, "deputy"),
        ([seat(1, away=True, deputy_id=3), seat(2), seat(3, away=True, deputy_id=1)], 2, "only_one"),
        ([seat(1, away=True, deputy_id=3), seat(2), seat(3, reachable=False)], 2, "only_one"),
        ([seat(1, away=True, deputy_id=9), seat(2)], 2, "only_one"),
        ([seat(1, away=True)], None, None),
    ],
)
def test_whose_turn_it_is(seats: list[Seat], chosen: int | None, why: str | None) -> None:
    found = choose_seat(seats)
    assert (found.member_id if found else None) == chosen
    assert (why_this_seat(found, seats) if found else None) == why


def test_a_deputy_who_may_not_have_it_is_passed_over() -> None:
    seats = [seat(1, away=True, deputy_id=3), seat(2), seat(3)]
    found = choose_seat(seats, without={3})
    assert found is seats[1]
    assert stands_in_for(found, seats, {3}) is None


def test_a_body_of_which_all_are_away_is_passed_over_with_the_reason() -> None:
    below = Office(1, 1, 0, 2, frozenset(), frozenset(), (seat(1, away=True),))
    above = Office(2, 2, 1, None, frozenset(), frozenset(), (seat(2),))
    choice = climb(1, {1: below, 2: above})
    assert choice is not None
    assert (choice.reason, choice.below, choice.unreached) == ("everybody_away_below", 1, ())


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 5), st.integers(0, 3)), max_size=5))
def test_nobody_who_is_away_is_ever_chosen_and_somebody_is_where_anybody_is_there(
    rows: list[tuple[bool, bool, int, int]],
) -> None:
    seats = [seat(n, load, away=a, on_duty=d, deputy_id=p) for n, (a, d, p, load) in enumerate(rows, 1)]
    found = choose_seat(seats)
    assert (found is not None) == any(not one.away for one in seats)
    assert found is None or not found.away
