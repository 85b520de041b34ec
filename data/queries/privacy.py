"""Named questions about everything that is kept of one person, wherever it stands."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_
from sqlalchemy import select as of
from sqlmodel import Session, col, select

from data.base import Table
from data.tables import (
    Assignment,
    Attachment,
    Ban,
    Case,
    Concern,
    Correction,
    Decline,
    Erasure,
    Event,
    Inbox,
    Letter,
    Outbox,
    Pledge,
    Retraining,
    Review,
    Supporter,
    Visit,
)


def cases_of(session: Session, person_id: int) -> Sequence[Case]:
    """Return every case of a person, oldest first."""
    return session.exec(select(Case).where(col(Case.reporter_id) == person_id).order_by(col(Case.id))).all()


def concerns_of(session: Session, person_id: int) -> Sequence[Concern]:
    """Return everything a person wrote, oldest first."""
    return session.exec(
        select(Concern).where(col(Concern.person_id) == person_id).order_by(col(Concern.id))
    ).all()


def concerns_in_chat(session: Session, chat_id: int) -> Sequence[Concern]:
    """Return everything that was written in a chat, by its owner or in it for somebody else."""
    return session.exec(select(Concern).where(col(Concern.chat_id) == chat_id)).all()


def visits_logged_by(session: Session, person_id: int) -> Sequence[tuple[Visit, Case | None]]:
    """Return what a member logged for others, oldest first, with the case it became."""
    return session.exec(
        select(Visit, Case)
        .join(Concern, col(Concern.id) == col(Visit.concern_id))
        .outerjoin(Case, col(Case.id) == col(Concern.case_id))
        .where(col(Visit.logged_by) == person_id)
        .order_by(col(Visit.id))
    ).all()


def attachments_of(session: Session, person_id: int, case_ids: Collection[int]) -> Sequence[Attachment]:
    """Return everything that a person sent along, and all that belongs to these cases."""
    theirs = or_(col(Attachment.person_id) == person_id, col(Attachment.case_id).in_(case_ids))
    return session.exec(select(Attachment).where(theirs).order_by(col(Attachment.id))).all()


def reviews_of(session: Session, case_ids: Collection[int]) -> Sequence[Review]:
    """Return the reviews of these cases, oldest first."""
    return session.exec(
        select(Review).where(col(Review.case_id).in_(case_ids)).order_by(col(Review.id))
    ).all()


def events_of(session: Session, case_ids: Collection[int]) -> Sequence[Event]:
    """Return the timelines of these cases."""
    return session.exec(select(Event).where(col(Event.case_id).in_(case_ids)).order_by(col(Event.id))).all()


def corrections_by(session: Session, person_id: int) -> Sequence[Correction]:
    """Return what a person said about the category of messages, oldest first."""
    return session.exec(
        select(Correction).where(col(Correction.person_id) == person_id).order_by(col(Correction.id))
    ).all()


def work_on(session: Session, case_ids: Collection[int]) -> tuple[Sequence[Assignment], Sequence[Pledge]]:
    """Return the assignments and pledges of these cases, in two statements."""
    assignments = session.exec(select(Assignment).where(col(Assignment.case_id).in_(case_ids))).all()
    ids = [assignment.id for assignment in assignments]
    return assignments, session.exec(select(Pledge).where(col(Pledge.assignment_id).in_(ids))).all()


def notices_to(session: Session, person_id: int, chat_id: int | None) -> Sequence[Outbox]:
    """Return what was sent to a person or into their private chat, oldest first."""
    theirs = or_(col(Outbox.person_id) == person_id, col(Outbox.chat_id) == chat_id)
    return session.exec(select(Outbox).where(theirs).order_by(col(Outbox.id))).all()


def notices_about(
    session: Session, case_ids: Collection[int], concern_ids: Collection[int]
) -> Sequence[Outbox]:
    """Return what was said to anybody about these cases and concerns."""
    about = or_(col(Outbox.case_id).in_(case_ids), col(Outbox.concern_id).in_(concern_ids))
    return session.exec(select(Outbox).where(about)).all()


def notices_without_case(session: Session, fragments: Sequence[str]) -> Sequence[Outbox]:
    """Return notices about no case that quote one of these pieces of text."""
    found = select(Outbox).where(col(Outbox.case_id).is_(None), _quotes(Outbox.facts, fragments))
    return session.exec(found).all()


def retrainings_with(session: Session, fragments: Sequence[str]) -> Sequence[Retraining]:
    """Return retrainings whose report quotes one of these pieces of text."""
    return session.exec(select(Retraining).where(_quotes(Retraining.report, fragments))).all()


def updates_with(session: Session, fragments: Sequence[str]) -> Sequence[Inbox]:
    """Return stored updates that hold one of these pieces of text."""
    return session.exec(select(Inbox).where(_quotes(Inbox.payload, fragments)).order_by(col(Inbox.id))).all()


def letters_of(session: Session, case_ids: Collection[int]) -> Sequence[Letter]:
    """Return the letters about these cases."""
    return session.exec(select(Letter).where(col(Letter.case_id).in_(case_ids))).all()


def support_of(session: Session, person_id: int) -> Sequence[Supporter]:
    """Return what a person follows or followed."""
    return session.exec(select(Supporter).where(col(Supporter.person_id) == person_id)).all()


def bans_and_declines(
    session: Session, person_id: int, case_ids: Collection[int]
) -> tuple[Sequence[Ban], Sequence[Decline]]:
    """Return a person's bans, and what these cases were turned down for, in two statements."""
    bans = session.exec(select(Ban).where(col(Ban.person_id) == person_id)).all()
    return bans, session.exec(select(Decline).where(col(Decline.case_id).in_(case_ids))).all()


def open_erasures(session: Session, community_id: int) -> Sequence[Erasure]:
    """Return the erasures of which something is left to do, oldest first."""
    return session.exec(
        select(Erasure)
        .where(col(Erasure.community_id) == community_id, col(Erasure.completed_at).is_(None))
        .order_by(col(Erasure.id))
    ).all()


def was_forgotten(session: Session, person_id: int) -> bool:
    """Say whether a person had themselves forgotten."""
    return session.exec(select(Erasure.id).where(col(Erasure.person_id) == person_id)).first() is not None


def live_in(session: Session, household_id: int) -> bool:
    """Say whether anything still hangs on a flat: somebody lives in it, or another table names it."""
    for table in Table.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "household":
                counted = of(func.count()).select_from(table).where(key.parent == household_id)
                if session.execute(counted).scalar():
                    return True
    return False


def _quotes(column: Any, fragments: Sequence[str]) -> ColumnElement[bool]:
    """Say that a JSON column holds one of the pieces of text, as JSON writes them."""
    text = cast(column, String)
    return or_(*(text.contains(fragment, autoescape=True) for fragment in fragments))
