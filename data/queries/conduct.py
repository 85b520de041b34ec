"""Named questions about conduct: what somebody wrote lately, what is proposed to be declined."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from data.tables import Ban, Concern, Decline, KeptBan


def written_since(session: Session, person_id: int, since: datetime) -> Sequence[tuple[datetime, str]]:
    """Return when and what a person wrote since a moment."""
    return session.exec(
        select(Concern.received_at, Concern.text).where(
            col(Concern.person_id) == person_id, col(Concern.received_at) >= since
        )
    ).all()


def running_ban(session: Session, person_id: int, now: datetime) -> Ban | None:
    """Return the ban that holds for a person now; of several the one that ends last."""
    return session.exec(
        select(Ban)
        .where(col(Ban.person_id) == person_id, col(Ban.until) > now, col(Ban.lifted_at).is_(None))
        .order_by(col(Ban.until).desc())
    ).first()


def waiting_appeals_of(session: Session, person_id: int) -> Sequence[Ban]:
    """Return the bans of a person whose appeal nobody has decided."""
    return session.exec(
        select(Ban).where(
            col(Ban.person_id) == person_id, col(Ban.appealed_at).is_not(None), col(Ban.decided_at).is_(None)
        )
    ).all()


def kept_ban(session: Session, community_id: int, mark: str) -> KeptBan | None:
    """Return the ban that is kept by this mark of an account."""
    return session.exec(
        select(KeptBan).where(col(KeptBan.community_id) == community_id, col(KeptBan.account_mark) == mark)
    ).first()


def kept_bans_over(session: Session, community_id: int, now: datetime) -> Sequence[KeptBan]:
    """Return the kept bans whose end has come."""
    return session.exec(
        select(KeptBan).where(col(KeptBan.community_id) == community_id, col(KeptBan.until) <= now)
    ).all()


def open_decline(session: Session, case_id: int) -> Decline | None:
    """Return the proposal to decline a case that waits for a second signature."""
    return session.exec(
        select(Decline).where(col(Decline.case_id) == case_id, col(Decline.decided_at).is_(None))
    ).first()
