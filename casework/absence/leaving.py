"""What somebody leaves behind when their seat is left: each case goes on in other hands."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from casework.absence import pending, supervisors
from casework.absence.handover import LEFT, pass_on
from casework.cases.facts import person_of_member
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell_coordinators
from data import queries
from data.keys import fetch
from data.tables import Assignment, Body
from data.vocabulary import Part


@dataclass
class Handed:
    """What changed hands: whose it was, how many went to whom (body, name), and what nobody took up."""

    people: list[str] = field(default_factory=list)
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)
    waiting: int = 0
    parts_ended: int = 0
    watched: int = 0

    @property
    def total(self) -> int:
        """How many cases and parts were taken out of somebody's hands."""
        return self.moved.total() + self.waiting + self.parts_ended

    def note_person(self, name: str) -> None:
        """Keep the name of somebody whose work changed hands, or of the body that nobody had it in, once."""
        if name not in self.people:
            self.people.append(name)

    def note(self, desk: Desk, before: Assignment, now: Assignment | None) -> None:
        """Keep where an assignment went."""
        if now is not None:
            body = fetch(desk.session, Body, now.body_id).name
            person = person_of_member(desk, now.member_id)
            self.moved[body, person.name if person else body] += 1
        elif before.part is Part.LEAD:
            self.waiting += 1
        else:
            self.parts_ended += 1

    def facts(self) -> dict[str, Any]:
        """Say it to a coordinator."""
        return {
            "people": list(self.people),
            "total": self.total,
            "to": [{"body": body, "name": name, "count": n} for (body, name), n in self.moved.items()],
            "waiting": self.waiting,
            "parts_ended": self.parts_ended,
            "watched": self.watched,
        }


def hand_over_what_was_left(desk: Desk) -> Handed:
    """Give all open work of those who left to others, and tell the coordinators of it in one message."""
    desk.session.flush()
    handed = Handed()
    for case, assignment, name in queries.left_behind(desk.session, desk.community_id):
        handed.note_person(name)
        handed.note(desk, assignment, pass_on(desk, case, assignment, LEFT))
    for case, name in queries.unsupervised(desk.session, desk.community_id):
        handed.note_person(name)
        supervisors.replace(desk, case, LEFT)
        handed.watched += 1
    desk.session.flush()
    if handed.people:
        tell_coordinators(desk, Notice.HANDED_OVER, handed.facts())
    pending.ask_anew(desk)
    return handed
