"""The annual rating: shares shrunk toward the mean, weighted, graded; recomputed here by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.parameters import RatingHabits
from casework.rules.rating import Grade, Input, Share, grade, mean, means, rate, satisfied, shrink

NONE = Share(0, 0)


def body(**shares: tuple[float, float]) -> dict[Input, Share]:
    """A body by its shares; what is not named, it had nothing of."""
    return {i: Share(*shares.get(i.value, (0, 0))) for i in Input}


@pytest.mark.parametrize(
    ("reached", "whole", "toward", "strength", "value"),
    [
        (1, 1, 0.6, 5, 4 / 6),  # one case of one: (1 + 5 × 0.6) ÷ (1 + 5)
        (95, 100, 0.6, 5, 98 / 105),
        (0, 0, 0.6, 5, 0.6),  # nothing: the mean
        (3, 4, 0.6, 0, 0.75),  # no shrinking
        (0, 0, 0.6, 0, 0.6),
    ],
)
def test_few_cases_say_little(
    reached: float, whole: float, toward: float, strength: float, value: float
) -> None:
    assert shrink(Share(reached, whole), toward, strength) == pytest.approx(value)


@pytest.mark.parametrize(
    ("grades", "share"), [([], None), ([1], 0.0), ([5, 5], 1.0), ([3], 0.5), ([4, 5], 0.875)]
)
def test_one_star_is_nothing_and_five_are_all(grades: list[int], share: float | None) -> None:
    assert satisfied(grades).value() == share


def test_two_bodies_by_a_pocket_calculator() -> None:
    many = body(on_time=(90, 100), solved=(80, 100), satisfied=(70, 100), part=(4, 5))
    few = body(on_time=(1, 1), solved=(1, 1), satisfied=(1, 1), part=(1, 1))
    first, second = rate([many, few], RatingHabits())
    # on time: the mean is 91 ÷ 101 = 0.90099; (90 + 5 × 0.90099) ÷ 105 = 0.90005, (1 + 4.50495) ÷ 6 = 0.91749
    # solved: 81 ÷ 101 = 0.80198; 0.80009 and 0.83498. satisfied: 71 ÷ 101 = 0.70297; 0.70014 and 0.75248
    # part: 5 ÷ 6 = 0.83333; (4 + 4.16667) ÷ 10 = 0.81667 and (1 + 4.16667) ÷ 6 = 0.86111
    # nobody carried out a resolution: the weights are 30 + 30 + 20 + 10 = 90
    assert first.points == pytest.approx(
        (30 * 90.005 + 30 * 80.009 + 20 * 70.014 + 10 * 81.667) / 90, abs=0.01
    )
    assert second.points == pytest.approx(
        (30 * 91.749 + 30 * 83.498 + 20 * 75.248 + 10 * 86.111) / 90, abs=0.01
    )
    assert Input.RESOLUTIONS not in first.shrunk
    assert (first.grade, second.grade) == (Grade.AVERAGE, Grade.AVERAGE)


def test_a_body_that_had_no_work_is_not_rated() -> None:
    rated = rate([body(on_time=(9, 10), part=(1, 1)), body(part=(0, 3))], RatingHabits())
    assert (rated[1].points, rated[1].grade) == (None, Grade.UNRATED)


def test_without_anything_nobody_is_rated() -> None:
    assert [one.grade for one in rate([body(), body()], RatingHabits())] == [Grade.UNRATED] * 2
    assert mean([NONE, NONE]) is None


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (85, Grade.ADVANCED),
        (84.9, Grade.AVERAGE),
        (60, Grade.AVERAGE),
        (59.9, Grade.BEHIND),
        (None, Grade.UNRATED),
    ],
)
def test_grades_by_points(points: float | None, expected: Grade) -> None:
    assert grade([points], RatingHabits()) == [expected]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([90, 80, 70, 60, 50], "advanced average average average behind"),
        ([90, 90, 70, 60, 50], "average average average average behind"),  # a tie is not broken by chance
        ([50, 50, 50, 50, 50], "average average average average average"),
        ([90, 80], "average average"),  # a fifth of two is nobody
        ([90, None, 80, 70, 60, 50], "advanced unrated average average average behind"),
    ],
)
def test_grades_by_rank(points: list[float | None], expected: str) -> None:
    habits = RatingHabits(advanced_share=0.2, behind_share=0.2)
    assert " ".join(grade(points, habits)) == expected


SHARES = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda two: Share(two[0], sum(two)))
BODIES = st.lists(st.fixed_dictionaries(dict.fromkeys(Input, SHARES)), min_size=1, max_size=4)


@given(BODIES, st.floats(0, 100))
def test_points_lie_between_0_and_100_and_shrinking_between_share_and_mean(
    bodies: list[dict[Input, Share]], strength: float
) -> None:
    for found, shares in zip(rate(bodies, RatingHabits(strength=strength)), bodies, strict=True):
        assert found.points is None or -1e-9 <= found.points <= 100 + 1e-9
        for i, value in found.shrunk.items():
            own, toward = shares[i].value(), means(bodies)[i]
            ends = sorted([toward, own if own is not None else toward])
            assert ends[0] - 1e-9 <= value <= ends[1] + 1e-9


@given(BODIES, st.integers(0, 7), st.sampled_from([Input.ON_TIME, Input.SOLVED, Input.SATISFIED]))
def test_one_more_case_done_well_never_costs_points_against_the_others(
    bodies: list[dict[Input, Share]], which: int, what: Input
) -> None:
    which %= len(bodies)
    better = [dict(one) for one in bodies]
    share = bodies[which][what]
    better[which][what] = Share(share.reached + 1, share.whole + 1)
    before, after = rate(bodies, RatingHabits())[which].shrunk, rate(better, RatingHabits())[which].shrunk
    assert after[what] >= before.get(what, 0) - 1e-9


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [
        (dict.fromkeys(("on_time", "solved", "satisfied", "resolutions", "part"), 0), "at least one"),
        ({"advanced_share": 0.3}, "both"),
        ({"advanced_share": 0.6, "behind_share": 0.5}, "lower one"),
        ({"behind_below": 90}, "lower it"),
    ],
)
def test_habits_that_contradict_each_other_are_refused_with_the_mend(
    wrong: dict[str, float], mend: str
) -> None:
    with pytest.raises(ValueError, match=mend):
        RatingHabits.model_validate(wrong)
