"""A case is in exactly one place: its state, its owner and its timeline say the same."""

from collections.abc import Callable, Iterator

from casework.audit.books import Dossier
from casework.timeline import Happened
from data.vocabulary import AssignmentState, Outcome, Part, Solved, State, TimerKind

OWNED = (State.ASSIGNED, State.ACCEPTED, State.RECTIFICATION)
UNOWNED = (State.TRIAGE, State.PLANNED, State.RESOLVED, State.DELIBERATION, State.ARCHIVED)

# What the last of these lines says is where the case stands.
LEADS_TO = {
    Happened.RECEIVED: State.TRIAGE,
    Happened.TO_TRIAGE: State.TRIAGE,
    Happened.DISPATCHED: State.ASSIGNED,
    Happened.REASSIGNED: State.ASSIGNED,
    Happened.ESCALATED: State.ASSIGNED,
    Happened.RAISED: State.ASSIGNED,
    Happened.PLANNED: State.PLANNED,
    Happened.FINISHED: State.RESOLVED,
    Happened.RECTIFICATION_OPENED: State.RECTIFICATION,
    Happened.TO_DELIBERATION: State.DELIBERATION,
    Happened.FELL_SILENT: State.ARCHIVED,
    Happened.WITHDRAWN: State.ARCHIVED,
    Happened.DISMISSED: State.ARCHIVED,
    Happened.TURNED_DOWN: State.ARCHIVED,
    Happened.MERGED: State.ARCHIVED,
    Happened.UNMERGED: State.TRIAGE,
}


def closed_means_closed(dossier: Dossier) -> Iterator[str]:
    """An archived case has an outcome and a time of closing; no other has either."""
    case = dossier.case
    archived = case.state is State.ARCHIVED
    if archived != (case.closed_at is not None) or archived != (case.outcome is not None):
        yield f"it is {case.state}, with outcome {case.outcome} and closed at {case.closed_at}"


def open_cases_have_one_owner(dossier: Dossier) -> Iterator[str]:
    """Who must act is one lead assignment; where nobody must, there is none."""
    leading = len(dossier.open_assignments(Part.LEAD))
    wanted = 1 if dossier.case.state in OWNED else 0
    if leading != wanted:
        yield f"it is {dossier.case.state} and {leading} lead it in place of {wanted}"


def promised_means_signed(dossier: Dossier) -> Iterator[str]:
    """A case is accepted when, and only when, the member who leads it has signed."""
    for leading in dossier.open_assignments(Part.LEAD):
        signed = leading.state is AssignmentState.ACCEPTED
        if dossier.case.state is State.ACCEPTED and not signed:
            yield "it is accepted, and nobody signed"
        if dossier.case.state is State.ASSIGNED and signed:
            yield "it is assigned, and somebody signed"


def what_is_nobodys_waits_to_be_claimed(dossier: Dossier) -> Iterator[str]:
    """A case that a body has and none of its members may be claimed, and the clock will give it to one."""
    waiting = {timer.kind for timer in dossier.timers if timer.settled_at is None}
    open_to_claim = [a for a in dossier.open_assignments(Part.LEAD) if a.is_open_to_claim()]
    for leading in dossier.open_assignments(Part.LEAD):
        if leading.member_id is None and leading not in open_to_claim:
            yield "nobody of the body has it, and nobody may claim it"
    if open_to_claim and not waiting & {TimerKind.CLAIM, TimerKind.SIGN}:
        yield "it waits to be claimed, and no timer will give it to anybody"
    if TimerKind.CLAIM in waiting and not open_to_claim:
        yield "the clock will give it to somebody, and nobody may claim it"


def nobody_works_on_what_is_over(dossier: Dossier) -> Iterator[str]:
    """Helpers, too, are done when the case is resolved or closed."""
    if dossier.case.state in (State.RESOLVED, State.ARCHIVED) and dossier.open_assignments(Part.ASSIST):
        yield f"it is {dossier.case.state}, and somebody still helps"


def open_cases_have_a_timer(dossier: Dossier) -> Iterator[str]:
    """Whatever people forget, the clock will act on every open case; on a closed one it has nothing to do."""
    waiting = [timer for timer in dossier.timers if timer.settled_at is None]
    if dossier.case.state is State.ARCHIVED and waiting:
        yield f"it is archived, and {waiting[0].kind} will still fire"
    if dossier.case.state is not State.ARCHIVED and not waiting:
        yield f"it is {dossier.case.state}, and no timer will act on it"


def timeline_tells_the_state(dossier: Dossier) -> Iterator[str]:
    """Whoever reads the timeline to its end knows where the case stands."""
    told: State | None = None
    for event in dossier.events:
        if event.kind == Happened.SIGNED and event.data.get("part") == Part.LEAD.value:
            told = State.ACCEPTED
        elif event.kind == Happened.REVIEWED and event.data.get("solved") in (Solved.YES, Solved.PARTLY):
            told = State.ARCHIVED
        else:
            told = LEADS_TO.get(Happened(event.kind), told)
    if told is not dossier.case.state:
        yield f"the timeline ends in {told}, the case is {dossier.case.state}"


def merged_cases_point_to_one_that_stands(dossier: Dossier) -> Iterator[str]:
    """A merged case, and no other, names the case it is followed under, which is not merged itself."""
    case, target = dossier.case, dossier.target
    merged = case.outcome is Outcome.MERGED
    if merged != (case.merged_into_id is not None):
        yield f"its outcome is {case.outcome}, and it was merged with case {case.merged_into_id}"
    if merged and (target is None or target.id == case.id or target.outcome is Outcome.MERGED):
        yield f"it was merged with case {case.merged_into_id}, which does not stand by itself"


def only_residents_say_solved(dossier: Dossier) -> Iterator[str]:
    """Satisfied and partly are a resident's words, never made of silence."""
    said = {Outcome.SATISFIED: Solved.YES, Outcome.PARTLY: Solved.PARTLY}.get(
        dossier.case.outcome or Outcome.SILENT
    )
    answers = [review.solved for review in dossier.reviews if review.solved is not None]
    if said is not None and answers[-1:] != [said]:
        yield f"it counts as {dossier.case.outcome}, and its resident answered {answers}"
    if dossier.case.outcome is Outcome.SILENT and answers and answers[-1] is not Solved.NO:
        yield f"it counts as silent, and its resident answered {answers[-1]}"


RULES: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    closed_means_closed,
    open_cases_have_one_owner,
    promised_means_signed,
    what_is_nobodys_waits_to_be_claimed,
    nobody_works_on_what_is_over,
    open_cases_have_a_timer,
    timeline_tells_the_state,
    only_residents_say_solved,
    merged_cases_point_to_one_that_stands,
)
