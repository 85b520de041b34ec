"""Named questions to the database. Each is one statement unless its docstring says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from data.tables import (
    Assignment,
    Attachment,
    Body,
    Building,
    Case,
    Community,
    Concern,
    Event,
    Household,
    Inbox,
    Invite,
    Member,
    Outbox,
    Person,
    Pledge,
    Rectification,
    Review,
    Timer,
)
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, Part, Role, State, TimerKind


@dataclass(frozen=True, slots=True)
class Seated:
    """One member of one body, with the number of assignments open in their hands."""

    body: Body
    member: Member | None
    person: Person | None
    load: int


def person_by_telegram(
    session: Session, community_id: int, telegram_id: int
) -> tuple[Community, Person | None, Building | None]:
    """Return the community and, when known, the person with this account and their building."""
    row = session.exec(
        select(Community, Person, Building)
        .outerjoin(
            Person, (col(Person.community_id) == col(Community.id)) & (col(Person.telegram_id) == telegram_id)
        )
        .outerjoin(Building, col(Building.id) == col(Person.building_id))
        .where(col(Community.id) == community_id)
    ).one()
    return cast("tuple[Community, Person | None, Building | None]", tuple(row))


def seats(session: Session, community_id: int) -> list[Seated]:
    """Return every body with each of its members; a body without members comes once, with None."""
    load = (
        select(func.count())
        .where(col(Assignment.member_id) == col(Member.id), col(Assignment.state).in_(OPEN_ASSIGNMENTS))
        .correlate(Member)
        .scalar_subquery()
    )
    rows = session.exec(
        select(Body, Member, Person, load)
        .outerjoin(Member, (col(Member.body_id) == col(Body.id)) & col(Member.left_at).is_(None))
        .outerjoin(Person, col(Person.id) == col(Member.person_id))
        .where(col(Body.community_id) == community_id, col(Body.retired).is_(False))
        .order_by(col(Body.tier), col(Body.position), col(Member.id))
    ).all()
    return [Seated(body, member, person, count or 0) for body, member, person, count in rows]


def memberships(session: Session, person_id: int) -> Sequence[Member]:
    """Return the person's seats that they have not left."""
    return session.exec(
        select(Member).where(col(Member.person_id) == person_id, col(Member.left_at).is_(None))
    ).all()


def coordinators(session: Session, community_id: int) -> list[Person]:
    """Return the coordinators who can be reached, each once."""
    rows = session.exec(
        select(Person)
        .join(Member, col(Member.person_id) == col(Person.id))
        .join(Body, col(Body.id) == col(Member.body_id))
        .where(
            col(Body.community_id) == community_id,
            col(Member.role) == Role.COORDINATOR,
            col(Member.left_at).is_(None),
        )
        .order_by(col(Person.id))
        .distinct()
    ).all()
    return [person for person in rows if person.reachable()]


def next_serial(community_id: int, year: int) -> Any:
    """Return an expression for the next free serial of the year, to be filled in by the INSERT itself."""
    return (
        select(func.coalesce(func.max(Case.serial), 0) + 1)
        .where(col(Case.community_id) == community_id, col(Case.year) == year)
        .scalar_subquery()
    )


def buildings(session: Session, community_id: int) -> Sequence[Building]:
    """Return the community's buildings in the order of the community file."""
    return session.exec(
        select(Building).where(col(Building.community_id) == community_id).order_by(col(Building.id))
    ).all()


def household(session: Session, building_id: int, unit: str, room: str) -> Household | None:
    """Return the flat with this address, if it is known already."""
    return session.exec(
        select(Household).where(
            col(Household.building_id) == building_id,
            col(Household.unit) == unit,
            col(Household.room) == room,
        )
    ).first()


def open_cases_of(session: Session, person_id: int) -> Sequence[Case]:
    """Return the person's open cases, oldest first."""
    return session.exec(
        select(Case)
        .where(col(Case.reporter_id) == person_id, col(Case.state) != State.ARCHIVED)
        .order_by(col(Case.id))
    ).all()


