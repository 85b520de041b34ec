"""Everything the desk keeps of one person, as plain data, for that person to take along."""

from datetime import datetime
from typing import Any

from casework.cases.residents import TOLD_TO_RESIDENT
from casework.desk import Desk
from data import queries
from data.keys import fetch, key
from data.tables import Body, Building, Case, Household, Person


def collect(desk: Desk, person: Person) -> dict[str, Any]:
    """Return all that is kept of a person, with local times."""
    cases = queries.cases_of(desk.session, key(person))
    return {
        "community": desk.community.name,
        "written_at": desk.local(desk.now),
        "person": _who(desk, person),
        "seats": [
            {"body": fetch(desk.session, Body, seat.body_id).name, "role": seat.role.value}
            for seat in queries.memberships(desk.session, key(person))
        ],
        "cases": [_case(desk, person, case) for case in cases],
        "visits": [
            {"at": desk.local(visit.at), "kind": visit.kind.value, "number": case.number if case else None}
            for visit, case in queries.visits_logged_by(desk.session, key(person))
        ],  # what they heard there is the resident's
        "messages": [
            {"at": desk.local(concern.received_at), "words": concern.text}
            for concern in queries.concerns_of(desk.session, key(person))
            if concern.case_id is None
        ],
        "corrections": [
            {"at": desk.local(correction.at), "before": correction.before, "after": correction.after}
            for correction in queries.corrections_by(desk.session, key(person))
        ],
        "appointments": [
            {
                "booked": desk.local(appointment.booked_at),
                "at": desk.local(appointment.starts_at),
                "body": fetch(desk.session, Body, appointment.body_id).name,
                "host": appointment.host,
                "place": appointment.place,
                "words": appointment.about,
                "name_shown": appointment.shared,
                "state": appointment.state.value,
                "reason": appointment.reason,
            }
            for appointment in queries.appointments_of(desk.session, key(person))
        ],
        "notices": [
            {"at": desk.local(notice.created_at), "kind": notice.kind}
            for notice in queries.notices_to(desk.session, key(person), person.telegram_id)
        ],
    }


def _who(desk: Desk, person: Person) -> dict[str, Any]:
    home = fetch(desk.session, Building, person.building_id) if person.building_id else None
    flat = fetch(desk.session, Household, person.household_id) if person.household_id else None
    return {
        "name": person.name,
        "telegram_id": person.telegram_id,
        "language": person.language,
        "started": _local(desk, person.started_at),
        "home": home.name if home else None,
        "unit": flat.unit if flat else None,
        "room": flat.room if flat else None,
    }


def _case(desk: Desk, person: Person, case: Case) -> dict[str, Any]:
    case_id = key(case)
    return {
        "number": case.number,
        "category": case.category,
        "urgency": case.urgency.value,
        "state": case.state.value,
        "outcome": case.outcome.value if case.outcome else None,
        "building": case.building,
        "place": case.place,
        "opened": desk.local(case.opened_at),
        "due": _local(desk, case.due_at),
        "closed": _local(desk, case.closed_at),
        "shared": case.shared,
        "said": [
            {"at": desk.local(concern.received_at), "words": concern.text}
            for concern in queries.concerns(desk.session, case_id)
            if concern.person_id == person.id
        ],
        "files": [
            {
                "at": desk.local(file.added_at),
                "kind": file.kind.value,
                "file_id": file.file_id,
                "latitude": file.latitude,
                "longitude": file.longitude,
            }
            for file in queries.attachments(desk.session, case_id)
            if file.person_id == person.id
        ],
        "timeline": [
            {"at": desk.local(event.at), "kind": event.kind, **event.data}
            for event in queries.events(desk.session, case_id)
            if event.kind in TOLD_TO_RESIDENT
        ],
        "reviews": [
            {
                "at": _local(desk, review.answered_at),
                "round": review.round,
                "solved": review.solved.value if review.solved else None,
                "satisfied": review.satisfied,
                "words": review.words,
            }
            for review in queries.reviews_of(desk.session, [case_id])
        ],
    }


def _local(desk: Desk, moment: datetime | None) -> str | None:
    return desk.local(moment) if moment else None
