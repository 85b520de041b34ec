"""The journal of residents' voices (民声日志): what was heard at doors and talks, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from casework.desk import Desk
from casework.people.permissions import must_coordinate
from data import queries
from data.tables import Person

SHOWN_DAYS = 30
SHOWN = 15


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``room`` is shown in the export only, which stays with the branch."""

    at: datetime
    kind: str
    building: str
    room: str
    said: str
    category: str
    number: str
    state: str
    logged_by: str


def entries(desk: Desk, since: datetime, until: datetime) -> list[Entry]:
    """Return what was heard in a span of time, the latest first."""
    return [
        Entry(
            at=visit.at,
            kind=visit.kind.value,
            building=(case.building or "") if case else "",
            room=" ".join(filter(None, (flat.unit, flat.room))) if flat else "",
            said=concern.text,
            category=case.category if case else concern.category,
            number=case.number if case else "",
            state=case.state.value if case else "",
            logged_by=member.name,
        )
        for visit, concern, case, flat, member in queries.visits_between(
            desk.session, desk.community_id, since, until
        )
    ]


def show(desk: Desk, person: Person) -> dict[str, Any]:
    """Return the facts of the last weeks for a coordinator: how much was heard, and the latest lines."""
    must_coordinate(desk, person)
    lines = entries(desk, desk.now - timedelta(days=SHOWN_DAYS), desk.now + timedelta(seconds=1))
    return {
        "days": SHOWN_DAYS,
        "total": len(lines),
        "lines": [
            {
                "at": desk.local(line.at),
                "kind": line.kind,
                "building": line.building,
                "category": line.category,
                "number": line.number,
                "state": line.state,
            }
            for line in lines[:SHOWN]
        ],
    }
