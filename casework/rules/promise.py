"""Promised dates: the ones offered on buttons, and the ones people write in their own words."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.rules import dates
from casework.rules.calendar import Calendar

END_OF_WORK = time(18, 0)
END_OF_DAY = time(23, 59)
_HOURS_COUNT = timedelta(hours=36)
_LEEWAY = timedelta(hours=1)
_OVERDUE_DAYS = 15


def latest(now: datetime, due: datetime) -> datetime:
    """Return the last date that may be promised: the due time, or 15 days on when it has passed."""
    return due if due > now else now + timedelta(days=_OVERDUE_DAYS)


def offers(now: datetime, due: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return up to four dates to offer, rising; the last is the latest sensible one.

    That is the last end of a working day before the date is due, since nobody promises three in the
    morning; where less than a day and a half is left, hours count and it is the due time itself.
    """
    last = latest(now, due)
    if last - now > _HOURS_COUNT:
        day = last.astimezone(zone).date()
        last = max(e for e in (_at(END_OF_WORK, day - timedelta(days=n), zone) for n in (0, 1)) if e <= last)
    today = now.astimezone(zone).date()
    evenings = (_at(END_OF_WORK, today + timedelta(days=days), zone) for days in (0, 1, 3))
    return [*(moment for moment in evenings if now + _LEEWAY <= moment < last), last]


def fit(promised: datetime, last: datetime, zone: ZoneInfo) -> datetime:
    """Return the promise, cut to the last possible moment when it names the day on which that lies."""
    same_day = promised.astimezone(zone).date() == last.astimezone(zone).date()
    return min(promised, last) if same_day else promised


def beside_day_off(promised: datetime, now: datetime, last: datetime, calendar: Calendar) -> list[datetime]:
    """Return, rising, a promise for a day off and the ends of the working days around it, if in time."""
    day = promised.astimezone(calendar.zone).date()
    around = (calendar.working_day_before(day), calendar.next_working_day(day))
    evenings = [_at(END_OF_WORK, near, calendar.zone) for near in around]
    return sorted({promised, *(evening for evening in evenings if now < evening <= last)})


def parse(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read a date such as «11月25日», «25号», «明天», «3天内», «下周三», «2026-11-25»; None when unclear.

    It means the end of the working day; the end of the day when the evening is named, or has
    passed already.
    """
    day = dates.read(words, now.astimezone(zone).date())
    if day is None:
        return None
    evening = _at(END_OF_WORK, day, zone)
    late = any(word in words for word in ("晚", "tonight", "evening"))
    is_today = day == now.astimezone(zone).date()
    return _at(END_OF_DAY, day, zone) if late or (is_today and evening <= now) else evening


def _at(hour: time, day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
