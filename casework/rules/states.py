"""The life of a case as one table: which move leads from where to where, and whose move it is."""

import sys
from dataclasses import dataclass
from enum import StrEnum

from casework.errors import Refused
from data.vocabulary import State


class Move(StrEnum):
    """What can be done to a case."""

    DISPATCH = "dispatch"
    REASSIGN = "reassign"
    SIGN = "sign"
    GIVE_BACK = "give_back"
    ASK_JOINT = "ask_joint"
    ESCALATE = "escalate"
    PLAN = "plan"
    RESUME = "resume"
    FINISH = "finish"
    CONFIRM = "confirm"
    REVIEW_GOOD = "review_good"
    REVIEW_BAD = "review_bad"
    REVIEW_BAD_AGAIN = "review_bad_again"
    FALL_SILENT = "fall_silent"
    SETTLE = "settle"
    WITHDRAW = "withdraw"
    DISMISS = "dismiss"
    DECLINE = "decline"
    VACATE = "vacate"
    MERGE = "merge"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow. ``who`` is said in the drawing; the right to press is checked in permissions."""

    start: State
    move: Move
    end: State
    who: str


_S, _M = State, Move

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.TRIAGE, _M.DISPATCH, _S.ASSIGNED, "coordinator, or resident's choice"),
    Transition(_S.TRIAGE, _M.PLAN, _S.PLANNED, "coordinator"),
    Transition(_S.TRIAGE, _M.DISMISS, _S.ARCHIVED, "coordinator"),
    Transition(_S.TRIAGE, _M.DECLINE, _S.ARCHIVED, "two coordinators"),
    Transition(_S.TRIAGE, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.TRIAGE, _M.MERGE, _S.ARCHIVED, "coordinator"),
    Transition(_S.ASSIGNED, _M.SIGN, _S.ACCEPTED, "member"),
    Transition(_S.ASSIGNED, _M.GIVE_BACK, _S.TRIAGE, "member"),
    Transition(_S.ASSIGNED, _M.VACATE, _S.TRIAGE, "the desk, when nobody is there"),
    Transition(_S.ASSIGNED, _M.REASSIGN, _S.ASSIGNED, "coordinator, or a return with an owner"),
    Transition(_S.ASSIGNED, _M.ASK_JOINT, _S.ASSIGNED, "member"),
    Transition(_S.ASSIGNED, _M.ESCALATE, _S.ASSIGNED, "member or coordinator"),
    Transition(_S.ASSIGNED, _M.PLAN, _S.PLANNED, "coordinator"),
    Transition(_S.ASSIGNED, _M.FINISH, _S.RESOLVED, "member"),
    Transition(_S.ASSIGNED, _M.DECLINE, _S.ARCHIVED, "two coordinators"),
    Transition(_S.ASSIGNED, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.ASSIGNED, _M.MERGE, _S.ARCHIVED, "coordinator"),
    Transition(_S.ACCEPTED, _M.FINISH, _S.RESOLVED, "member"),
    Transition(_S.ACCEPTED, _M.GIVE_BACK, _S.TRIAGE, "member"),
    Transition(_S.ACCEPTED, _M.VACATE, _S.TRIAGE, "the desk, when nobody is there"),
    Transition(_S.ACCEPTED, _M.REASSIGN, _S.ASSIGNED, "coordinator, or a return with an owner"),
    Transition(_S.ACCEPTED, _M.ASK_JOINT, _S.ACCEPTED, "member"),
    Transition(_S.ACCEPTED, _M.ESCALATE, _S.ASSIGNED, "member or coordinator"),
    Transition(_S.ACCEPTED, _M.PLAN, _S.PLANNED, "coordinator"),
    Transition(_S.ACCEPTED, _M.DECLINE, _S.ARCHIVED, "two coordinators"),
    Transition(_S.ACCEPTED, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.ACCEPTED, _M.MERGE, _S.ARCHIVED, "coordinator"),
    Transition(_S.PLANNED, _M.RESUME, _S.ASSIGNED, "the clock, or coordinator"),
    Transition(_S.PLANNED, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.PLANNED, _M.MERGE, _S.ARCHIVED, "coordinator"),
    Transition(_S.RESOLVED, _M.REVIEW_GOOD, _S.ARCHIVED, "resident, solved or partly"),
    Transition(_S.RESOLVED, _M.REVIEW_BAD, _S.RECTIFICATION, "resident, not solved"),
    Transition(_S.RESOLVED, _M.REVIEW_BAD_AGAIN, _S.DELIBERATION, "resident, not solved twice"),
    Transition(_S.RESOLVED, _M.FALL_SILENT, _S.ARCHIVED, "the clock"),
    Transition(_S.RECTIFICATION, _M.CONFIRM, _S.RESOLVED, "supervisor"),
    Transition(_S.RECTIFICATION, _M.VACATE, _S.TRIAGE, "the desk, when nobody is there"),
    Transition(_S.RECTIFICATION, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.DELIBERATION, _M.SETTLE, _S.RESOLVED, "coordinator, with the resolution's words"),
    Transition(_S.DELIBERATION, _M.DECLINE, _S.ARCHIVED, "two coordinators"),
    Transition(_S.DELIBERATION, _M.WITHDRAW, _S.ARCHIVED, "resident"),
    Transition(_S.ARCHIVED, _M.REOPEN, _S.TRIAGE, "resident, of a merged case that is another matter"),
)

_TABLE = {(arrow.start, arrow.move): arrow.end for arrow in TRANSITIONS}


def after(state: State, move: Move) -> State:
    """Return the state after the move, or raise Refused with the state the case is in."""
    end = _TABLE.get((state, move))
    if end is None:
        raise Refused("moved_on", state=state.value, move=move.value)
    return end


def allowed(state: State, move: Move) -> bool:
    """Say whether the move is possible from the state."""
    return (state, move) in _TABLE


def diagram() -> str:
    """Draw the table as a Mermaid state diagram."""
    arrows = [f"    {t.start.value} --> {t.end.value}: {t.move.value} ({t.who})" for t in TRANSITIONS]
    return "\n".join(
        ["stateDiagram-v2", "    [*] --> triage", "    [*] --> assigned", *arrows, "    archived --> [*]"]
    )


if __name__ == "__main__":
    sys.stdout.write(f"{diagram()}\n")  # docs/architecture.md holds what this prints
