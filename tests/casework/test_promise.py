"""Promised dates: offered on buttons, or read from what a member writes."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules import dates, promise

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Shanghai
TUESDAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def shanghai(text: str) -> datetime:
    """Read a moment on Shanghai's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


DAYS_IN_WORDS = {
    "2026-11-24": ["今天", "今日", "今晚", "今天下班前", "today", "周二", "0天内"],
    "2026-11-25": [
        "明天",
        "明日",
        "聽日",
        "听日",
        "明天下午",
        "tomorrow",
        "1天",
        "一天内",
        "周三",
        "星期三",
        "禮拜三",
    ],
    "2026-11-26": [
        "后天",
        "後天",
        "后日",
        "the day after tomorrow",
        "两天内",
        "兩天內",
        "2 days",
        "這週四",
        "thursday",
    ],
    "2026-11-27": [
        "大后天",
        "大後天",
        "3天",
        "3天内",
        "三天內",
        "三日内",
        "3天后",
        "in 3 days",
        "本周五",
        "fri",
        "星期五前",
    ],
    "2026-11-29": ["周日", "周末", "星期天", "礼拜天", "週末", "sunday", "29号", "29日", "二十九号"],
    "2026-11-30": [
        "30号",
        "30號",
        "三十号",
        "30日",
        "30日前",
        "月底",
        "本月底",
        "月底前",
        "11月底",
        "11/30",
        "11-30",
    ],
    "2026-12-01": [
        "一周内",
        "1周",
        "一个星期内",
        "一個星期內",
        "1 week",
        "1号",
        "一號",
        "12月1日",
        "12月1号",
        "Dec 1st",
    ],
    "2026-12-02": ["下周三", "下週三", "下星期三", "下个礼拜三", "next wednesday"],
    "2026-12-04": ["十天", "十天内", "10天之内", "10日以内", "十日后", "next friday", "下周五"],
    "2026-12-05": [
        "下个月5号",
        "下月5號",
        "下個月五號",
        "5号",
        "五日",
        "12.5",
        "12月5号前",
        "5 December",
        "5th of Dec",
    ],
    "2026-12-07": ["下下周一", "下下週一"],
    "2026-12-08": ["两周内", "兩個星期內", "2周", "in two weeks, i.e. 2 weeks"],
    "2026-12-09": ["十五天", "15天内", "十五天后"],
    "2026-12-19": ["二十五天内", "25日内", "25日后"],
    "2026-12-31": [
        "下月底",
        "下个月底",
        "12月底",
        "12月31日",
        "2026-12-31",
        "2026年12月31日",
        "2026/12/31",
        "2026.12.31",
    ],
    "2027-01-05": ["1月5日", "一月五日", "１月５日", "Jan 5", "January 5th", "2027-01-05", "2027年1月5号"],
    "2027-11-23": ["11月23日", "十一月二十三号"],
}
UNCLEAR = [
    *("", " ", "好的", "谢谢", "尽快", "马上", "有空就来", "明年", "asap", "soon", "😀", "…"),
    *("3号楼", "3號樓", "12栋", "一号楼", "3号门", "二单元", "2号线", "8号电梯"),
    *("2月30日", "13月1日", "0号", "32号", "31号", "2026-13-01", "2026-02-30", "二月三十日"),
    *("13812345678", "110", "10.5元", "3.5天", "1.5米", "v2.3.1", "monkey", "money", "sunny", "novel 3"),
    *("三天没人管", "月亮", "下周", "周", "星期", "号", "日", "天"),
]


