"""The books of a desk: in order as they are written, and each way of being out of order is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from casework.audit import RULES, audit
from casework.cases import progress, reviews
from casework.cases.facts import person_of_member
from casework.clockwork import sweep_timers
from casework.desk import Desk
from data.keys import fetch
from data.tables import Assignment, Case, Event, Member, Person, Rectification, Review, Timer
from data.vocabulary import AssignmentState, Outcome, Part, Solved, State
from tests.casework.compound import NOON, Compound, chen_of, named

Spoil = Callable[[Desk, Case], None]
DAY = timedelta(days=1)


@pytest.fixture
def told(compound: Compound) -> Compound:
    """Case 1 is in its second round, case 2 archived as solved, case 3 promised."""
    for words in ("大门吱呀响，整晚睡不着", "路灯不亮", "电梯门关不上"):
        compound.report(words)
    for work in (1, 2, 3):
        _sign(compound, work)
    for work in (1, 2):
        _finish(compound, work)
    sweep_timers(compound.engine, NOON + DAY)
    for review, solved in ((1, Solved.NO), (2, Solved.YES)):
        _judge(compound, review, solved)
    return compound


def _sign(compound: Compound, work: int) -> None:
    with compound.at() as desk:
        person = _worker(desk, work)
        progress.sign(desk, person, work, progress.offers(desk, person, work)[0])


def _worker(desk: Desk, work: int) -> Person:
    person = person_of_member(desk, fetch(desk.session, Assignment, work).member_id)
    assert person is not None
    return person


def _finish(compound: Compound, work: int) -> None:
    with compound.at() as desk:
        progress.finish(desk, _worker(desk, work), work, "修好了")


def _judge(compound: Compound, review: int, solved: Solved) -> None:
    with compound.at(NOON + DAY) as desk:
        reviews.answer_solved(desk, chen_of(desk), review, solved)


def breaches(compound: Compound) -> set[str]:
    with compound.at() as desk:
        return {breach.rule for breach in audit(desk.session, 1)}


def test_what_the_desk_wrote_is_in_order(told: Compound) -> None:
    assert breaches(told) == set()


def _pending(desk: Desk, case: Case) -> list[Timer]:
    waiting = select(Timer).where(col(Timer.case_id) == case.id, col(Timer.settled_at).is_(None))
    return list(desk.session.exec(waiting).all())


def _no_timer(desk: Desk, case: Case) -> None:
    for timer in _pending(desk, case):
        timer.settled_at = NOON + DAY


def _two_owners(desk: Desk, case: Case) -> None:
    desk.session.add(Assignment(case_id=case.id or 0, body_id=1, offered_at=NOON))


def _helper(desk: Desk, case: Case) -> None:
    desk.session.add(Assignment(case_id=case.id or 0, body_id=1, part=Part.ASSIST, offered_at=NOON))


def _unsigned(desk: Desk, case: Case) -> None:
    for work in desk.session.exec(select(Assignment).where(col(Assignment.case_id) == case.id)).all():
        work.state = AssignmentState.OFFERED


def _nobodys(desk: Desk, case: Case) -> None:
    for work in desk.session.exec(select(Assignment).where(col(Assignment.case_id) == case.id)).all():
        work.member_id = None


def _event(kind: str, name: str = "查理", **when: timedelta) -> Spoil:
    def spoil(desk: Desk, case: Case) -> None:
        at = NOON + when.get("at", 2 * DAY)
        person = named(desk, name)
        desk.session.add(Event(case_id=case.id or 0, at=at, kind=kind, person_id=person.id, data={}))

    return spoil


def _state(state: State) -> Spoil:
    return lambda desk, case: setattr(case, "state", state)


def _set(**values: object) -> Spoil:
    def spoil(desk: Desk, case: Case) -> None:
        for name, value in values.items():
            setattr(case, name, value)

    return spoil


def _fired_early(desk: Desk, case: Case) -> None:
    for timer in _pending(desk, case):
        timer.settled_at, timer.fired = NOON, True


def _own_supervisor(desk: Desk, case: Case) -> None:
    second = desk.session.exec(select(Rectification)).one()
    second.supervisor_id = second.handler_id


def _left(desk: Desk, case: Case) -> None:
    work = desk.session.exec(select(Assignment).where(col(Assignment.case_id) == case.id)).one()
    fetch(desk.session, Member, work.member_id or 0).left_at = NOON


def _own_review(desk: Desk, case: Case) -> None:
    review = desk.session.exec(select(Review).where(col(Review.case_id) == case.id)).one()
    seat = Member(body_id=1, person_id=review.person_id, joined_at=NOON)
    desk.session.add(seat)
    desk.session.flush()
    review.handler_id = seat.id


def _accused(desk: Desk, case: Case) -> None:
    work = desk.session.exec(select(Assignment).where(col(Assignment.case_id) == case.id)).one()
    case.respondent_id, case.accused_id = work.body_id, named(desk, "周书记").id


def _watched_by_itself(desk: Desk, case: Case) -> None:
    seat = desk.session.exec(select(Member)).all()[0]
    case.respondent_id, case.supervisor_id = seat.body_id, seat.id


def _unsaid(desk: Desk, case: Case) -> None:
    review = desk.session.exec(select(Review).where(col(Review.case_id) == case.id)).one()
    review.solved = Solved.NO


# case 1 is in its second round, case 2 archived, case 3 promised
SPOILT: dict[str, tuple[int, Spoil]] = {
    "closed_means_closed": (2, _set(outcome=None)),
    "open_cases_have_one_owner": (3, _two_owners),
    "promised_means_signed": (3, _unsigned),
    "what_is_nobodys_waits_to_be_claimed": (1, _nobodys),
    "nobody_works_on_what_is_over": (2, _helper),
    "merged_cases_point_to_one_that_stands": (2, _set(outcome=Outcome.MERGED, merged_into_id=2)),
    "open_cases_have_a_timer": (3, _no_timer),
    "timeline_tells_the_state": (3, _state(State.TRIAGE)),
    "only_residents_say_solved": (2, _unsaid),
    "the_clock_runs_forward": (3, _event("warned", at=-DAY)),
    "moments_are_in_order": (3, _set(opened_at=NOON + DAY)),
    "timers_fire_no_sooner_than_due": (3, _fired_early),
    "lateness_is_written_once": (3, _set(due_breached_at=NOON)),
    "residents_moves_are_the_residents": (3, _event("withdrawn")),
    "steering_is_the_coordinators": (3, _event("settled")),
    "work_is_the_workers": (1, _event("reported_done", "王师傅")),
    "supervisors_confirm": (1, _event("confirmed")),
    "supervisors_watch_others": (1, _own_supervisor),
    "open_work_is_with_somebody_who_is_there": (3, _left),
    "nobody_rates_their_own_work": (1, _own_review),
    "nobody_claims_their_own": (3, _event("claimed", "陈阿姨")),
    "reveals_have_a_reason_or_leave": (3, _event("revealed", "周书记")),
    "residents_speak_for_themselves": (3, _event("resident_answered")),
    "complaints_go_past_whom_they_are_about": (3, _accused),
    "the_body_it_is_about_learns_no_names": (3, _watched_by_itself),
    "askers_have_the_case": (1, _event("resident_asked", "王师傅")),
}


def test_every_rule_is_tried() -> None:
    assert set(SPOILT) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("rule", SPOILT)
def test_what_is_out_of_order_is_told(told: Compound, rule: str) -> None:
    case_id, spoil = SPOILT[rule]
    with told.at() as desk:
        spoil(desk, fetch(desk.session, Case, case_id))
    assert rule in breaches(told)


def test_a_breach_names_the_case(told: Compound) -> None:
    with told.at() as desk:
        fetch(desk.session, Case, 2).outcome = Outcome.SILENT
    with told.at() as desk:
        (breach,) = audit(desk.session, 1)
    assert str(breach).startswith("CT-2026-0002: it counts as silent")
