"""The clock never runs backwards, and what was missed once stays missed."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from casework.audit.books import Dossier
from casework.timeline import Happened


def the_clock_runs_forward(dossier: Dossier) -> Iterator[str]:
    """Each line of a timeline is as old as the one before it, or younger."""
    for before, after in pairwise(dossier.events):
        if after.at < before.at:
            yield f"{after.kind} at {after.at} stands after {before.kind} at {before.at}"


def moments_are_in_order(dossier: Dossier) -> Iterator[str]:
    """A case is opened, then given out, then signed, then closed."""
    case = dossier.case
    moments = [case.opened_at, case.dispatched_at, case.signed_at, case.closed_at]
    known = [moment for moment in moments if moment is not None]
    if known != sorted(known):
        yield "its moments are out of order: " + ", ".join(map(str, known))


def timers_fire_no_sooner_than_due(dossier: Dossier) -> Iterator[str]:
    """What the clock did, it did when it was due or later."""
    for timer in dossier.timers:
        if timer.fired and timer.settled_at is not None and timer.settled_at < timer.due_at:
            yield f"{timer.kind} fired at {timer.settled_at}, before {timer.due_at}"


def lateness_is_written_once(dossier: Dossier) -> Iterator[str]:
    """Whoever is marked late has a line that says so, not younger than the mark."""
    late = {
        Happened.SIGN_LATE: dossier.case.sign_breached_at,
        Happened.OVERDUE: dossier.case.due_breached_at,
    }
    for happened, marked in late.items():
        lines = [event.at for event in dossier.events if event.kind == happened]
        if marked is not None and marked not in lines:
            yield f"it was marked {happened} at {marked}, and no line says so"


RULES: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    the_clock_runs_forward,
    moments_are_in_order,
    timers_fire_no_sooner_than_due,
    lateness_is_written_once,
)
