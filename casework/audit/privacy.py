"""Who a resident is was shown for a reason or with leave; words were passed by who had a right to."""

from collections.abc import Callable, Iterator

from casework.audit.books import Dossier
from casework.privacy import reveals
from casework.timeline import Happened

ASKED = (Happened.RESIDENT_ASKED, Happened.WHO_ASKED)
BY_RESIDENT = {
    *(Happened.RESIDENT_ANSWERED, Happened.RESIDENT_WROTE),
    *(Happened.SHARED, Happened.UNSHARED),
}


def reveals_have_a_reason_or_leave(dossier: Dossier) -> Iterator[str]:
    """Each look at who the resident is was granted by a coordinator in words, or by the resident before."""
    allowed: set[str] = set()
    for event in dossier.events:
        if event.kind == Happened.SHARED:
            allowed.add(event.data["what"])
        elif event.kind == Happened.UNSHARED:
            allowed.discard(event.data["what"])
        elif event.kind == Happened.REVEALED:
            granted = event.person_id in dossier.seats.coordinators and event.data.get("why")
            if not granted and not set(event.data.get("what", reveals.EVERYTHING)) <= allowed:
                yield f"{event.data.get('to')} was shown who the resident is, without a reason or leave"


def residents_speak_for_themselves(dossier: Dossier) -> Iterator[str]:
    """Only the resident answers, writes to the handler, shows who they are, and takes it back.

    That is whose case it is, or whose it was before it passed to a follower.
    """
    residents = {e.person_id for e in dossier.events if e.kind == Happened.PASSED_ON}
    for event in dossier.events:
        if event.kind in BY_RESIDENT and event.person_id not in {dossier.case.reporter_id, *residents}:
            yield f"{event.kind} by person {event.person_id}, who did not report it"


def askers_have_the_case(dossier: Dossier) -> Iterator[str]:
    """Whoever asked the resident sat in a body that had the case, or above it, or coordinates."""
    lines = (dossier.seats.line_of(assignment.body_id) for assignment in dossier.assignments)
    entitled = set().union(*lines)
    for event in dossier.events:
        theirs = dossier.seats.bodies_of.get(event.person_id or 0, set())
        steers = event.person_id in dossier.seats.coordinators
        watches = event.person_id in dossier.watching()
        if event.kind in ASKED and not (theirs & entitled or steers or watches):
            yield f"the resident was asked by person {event.person_id}, whose bodies never had it"


def complaints_go_past_whom_they_are_about(dossier: Dossier) -> Iterator[str]:
    """A complaint about a member is never in their hands, nor in those of the body it is about."""
    case = dossier.case
    if case.accused_id is None:
        return
    for assignment in dossier.assignments:
        holder = dossier.seats.person_of.get(assignment.member_id or 0)
        if assignment.body_id == case.respondent_id or holder == case.accused_id:
            yield f"it is a complaint, and was given to body {assignment.body_id}, person {holder}"
    for event in dossier.events:
        if event.person_id == case.accused_id:
            yield f"it is a complaint about person {event.person_id}, who {event.kind} it"


def the_body_it_is_about_learns_no_names(dossier: Dossier) -> Iterator[str]:
    """Since a case is about a body, nobody of that body watches over it, and none was told who it is."""
    watching = dossier.seats.person_of.get(dossier.case.supervisor_id or 0)
    theirs = dossier.seats.bodies_of.get(watching or 0, set())
    if dossier.case.respondent_id in theirs:
        yield f"it is about body {dossier.case.respondent_id}, and person {watching} of it watches"


RULES: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    reveals_have_a_reason_or_leave,
    residents_speak_for_themselves,
    askers_have_the_case,
    complaints_go_past_whom_they_are_about,
    the_body_it_is_about_learns_no_names,
)