def latest_cases_of(session: Session, person_id: int, limit: int) -> Sequence[Case]:
    """Return the person's cases, open ones first, then the latest closed ones."""
    return session.exec(
        select(Case)
        .where(col(Case.reporter_id) == person_id)
        .order_by(col(Case.state) == State.ARCHIVED, col(Case.id).desc())
        .limit(limit)
    ).all()


def lead(session: Session, case_id: int) -> Assignment | None:
    """Return the lead assignment that is open, or else the latest one."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.case_id) == case_id, col(Assignment.part) == Part.LEAD)
        .order_by(col(Assignment.id).desc())
    ).first()


def leads(session: Session, case_id: int) -> Sequence[Assignment]:
    """Return all lead assignments the case ever had, oldest first."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.case_id) == case_id, col(Assignment.part) == Part.LEAD)
        .order_by(col(Assignment.id))
    ).all()


def events(session: Session, case_id: int) -> Sequence[Event]:
    """Return the case's timeline, oldest first."""
    return session.exec(select(Event).where(col(Event.case_id) == case_id).order_by(col(Event.id))).all()


def open_assignments(session: Session, case_id: int) -> Sequence[Assignment]:
    """Return who still has work on the case, the lead first."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.case_id) == case_id, col(Assignment.state).in_(OPEN_ASSIGNMENTS))
        .order_by(col(Assignment.part).desc(), col(Assignment.id))
    ).all()


def returned_by(session: Session, case_id: int) -> set[int]:
    """Return the members who gave the case back."""
    rows = session.exec(
        select(Assignment.member_id).where(
            col(Assignment.case_id) == case_id, col(Assignment.state) == AssignmentState.RETURNED
        )
    ).all()
    return {member_id for member_id in rows if member_id is not None}


def open_work_of(session: Session, person_id: int) -> Sequence[tuple[Case, Assignment]]:
    """Return what is open in a person's hands over all their seats, the earliest due first."""
    return session.exec(
        select(Case, Assignment)
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .join(Member, col(Member.id) == col(Assignment.member_id))
        .where(col(Member.person_id) == person_id, col(Assignment.state).in_(OPEN_ASSIGNMENTS))
        .order_by(col(Case.due_at), col(Case.id))
    ).all()


def concerns(session: Session, case_id: int) -> Sequence[Concern]:
    """Return what residents said of the case, in order."""
    return session.exec(
        select(Concern).where(col(Concern.case_id) == case_id).order_by(col(Concern.id))
    ).all()


def attachments(session: Session, case_id: int) -> Sequence[Attachment]:
    """Return everything that was sent along with the case, in order."""
    return session.exec(
        select(Attachment).where(col(Attachment.case_id) == case_id).order_by(col(Attachment.id))
    ).all()


def open_pledge(session: Session, assignment_id: int) -> Pledge | None:
    """Return the promise that still stands for the assignment."""
    return session.exec(
        select(Pledge)
        .where(col(Pledge.assignment_id) == assignment_id, col(Pledge.fulfilled_at).is_(None))
        .order_by(col(Pledge.id).desc())
    ).first()


def review(session: Session, case_id: int, round_: int) -> Review | None:
    """Return the review of a round."""
    return session.exec(
        select(Review).where(col(Review.case_id) == case_id, col(Review.round) == round_)
    ).first()


def rectification(session: Session, case_id: int, round_: int) -> Rectification | None:
    """Return the second round of a case."""
    return session.exec(
        select(Rectification).where(col(Rectification.case_id) == case_id, col(Rectification.round) == round_)
    ).first()


def last_words(session: Session, case_id: int, kind: str) -> str:
    """Return the words of the latest event of a kind; empty where there is none."""
    event = session.exec(
        select(Event)
        .where(col(Event.case_id) == case_id, col(Event.kind) == kind)
        .order_by(col(Event.id).desc())
    ).first()
    return str(event.data.get("words", "")) if event else ""


