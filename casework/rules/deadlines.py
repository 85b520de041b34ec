"""When things fall due: each function takes the present and returns a moment in UTC."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.rules.parameters import ByUrgency, Deadlines, Quiet, ReviewHabits
from data.vocabulary import Urgency, Way


def _span(spans: ByUrgency, urgency: Urgency) -> timedelta:
    chosen: timedelta = getattr(spans, urgency.value)
    return chosen


def sign_by(dispatched: datetime, urgency: Urgency, deadlines: Deadlines) -> datetime:
    """Return when somebody must have signed in."""
    return dispatched + _span(deadlines.sign, urgency)


def due_at(dispatched: datetime, urgency: Urgency, way: Way, deadlines: Deadlines) -> datetime:
    """Return when the case must be done; joint and escalated ones have their own span unless urgent."""
    if way is not Way.SINGLE and urgency is Urgency.NORMAL:
        return dispatched + deadlines.joint_or_escalated
    return dispatched + _span(deadlines.due, urgency)


def warn_at(dispatched: datetime, due: datetime, deadlines: Deadlines) -> datetime:
    """Return when the handler is reminded: at a share (default 75 %) of the time given."""
    return dispatched + (due - dispatched) * deadlines.warn_at_share


def ask_at(resolved: datetime, zone: ZoneInfo, habits: ReviewHabits) -> datetime:
    """Return when the resident is asked: ``ask_after`` later, moved on to the time of day if one is set."""
    moment = resolved + habits.ask_after
    return moment if habits.at is None else _first_at(moment, zone, habits.at, same_day=True)


def next_digest(now: datetime, zone: ZoneInfo, at: time) -> datetime:
    """Return the next moment, after now, at which the local clock shows ``at``."""
    return _first_at(now, zone, at, same_day=False)


def speak_at(now: datetime, urgency: Urgency, zone: ZoneInfo, quiet: Quiet | None) -> datetime:
    """Return when a notice may be sent: now, or the end of the quiet hours if now lies in them."""
    if quiet is None or urgency is not Urgency.NORMAL or not _is_quiet(now.astimezone(zone).time(), quiet):
        return now
    return next_digest(now, zone, quiet.end)


def _is_quiet(local: time, quiet: Quiet) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end


def _first_at(moment: datetime, zone: ZoneInfo, at: time, *, same_day: bool) -> datetime:
    """Return the local time ``at`` on the day of ``moment``; the day after if that lies before it.

    ``same_day`` keeps the day even when the hour has passed: a question due «tomorrow at ten»
    is asked tomorrow also when the case was done in the evening.
    """
    local = moment.astimezone(zone)
    candidate = datetime.combine(local.date(), at, zone)
    if candidate <= local and not same_day:
        candidate = datetime.combine(local.date() + timedelta(days=1), at, zone)
    return candidate.astimezone(UTC)
