"""What is shown of a ledger: all of it to coordinators, their own lines to members, each with its cases."""

from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.ledger import improvements
from casework.ledger.corrected import corrected
from casework.ledger.view import Line, View, draw_up, own_lines, shown
from casework.notice import Notice
from casework.people.permissions import must_coordinate
from casework.rules import quarters
from casework.rules.quarters import Quarter
from casework.rules.scores import Figure
from data import queries
from data.keys import key
from data.tables import Ledger, Person
from data.vocabulary import Role

Card = tuple[Notice, dict[str, Any]]
MOST_NAMED = 30  # lines of a message: what is more stands in the file
MOST_NUMBERS = 20  # cases behind one figure of a message


def stored_or_counted(desk: Desk, quarter: Quarter) -> tuple[Ledger | None, View]:
    """Return a quarter's ledger as it stands after appeals, or what has been counted of it by now."""
    row = queries.ledger(desk.session, desk.community_id, quarter.year, quarter.number)
    return row, corrected(desk, row) if row else draw_up(desk, quarter)


def show(desk: Desk, person: Person, words: str = "") -> Card:
    """Show a ledger: the quarter in words, or the one that waits for approval, or the running one."""
    seats = queries.memberships(desk.session, key(person))
    if not seats:
        raise Refused("members_only")
    row, view = stored_or_counted(desk, _asked_for(desk, words))
    if any(seat.role is Role.COORDINATOR for seat in seats):
        return Notice.LEDGER_CARD, summary(desk, row, view)
    return Notice.LEDGER_OWN, own_facts(desk, row, view, own_lines(view, key(person)))


def show_body(desk: Desk, person: Person, quarter: str, body_id: int) -> Card:
    """Show a coordinator a body's line with its cases, and whose lines are part of it."""
    must_coordinate(desk, person)
    row, view = stored_or_counted(desk, quarters.parse(quarter))
    line = _find(view["bodies"], body_id)
    members = [shown(member) for member in view["members"] if member["body_id"] == body_id]
    return Notice.LEDGER_LINE, _of(desk, row, view) | opened(line) | {"members": members}


def show_member(desk: Desk, person: Person, quarter: str, member_id: int) -> Card:
    """Show a member's line with its cases, to a coordinator or to the member."""
    row, view = stored_or_counted(desk, quarters.parse(quarter))
    line = _find(view["members"], member_id)
    if line["person"] != person.id:
        must_coordinate(desk, person)
    return Notice.LEDGER_LINE, _of(desk, row, view) | opened(line) | {"members": []}


def summary(desk: Desk, row: Ledger | None, view: View) -> dict[str, Any]:
    """Say what all of a ledger comes to: the whole, and a line for each body and member."""
    return _of(desk, row, view) | {
        "total": shown(view["total"]),
        "bodies": [shown(line) for line in view["bodies"][:MOST_NAMED]],
        "people": [shown(line) for line in view["members"][:MOST_NAMED]],
        "more": max(0, len(view["bodies"]) - MOST_NAMED) + max(0, len(view["members"]) - MOST_NAMED),
        "excluded": view["excluded"],
        "corrections": view.get("corrections", []),
        "improving": improvements.listed(desk, row) if row else [],
    }


def own_facts(desk: Desk, row: Ledger | None, view: View, lines: list[Line]) -> dict[str, Any]:
    """Say what a member's own lines come to."""
    appealed = {appeal.member_id for appeal in queries.appeals(desk.session, key(row))} if row else set()
    may_appeal = row is not None and row.appeals_until is not None and desk.now < row.appeals_until
    return _of(desk, row, view) | {
        "lines": [shown(line) for line in lines],
        "appeal": [line["id"] for line in lines if may_appeal and line["id"] not in appealed],
        "until": desk.local(row.appeals_until) if row and row.appeals_until and may_appeal else None,
    }


def opened(line: Line) -> dict[str, Any]:
    """Open a line's figures into the cases behind them."""
    cases = [
        {"figure": figure.value, "numbers": numbers[:MOST_NUMBERS], "more": len(numbers) > MOST_NUMBERS}
        for figure in Figure
        if (numbers := line["cases"].get(figure.value))
    ]
    grades = [f"{number} {grade}/5" for number, grade in line["grades"]]
    return {"line": shown(line), "cases": cases, "grades": grades[:MOST_NUMBERS]}


def _of(desk: Desk, row: Ledger | None, view: View) -> dict[str, Any]:
    quarter = quarters.parse(view["quarter"])
    running = quarters.of(desk.now, desk.zone)
    return {
        "ledger": key(row) if row else None,
        "quarter": view["quarter"],
        "standing": "counted" if row is None else "published" if row.approved_at else "drafted",
        "earlier": str(quarter.before()),
        "later": str(quarter.next()) if quarter < running else None,
    }


def _asked_for(desk: Desk, words: str) -> Quarter:
    if words:
        try:
            return quarters.parse(words)
        except ValueError as error:
            raise Refused("no_quarter") from error
    latest = queries.latest_ledger(desk.session, desk.community_id)
    if latest is not None and latest.approved_at is None:
        return Quarter(latest.year, latest.quarter)
    return quarters.of(desk.now, desk.zone)


def _find(lines: list[Line], row_id: int) -> Line:
    for line in lines:
        if line["id"] == row_id:
            return line
    raise Refused("no_line")