def concern_by_message(session: Session, chat_id: int, message_id: int) -> Concern | None:
    """Return the concern a resident's message became."""
    return session.exec(
        select(Concern).where(col(Concern.chat_id) == chat_id, col(Concern.message_id) == message_id)
    ).first()


def album_piece(session: Session, person_id: int, media_group: str) -> Attachment | None:
    """Return the piece of the person's album that came first."""
    return session.exec(
        select(Attachment)
        .where(col(Attachment.person_id) == person_id, col(Attachment.media_group) == media_group)
        .order_by(col(Attachment.id))
    ).first()


def case_of_notice(session: Session, chat_id: int, message_id: int) -> int | None:
    """Return the case that a message of the bot was about."""
    return session.exec(
        select(Outbox.case_id).where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.message_id) == message_id,
            col(Outbox.case_id).is_not(None),
        )
    ).first()


def pending_timers(session: Session, case_id: int, kinds: Sequence[TimerKind]) -> Sequence[Timer]:
    """Return the case's timers of these kinds that have not settled."""
    return session.exec(
        select(Timer).where(
            col(Timer.case_id) == case_id, col(Timer.settled_at).is_(None), col(Timer.kind).in_(kinds)
        )
    ).all()


def pending_word_timers(session: Session, concern_id: int) -> Sequence[Timer]:
    """Return the timers that wait for the words to a concern's files."""
    return session.exec(
        select(Timer).where(col(Timer.concern_id) == concern_id, col(Timer.settled_at).is_(None))
    ).all()


def drop_unsent(session: Session, concern_id: int, kind: str) -> None:
    """Take back notices about a concern that nobody has begun to send."""
    session.exec(
        delete(Outbox).where(
            col(Outbox.concern_id) == concern_id,
            col(Outbox.kind) == kind,
            col(Outbox.sent_at).is_(None),
            col(Outbox.claimed_until).is_(None),
        )
    )


def attachments_of_concern(session: Session, concern_id: int) -> Sequence[Attachment]:
    """Return what was sent along with one concern, in order."""
    return session.exec(
        select(Attachment).where(col(Attachment.concern_id) == concern_id).order_by(col(Attachment.id))
    ).all()


