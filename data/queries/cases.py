"""Named questions about cases: what was said, who has it, what was promised and judged."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, func, update
from sqlmodel import Session, col, select

from data.tables import Assignment, Attachment, Case, Concern, Event, Member, Pledge, Rectification, Review
from data.vocabulary import OPEN_ASSIGNMENTS, AssignmentState, Part, State


def next_serial(community_id: int, year: int) -> Any:
    """Return an expression for the next free serial of the year, to be filled in by the INSERT itself."""
    return (
        select(func.coalesce(func.max(Case.serial), 0) + 1)
        .where(col(Case.community_id) == community_id, col(Case.year) == year)
        .scalar_subquery()
    )


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


def take(session: Session, assignment_id: int) -> bool:
    """Turn an offered assignment into an accepted one; False when it was taken in the meantime."""
    result = session.exec(
        update(Assignment)
        .where(col(Assignment.id) == assignment_id, col(Assignment.state) == AssignmentState.OFFERED)
        .values(state=AssignmentState.ACCEPTED)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def parts(session: Session, case_id: int) -> Sequence[Assignment]:
    """Return the parts that bodies beside the lead have or had in a case, oldest first."""
    return session.exec(
        select(Assignment)
        .where(col(Assignment.case_id) == case_id, col(Assignment.part) == Part.ASSIST)
        .order_by(col(Assignment.id))
    ).all()


def returned_by(session: Session, case_id: int) -> set[int]:
    """Return the members who gave the case back."""
    rows = session.exec(
        select(Assignment.member_id).where(
            col(Assignment.case_id) == case_id, col(Assignment.state) == AssignmentState.RETURNED
        )
    ).all()
    return {member_id for member_id in rows if member_id is not None}


def open_work_of(session: Session, person_ids: Collection[int]) -> Sequence[tuple[int, Case, Assignment]]:
    """Return what is open in these persons' hands over all their seats, the earliest due first.

    Each row begins with the person.
    """
    return session.exec(
        select(Member.person_id, Case, Assignment)
        .join(Assignment, col(Assignment.case_id) == col(Case.id))
        .join(Member, col(Member.id) == col(Assignment.member_id))
        .where(col(Member.person_id).in_(person_ids), col(Assignment.state).in_(OPEN_ASSIGNMENTS))
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


def attachments_of_concern(session: Session, concern_id: int) -> Sequence[Attachment]:
    """Return what was sent along with one concern, in order."""
    return session.exec(
        select(Attachment).where(col(Attachment.concern_id) == concern_id).order_by(col(Attachment.id))
    ).all()


def case_by_number(session: Session, community_id: int, year: int, serial: int) -> Case | None:
    """Return the case of a year with this serial."""
    return session.exec(
        select(Case).where(
            col(Case.community_id) == community_id, col(Case.year) == year, col(Case.serial) == serial
        )
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
