"""A ban outlives that its person is forgotten: by a mark of the account, until its end and no longer."""

import hashlib
import hmac

from casework.desk import Desk
from data import queries
from data.keys import key
from data.tables import KeptBan, Person


def mark_of(secret: bytes, telegram_id: int) -> str:
    """Return what stands for an account: nobody without the desk's secret can say whose it is."""
    return hmac.digest(secret, f"banned:{telegram_id}".encode(), hashlib.sha256).hex()


def keep(desk: Desk, person: Person, mark: str) -> None:
    """Keep the running ban of somebody who is being forgotten; an appeal that waits lapses."""
    for ban in queries.waiting_appeals_of(desk.session, key(person)):
        ban.decided_at = desk.now
        desk.session.add(ban)
    until = person.banned_until
    if until is None or until <= desk.now:
        return
    kept = queries.kept_ban(desk.session, desk.community_id, mark)
    kept = kept or KeptBan(community_id=desk.community_id, account_mark=mark, until=until)
    kept.until = until
    desk.session.add(kept)


def resume(desk: Desk, person: Person, mark: str) -> None:
    """Let somebody who is met for the first time still be banned, if their account is."""
    kept = queries.kept_ban(desk.session, desk.community_id, mark)
    if kept is not None and kept.until > desk.now:
        person.banned_until = kept.until
        desk.session.add(person)


def drop_over(desk: Desk) -> int:
    """Delete the marks of bans that are over; return how many."""
    over = queries.kept_bans_over(desk.session, desk.community_id, desk.now)
    for kept in over:
        desk.session.delete(kept)
    return len(over)
