"""Rules of a community: which fits, whom it finds, and that nothing is ownerless because of one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.routes import Helper, Matter, Rule, misfit
from casework.rules.routing import Office, Seat, choose, route
from casework.rules.seats import why_this_seat
from data.vocabulary import Urgency
from tests.casework.test_routing import BRANCH, CENTRE_3, CENTRE_7, GROUP, LI, PROPERTY, compound, gone, seat

KEYS = {BRANCH: "branch", GROUP: "group", CENTRE_3: "centre-3", CENTRE_7: "centre-7", PROPERTY: "property"}
KINDS = {BRANCH: "branch", GROUP: "group", CENTRE_3: "centre", CENTRE_7: "centre", PROPERTY: "property"}
NOISE_3 = Matter("noise", "3")


def offices(*changed: Office) -> list[Office]:
    """The compound of the other story, its bodies with keys and kinds."""
    made = compound(*changed).values()
    return [replace(o, key=KEYS[o.body_id], kind=KINDS[o.body_id]) for o in made]


@pytest.mark.parametrize(
    ("rule", "unmet"),
    [
        (Rule(body="branch"), None),
        (Rule(body="branch", categories=("noise", "pets")), None),
        (Rule(body="branch", categories=("pets",)), "other_category"),
        (Rule(body="branch", buildings=("3", "4")), None),
        (Rule(body="branch", buildings=("7",)), "other_building"),
        (Rule(body="branch", places=("车库",)), None),  # a word within the place is enough
        (Rule(body="branch", places=("东门", "地下车库")), None),
        (Rule(body="branch", places=("东门",)), "other_place"),
        (Rule(body="branch", urgency=(Urgency.URGENT,)), "other_urgency"),
        (Rule(body="branch", categories=("noise",), buildings=("3",), places=("车库",)), None),
        (Rule(body="branch", categories=("noise",), buildings=("7",), places=("车库",)), "other_building"),
    ],
)
def test_every_condition_that_is_written_must_fit(rule: Rule, unmet: str | None) -> None:
    assert misfit(rule, Matter("noise", "3", "地下车库")) == unmet


def test_a_condition_is_not_met_by_what_nobody_said() -> None:
    assert misfit(Rule(body="branch", places=("车库",)), NOISE_3) == "other_place"
    assert misfit(Rule(body="branch", buildings=("3",)), Matter("noise", None)) == "other_building"


def test_the_first_rule_that_fits_decides_and_those_before_say_why_not() -> None:
    rules = [
        Rule(body="branch", categories=("pets",)),
        Rule(body="property", because="先找物业", helpers=(Helper(body="branch"),)),
        Rule(body="group"),
    ]
    routed = route(offices(), rules, NOISE_3)
    assert [(one.number, one.outcome) for one in routed.tried] == [(1, "other_category"), (2, "chosen")]
    choice = routed.choice
    assert choice is not None
    assert (choice.office.body_id, choice.reason, choice.rule) == (PROPERTY, "rule", 2)
    assert (choice.because, choice.helpers) == ("先找物业", (Helper(body="branch"),))


@pytest.mark.parametrize(
    ("building", "body", "outcome"),
    [("3", CENTRE_3, "chosen"), ("7", CENTRE_7, "chosen"), (None, BRANCH, "no_body")],
)
def test_the_nearest_of_a_kind_is_the_one_that_serves_the_building(
    building: str | None, body: int, outcome: str
) -> None:
    routed = route(offices(), [Rule(nearest="centre")], Matter("noise", building))
    assert [one.outcome for one in routed.tried] == [outcome]
    assert routed.choice is not None
    assert routed.choice.office.body_id == body


def test_a_rule_whose_body_is_out_of_reach_climbs_and_keeps_its_words() -> None:
    routed = route(
        offices(gone(CENTRE_3, parent=GROUP)), [Rule(body="centre-3", because="先归楼长")], NOISE_3
    )
    choice = routed.choice
    assert choice is not None
    assert (choice.office.body_id, choice.reason, choice.below) == (GROUP, "nobody_reachable_below", CENTRE_3)
    assert choice.because == "先归楼长"


def test_where_a_rule_finds_nobody_the_next_is_asked_and_then_the_categories() -> None:
    alone = replace(gone(CENTRE_3, parent=None), key="centre-3")
    rules = [Rule(body="centre-3"), Rule(body="not-there"), Rule(body="branch", categories=("pets",))]
    routed = route([*offices()[:2], alone], rules, NOISE_3)
    assert [one.outcome for one in routed.tried] == ["nobody_reachable", "no_body", "other_category"]
    assert routed.choice is not None
    assert (routed.choice.office.body_id, routed.choice.rule) == (GROUP, None)


def test_why_it_is_this_member() -> None:
    first, second = seat(1, 1), seat(2, 1)
    assert why_this_seat(first, [first]) == "only_one"
    assert why_this_seat(first, [first, second]) == "longest"
    assert why_this_seat(second, [seat(1, 1, load=3), second]) == "fewest_open"
    assert why_this_seat(second, [seat(1, 1, duty=False), second]) == "on_duty"
    assert why_this_seat(second, [first, second], {1}) == "only_one"


conditions = st.builds(
    Rule,
    categories=st.sampled_from([(), ("noise",), ("pets",)]),
    buildings=st.sampled_from([(), ("3",), ("7",)]),
    places=st.sampled_from([(), ("车库",)]),
    urgency=st.sampled_from([(), (Urgency.URGENT,)]),
    body=st.sampled_from([*KEYS.values(), "not-there"]),
)
matters = st.builds(
    Matter,
    st.sampled_from(["noise", "pets", "facilities"]),
    st.sampled_from(["3", "7", None]),
    st.sampled_from([None, "地下车库"]),
    st.sampled_from(Urgency),
)


@given(st.lists(conditions, max_size=4), matters, st.booleans())
def test_no_rule_leaves_ownerless_what_had_an_owner(rules: list[Rule], matter: Matter, away: bool) -> None:
    there = offices(*([gone(CENTRE_3, parent=None)] if away else []))
    without = choose(there, matter.category, matter.building)
    routed = route(there, rules, matter, without={LI})
    if without is not None and without.seat is not None and without.seat.member_id != LI:
        assert routed.choice is not None
    if routed.choice is not None:
        assert isinstance(routed.choice.seat, Seat)
        assert routed.choice.seat.member_id != LI
        chosen = [one.number for one in routed.tried if one.outcome == "chosen"]
        assert chosen == ([routed.choice.rule] if routed.choice.rule else [])