@pytest.mark.parametrize(
    ("words", "day"), [(words, day) for day, phrases in DAYS_IN_WORDS.items() for words in phrases]
)
def test_a_day_is_read_from_words(words: str, day: str) -> None:
    assert dates.read(words, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_names_no_day_is_unclear(words: str) -> None:
    assert dates.read(words, TUESDAY) is None
    assert promise.parse(words, NOON, SHANGHAI) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("11月27日，等配件到货", "2026-11-27"),
        ("3天内，等配件到货后换", "2026-11-27"),
        ("27号上午来修3号楼的门", "2026-11-27"),
        ("今天买料，后天装", "2026-11-26"),
        ("周三看现场，周五修好", "2026-11-27"),
        ("配件26号到，28号装上", "2026-11-28"),
        ("最迟11月30号之前", "2026-11-30"),
    ],
)
def test_a_day_is_found_among_other_words_and_the_last_one_counts(words: str, day: str) -> None:
    assert dates.read(words, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "words", "day"),
    [
        ("2026-12-30", "后天", "2027-01-01"),
        ("2026-12-30", "3号", "2027-01-03"),
        ("2026-12-30", "下个月3号", "2027-01-03"),
        ("2026-12-30", "下月底", "2027-01-31"),
        ("2026-12-30", "周五", "2027-01-01"),
        ("2026-12-31", "12月31日", "2026-12-31"),
        ("2026-12-31", "12月30日", "2027-12-30"),
        ("2026-01-31", "30号", None),  # there is none in February
        ("2026-01-31", "下月底", "2026-02-28"),
        ("2028-01-31", "下月底", "2028-02-29"),
        ("2028-02-28", "明天", "2028-02-29"),
        ("2028-02-28", "2月29日", "2028-02-29"),
        ("2028-02-28", "29号", "2028-02-29"),
        ("2026-02-27", "2月29日", None),
        ("2026-02-27", "2月底", "2026-02-28"),
        ("2026-02-28", "1月底", "2027-01-31"),
        ("2026-11-29", "周日", "2026-11-29"),
        ("2026-11-29", "周六", "2026-12-05"),
        ("2026-11-29", "下周一", "2026-11-30"),
    ],
)
def test_months_and_years_turn_over(today: str, words: str, day: str | None) -> None:
    assert dates.read(words, date.fromisoformat(today)) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("now", "words", "promised"),
    [
        ("2026-11-24 12:00", "明天", "2026-11-25 18:00"),
        ("2026-11-24 12:00", "今天", "2026-11-24 18:00"),
        ("2026-11-24 18:00", "今天", "2026-11-24 23:59"),
        ("2026-11-24 19:30", "今天", "2026-11-24 23:59"),
        ("2026-11-24 12:00", "今晚", "2026-11-24 23:59"),
        ("2026-11-24 12:00", "明天晚上", "2026-11-25 23:59"),
        ("2026-11-24 00:30", "明天", "2026-11-25 18:00"),  # still the 23rd in UTC
    ],
)
def test_a_day_means_the_end_of_the_working_day_or_of_the_evening(
    now: str, words: str, promised: str
) -> None:
    assert promise.parse(words, shanghai(now), SHANGHAI) == shanghai(promised)


def test_today_is_the_local_day() -> None:
    late_in_new_york = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    promised = promise.parse("tomorrow", late_in_new_york, NEW_YORK)
    assert promised == datetime(2026, 11, 25, 18, 0, tzinfo=NEW_YORK)


@given(st.text(max_size=40))
def test_no_words_break_the_reading(words: str) -> None:
    day = dates.read(words, TUESDAY)
    assert day is None or isinstance(day, date)


@given(
    st.lists(st.sampled_from("今明后天日号月周内下个一二三五十0123456789-/.年 nextfri"), max_size=12).map(
        "".join
    ),
    st.dates(date(2020, 1, 1), date(2090, 12, 31)),
)
def test_no_words_made_of_pieces_of_dates_break_the_reading(words: str, today: date) -> None:
    dates.read(words, today)


def test_what_is_due_later_may_be_promised_until_then() -> None:
    assert promise.latest(NOON, NOON + DAY) == NOON + DAY


@pytest.mark.parametrize("due", [NOON, NOON - DAY])
def test_what_is_overdue_may_be_promised_for_the_next_fifteen_days(due: datetime) -> None:
    assert promise.latest(NOON, due) == NOON + 15 * DAY


@pytest.mark.parametrize(
    ("now", "due", "offered"),
    [
        (
            "2026-11-24 12:00",
            "2026-12-01 12:00",
            ["2026-11-24 18:00", "2026-11-25 18:00", "2026-11-27 18:00", "2026-11-30 18:00"],
        ),
        (
            "2026-11-24 17:30",
            "2026-12-01 17:30",
            ["2026-11-25 18:00", "2026-11-27 18:00", "2026-11-30 18:00"],
        ),
        ("2026-11-24 12:00", "2026-11-25 12:00", ["2026-11-24 18:00", "2026-11-25 12:00"]),
        ("2026-11-24 12:00", "2026-11-24 14:00", ["2026-11-24 14:00"]),
        ("2026-11-24 12:00", "2026-11-24 18:00", ["2026-11-24 18:00"]),
    ],
)
def test_evenings_are_offered_and_the_due_time_itself_where_hours_count(
    now: str, due: str, offered: list[str]
) -> None:
    assert promise.offers(shanghai(now), shanghai(due), SHANGHAI) == [shanghai(moment) for moment in offered]


moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from([SHANGHAI, NEW_YORK, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")])


@given(moments, st.timedeltas(-30 * DAY, 30 * DAY), zones)
def test_offers_rise_and_end_within_a_day_of_the_last_possible_date(
    now: datetime, ahead: timedelta, zone: ZoneInfo
) -> None:
    due = now + ahead
    offered = promise.offers(now, due, zone)
    assert 1 <= len(offered) <= 4
    assert all(earlier < later for earlier, later in itertools.pairwise(offered))
    assert timedelta(0) <= promise.latest(now, due) - offered[-1] < timedelta(hours=25)
    assert all(moment > now for moment in offered)


def test_the_last_possible_day_means_its_last_possible_moment() -> None:
    last = shanghai("2026-12-01 12:00")
    assert promise.fit(shanghai("2026-12-01 18:00"), last, SHANGHAI) == last
    assert promise.fit(shanghai("2026-12-01 09:00"), last, SHANGHAI) == shanghai("2026-12-01 09:00")
    assert promise.fit(shanghai("2026-12-02 18:00"), last, SHANGHAI) == shanghai("2026-12-02 18:00")
