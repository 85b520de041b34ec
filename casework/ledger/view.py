"""A quarter's ledger as plain JSON: a line for each member and body, each figure with its cases."""

from collections.abc import Container, Iterable, Mapping
from datetime import timedelta
from typing import Any

from casework.desk import Desk
from casework.ledger.counting import Entry, entries
from casework.rules import scores
from casework.rules.quarters import Quarter
from casework.rules.scores import Counted, Figure
from data import queries
from data.keys import fetch, key
from data.tables import Person

View = dict[str, Any]
Line = dict[str, Any]


def draw_up(desk: Desk, quarter: Quarter) -> View:
    """Count a quarter as far as it has gone by now."""
    start, end = quarter.span(desk.zone)
    everything = entries(desk, start, end)
    excluded = left_out(desk, {entry.number for entry in everything})
    gone = {case["number"] for case in excluded}
    found = [entry for entry in everything if entry.number not in gone]
    members, bodies = _names(desk)
    return {
        "community": desk.community.name,
        "quarter": str(quarter),
        "first_day": quarter.first_day().isoformat(),
        "last_day": (quarter.next().first_day() - timedelta(days=1)).isoformat(),
        "counted_at": desk.local(desk.now),
        "complete": desk.now >= end,
        "total": _line({"name": desk.community.name}, found),
        "bodies": _lines(bodies, found, lambda entry: entry.body_id),
        "members": _lines(members, found, lambda entry: entry.member_id),
        "excluded": excluded,
    }


def left_out(desk: Desk, numbers: Container[str]) -> list[dict[str, Any]]:
    """Return which of these cases two coordinators left out of all accounts: why, and who signed."""
    return [
        {
            "number": case.number,
            "reason": row.reason,
            "signed": [
                fetch(desk.session, Person, row.proposed_by).name,
                fetch(desk.session, Person, row.decided_by or 0).name,
            ],
        }
        for row, case in queries.exclusions(desk.session, desk.community_id)
        if case.number in numbers
    ]


def own_lines(view: View, person_id: int) -> list[Line]:
    """Return the lines of a person's seats."""
    return [line for line in view["members"] if line["person"] == person_id]


def counted(line: Line) -> Counted:
    """Read a line's cases and grades back."""
    cases = {Figure(figure): tuple(numbers) for figure, numbers in line["cases"].items()}
    return Counted(cases, [(number, grade) for number, grade in line["grades"]])


def written(names: Line, line: Counted) -> Line:
    """Write a line: who it is about, the figures, and the cases behind each."""
    return names | {
        "figures": scores.figures(line),
        "cases": {figure.value: list(numbers) for figure, numbers in line.cases.items()},
        "grades": [list(grade) for grade in line.grades],
    }


def _line(names: Line, found: Iterable[Entry]) -> Line:
    return written(names, scores.gather((entry.figure, entry.number, entry.grade) for entry in found))


def _lines(names: Mapping[int, Line], found: Iterable[Entry], whose: Any) -> list[Line]:
    """Write a line for each of those named who has any entry, in the order of the names."""
    own: dict[int, list[Entry]] = {}
    for entry in found:
        if whose(entry) is not None:
            own.setdefault(whose(entry), []).append(entry)
    return [_line(line, own[row_id]) for row_id, line in names.items() if row_id in own]


def _names(desk: Desk) -> tuple[dict[int, Line], dict[int, Line]]:
    members: dict[int, Line] = {}
    for member, person, body in queries.everybody(desk.session, desk.community_id):
        members[key(member)] = {
            "id": key(member), "person": key(person), "name": person.name,
            "body": body.name, "body_id": key(body),
        }  # fmt: skip
    bodies = {
        key(body): {"id": key(body), "name": body.name, "kind": body.kind, "tier": body.tier}
        for body in queries.bodies(desk.session, desk.community_id)
    }
    return members, bodies


def shown(line: Line) -> Line:
    """Say of a line what fits into a message: counts, whole percentages, the mean to one decimal."""
    figures = line["figures"]
    kept, on_time, mean = figures["kept_rate"], figures["on_time_rate"], figures["satisfied"]
    return {name: line[name] for name in ("id", "name", "body") if name in line} | {
        **{figure.value: figures[figure.value] for figure in Figure},
        "graded": figures["graded"],
        "kept_percent": None if kept is None else round(100 * kept),
        "on_time_percent": None if on_time is None else round(100 * on_time),
        "satisfied": None if mean is None else f"{mean:.1f}",
    }
