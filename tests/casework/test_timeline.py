"""What happened to a case is only ever added to; what was to happen is done once, or settled undone."""

from datetime import timedelta

from sqlmodel import col, select

from casework.clockwork import sweep_timers
from casework.timeline import Happened, cancel_timers, record, set_timer
from data import queries
from data.keys import fetch
from data.tables import Case, Timer
from data.vocabulary import TimerKind
from tests.casework.compound import NOON, Compound, named

GATE = "3号楼门口的大门吱呀响"
HOUR = timedelta(hours=1)


def test_a_line_says_who_did_what_when_and_why(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at(NOON + HOUR) as desk:
        li = named(desk, "李姐")
        record(desk, fetch(desk.session, Case, case_id), Happened.PROGRESSED, li, words="在修")
    with compound.at() as desk:
        line = queries.events(desk.session, case_id)[-1]
        assert (line.kind, line.at, line.data) == ("progressed", NOON + HOUR, {"words": "在修"})
        assert line.person_id == named(desk, "李姐").id


def test_what_the_clock_does_has_no_author(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        record(desk, fetch(desk.session, Case, case_id), Happened.WARNED)
    with compound.at() as desk:
        assert queries.events(desk.session, case_id)[-1].person_id is None


def pending(compound: Compound, case_id: int) -> set[str]:
    """Return the kinds of due times that wait."""
    with compound.at() as desk:
        return {timer.kind.value for timer in queries.pending_timers(desk.session, case_id, tuple(TimerKind))}


def test_cancelled_due_times_are_settled_and_kept(compound: Compound) -> None:
    case_id = compound.report(GATE)
    assert pending(compound, case_id) == {"sign", "near_due", "due"}
    with compound.at(NOON + HOUR) as desk:
        cancel_timers(desk, fetch(desk.session, Case, case_id), [TimerKind.SIGN])
    assert pending(compound, case_id) == {"near_due", "due"}
    with compound.at() as desk:
        sign = desk.session.exec(select(Timer).where(col(Timer.kind) == TimerKind.SIGN)).one()
        assert (sign.settled_at, sign.fired) == (NOON + HOUR, False)


def test_without_kinds_all_due_times_of_the_case_and_of_no_other_are_cancelled(compound: Compound) -> None:
    first, second = compound.report(GATE), compound.report("路灯不亮")
    with compound.at() as desk:
        cancel_timers(desk, fetch(desk.session, Case, first))
    assert pending(compound, first) == set()
    assert pending(compound, second) == {"sign", "near_due", "due"}


def test_a_due_time_acts_once_and_never_early(compound: Compound) -> None:
    case_id = compound.report(GATE)
    with compound.at() as desk:
        cancel_timers(desk, fetch(desk.session, Case, case_id))
        set_timer(desk, fetch(desk.session, Case, case_id), TimerKind.NEAR_DUE, NOON + HOUR)
    assert sweep_timers(compound.engine, NOON + HOUR - timedelta(seconds=1)) == 0
    assert sweep_timers(compound.engine, NOON + HOUR) == 1
    assert sweep_timers(compound.engine, NOON + HOUR) == 0
    assert len(compound.notices("remind_near_due")) == 1


def test_what_fell_due_while_nobody_looked_is_done_on_return_oldest_first(compound: Compound) -> None:
    case_id = compound.report(GATE)
    assert sweep_timers(compound.engine, NOON + timedelta(days=8)) == 3
    with compound.at() as desk:
        kinds = [event.kind for event in queries.events(desk.session, case_id)]
    assert kinds[-4:] == ["sign_late", "reassigned", "warned", "overdue"]
