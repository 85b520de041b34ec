"""Working time: which days and hours of a community are worked, counted to and fro.

A working day is as long as its working hours. What begins in the evening or on a day off begins, as
far as working time goes, with the next working hour; what ends with a day's last working hour ends there,
not on the next morning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.rules import public_holidays
from casework.rules.parameters import Parameters
from casework.rules.public_holidays import SATURDAY_AND_SUNDAY, Year
from casework.rules.spans import WorkingSpan

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A community's working calendar. Its own dates (``off``, ``worked``) stand above its country's."""

    zone: ZoneInfo
    starts: time = time(8, 30)
    ends: time = time(17, 30)
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    country: str | None = None
    subdivision: str | None = None

    @property
    def day_length(self) -> timedelta:
        """Return how long a working day is."""
        return _since_midnight(self.ends) - _since_midnight(self.starts)

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on a day: weekdays that are no holiday, and make-up days."""
        if day in self.worked:
            return True
        if day in self.off:
            return False
        public = self._public(day.year)
        return day in public.worked or (day.weekday() not in self.weekend and day not in public.off)

    def is_holiday(self, day: date) -> bool:
        """Say whether a day is kept as a holiday: the country's or the community's own, no mere weekend."""
        if day in self.worked:
            return False
        return day in self.off or day in self._public(day.year).off

    def is_day_off(self, moment: datetime) -> bool:
        """Say whether a moment lies on a local day that is not worked."""
        return not self.is_working_day(moment.astimezone(self.zone).date())

    def after(self, moment: datetime, span: timedelta | WorkingSpan) -> datetime:
        """Return the moment a span later, in UTC: plain time passes, working time is counted."""
        if isinstance(span, timedelta):
            return moment + span
        left = span.days * self.day_length + timedelta(hours=span.hours)
        if not left:
            return moment
        for day, done in self._working_days_from(moment):
            if left <= self.day_length - done:
                return self._at(day, done + left)
            left -= self.day_length - done
        raise OverflowError("the calendar ends")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two moments, none when the end does not lie after the start."""
        total, last = timedelta(0), end.astimezone(self.zone)
        for day, done in self._working_days_from(start):
            if day > last.date():
                break
            until = self._worked_by(last.time()) if day == last.date() else self.day_length
            total += max(until - done, timedelta(0))
        return total

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day."""
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_day_before(self, day: date) -> date:
        """Return the last working day before a day."""
        day -= _DAY
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def _working_days_from(self, moment: datetime) -> Iterator[tuple[date, timedelta]]:
        """Yield working days, each with what of it has passed when counting begins."""
        local = moment.astimezone(self.zone)
        day, done = local.date(), self._worked_by(local.time())
        while day < date.max:
            if self.is_working_day(day):
                yield day, done
            day, done = day + _DAY, timedelta(0)

    def _worked_by(self, local: time) -> timedelta:
        passed = _since_midnight(local) - _since_midnight(self.starts)
        return min(max(passed, timedelta(0)), self.day_length)

    def _at(self, day: date, worked: timedelta) -> datetime:
        local = datetime.combine(day, self.starts) + worked
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def _public(self, year: int) -> Year:
        if self.country is None:
            return Year()
        return public_holidays.year_of(self.country, self.subdivision, year)


def calendar_of(parameters: Parameters, zone: ZoneInfo) -> Calendar:
    """Return the calendar that a community's parameters describe."""
    habits = parameters.calendar
    weekend = habits.days_of_weekend()
    if weekend is None and habits.country is not None:
        weekend = public_holidays.weekend_of(habits.country, habits.subdivision)
    return Calendar(
        zone=zone,
        starts=habits.hours.start,
        ends=habits.hours.end,
        weekend=SATURDAY_AND_SUNDAY if weekend is None else weekend,
        off=frozenset(parameters.holidays),
        worked=frozenset(parameters.workdays),
        country=habits.country,
        subdivision=habits.subdivision,
    )


# As far as due dates reach, an extension included.
LOOK_AHEAD = timedelta(days=45)


def years_uncovered(parameters: Parameters, today: date, ahead: timedelta) -> list[int]:
    """Return the years from today until ``ahead`` for which nobody wrote holidays down.

    A year counts as covered when the community names a holiday in it, or its country's are known. Who
    names neither a country nor any holiday has none, which is no gap.
    """
    habits = parameters.calendar
    if habits.country is None and not parameters.holidays:
        return []
    own = {day.year for day in parameters.holidays}
    years = range(today.year, (today + ahead).year + 1)
    return [year for year in years if year not in own and not _country_covers(parameters, year)]


def _country_covers(parameters: Parameters, year: int) -> bool:
    habits = parameters.calendar
    return habits.country is not None and public_holidays.covers(habits.country, habits.subdivision, year)


def _since_midnight(local: time) -> timedelta:
    return timedelta(
        hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
