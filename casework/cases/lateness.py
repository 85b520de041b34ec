"""That a date was missed: written down once, when it is first seen, whoever sees it."""

from casework.desk import Desk
from casework.timeline import Happened, record
from data.tables import Case
from data.vocabulary import State


def note_missed_date(desk: Desk, case: Case) -> bool:
    """Write down that the first round's date was missed; say whether that is news.

    What is done while the desk was down, or between two of its rounds, is late all the same. A second round
    has a date of its own, which does not count again, and what is planned has none.
    """
    first_round = case.round == 1 and case.state is not State.PLANNED
    missed = case.due_at is not None and case.due_at <= desk.now
    if not missed or not first_round or case.due_breached_at is not None:
        return False
    case.due_breached_at = desk.now
    desk.session.add(case)
    record(desk, case, Happened.OVERDUE)
    return True
