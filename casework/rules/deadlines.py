"""When things fall due: each function takes the present and returns a moment in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.rules.calendar import Calendar
from casework.rules.parameters import ByUrgency, Deadlines, Quiet, ReviewHabits
from casework.rules.spans import WorkingSpan
from data.vocabulary import Urgency, Way


def _span(spans: ByUrgency, urgency: Urgency) -> timedelta | WorkingSpan:
    chosen: timedelta | WorkingSpan = getattr(spans, urgency.value)
    return chosen


def sign_by(dispatched: datetime, urgency: Urgency, deadlines: Deadlines, calendar: Calendar) -> datetime:
    """Return when somebody must have signed in."""
    return calendar.after(dispatched, _span(deadlines.sign, urgency))


def due_at(
    dispatched: datetime, urgency: Urgency, way: Way, deadlines: Deadlines, calendar: Calendar
) -> datetime:
    """Return when the case must be done; joint and escalated ones have their own span unless urgent."""
    if way is not Way.SINGLE and urgency is Urgency.NORMAL:
        return calendar.after(dispatched, deadlines.joint_or_escalated)
    return calendar.after(dispatched, _span(deadlines.due, urgency))


def up_at(due: datetime, deadlines: Deadlines, calendar: Calendar) -> datetime | None:
    """Return when a case that missed its date goes up a tier; None where it never does."""
    return None if deadlines.up_after is None else calendar.after(due, deadlines.up_after)


def branch_at(due: datetime, deadlines: Deadlines, calendar: Calendar) -> datetime | None:
    """Return when a case that missed its date goes before the branch; None where it never does."""
    return None if deadlines.branch_after is None else calendar.after(due, deadlines.branch_after)


def warn_at(dispatched: datetime, due: datetime, deadlines: Deadlines) -> datetime:
    """Return when the handler is reminded: at a share (default 75 %) of the time given."""
    return dispatched + (due - dispatched) * deadlines.warn_at_share


def ask_at(resolved: datetime, zone: ZoneInfo, habits: ReviewHabits) -> datetime:
    """Return when the resident is asked: ``ask_after`` later, at the time of day if one is set.

    A case that was done in the evening is asked about «tomorrow at ten», not a full day later. A
    span below a day is meant as it stands.
    """
    moment = resolved + habits.ask_after
    if habits.at is None or habits.ask_after < timedelta(days=1):
        return moment
    day = moment.astimezone(zone).date()
    asked = _on(day, habits.at, zone)
    return asked if asked > resolved else _on(day + timedelta(days=1), habits.at, zone)


def next_digest(now: datetime, zone: ZoneInfo, at: time) -> datetime:
    """Return the next moment after now at which the local clock shows ``at``, once a day.

    Of an hour that is repeated in autumn the first counts, and an hour that is left out in spring
    counts as the one after it.
    """
    today = now.astimezone(zone).date()
    moment = _on(today, at, zone)
    return moment if moment > now else _on(today + timedelta(days=1), at, zone)


def speak_at(now: datetime, urgency: Urgency, zone: ZoneInfo, quiet: Quiet | None) -> datetime:
    """Return when a notice may be sent: now, or the end of the quiet hours if now lies in them."""
    if quiet is None or urgency is not Urgency.NORMAL or not _is_quiet(now.astimezone(zone).time(), quiet):
        return now
    today = now.astimezone(zone).date()
    ends = (_last_on(today + timedelta(days=days), quiet.end, zone) for days in (0, 1))
    return next(end for end in ends if end > now)


def _is_quiet(local: time, quiet: Quiet) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end


def _on(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _last_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the later of the two moments when the clock shows ``at`` twice on that day."""
    return max(_on(day, at, zone), _on(day, at.replace(fold=1), zone))
