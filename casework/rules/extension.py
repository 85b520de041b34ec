"""How late an extended date may lie."""

from datetime import datetime

from casework.rules.calendar import Calendar
from casework.rules.parameters import Deadlines


def latest(due: datetime, deadlines: Deadlines, calendar: Calendar) -> datetime:
    """Return the last date that may be asked for: so long after the one that holds."""
    return calendar.after(due, deadlines.extension)
