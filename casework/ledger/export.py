"""What goes along with an exported ledger: of each case behind a figure, what it was about and when."""

from typing import Any

from casework.desk import Desk
from casework.ledger.cards import stored_or_counted
from casework.ledger.view import View, counted
from casework.people.permissions import must_coordinate
from casework.rules import quarters
from data import queries
from data.tables import Person


def file_facts(desk: Desk, person: Person, quarter: str) -> dict[str, Any]:
    """Return all that a coordinator's workbook of a quarter is made of."""
    must_coordinate(desk, person)
    _, view = stored_or_counted(desk, quarters.parse(quarter))
    return {"quarter": view["quarter"], "view": view, "details": details(desk, view)}


def details(desk: Desk, view: View) -> dict[str, dict[str, Any]]:
    """Return category, building and local days (ISO 8601) of every case in a ledger, by its number."""
    wanted = counted(view["total"]).numbers()
    years = sorted({int(number.split("-")[1]) for number in wanted})
    return {
        case.number: {
            "category": case.category,
            "building": case.building,
            **{
                name: moment.astimezone(desk.zone).date().isoformat() if moment else None
                for name, moment in (
                    ("opened", case.opened_at),
                    ("due", case.due_at),
                    ("done", case.resolved_at),
                    ("closed", case.closed_at),
                )
            },
        }
        for case in queries.cases_of_years(desk.session, desk.community_id, years)
        if case.number in wanted
    }
