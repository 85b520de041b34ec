"""What a notice says about a case, as plain JSON: ids, names, local times, the residents' words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.desk import Desk
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Attachment, Body, Case, Member, Person
from data.vocabulary import State


def case_facts(desk: Desk, case: Case) -> dict[str, Any]:
    """Say what everybody may know of a case: never a name, a room or an account of the resident."""
    return {
        "case": key(case),
        "number": case.number,
        "category": case.category,
        "urgency": case.urgency.value,
        "state": case.state.value,
        "building": case.building,
        "place": case.place,
        "due": desk.local(case.due_at) if case.due_at else None,
        "sign_by": desk.local(case.sign_by) if case.sign_by else None,
        "opened": desk.local(case.opened_at),
        "supporters": case.supporters,
        "emergency_numbers": desk.parameters.emergency_numbers,
        **_about_whom(desk, case),
    }


def _about_whom(desk: Desk, case: Case) -> dict[str, Any]:
    """Say which body a case is about, and for a complaint which member and which case of theirs."""
    if case.respondent_id is None:
        return {}
    accused = fetch(desk.session, Person, case.accused_id).name if case.accused_id else ""
    return {
        "respondent": fetch(desk.session, Body, case.respondent_id).name,
        "accused": accused,
        "about": fetch(desk.session, Case, case.about_id).number if case.about_id else "",
    }


def due_facts(desk: Desk, case: Case) -> dict[str, Any]:
    """Say by when the running round must be done: a second round has a date of its own."""
    second = queries.rectification(desk.session, key(case), case.round)
    if case.state is not State.RECTIFICATION or second is None:
        return {}
    return {"due": desk.local(second.due_at)}


def owner_facts(desk: Desk, assignment: Assignment) -> dict[str, Any]:
    """Say who has it: the body and, when one was chosen who sits there still, the member's name.

    What waits for a member to claim it says so.
    """
    body = fetch(desk.session, Body, assignment.body_id)
    member = fetch(desk.session, Member, assignment.member_id) if assignment.member_id else None
    seated = member is not None and member.left_at is None and not body.retired
    handler = fetch(desk.session, Person, member.person_id).name if member and seated else None
    # The seat of a body's own e-mail address is called like the body.
    named = handler if handler != body.name else None
    waits = {"unclaimed": True} if assignment.is_open_to_claim() else {}
    return {"assignment": key(assignment), "owner": body.name, "handler": named} | waits


@dataclass(frozen=True, slots=True)
class Said:
    """What residents said about a case: all their words in order, and what they sent along."""

    words: str
    attachments: Sequence[Attachment] = ()


def said(desk: Desk, case: Case) -> Said:
    """Read what residents said about the case, and about those that were merged with it."""
    everything = queries.everything_said(desk.session, key(case))
    words = "\n".join(concern.text for concern in everything if concern.text)
    return Said(words, queries.everything_sent(desk.session, key(case)))


def attachment_facts(case: Case, attachment: Attachment) -> dict[str, Any]:
    """Say what one attachment is: its kind and Telegram's file id, or a latitude and longitude."""
    return {
        "number": case.number,
        "kind": attachment.kind.value,
        "file_id": attachment.file_id,
        "latitude": attachment.latitude,
        "longitude": attachment.longitude,
    }


def reporter_of(desk: Desk, case: Case) -> Person:
    """Return the resident whose case it is."""
    return fetch(desk.session, Person, case.reporter_id)


def person_of_member(desk: Desk, member_id: int | None) -> Person | None:
    """Return the person on a seat; None for no seat."""
    if member_id is None:
        return None
    return fetch(desk.session, Person, fetch(desk.session, Member, member_id).person_id)
