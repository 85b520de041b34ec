"""What happened in a span of time, as entries: which figure, which case, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.desk import Desk
from casework.rules.scores import ADVERSE, Figure, reckon
from data import queries
from data.keys import key
from data.tables import Assignment, Case
from data.vocabulary import AssignmentState, Solved, State

_ANSWERS = {Solved.YES: Figure.SOLVED, Solved.PARTLY: Figure.PARTLY, Solved.NO: Figure.UNSOLVED}
_ENDS = {AssignmentState.DONE: Figure.HANDLED, AssignmentState.RETURNED: Figure.RETURNED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that counts. ``member_id`` or ``body_id`` is None where it was in nobody's hands."""

    figure: Figure
    number: str
    member_id: int | None
    body_id: int | None
    grade: int | None = None


def entries(desk: Desk, start: datetime, end: datetime) -> list[Entry]:
    """Return all that counts in a span, as far as it has happened by now.

    What was merged with another case counts against nobody: the other one is what was to be done.
    """
    merged = queries.merged_numbers(desk.session, desk.community_id)
    everything = [
        *_promises(desk, start, end),
        *_work(desk, start, end),
        *_answers(desk, start, end),
        *_again(desk, start, end),
        *_dates(desk, start, end),
    ]
    return [entry for entry in everything if entry.figure not in ADVERSE or entry.number not in merged]


def _promises(desk: Desk, start: datetime, end: datetime) -> Iterator[Entry]:
    """A promise is made once, and settled once: kept when it is fulfilled, broken when its date passes."""
    for pledge, work, case in queries.pledges_within(desk.session, desk.community_id, start, end):
        moments = {Figure.MADE: pledge.made_at}
        if pledge.kept is not None:
            kept = pledge.kept and pledge.fulfilled_at is not None
            moments |= (
                {Figure.KEPT: pledge.fulfilled_at or pledge.promised_for}
                if kept
                else {Figure.BROKEN: pledge.promised_for}
            )
        for figure, moment in moments.items():
            if start <= moment < end:
                yield Entry(figure, case.number, pledge.member_id, work.body_id)


def _work(desk: Desk, start: datetime, end: datetime) -> Iterator[Entry]:
    """A case counts once as handled for the same hands, however many rounds it took them."""
    seen: set[Entry] = set()
    for work, case in queries.assignments_closed_within(desk.session, desk.community_id, start, end):
        entry = Entry(_ENDS[work.state], case.number, work.member_id, work.body_id)
        if entry.figure is Figure.RETURNED or entry not in seen:
            yield entry
        seen.add(entry)


def _answers(desk: Desk, start: datetime, end: datetime) -> Iterator[Entry]:
    rows = queries.reviews_within(desk.session, desk.community_id, start, end)
    leads = _leads(desk, [case for _, case in rows])
    for review, case in rows:
        asked = review.asked_at or review.answered_at or review.closed_at or desk.now
        body_id = _body(_holder(leads.get(key(case), []), asked, done=True))
        if review.solved is not None and review.answered_at is not None and start <= review.answered_at < end:
            figure = _ANSWERS[review.solved]
            yield Entry(figure, case.number, review.handler_id, body_id, review.satisfied)
        elif review.solved is None and review.closed_at is not None and start <= review.closed_at < end:
            yield Entry(Figure.SILENT, case.number, review.handler_id, body_id)


def _again(desk: Desk, start: datetime, end: datetime) -> Iterator[Entry]:
    rows = queries.second_rounds_within(desk.session, desk.community_id, start, end)
    leads = _leads(desk, [case for _, case in rows])
    for second, case in rows:
        body_id = _body(_holder(leads.get(key(case), []), second.opened_at, done=True))
        yield Entry(Figure.REDONE, case.number, second.handler_id, body_id)


def _dates(desk: Desk, start: datetime, end: datetime) -> Iterator[Entry]:
    """A case is on time or late once, for whoever did it or had it when its date was missed."""
    cases = queries.cases_due_or_done_within(desk.session, desk.community_id, start, end)
    leads = _leads(desk, cases)
    for case in cases:
        own = leads.get(key(case), [])
        reckoned = reckon(
            case.due_at,
            case.due_breached_at,
            _first_done(own),
            ended=case.state is State.ARCHIVED,
            planned=case.state is State.PLANNED,
            now=desk.now,
        )
        if reckoned is not None and start <= reckoned.at < end:
            holder = _holder(own, reckoned.at, done=reckoned.on_time)
            figure = Figure.ON_TIME if reckoned.on_time else Figure.LATE
            yield Entry(figure, case.number, holder.member_id if holder else None, _body(holder))


def _leads(desk: Desk, cases: Sequence[Case]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = {}
    for work in queries.leads_of(desk.session, [key(case) for case in cases]):
        found.setdefault(work.case_id, []).append(work)
    return found


def _first_done(leads: Sequence[Assignment]) -> datetime | None:
    done = [work.closed_at for work in leads if work.state is AssignmentState.DONE and work.closed_at]
    return min(done, default=None)


def _holder(leads: Sequence[Assignment], moment: datetime, *, done: bool) -> Assignment | None:
    """Return the lead that had it at a moment; with ``done``, the one that had done it last by then."""
    if done:
        fitting = [
            work
            for work in leads
            if work.state is AssignmentState.DONE and work.closed_at is not None and work.closed_at <= moment
        ]
    else:
        fitting = [
            work
            for work in leads
            if work.offered_at <= moment and (work.closed_at is None or work.closed_at >= moment)
        ]
    return fitting[-1] if fitting else None


def _body(work: Assignment | None) -> int | None:
    return work.body_id if work else None
