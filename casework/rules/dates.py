"""Reads the day that somebody names in their own words, in Chinese or English."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

# Both scripts are read as one; only what stands in dates needs to be here.
_SIMPLIFIED = str.maketrans("後週禮個內號這兩聽樓棟門車線電機庫", "后周礼个内号这两听楼栋门车线电机库")
_DAYS = {
    0: ("今天", "今日", "今晚", "today", "tonight"),
    1: ("明天", "明日", "明早", "明晚", "听日", "tomorrow"),
    2: ("后天", "后日", "day after tomorrow"),
    3: ("大后天",),
}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6}
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_NUMERAL = re.compile(
    r"(?<![周期拜一二三四五六七八九十])[一二两三四五六七八九十]{1,3}(?=个?(?:天|日|号|月|周|星期|礼拜))"
)
_FULL = re.compile(r"(?<!\d)(20\d\d)\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})(?!\d)")
_MONTH_AND_DAY = re.compile(r"(?<![\d年/.-])(\d{1,2})\s*月\s*(\d{1,2})(?!\d)")
_NAMED_YEAR = re.compile(r"([今明后])年\s*(\d{1,2})\s*月份?\s*(\d{1,2})?(?!\d)")
_WITH_A_MARK = re.compile(r"(?<![\d年/.-])(\d{1,2})[-/.](\d{1,2})(?=\s*(?:$|[日号,，。;；、前之(（]))")
_ENGLISH_DAY = re.compile(rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b")
_ENGLISH_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b")
_DAY_ALONE = re.compile(
    r"(?:(下个?月)\s*|(?<![\d月年/.-]))(\d{1,2})\s*(?:号(?![楼栋幢座门梯电线路车位库机院井泵])|日(?!内|之内|以内|后|之后|以后))"
)
_WITHIN = "(?:内|之内|以内|后|之后|以后)"
_SPAN = re.compile(rf"(?<![\d.])(\d{{1,2}})\s*个?(天(?={_WITHIN}|$)|日(?={_WITHIN})|周|星期|礼拜)")
_ENGLISH_SPAN = re.compile(r"(\d{1,2})\s*(day|week)s?\b")
_WEEKDAY = re.compile(r"(下下|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末])")
_ENGLISH_WEEKDAY = re.compile(
    r"\b(next\s+)?(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b"
)
_MONTH_END = re.compile(r"(下个?|(\d{1,2})|)月底")


def read(words: str, today: date) -> date | None:
    """Return the day that is named, the last one where there are several; None when none is.

    A day of the month that has passed means the next month's, a month that has passed the next
    year's: «5号» said on the 20th, «1月5日» said in November.
    """
    text = _NUMERAL.sub(_in_digits, words.strip().lower().translate(_SIMPLIFIED))
    readers = (
        *(_relative, _spans, _weekdays, _full),
        *(_named_years, _months_and_days, _days_alone, _month_ends),
    )
    return max((day for reader in readers for day in reader(text, today) if day), default=None)


def _in_digits(match: re.Match[str]) -> str:
    numeral = match[0].replace("两", "二")
    tens, ten, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    value = (digits.index(tens) + 1 if tens else 1) * 10 if ten and len(tens) < 2 else 0
    return str(value + (digits.index(ones) + 1 if ones else 0)) if len(ones) < 2 else match[0]


def _relative(text: str, today: date) -> Iterator[date]:
    found = (days for days, names in _DAYS.items() if any(name in text for name in names))
    return (today + timedelta(days=days) for days in found)


def _spans(text: str, today: date) -> Iterator[date]:
    for match in (*_SPAN.finditer(text), *_ENGLISH_SPAN.finditer(text)):
        days = 1 if match[2] in ("天", "日", "day") else 7
        yield today + timedelta(days=days * int(match[1]))


def _weekdays(text: str, today: date) -> Iterator[date]:
    monday = today - timedelta(days=today.weekday())
    for match in _WEEKDAY.finditer(text):
        day = monday + timedelta(weeks={"下": 1, "下下": 2}.get(match[1], 0), days=_WEEKDAYS[match[2]])
        yield day + timedelta(weeks=1) if day < today and not match[1] else day
    for match in _ENGLISH_WEEKDAY.finditer(text):
        day = monday + timedelta(weeks=1 if match[1] else 0, days=_ENGLISH_WEEKDAYS.index(match[2][:3]))
        yield day + timedelta(weeks=1) if day < today else day


def _full(text: str, _today: date) -> Iterator[date | None]:
    return (_date(int(m[1]), int(m[2]), int(m[3])) for m in _FULL.finditer(text))


def _named_years(text: str, today: date) -> Iterator[date | None]:
    """«明年3月15日»; a month alone means its last day."""
    for match in _NAMED_YEAR.finditer(text):
        year, month = today.year + "今明后".index(match[1]), int(match[2])
        if match[3]:
            yield _date(year, month, int(match[3]))
        elif 1 <= month <= 12:
            yield date(year, month, calendar.monthrange(year, month)[1])


def _months_and_days(text: str, today: date) -> Iterator[date | None]:
    found = [(int(m[1]), int(m[2])) for m in (*_MONTH_AND_DAY.finditer(text), *_WITH_A_MARK.finditer(text))]
    found += [(_ENGLISH_MONTHS.index(m[1][:3]) + 1, int(m[2])) for m in _ENGLISH_DAY.finditer(text)]
    found += [(_ENGLISH_MONTHS.index(m[2][:3]) + 1, int(m[1])) for m in _ENGLISH_DAY_FIRST.finditer(text)]
    for month, day in found:
        this_year = _date(today.year, month, day)
        passed = this_year is not None and this_year < today
        yield _date(today.year + 1, month, day) if passed else this_year


def _days_alone(text: str, today: date) -> Iterator[date | None]:
    following = today.replace(day=1) + timedelta(days=32)
    for match in _DAY_ALONE.finditer(text):
        day = None if match[1] else _date(today.year, today.month, int(match[2]))
        passed = match[1] or (day is not None and day < today)
        yield _date(following.year, following.month, int(match[2])) if passed else day


def _month_ends(text: str, today: date) -> Iterator[date]:
    following = today.replace(day=1) + timedelta(days=32)
    for match in _MONTH_END.finditer(text):
        month = int(match[2]) if match[2] else (following if match[1] else today).month
        if 1 <= month <= 12:
            year = today.year + (month < today.month)
            yield date(year, month, calendar.monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
