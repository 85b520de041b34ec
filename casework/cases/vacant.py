"""A case that nobody is there for waits in triage, with the date it was promised for."""

from casework.cases.dispatch import UNTIL_SIGNED, close_assignments
from casework.cases.facts import case_facts, reporter_of
from casework.cases.pings import send_to_triage
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.rules.states import Move, after
from casework.timeline import cancel_timers
from data.tables import Case
from data.vocabulary import AssignmentState, Part, TimerKind


def leave_to_triage(desk: Desk, case: Case, *, away: bool = False) -> None:
    """Take a case from somebody who left, or who is ``away``, and let a coordinator choose who has it."""
    case.state = after(case.state, Move.VACATE)
    desk.session.add(case)
    close_assignments(desk, case, AssignmentState.REPLACED, part=Part.LEAD)
    cancel_timers(desk, case, (*UNTIL_SIGNED, TimerKind.PLEDGE))
    if away:
        send_to_triage(desk, case, "handler_away")
    else:
        send_to_triage(desk, case, "handler_left")
    tell(desk, reporter_of(desk, case), Notice.WAITS_FOR_TRIAGE, case_facts(desk, case), case=case)
