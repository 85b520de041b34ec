"""Time-limited improvement (限期整改): who fell short, until when, and whether it was confirmed."""

from collections.abc import Sequence
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.ledger.corrected import corrected
from casework.ledger.view import Line
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people.permissions import must_coordinate
from casework.rules.scores import Shortfall, shortfalls
from data import queries
from data.keys import fetch, key
from data.tables import Body, Improvement, Ledger, Member, Person


def open_all(desk: Desk, row: Ledger) -> None:
    """Set a day for each member and body whose line falls short, and tell them and the coordinators."""
    for line, short in _short(desk, row.view):
        is_member = "person" in line
        improvement = Improvement(
            ledger_id=key(row),
            member_id=line["id"] if is_member else None,
            body_id=None if is_member else line["id"],
            shortfalls=[[one.figure, one.value, one.floor] for one in short],
            opened_at=desk.now,
            due_at=desk.now + desk.parameters.ledger.improve_within,
        )
        desk.session.add(improvement)
        desk.session.flush()
        _tell_all(desk, improvement)


def confirm(desk: Desk, person: Person, improvement_id: int) -> Improvement:
    """Let a coordinator confirm that it has improved; nobody confirms their own."""
    must_coordinate(desk, person)
    improvement = fetch(desk.session, Improvement, improvement_id)
    if improvement.done_at is not None or improvement.lifted_at is not None:
        raise Refused("improved_already")
    if improvement.member_id is not None and any(p.id == person.id for p in _whose(desk, improvement)):
        raise Refused("own_improvement")
    improvement.done_at, improvement.done_by = desk.now, key(person)
    desk.session.add(improvement)
    for member in _whose(desk, improvement):
        if member.id != person.id:
            tell(desk, member, Notice.IMPROVED, facts(desk, improvement))
    return improvement


def remind_due(desk: Desk) -> int:
    """Tell what should have improved by now and was not confirmed; return how many."""
    due = queries.improvements_due(desk.session, desk.community_id, desk.now)
    for improvement in due:
        improvement.overdue_at = desk.now
        desk.session.add(improvement)
        _tell_all(desk, improvement)
    return len(due)


def lift(desk: Desk, row: Ledger) -> None:
    """Lift what an appeal took the reason from: the corrected line no longer falls short."""
    still = {(line["id"], "person" in line) for line, _ in _short(desk, corrected(desk, row))}
    for improvement in queries.improvements(desk.session, key(row)):
        whose = (improvement.member_id or improvement.body_id, improvement.member_id is not None)
        if whose in still or improvement.done_at is not None:
            continue
        improvement.lifted_at = desk.now
        desk.session.add(improvement)
        for person in _whose(desk, improvement):
            tell(desk, person, Notice.IMPROVEMENT_LIFTED, facts(desk, improvement))


def listed(desk: Desk, row: Ledger) -> list[dict[str, Any]]:
    """Return all that must improve because of a ledger, and how it stands."""
    return [facts(desk, improvement) for improvement in queries.improvements(desk.session, key(row))]


def facts(desk: Desk, improvement: Improvement) -> dict[str, Any]:
    """Say who must improve what by when, and how it stands: open, overdue or done."""
    row = fetch(desk.session, Ledger, improvement.ledger_id)
    standing = "done" if improvement.done_at else "overdue" if improvement.overdue_at else "open"
    return {
        "improvement": key(improvement),
        "quarter": row.view["quarter"],
        "name": _name(desk, improvement),
        "until": desk.local(improvement.due_at),
        "standing": standing,
        "shortfalls": [
            {"figure": figure, "value": _shown(figure, value), "floor": _shown(figure, floor)}
            for figure, value, floor in improvement.shortfalls
        ],
    }


def _short(desk: Desk, view: dict[str, Any]) -> list[tuple[Line, list[Shortfall]]]:
    habits = desk.parameters.ledger
    judged = [
        (line, shortfalls(line["figures"], habits.floors(), habits.fewest))
        for line in [*view["bodies"], *view["members"]]
    ]
    return [(line, short) for line, short in judged if short]


def _tell_all(desk: Desk, improvement: Improvement) -> None:
    said = facts(desk, improvement)
    for person in _whose(desk, improvement):
        tell(desk, person, Notice.IMPROVE, said)
    tell_coordinators(desk, Notice.IMPROVE_CARD, said)


def _whose(desk: Desk, improvement: Improvement) -> Sequence[Person]:
    if improvement.body_id is not None:
        return queries.members_of(desk.session, improvement.body_id)
    member = fetch(desk.session, Member, improvement.member_id or 0)
    return [fetch(desk.session, Person, member.person_id)]


def _name(desk: Desk, improvement: Improvement) -> str:
    if improvement.body_id is not None:
        return fetch(desk.session, Body, improvement.body_id).name
    return _whose(desk, improvement)[0].name


def _shown(figure: str, value: float) -> str:
    return f"{value:.1f}" if figure == "satisfied" else f"{100 * value:.0f}%"
