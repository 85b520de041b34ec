"""The formulas of the ledger, case by case, and what must hold whatever was counted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import scores
from casework.rules.scores import (
    Counted,
    Figure,
    Reckoned,
    against,
    figures,
    gather,
    minus,
    reckon,
    shortfalls,
)

NOW = datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DUE, BEFORE, AFTER = NOW - 2 * DAY, NOW - 3 * DAY, NOW - DAY
NEXT = NOW + DAY


@pytest.mark.parametrize(
    ("due", "breached", "done", "ended", "planned", "reckoned"),
    [
        (None, None, None, False, False, None),  # never given to anybody
        (NEXT, None, None, False, False, None),  # still has time
        (DUE, None, BEFORE, False, False, Reckoned(True, BEFORE)),
        (DUE, None, BEFORE, True, False, Reckoned(True, BEFORE)),
        (DUE, DUE, AFTER, True, False, Reckoned(False, DUE)),  # done, but late
        (DUE, DUE, None, False, False, Reckoned(False, DUE)),  # open and overdue
        (DUE, AFTER, None, False, False, Reckoned(False, DUE)),  # noted late: the desk was down
        (DUE, None, None, False, False, Reckoned(False, DUE)),  # the same, before the clock came round
        (DUE, None, None, True, False, None),  # withdrawn in time
        (DUE, DUE, None, True, False, Reckoned(False, DUE)),  # withdrawn when it was late already
        (DUE, None, None, False, True, None),  # planned: no date now
        (NEXT, DUE, BEFORE, False, False, Reckoned(False, DUE)),  # a second round has a later date
    ],
)
def test_a_case_is_on_time_late_or_not_due(
    due: datetime | None,
    breached: datetime | None,
    done: datetime | None,
    ended: bool,
    planned: bool,
    reckoned: Reckoned | None,
) -> None:
    assert reckon(due, breached, done, ended=ended, planned=planned, now=NOW) == reckoned


@pytest.mark.parametrize(
    ("on_time", "late", "rate"), [(0, 0, None), (3, 1, 0.75), (0, 2, 0.0), (2, 0, 1.0), (11, 3, 11 / 14)]
)
def test_the_rate_is_on_time_out_of_all_that_was_due(on_time: int, late: int, rate: float | None) -> None:
    assert scores.on_time_rate(on_time, late) == rate


@pytest.mark.parametrize(("grades", "mean"), [([], None), ([5], 5.0), ([1, 4], 2.5), ([5, 5, 4], 14 / 3)])
def test_the_mean_is_of_those_who_gave_a_grade(grades: list[int], mean: float | None) -> None:
    assert scores.satisfied_mean(grades) == mean


def test_silence_is_neither_solved_nor_a_grade() -> None:
    shown = figures(gather([(Figure.SILENT, "CT-2026-0001", None), (Figure.SOLVED, "CT-2026-0002", 4)]))
    assert (shown["silent"], shown["solved"], shown["graded"], shown["satisfied"]) == (1, 1, 1, 4.0)


def test_only_what_counts_against_a_line_is_struck_and_only_where_it_stands() -> None:
    on_a: list[tuple[Figure, str, int | None]] = [
        (Figure.KEPT, "A", None), (Figure.LATE, "A", None), (Figure.UNSOLVED, "A", 1),
    ]  # fmt: skip
    line = gather([*on_a, (Figure.LATE, "B", None), (Figure.SOLVED, "B", 5)])
    struck = against(line, ["A"])
    assert struck.numbers() == {"A"}
    left = minus(line, struck)
    assert left.cases == {
        Figure.KEPT: ["A"], Figure.LATE: ["B"], Figure.UNSOLVED: [], Figure.SOLVED: ["B"],
    }  # fmt: skip
    assert left.grades == [("B", 5)]


def test_a_body_keeps_what_others_did_with_the_same_case() -> None:
    body = gather([(Figure.RETURNED, "A", None), (Figure.RETURNED, "A", None)])
    member = gather([(Figure.RETURNED, "A", None)])
    assert minus(body, against(member, ["A"])).cases == {Figure.RETURNED: ["A"]}


FLOORS = {"on_time_rate": 0.7, "kept_rate": 0.7, "satisfied": 3.0}


@pytest.mark.parametrize(
    ("on_time", "late", "grades", "short"),
    [
        (7, 3, [3, 3, 3], []),  # just enough is enough
        (6, 4, [], ["on_time_rate"]),
        (0, 2, [], []),  # two cases say nothing yet
        (0, 3, [], ["on_time_rate"]),
        (9, 0, [2, 3, 3], ["satisfied"]),
        (9, 0, [1, 1], []),
    ],
)
def test_who_falls_short_of_a_floor(on_time: int, late: int, grades: list[int], short: list[str]) -> None:
    line = gather(
        [
            *((Figure.ON_TIME, f"A{n}", None) for n in range(on_time)),
            *((Figure.LATE, f"B{n}", None) for n in range(late)),
            *((Figure.SOLVED, f"C{n}", grade) for n, grade in enumerate(grades)),
        ]
    )
    assert [one.figure for one in shortfalls(figures(line), FLOORS, 3)] == short


ENTRIES = st.lists(
    st.tuples(st.sampled_from(Figure), st.sampled_from("ABCDE"), st.none() | st.integers(1, 5)), max_size=40
)


@given(ENTRIES)
def test_a_count_is_the_number_of_its_cases_and_a_rate_lies_between_none_and_all(
    entries: list[tuple[Figure, str, int | None]],
) -> None:
    line = gather(entries)
    shown = figures(line)
    for figure in Figure:
        assert shown[figure.value] == sum(1 for found, _, _ in entries if found is figure)
    for rate in (shown["on_time_rate"], shown["kept_rate"]):
        assert rate is None or 0 <= rate <= 1
    mean = shown["satisfied"]
    assert mean is None or 1 <= mean <= 5


@given(ENTRIES, st.sets(st.sampled_from("ABCDE")))
def test_striking_never_makes_a_line_worse(
    entries: list[tuple[Figure, str, int | None]], struck: set[str]
) -> None:
    before, after = figures(gather(entries)), figures(_struck(gather(entries), struck))
    for rate in ("on_time_rate", "kept_rate", "satisfied"):
        was, becomes = before[rate], after[rate]
        assert was is None or becomes is None or becomes >= was - 1e-9


def _struck(line: Counted, numbers: set[str]) -> Counted:
    return minus(line, against(line, numbers))