def due_timer_ids(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the timers that fell due, oldest first."""
    rows = session.exec(
        select(Timer.id)
        .where(col(Timer.settled_at).is_(None), col(Timer.due_at) <= now)
        .order_by(col(Timer.due_at), col(Timer.id))
        .limit(limit)
    ).all()
    return cast("Sequence[int]", rows)


def claim_timer(session: Session, timer_id: int, now: datetime) -> Timer | None:
    """Settle a due timer as fired and return it; None when it was settled meanwhile."""
    return session.scalars(
        update(Timer)
        .where(col(Timer.id) == timer_id, col(Timer.settled_at).is_(None), col(Timer.due_at) <= now)
        .values(settled_at=now, fired=True)
        .returning(Timer)
    ).first()


def claim_update(session: Session, bot_id: int, now: datetime, only: int | None = None) -> Inbox | None:
    """Mark the oldest waiting update as handled and return it; None when nothing waits.

    ``only`` is the id of the one row to take, whatever else waits.

    The mark is part of the caller's transaction: if handling fails, it is rolled back with the rest.
    """
    waiting = (
        select(Inbox.id)
        .where(
            col(Inbox.bot_id) == bot_id,
            col(Inbox.handled_at).is_(None),
            col(Inbox.failed_at).is_(None),
            or_(col(Inbox.retry_at).is_(None), col(Inbox.retry_at) <= now),
            *([] if only is None else [col(Inbox.id) == only]),
        )
        .order_by(col(Inbox.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return session.scalars(
        update(Inbox).where(col(Inbox.id) == waiting).values(handled_at=now).returning(Inbox)
    ).first()


def claim_notices(session: Session, now: datetime, lease: timedelta, limit: int) -> Sequence[Outbox]:
    """Take notices that may be sent now for the length of a lease and return them in order."""
    waiting = (
        select(Outbox.id)
        .where(
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.not_before) <= now,
            or_(col(Outbox.claimed_until).is_(None), col(Outbox.claimed_until) <= now),
        )
        .order_by(col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(
        update(Outbox)
        .where(col(Outbox.id).in_(waiting))
        .values(claimed_until=now + lease, attempts=col(Outbox.attempts) + 1)
        .returning(Outbox)
    ).all()
    return sorted(rows, key=lambda notice: notice.id or 0)


def mark_sent(session: Session, notice_id: int, message_id: int | None, now: datetime) -> None:
    """Mark a notice as sent under the id that Telegram gave its message."""
    session.exec(
        update(Outbox)
        .where(col(Outbox.id) == notice_id)
        .values(sent_at=now, message_id=message_id, error=None)
    )


def release_notices(session: Session) -> int:
    """Give back every claim: at start-up, what a dead process had claimed is free again."""
    result = session.exec(
        update(Outbox)
        .where(
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.claimed_until).is_not(None),
        )
        .values(claimed_until=None)
    )
    return cast("CursorResult[Any]", result).rowcount


def hold_chat(session: Session, chat_id: int, until: datetime) -> None:
    """Let a chat's waiting notices wait longer, so that they keep their order behind a held one."""
    session.exec(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.sent_at).is_(None),
            col(Outbox.failed_at).is_(None),
            col(Outbox.not_before) < until,
        )
        .values(not_before=until, claimed_until=None)
    )


def due_digests(session: Session, community_id: int, now: datetime) -> Sequence[tuple[Member, Person]]:
    """Return the community's members whose daily digest fell due, with the person."""
    return session.exec(
        select(Member, Person)
        .join(Person, col(Person.id) == col(Member.person_id))
        .where(
            col(Person.community_id) == community_id,
            col(Member.digest_at) <= now,
            col(Member.left_at).is_(None),
        )
        .order_by(col(Member.id))
    ).all()


def invite(session: Session, token: str) -> Invite | None:
    """Return the invitation with this token."""
    return session.exec(select(Invite).where(col(Invite.token) == token)).first()


def seat(session: Session, body_id: int, person_id: int) -> Member | None:
    """Return the person's seat in a body, also one they have left."""
    return session.exec(
        select(Member).where(col(Member.body_id) == body_id, col(Member.person_id) == person_id)
    ).first()


def all_cases(session: Session, community_id: int) -> list[Case]:
    """Return every case of the community, oldest first."""
    return list(
        session.exec(select(Case).where(col(Case.community_id) == community_id).order_by(col(Case.id))).all()
    )


def cases_in(session: Session, community_id: int, state: State) -> Sequence[Case]:
    """Return the community's cases in a state, oldest first."""
    return session.exec(
        select(Case)
        .where(col(Case.community_id) == community_id, col(Case.state) == state)
        .order_by(col(Case.id))
    ).all()


def community(session: Session) -> Community | None:
    """Return the community of this database; None before one was imported."""
    return session.exec(select(Community).order_by(col(Community.id))).first()


def communities(session: Session) -> Sequence[Community]:
    """Return every community of this database."""
    return session.exec(select(Community).order_by(col(Community.id))).all()


def store_updates(session: Session, rows: list[dict[str, Any]]) -> int:
    """Insert updates into the inbox, passing over those that are there; return how many were new."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(Inbox).values(rows).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def last_update_id(session: Session, bot_id: int) -> int | None:
    """Return the highest update id that was stored for a bot."""
    return session.exec(select(func.max(Inbox.update_id)).where(col(Inbox.bot_id) == bot_id)).one()
