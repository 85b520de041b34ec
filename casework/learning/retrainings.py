"""A retraining from the coordinator's wish to its result; the training itself runs elsewhere."""

from collections import Counter
from typing import Any

from casework.desk import Desk
from casework.errors import Refused
from casework.learning.models import percent
from casework.notice import Notice
from casework.notices import tell
from casework.people.permissions import must_coordinate
from data import queries
from data.keys import fetch, key
from data.tables import Outbox, Person, Retraining

NAMED = 3  # messages, changes and doubts that the card shows
WORDS = 60  # characters of each


def ask(desk: Desk, person: Person) -> None:
    """Let a coordinator ask for a retraining, unless one is running."""
    must_coordinate(desk, person)
    if queries.running_retraining(desk.session, desk.community_id) is not None:
        raise Refused("retraining_runs")
    row = Retraining(community_id=desk.community_id, person_id=key(person), asked_at=desk.now)
    desk.session.add(row)
    desk.session.flush()
    card = tell(desk, person, Notice.RETRAIN_RUNS, {"part": 0}, asked=True)
    desk.session.flush()
    row.notice_id = card.id if card else None
    desk.session.add(row)


def begin(desk: Desk) -> int | None:
    """Return the retraining that waits to be run, or that a process was running which died."""
    row = queries.running_retraining(desk.session, desk.community_id)
    if row is None:
        return None
    row.started_at = desk.now
    desk.session.add(row)
    return key(row)


def progressed(desk: Desk, retraining_id: int, part: float) -> None:
    """Show on the card which part of the whole is done, once the card was sent."""
    row = fetch(desk.session, Retraining, retraining_id)
    card = desk.session.get(Outbox, row.notice_id) if row.notice_id else None
    if card is not None and card.message_id is not None:
        facts = {"part": percent(part)}
        _tell(desk, row, Notice.RETRAIN_RUNS, facts, edits=card.message_id)


def finished(desk: Desk, retraining_id: int, report: dict[str, Any]) -> None:
    """Keep what came of it, and show it to who asked."""
    row = fetch(desk.session, Retraining, retraining_id)
    row.ended_at, row.report = desk.now, report
    desk.session.add(row)
    notice = Notice.RETRAIN_PASSED if report["passed"] else Notice.RETRAIN_REFUSED
    _tell(desk, row, notice, {"retraining": retraining_id} | result_facts(report))


def failed(desk: Desk, retraining_id: int, reason: str) -> None:
    """Keep why nothing came of it, and tell who asked; the serving model goes on."""
    row = fetch(desk.session, Retraining, retraining_id)
    row.ended_at, row.error = desk.now, reason
    desk.session.add(row)
    _tell(desk, row, Notice.RETRAIN_FAILED, {"text": reason})


def result_facts(report: dict[str, Any]) -> dict[str, Any]:
    """Say of a report what fits on a card: figures, refusing gates, a few messages, changes and doubts."""
    figures = report["figures"]
    return {
        "taught": report["taught"],
        "held_out": report["held_out"],
        "before": percent(figures["serving"]["accuracy"]),
        "after": percent(figures["candidate"]["accuracy"]),
        "gates": [_gate(gate) for gate in report["gates"] if not gate["passed"]],
        "recent": report["recent"],
        "would_change": report["would_change"],
        "changes": [
            {
                "text": _short(change["text"]),
                "before": change["before"]["label"],
                "after": change["after"]["label"],
            }
            for change in report["changes"][:NAMED]
        ],
        "doubts": dict(Counter(doubt["kind"] for doubt in report["doubts"])),
        "named": [
            {"text": _short(doubt["words"]), "labels": list(doubt["labels"]), "people": list(doubt["people"])}
            for doubt in report["doubts"]
            if doubt["kind"] == "conflict"
        ][:NAMED],
        "waiting": [
            {"label": name, "messages": len(doubt["messages"])}
            for doubt in report["doubts"]
            if doubt["kind"] == "young"
            for name in doubt["labels"]
        ],
        "odd": [name for doubt in report["doubts"] if doubt["kind"] == "person" for name in doubt["people"]],
    }


def _gate(gate: dict[str, Any]) -> dict[str, Any]:
    messages = [_short(message["text"]) for message in gate["messages"][:NAMED]]
    return {"kind": gate["kind"].replace(" ", "_"), "label": gate["label"], "messages": messages}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WORDS else line[: WORDS - 1] + "…"


def _tell(
    desk: Desk, row: Retraining, notice: Notice, facts: dict[str, Any], edits: int | None = None
) -> None:
    tell(desk, fetch(desk.session, Person, row.person_id), notice, facts, edits=edits, asked=True)
