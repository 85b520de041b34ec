"""When the desk speaks of an appointment: the day before, shortly before, and once it is over."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.rules.deadlines import next_digest, speak_at
from casework.rules.parameters import Quiet
from data.vocabulary import AppointmentStep, Urgency

# Who is asked late in the evening reads it the next morning, and is asked once more on the day after.
_PATIENCE = timedelta(hours=12)
Due = tuple[datetime, AppointmentStep]


def next_step(
    starts: datetime,
    ends: datetime,
    now: datetime,
    zone: ZoneInfo,
    *,
    digest_at: time,
    before: timedelta,
    quiet: Quiet | None,
) -> Due | None:
    """Return what comes next after now; None when all is said.

    The day before it is said at the time of the daily digest, then ``before`` the beginning, unless the
    quiet hours last until then. When it is over, whoever receives is asked how it was, and once more at
    the next digest.
    """
    eve = starts.astimezone(zone).date() - timedelta(days=1)
    steps = [(_at(eve, digest_at, zone), AppointmentStep.DAY_BEFORE)]
    soon = starts - before
    if before and speak_at(soon, Urgency.NORMAL, zone, quiet) < starts:
        steps.append((soon, AppointmentStep.SOON))
    steps.append((ends, AppointmentStep.OUTCOME))
    steps.append((next_digest(ends + _PATIENCE, zone, digest_at), AppointmentStep.OUTCOME_AGAIN))
    return min((step for step in steps if step[0] > now), default=None)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
