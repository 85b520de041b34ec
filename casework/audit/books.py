"""Everything that is written down about each case, read in a few statements however many cases there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from casework.timeline import Happened
from data.keys import key
from data.tables import Assignment, Body, Case, Event, Member, Rectification, Review, Timer
from data.vocabulary import OPEN_ASSIGNMENTS, Part, Role


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that does not hold for a case, and the sentence that says why."""

    rule: str
    number: str
    says: str

    def __str__(self) -> str:
        return f"{self.number}: {self.says} ({self.rule})"


@dataclass(frozen=True)
class Seats:
    """Who sat where, those who left included. Keys are ids; ``left`` are the seats that nobody sits on."""

    person_of: dict[int, int]
    bodies_of: dict[int, set[int]]
    coordinators: set[int]
    parents: dict[int, int | None]
    left: set[int] = field(default_factory=set)

    def line_of(self, body_id: int | None) -> set[int]:
        """Return a body and all above it."""
        line: set[int] = set()
        while body_id is not None and body_id not in line:
            line.add(body_id)
            body_id = self.parents.get(body_id)
        return line


@dataclass
class Dossier:
    """One case with all that hangs on it, each in the order of its writing.

    ``target`` is the case it was merged with.
    """

    case: Case
    seats: Seats
    target: Case | None = None
    events: list[Event] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    rectifications: list[Rectification] = field(default_factory=list)

    def open_assignments(self, part: Part) -> list[Assignment]:
        """Return the assignments of a part that somebody still has to work on."""
        return [a for a in self.assignments if a.part is part and a.state in OPEN_ASSIGNMENTS]

    def watching(self) -> set[int]:
        """Return the persons who watch over the case, or did until somebody else did."""
        changed = [e for e in self.events if e.kind == Happened.SUPERVISOR_CHANGED]
        seats = {self.case.supervisor_id, *(r.supervisor_id for r in self.rectifications)}
        seats |= {event.data.get("former") for event in changed}
        return {self.seats.person_of[seat] for seat in seats if seat in self.seats.person_of}


def read(session: Session, community_id: int) -> list[Dossier]:
    """Read the dossier of every case of the community, oldest first; one statement a table."""
    seats = _seats(session, community_id)
    cases = session.exec(
        select(Case).where(col(Case.community_id) == community_id).order_by(col(Case.id))
    ).all()
    events, assignments = _by_case(session, Event), _by_case(session, Assignment)
    timers, reviews = _by_case(session, Timer), _by_case(session, Review)
    second_rounds = _by_case(session, Rectification)
    by_id = {key(case): case for case in cases}
    return [
        Dossier(
            case=case,
            seats=seats,
            target=by_id.get(case.merged_into_id or 0),
            events=events[key(case)],
            assignments=assignments[key(case)],
            timers=timers[key(case)],
            reviews=reviews[key(case)],
            rectifications=second_rounds[key(case)],
        )
        for case in cases
    ]


def _by_case(session: Session, table: Any) -> dict[int, list[Any]]:
    rows: Iterable[Any] = session.exec(select(table).where(table.case_id.is_not(None)).order_by(table.id))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _seats(session: Session, community_id: int) -> Seats:
    bodies = session.exec(select(Body).where(col(Body.community_id) == community_id)).all()
    parents = {key(body): body.parent_id for body in bodies}
    members = session.exec(select(Member).where(col(Member.body_id).in_(parents))).all()
    bodies_of: dict[int, set[int]] = defaultdict(set)
    for member in members:
        bodies_of[member.person_id].add(member.body_id)
    coordinators = {member.person_id for member in members if member.role is Role.COORDINATOR}
    retired = {key(body) for body in bodies if body.retired}
    left = {key(m) for m in members if m.left_at is not None or m.body_id in retired}
    persons = {key(member): member.person_id for member in members}
    return Seats(persons, bodies_of, coordinators, parents, left)
