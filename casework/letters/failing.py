"""What follows when a letter cannot be delivered for good: people are told, the part comes back."""

from casework.cases import joint
from casework.cases.facts import case_facts
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell_coordinators
from casework.people import offices
from casework.timeline import Happened, record
from data.keys import fetch
from data.tables import Assignment, Case, Letter, Person
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, LetterKind


def undeliverable(desk: Desk, letter: Letter) -> None:
    """Tell the coordinators; a part that nobody heard of goes back to its lead, who chooses another."""
    case, assignment = (
        fetch(desk.session, Case, letter.case_id),
        fetch(desk.session, Assignment, letter.assignment_id),
    )
    organisation = offices.load(desk)
    record(desk, case, Happened.UNDELIVERABLE, fetch(desk.session, Person, letter.person_id))
    body = organisation.bodies[assignment.body_id].name
    facts = case_facts(desk, case) | {"body": body, "address": letter.address, "why": letter.error}
    tell_coordinators(desk, Notice.LETTER_FAILED, facts, case=case)
    if letter.kind is LetterKind.WHISTLE and assignment.state in OPEN_ASSIGNMENTS:
        joint.end_part(desk, organisation, case, assignment, AssignmentState.CANCELLED, "")
