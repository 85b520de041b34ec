"""Whether two messages are about the same: place and thing must agree before words count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.similar import hard_pairs, made_of_corpus, measure, rules
from casework.rules.similar import Sight, may_be_same
from classifier.things import find_subject

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
LAMP = Sight(
    at=NOON,
    labels=frozenset({"facilities"}),
    building="3",
    things=frozenset({"lamp"}),
    faults=frozenset({"dark"}),
    wheres=frozenset({"stairs"}),
)


@pytest.mark.parametrize(
    ("other", "likeness", "same"),
    [
        (LAMP, 0.05, True),
        (replace(LAMP, building="5"), 1.0, False),
        (replace(LAMP, unit="2"), 0.05, True),
        (replace(LAMP, things=frozenset({"lift"})), 1.0, False),
        (replace(LAMP, faults=frozenset({"always_on"})), 1.0, False),
        (replace(LAMP, faults=frozenset()), 0.5, False),
        (replace(LAMP, faults=frozenset()), 0.7, True),
        (replace(LAMP, wheres=frozenset({"garage"})), 1.0, False),
        (replace(LAMP, labels=frozenset({"noise"})), 1.0, False),
        (replace(LAMP, at=NOON + FORTNIGHT + timedelta(seconds=1)), 1.0, False),
        (replace(LAMP, building=None, home="5"), 1.0, False),
        (replace(LAMP, building=None, home="3"), 0.05, True),
    ],
)
def test_what_must_agree(other: Sight, likeness: float, same: bool) -> None:
    assert may_be_same(LAMP, other, likeness, FORTNIGHT) is same


def test_a_shared_place_of_the_compound_is_nobodys_building() -> None:
    gate = replace(LAMP, building=None, home="3", wheres=frozenset({"east_gate"}))
    assert may_be_same(gate, replace(gate, home="9"), 0.3, FORTNIGHT)


def test_other_rooms_are_other_matters() -> None:
    assert not may_be_same(replace(LAMP, room="402"), replace(LAMP, room="1101"), 1.0, FORTNIGHT)


words = st.frozensets(st.sampled_from(["lamp", "lift", "dog"]), max_size=2)
place = st.sampled_from([None, "3", "5"])
sights = st.builds(
    Sight,
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    labels=st.just(frozenset({"facilities"})),
    building=place,
    unit=place,
    room=place,
    home=place,
    things=words,
    faults=words,
    wheres=words,
)


@given(one=sights, other=sights, likeness=st.floats(0, 1))
def test_it_does_not_matter_who_wrote_first(one: Sight, other: Sight, likeness: float) -> None:
    assert may_be_same(one, other, likeness, FORTNIGHT) == may_be_same(other, one, likeness, FORTNIGHT)


@given(one=sights, other=sights, likeness=st.floats(0, 1), more=st.floats(0, 1))
def test_more_words_in_common_never_speak_against_it(
    one: Sight, other: Sight, likeness: float, more: float
) -> None:
    if may_be_same(one, other, likeness, FORTNIGHT):
        assert may_be_same(one, other, max(likeness, more), FORTNIGHT)


def test_nine_in_ten_that_are_called_the_same_are() -> None:
    likeness = made_of_corpus()
    score = measure(hard_pairs(likeness), rules(likeness)["ours"])
    assert score.precision >= 0.9
    assert score.recall >= 0.9


@pytest.mark.parametrize(
    ("text", "things", "faults", "wheres"),
    [
        ("3号楼电梯停了", {"lift"}, {"stuck"}, set()),
        ("樓道燈壞了", {"lamp"}, {"dark"}, {"stairs"}),
        ("有人遛狗不拴绳", {"dog"}, {"loose"}, set()),
        ("早上好", set(), set(), set()),
    ],
)
def test_things_faults_and_places_are_found(
    text: str, things: set[str], faults: set[str], wheres: set[str]
) -> None:
    subject = find_subject(text)
    assert (subject.things, subject.faults, subject.wheres) == (things, faults, wheres)
