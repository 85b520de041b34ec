"""Quarters: how they are written, where they begin, and what comes before and after."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import quarters
from casework.rules.quarters import Quarter

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUARTERS = st.builds(Quarter, st.integers(1990, 2100), st.integers(1, 4))
ZONES = st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("America/St_Johns")])


@pytest.mark.parametrize(
    ("words", "quarter"),
    [
        ("2026Q4", Quarter(2026, 4)),
        ("2026q1", Quarter(2026, 1)),
        ("2026-3", Quarter(2026, 3)),
        ("2026年第四季度", Quarter(2026, 4)),
        (" 2026年2季 ", Quarter(2026, 2)),
    ],
)
def test_it_is_read_as_people_write_it(words: str, quarter: Quarter) -> None:
    assert quarters.parse(words) == quarter


@pytest.mark.parametrize("words", ["", "2026", "2026Q5", "2026Q0", "Q4", "last one", "0000Q1", "2026Q44"])
def test_what_is_no_quarter_is_refused_with_the_mend(words: str) -> None:
    with pytest.raises(ValueError, match="write one such as 2026Q4"):
        quarters.parse(words)


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 9, 30, 15, 59, tzinfo=UTC), Quarter(2026, 3)),
        (datetime(2026, 9, 30, 16, 0, tzinfo=UTC), Quarter(2026, 4)),  # midnight in Shanghai
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), Quarter(2027, 1)),
    ],
)
def test_it_begins_at_local_midnight(moment: datetime, quarter: Quarter) -> None:
    assert quarters.of(moment, SHANGHAI) == quarter
    assert quarter.span(SHANGHAI)[0] <= moment < quarter.span(SHANGHAI)[1]


@given(QUARTERS, ZONES)
def test_quarters_follow_each_other_without_a_gap(quarter: Quarter, zone: ZoneInfo) -> None:
    assert quarter.next().before() == quarter == quarter.before().next()
    assert quarter.before() < quarter < quarter.next()
    assert quarter.span(zone)[1] == quarter.next().span(zone)[0]
    assert quarters.of(quarter.span(zone)[0], zone) == quarter == quarters.parse(str(quarter))


@given(st.integers(1990, 2100), ZONES)
def test_a_year_is_its_four_quarters(year: int, zone: ZoneInfo) -> None:
    start, end = quarters.year_span(year, zone)
    assert (start, end) == (Quarter(year, 1).span(zone)[0], Quarter(year, 4).span(zone)[1])
