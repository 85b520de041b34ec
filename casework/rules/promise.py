"""Promised dates: the ones offered on buttons, and the ones people write in their own words."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

END_OF_WORK = time(18, 0)
_LEEWAY = timedelta(hours=1)
_OVERDUE_DAYS = 15

_DAYS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "明天": 1,
    "明日": 1,
    "聽日": 1,
    "听日": 1,
    "后天": 2,
    "後天": 2,
    "后日": 2,
    "後日": 2,
    "大后天": 3,
    "大後天": 3,
    "today": 0,
    "tomorrow": 1,
}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6}


def latest(now: datetime, due: datetime) -> datetime:
    """Return the last date that may be promised: the due time, or 15 days on when it has passed."""
    return due if due > now else now + timedelta(days=_OVERDUE_DAYS)


def offers(now: datetime, due: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return up to four dates to offer, all before the last possible one, which is always among them."""
    last = latest(now, due)
    today = now.astimezone(zone).date()
    evenings = (_evening(today + timedelta(days=days), zone) for days in (0, 1, 3))
    return [*(moment for moment in evenings if now + _LEEWAY <= moment < last), last]


def parse(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read a date such as «11月25日», «25号», «明天», «3天内», «下周三», «2026-11-25»; None when unclear.

    A date without an hour means the end of the working day. A day of the month that has passed
    means the next month's, a month that has passed the next year's.
    """
    today = now.astimezone(zone).date()
    text = words.strip().lower()
    day = _relative(text, today) or _weekday(text, today) or _calendar(text, today)
    return _evening(day, zone) if day else None


def _relative(text: str, today: date) -> date | None:
    for word in sorted(_DAYS, key=len, reverse=True):
        if word in text:
            return today + timedelta(days=_DAYS[word])
    match = re.search(
        r"(\d{1,2}|[一二两兩三四五六七八九十])\s*(?:天|日|days?)\s*(?:内|內|之内|之內|后|後|以内|以內)?$",
        text,
    )
    return today + timedelta(days=_number(match[1])) if match and "月" not in text else None


def _weekday(text: str, today: date) -> date | None:
    match = re.search(r"(下下|下|这|這|本)?(?:个|個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天末])", text)
    if not match:
        return None
    monday = today - timedelta(days=today.weekday())
    weeks = {"下": 1, "下下": 2}.get(match[1] or "", 0)
    day = monday + timedelta(weeks=weeks, days=_WEEKDAYS[match[2]])
    return day + timedelta(weeks=1) if day < today and not match[1] else day


def _calendar(text: str, today: date) -> date | None:
    full = re.search(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})", text)
    if full:
        return _date(int(full[1]), int(full[2]), int(full[3]))
    short = re.search(r"(\d{1,2})(?:月|[-/.])(\d{1,2})", text)
    if short:
        day = _date(today.year, int(short[1]), int(short[2]))
        return _date(today.year + 1, int(short[1]), int(short[2])) if day and day < today else day
    alone = re.fullmatch(r"\D{0,4}(\d{1,2})\s*[号號日]\D{0,4}", text)
    if not alone:
        return None
    day = _date(today.year, today.month, int(alone[1]))
    if day is None or day >= today:
        return day
    following = today.replace(day=1) + timedelta(days=32)
    return _date(following.year, following.month, int(alone[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(digits: str) -> int:
    return (
        int(digits)
        if digits.isdecimal()
        else {"两": 2, "兩": 2}.get(digits) or "一二三四五六七八九十".index(digits) + 1
    )


def _evening(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_WORK, zone).astimezone(UTC)
