"""Who sits in a body, as a community file has it: members matched by account or name, never doubled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from casework.errors import BadOrganisation
from casework.people import community_shape as shape
from casework.people.community_shape import CommunityFile
from casework.rules.deadlines import next_digest
from data.keys import key
from data.tables import Body, Community, Invite, Member, Person


@dataclass(frozen=True)
class Import:
    """One import under way."""

    session: Session
    file: CommunityFile
    community: Community
    now: datetime

    def digest_at(self) -> datetime:
        """Return when a member's next daily digest falls due."""
        return next_digest(self.now, ZoneInfo(self.file.timezone), self.file.parameters.digest_at)


def write_members(work: Import, body: Body, entries: Sequence[shape.Person]) -> None:
    """Seat the members the file names; others leave, but for those who were invited as somebody new."""
    taken = seats(work.session, body)
    named = [_write_member(work, body, entry, taken) for entry in entries]
    # Who was invited to a seat of the file leaves with its line, like everybody whom the file names.
    new = select(Invite.used_by).where(col(Invite.body_id) == key(body), col(Invite.member_id).is_(None))
    invited = work.session.exec(new).all()
    for member, _ in taken:
        if member not in named and member.person_id not in invited:
            leave(work, member)


def seats(session: Session, body: Body) -> list[tuple[Member, Person]]:
    """Return all seats a body ever had, those best known first: still there, with an account."""
    rows = session.exec(
        select(Member, Person)
        .join(Person, col(Person.id) == col(Member.person_id))
        .where(col(Member.body_id) == key(body))
        .order_by(col(Member.left_at).is_not(None), col(Person.telegram_id).is_(None), col(Member.id))
    ).all()
    return [(member, person) for member, person in rows]


def _write_member(
    work: Import, body: Body, entry: shape.Person, taken: Sequence[tuple[Member, Person]]
) -> Member:
    by_name = next(((member, person) for member, person in taken if person.name == entry.name), (None, None))
    person = _person(work, entry, by_name[1])
    member = next((m for m, p in taken if p is person), by_name[0])
    if member is None:
        member = Member(body_id=key(body), person_id=key(person), joined_at=work.now)
    if member.left_at is not None or member.digest_at is None:
        member.left_at, member.digest_at = None, work.digest_at()
    member.person_id, member.role, member.on_duty = key(person), entry.role, entry.duty
    work.session.add(member)
    return member


def _person(work: Import, entry: shape.Person, known: Person | None) -> Person:
    """Return who is meant: the account's owner if the file names one, else the body's member of that name."""
    owner = _owner_of(work, entry) if entry.telegram is not None else None
    person = owner or known or _new_person(work, entry.name)
    person.name, person.email = entry.name, entry.email
    if entry.telegram is not None and person.telegram_id != entry.telegram:
        # A new account has not pressed start yet, whatever the old one did.
        person.telegram_id, person.started_at, person.blocked_at = entry.telegram, None, None
    work.session.add(person)
    work.session.flush()
    return person


def _new_person(work: Import, name: str) -> Person:
    return Person(community_id=key(work.community), name=name, language=work.file.languages[0])


def _owner_of(work: Import, entry: shape.Person) -> Person | None:
    person = work.session.exec(select(Person).where(col(Person.telegram_id) == entry.telegram)).first()
    if person is not None and person.community_id != work.community.id:
        whose = f"{work.file.key}, member «{entry.name}»: the account {entry.telegram}"
        mend = "write their own account or leave the line «telegram» out"
        raise BadOrganisation([f"{whose} belongs to somebody of another community; {mend}."])
    return person


def leave(work: Import, member: Member) -> None:
    """Let a member leave; their seat is kept for the history."""
    if member.left_at is None:
        member.left_at, member.digest_at = work.now, None
        work.session.add(member)
