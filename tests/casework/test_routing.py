"""Who handles it: three tiers, two houses, a property company beside them."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.routing import Office, Seat, choose, choose_seat, choose_supervisor, climb

BRANCH, GROUP, CENTRE_3, CENTRE_7, PROPERTY = 1, 2, 3, 4, 5
ZHOU, QIAN, LI, ZHAO, CHARLIE, WANG, SUN = 10, 20, 30, 31, 40, 50, 51


def seat(member: int, body: int, *, duty: bool = True, reachable: bool = True, load: int = 0) -> Seat:
    """A member who is there and has nothing to do."""
    return Seat(member, body, duty, reachable, load)


def office(
    body: int, tier: int, seats: Iterable[Seat], categories: str, *, parent: int | None = None, area: str = ""
) -> Office:
    """A body with its categories and buildings as words."""
    return Office(
        body, tier, body, parent, frozenset(area.split()), frozenset(categories.split()), tuple(seats)
    )


def compound(*changed: Office) -> dict[int, Office]:
    """The compound, with some of its bodies changed."""
    offices = [
        office(BRANCH, 3, [seat(ZHOU, BRANCH)], "other noise"),
        office(GROUP, 2, [seat(QIAN, GROUP)], "noise", parent=BRANCH, area="3 4"),
        office(CENTRE_3, 1, [seat(LI, CENTRE_3), seat(ZHAO, CENTRE_3)], "noise pets", parent=GROUP, area="3"),
        office(CENTRE_7, 1, [seat(CHARLIE, CENTRE_7)], "noise pets", parent=BRANCH, area="7"),
        office(PROPERTY, 1, [seat(WANG, PROPERTY), seat(SUN, PROPERTY)], "facilities", parent=BRANCH),
    ]
    return {o.body_id: o for o in (*offices, *changed)}


def gone(
    body: int, *, parent: int | None, tier: int = 1, categories: str = "noise pets", area: str = "3"
) -> Office:
    """A body none of whose members can be reached."""
    return office(body, tier, [seat(LI, body, reachable=False)], categories, parent=parent, area=area)


@pytest.mark.parametrize(
    ("category", "building", "body", "member"),
    [
        ("noise", "3", CENTRE_3, LI),
        ("noise", "7", CENTRE_7, CHARLIE),
        ("noise", "4", GROUP, QIAN),  # no household centre of its own: the next tier has it
        ("noise", "9", BRANCH, ZHOU),  # a house that nobody near serves
        ("noise", None, BRANCH, ZHOU),  # no house named: only who serves all of them
        ("facilities", "3", PROPERTY, WANG),
        ("facilities", None, PROPERTY, WANG),
        ("other", "3", BRANCH, ZHOU),
    ],
)
def test_the_nearest_body_that_serves_place_and_category_has_it(
    category: str, building: str | None, body: int, member: int
) -> None:
    choice = choose(compound().values(), category, building)
    assert choice is not None
    assert choice.seat is not None
    assert (choice.office.body_id, choice.seat.member_id, choice.reason) == (body, member, "own_category")


@pytest.mark.parametrize(("category", "building"), [("taxes", "3"), ("pets", "9"), ("pets", None)])
def test_what_nobody_has_goes_to_nobody(category: str, building: str | None) -> None:
    assert choose(compound().values(), category, building) is None


def test_where_nobody_is_reachable_it_climbs_and_says_so() -> None:
    choice = choose(compound(gone(CENTRE_3, parent=GROUP)).values(), "pets", "3")
    assert choice is not None
    assert (choice.office.body_id, choice.reason) == (GROUP, "nobody_reachable_below")


def test_it_climbs_past_a_tier_that_is_empty_too() -> None:
    empty = office(GROUP, 2, [], "noise", parent=BRANCH, area="3 4")
    choice = choose(compound(gone(CENTRE_3, parent=GROUP), empty).values(), "noise", "3")
    assert choice is not None
    assert choice.office.body_id == BRANCH


def test_a_fitting_body_further_off_has_it_when_there_is_nobody_above() -> None:
    orphan = gone(CENTRE_3, parent=None)
    choice = choose(compound(orphan).values(), "noise", "3")
    assert choice is not None
    assert choice.office.body_id == GROUP


def test_parents_in_a_circle_end_somewhere() -> None:
    circle = {
        CENTRE_3: gone(CENTRE_3, parent=GROUP),
        GROUP: gone(GROUP, parent=CENTRE_3, tier=2),
    }
    assert climb(CENTRE_3, circle) is None
    assert choose(circle.values(), "noise", "3") is None
    assert choose_supervisor(circle, CENTRE_3, [], ()) is None


def test_a_body_that_is_not_there_is_nobodys() -> None:
    assert climb(99, compound()) is None


@pytest.mark.parametrize(
    ("seats", "member"),
    [
        ([seat(1, 1), seat(2, 1)], 1),  # the longest in it
        ([seat(1, 1, load=2), seat(2, 1, load=1)], 2),  # the fewest open assignments
        ([seat(1, 1, duty=False), seat(2, 1, load=9)], 2),  # duty comes before load
        ([seat(1, 1, duty=False), seat(2, 1, duty=False, load=1)], 1),
        ([seat(1, 1, reachable=False), seat(2, 1, duty=False, load=9)], 2),
        ([seat(1, 1, reachable=False)], None),
        ([], None),
    ],
)
def test_a_seat_is_chosen_by_duty_then_load_then_age(seats: list[Seat], member: int | None) -> None:
    chosen = choose_seat(seats)
    assert (chosen.member_id if chosen else None) == member


def test_who_is_passed_over_is_not_chosen() -> None:
    def chosen(*without: int) -> int | None:
        choice = choose(compound().values(), "noise", "3", without=without)
        return choice.seat.member_id if choice and choice.seat else None

    assert [chosen(), chosen(LI), chosen(LI, ZHAO), chosen(LI, ZHAO, QIAN)] == [LI, ZHAO, QIAN, ZHOU]
    assert chosen(LI, ZHAO, QIAN, ZHOU) is None


def test_the_supervisor_sits_above_the_body() -> None:
    assert choose_supervisor(compound(), CENTRE_3, [ZHOU], {LI}) == QIAN
    assert choose_supervisor(compound(), PROPERTY, [ZHOU], {WANG}) == ZHOU


def test_at_the_top_another_coordinator_supervises_or_nobody() -> None:
    two = office(BRANCH, 3, [seat(ZHOU, BRANCH), seat(11, BRANCH)], "other")
    assert choose_supervisor(compound(two), BRANCH, [ZHOU, 11], {ZHOU}) == 11
    assert choose_supervisor(compound(), BRANCH, [ZHOU], {ZHOU}) is None


def test_a_body_that_was_retired_meanwhile_is_supervised_by_a_coordinator() -> None:
    assert choose_supervisor(compound(), 99, [ZHOU], {LI}) == ZHOU


seats_of_a_body = st.lists(
    st.builds(Seat, st.integers(1, 12), st.just(1), st.booleans(), st.booleans(), st.integers(0, 5)),
    max_size=5,
)
organisations = st.lists(
    st.builds(
        Office,
        st.integers(1, 6),
        st.integers(1, 3),
        st.integers(0, 6),
        st.none() | st.integers(1, 7),
        st.frozensets(st.sampled_from("37"), max_size=1),
        st.frozensets(st.sampled_from(["noise", "pets"])),
        seats_of_a_body.map(tuple),
    ),
    max_size=6,
    unique_by=lambda o: o.body_id,
)
people = st.frozensets(st.integers(1, 12))


@given(organisations, st.sampled_from(["noise", "pets"]), st.sampled_from(["3", "7", None]), people)
def test_whoever_is_chosen_can_be_reached_and_was_not_to_be_passed_over(
    offices: list[Office], category: str, building: str | None, without: frozenset[int]
) -> None:
    choice = choose(offices, category, building, without=without)
    if choice is not None:
        assert choice.seat is not None
        assert choice.seat in choice.office.seats
        assert choice.seat.reachable
        assert choice.seat.member_id not in without


@given(organisations, st.integers(1, 7), people, people)
def test_nobody_supervises_who_was_to_be_kept_apart(
    offices: list[Office], body: int, coordinators: frozenset[int], apart: frozenset[int]
) -> None:
    by_id = {o.body_id: o for o in offices}
    assert choose_supervisor(by_id, body, sorted(coordinators), apart) not in apart
