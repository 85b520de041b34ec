"""The numbers a community may change: read, refused with the mend, written and read again."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.rules.parameters import Parameters, ReviewHabits, check_timezone
from casework.rules.spans import parse_duration


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("2 s", timedelta(seconds=2)),
        ("15 min", timedelta(minutes=15)),
        ("24h", timedelta(hours=24)),
        ("  7   d ", timedelta(days=7)),
        ("1.5 h", timedelta(minutes=90)),
        ("0 s", timedelta(0)),
        (timedelta(hours=3), timedelta(hours=3)),
    ],
)
def test_a_span_is_a_number_and_a_unit(words: Any, span: timedelta) -> None:
    assert parse_duration(words) == span


@pytest.mark.parametrize(
    "words", ["", "24", 24, "h", "a day", "24 hours", "-1 h", "1 h 30 min", "1,5 h", None, "PT2H"]
)
def test_anything_else_is_refused_with_an_example(words: Any) -> None:
    with pytest.raises(ValueError, match="such as «24 h»"):
        parse_duration(words)


def test_a_span_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        parse_duration("9999999999999 d")


def test_the_defaults_are_those_of_the_design() -> None:
    p = Parameters()
    assert p.deadlines.sign.urgent == timedelta(hours=1)
    assert p.deadlines.sign.normal == timedelta(hours=24)
    assert p.deadlines.due.emergency == timedelta(hours=2)
    assert p.deadlines.due.urgent == timedelta(hours=24)
    assert p.deadlines.due.normal == timedelta(days=7)
    assert p.deadlines.joint_or_escalated == timedelta(days=15)
    assert p.deadlines.warn_at_share == 0.75
    assert p.quiet is not None
    assert (p.quiet.start, p.quiet.end) == (time(22), time(8))
    assert p.max_returns == 2
    assert p.review.ask_after == timedelta(days=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dedlines": {}},
        {"deadlines": {"warn_at": 0.5}},
        {"deadlines": {"warn_at_share": 1}},
        {"deadlines": {"warn_at_share": 0}},
        {"deadlines": {"sign": {"normal": "24 h"}}},  # all three are needed
        {"deadlines": {"due": {"emergency": "2", "urgent": "1 d", "normal": "7 d"}}},
        {"quiet": {"from": "22:00"}},
        {"quiet": {"start": "25:00"}},
        {"max_returns": -1},
        {"triage_reminder": "0 s"},  # coordinators would be reminded without end
        {"holidays": ["2026-02-30"]},
    ],
)
def test_a_slip_is_told_and_not_ignored(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Parameters.model_validate(wrong)


def test_no_quiet_hours_and_no_time_of_day_can_be_said() -> None:
    p = Parameters.model_validate({"quiet": None, "review": {"at": None}})
    assert p.quiet is None
    assert p.review.at is None


def test_parameters_are_not_changed_behind_ones_back() -> None:
    with pytest.raises(ValidationError):
        Parameters().max_returns = 3  # type: ignore[misc]


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "UTC+8", "Asia"])
def test_an_unknown_time_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValueError, match="Asia/Shanghai"):
        check_timezone(name)


def test_a_known_time_zone_is_kept() -> None:
    assert check_timezone("Asia/Shanghai") == "Asia/Shanghai"


spans = st.timedeltas(timedelta(microseconds=1), timedelta(days=3650))
clocks = st.times()


@given(
    st.builds(ReviewHabits, ask_after=spans, at=st.none() | clocks, remind_after=spans, close_after=spans),
    clocks,
    spans,
)
def test_what_is_written_as_json_is_read_as_it_was(
    review: ReviewHabits, digest: time, reminder: timedelta
) -> None:
    before = Parameters(review=review, digest_at=digest, triage_reminder=reminder, quiet=None)
    assert Parameters.model_validate(before.model_dump(mode="json")) == before
    assert Parameters.model_validate_json(before.model_dump_json()) == before
