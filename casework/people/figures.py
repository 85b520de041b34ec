"""The figures a coordinator asks for: what is open, on time, solved."""

from casework.desk import Desk
from casework.people.permissions import must_coordinate
from casework.rules.scores import on_time_rate, reckon
from data import queries
from data.tables import Case, Person
from data.vocabulary import Outcome, State


def stats(desk: Desk, person: Person) -> dict[str, object]:
    """Return the community's figures; on-time is closed on time ÷ due, open overdue ones included."""
    must_coordinate(desk, person)
    cases = queries.all_cases(desk.session, desk.community_id)
    return {
        "total": len(cases),
        "open": sum(1 for case in cases if case.state is not State.ARCHIVED),
        "by_state": {state.value: sum(1 for case in cases if case.state is state) for state in State},
        "by_outcome": {
            outcome.value: sum(1 for case in cases if case.outcome is outcome) for outcome in Outcome
        },
        "overdue": sum(1 for case in cases if _is_overdue(desk, case)),
        "on_time_percent": on_time_percent(desk, cases),
    }


def on_time_percent(desk: Desk, cases: list[Case]) -> int | None:
    """Return the share of due cases that were done on time, in percent; None when none was due."""
    reckoned = [
        reckon(
            case.due_at,
            case.due_breached_at,
            case.resolved_at,
            ended=case.state is State.ARCHIVED,
            planned=case.state is State.PLANNED,
            now=desk.now,
        )
        for case in cases
        if case.outcome is not Outcome.MERGED  # the other one is what was to be done
    ]
    on_time = [case.on_time for case in reckoned if case is not None]
    rate = on_time_rate(on_time.count(True), on_time.count(False))
    return None if rate is None else round(100 * rate)


def _is_overdue(desk: Desk, case: Case) -> bool:
    working = case.state in (State.ASSIGNED, State.ACCEPTED, State.RECTIFICATION)
    return working and case.due_at is not None and case.due_at <= desk.now
