"""Nobody without a right moved the case, and nobody judged their own work."""

from collections.abc import Callable, Iterator

from casework.audit.books import Dossier
from casework.timeline import Happened
from data.vocabulary import Part, State

BY_RESIDENT = {Happened.WITHDRAWN, Happened.REVIEWED, Happened.UNMERGED}
BY_COORDINATOR = {
    *(Happened.DISMISSED, Happened.PLANNED, Happened.SETTLED, Happened.TURNED_DOWN),
    *(Happened.MERGED, Happened.MERGED_IN),
}
BY_WORKER = {
    Happened.CLAIMED,
    Happened.SIGNED,
    Happened.RETURNED,
    Happened.ASSIST_DONE,
    Happened.REPORTED_DONE,
}
BY_SUPERVISOR = {Happened.CONFIRMED, Happened.NOT_CONFIRMED}


def residents_moves_are_the_residents(dossier: Dossier) -> Iterator[str]:
    """Only the resident whose case it is, or was before it passed to a follower, withdraws and judges."""
    reporter = dossier.case.reporter_id
    before = {event.person_id for event in dossier.events if event.kind == Happened.PASSED_ON}
    for event in dossier.events:
        carried = event.kind == Happened.REVIEWED and event.data.get("via")
        if event.kind in BY_RESIDENT and not carried and event.person_id not in {reporter, *before}:
            yield f"{event.kind} by person {event.person_id}, who did not report it"


def steering_is_the_coordinators(dossier: Dossier) -> Iterator[str]:
    """Only coordinators dismiss, plan, settle and merge."""
    for event in dossier.events:
        if event.kind in BY_COORDINATOR and event.person_id not in dossier.seats.coordinators:
            yield f"{event.kind} by person {event.person_id}, who coordinates nothing"


def work_is_the_workers(dossier: Dossier) -> Iterator[str]:
    """Whoever signs, returns or finishes sits in a body that had the case, or in one above it."""
    lines = (dossier.seats.line_of(assignment.body_id) for assignment in dossier.assignments)
    entitled = set().union(*lines)
    for event in dossier.events:
        theirs = dossier.seats.bodies_of.get(event.person_id or 0, set())
        if event.kind in BY_WORKER and not theirs & entitled:
            yield f"{event.kind} by person {event.person_id}, whose bodies never had it"


def supervisors_confirm(dossier: Dossier) -> Iterator[str]:
    """A second round is confirmed by its supervisor, or by a coordinator."""
    watching = dossier.watching()
    for event in dossier.events:
        may = event.person_id in watching or event.person_id in dossier.seats.coordinators
        if event.kind in BY_SUPERVISOR and not may:
            yield f"{event.kind} by person {event.person_id}, who does not supervise it"


def supervisors_watch_others(dossier: Dossier) -> Iterator[str]:
    """The supervisor of a second round is neither its handler nor its resident."""
    for second in dossier.rectifications:
        watching = dossier.seats.person_of.get(second.supervisor_id or 0)
        handling = dossier.seats.person_of.get(second.handler_id or 0)
        if watching is not None and watching in (handling, dossier.case.reporter_id):
            yield f"round {second.round} is supervised by person {watching}, whose own it is"
    if dossier.case.state is State.RECTIFICATION:
        watching = dossier.seats.person_of.get(dossier.case.supervisor_id or 0)
        for leading in dossier.open_assignments(Part.LEAD):
            if watching is not None and watching == dossier.seats.person_of.get(leading.member_id or 0):
                yield f"person {watching} does it again, and watches over it"


def open_work_is_with_somebody_who_is_there(dossier: Dossier) -> Iterator[str]:
    """What is open is in the hands of somebody who has not left, and so is the watch over a second round."""
    for part in Part:
        for assignment in dossier.open_assignments(part):
            if assignment.member_id in dossier.seats.left:
                yield f"its {part} is open with member {assignment.member_id}, who left"
    watched = dossier.case.supervisor_id
    if dossier.case.state is State.RECTIFICATION and watched in dossier.seats.left:
        yield f"its second round is watched over by member {watched}, who left"


def nobody_rates_their_own_work(dossier: Dossier) -> Iterator[str]:
    """An answered review is by the resident, and never by the handler it judges."""
    for review in dossier.reviews:
        judged = dossier.seats.person_of.get(review.handler_id or 0)
        if review.solved is not None and judged is not None and judged in (review.person_id, review.via_id):
            yield f"round {review.round} was judged by its own handler"


def nobody_claims_their_own(dossier: Dossier) -> Iterator[str]:
    """Who claimed a case had not reported it; once it passed to a follower, it is theirs no more."""
    reporter: int | None = None
    for event in dossier.events:
        if event.kind == Happened.RECEIVED:
            reporter = event.person_id
        elif event.kind == Happened.PASSED_ON:
            reporter = None
        elif event.kind == Happened.CLAIMED and event.person_id == reporter:
            yield f"claimed by person {event.person_id}, who reported it"


RULES: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    residents_moves_are_the_residents,
    steering_is_the_coordinators,
    work_is_the_workers,
    supervisors_confirm,
    supervisors_watch_others,
    open_work_is_with_somebody_who_is_there,
    nobody_rates_their_own_work,
    nobody_claims_their_own,
)
