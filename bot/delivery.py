"""Sends what the outbox holds: claim, send, mark; what fails for now waits, what fails for good is told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlmodel import Session
from telegram.error import TelegramError

from bot.failures import Failure, classify
from bot.loop import repeat
from bot.sending import Sender
from casework.desk import Desk
from casework.people import reach
from data import queries
from data.engine import transaction
from data.keys import fetch
from data.tables import Community, Outbox

log = structlog.get_logger()

BATCH = 20
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=2)
IDLE_SECONDS = 0.5


@dataclass
class Delivery:
    """The delivery loop. ``written`` rings when a notice was put in the outbox."""

    engine: Engine
    sender: Sender
    community_id: int
    clock: Callable[[], datetime]
    written: asyncio.Event

    async def run(self) -> None:
        """Send for ever. What a process that died had claimed is free again from the start."""
        await asyncio.to_thread(self.release)
        await repeat("outbox", self.send_due, self.written, IDLE_SECONDS)

    async def send_due(self) -> int:
        """Send one batch of notices, in order, one at a time; return how many were claimed."""
        notices = await asyncio.to_thread(self._claim)
        held: set[int] = set()
        for notice in notices:
            if notice.chat_id in held:
                continue  # its chat was told to wait; the claim was given back with the pause
            failure = await self._send(notice)
            if failure is not None and failure.pause is not None:
                held.add(notice.chat_id)
        return len(notices)

    async def _send(self, notice: Outbox) -> Failure | None:
        try:
            message_id = await self.sender.send(notice)
        except TelegramError as error:
            failure = classify(error, notice.attempts)
        except Exception as error:
            # A notice that cannot be put into words must not stand in the way of all others.
            log.exception("notice cannot be sent", notice=notice.id, kind=notice.kind)
            failure = Failure(type(error).__name__)
        else:
            await asyncio.to_thread(self._mark_sent, notice, message_id)
            return None
        await asyncio.to_thread(self._note_failure, notice, failure)
        return failure

    def release(self) -> None:
        """Give back what a process that died had claimed."""
        with transaction(self.engine) as session:
            freed = queries.release_notices(session)
        if freed:
            log.info("claims of an earlier run released", notices=freed)

    def _claim(self) -> list[Outbox]:
        with transaction(self.engine) as session:
            return list(queries.claim_notices(session, self.clock(), LEASE, BATCH))

    def _mark_sent(self, notice: Outbox, message_id: int | None) -> None:
        with transaction(self.engine) as session:
            queries.mark_sent(session, notice.id or 0, message_id, self.clock())

    def _note_failure(self, notice: Outbox, failure: Failure) -> None:
        """Write down what a failed send means for this notice, its chat and its person."""
        with transaction(self.engine) as session:
            now = self.clock()
            row = fetch(session, Outbox, notice.id or 0)
            row.error = failure.reason
            desk = Desk(session, now, fetch(session, Community, self.community_id))
            if failure.already_there:
                row.sent_at, row.message_id = now, row.edits
            elif failure.card_gone and row.edits is not None:
                row.edits, row.claimed_until = None, None
            elif failure.pause is not None and now - row.created_at < GIVE_UP_AFTER:
                self._hold(session, desk, row, failure, now)
            else:
                row.failed_at = now
                session.add(row)
                session.flush()
                log.warning("notice failed", notice=row.id, kind=row.kind, error=failure.reason)
                if failure.unreachable:
                    reach.undeliverable(desk, row)
            session.add(row)

    def _hold(self, session: Session, desk: Desk, row: Outbox, failure: Failure, now: datetime) -> None:
        """Let the whole chat wait, so that its notices keep their order."""
        log.info(
            "notice held",
            notice=row.id,
            error=failure.reason,
            seconds=(failure.pause or LEASE).total_seconds(),
        )
        row.claimed_until = None
        session.add(row)
        session.flush()
        if failure.moved_to is not None:
            reach.chat_migrated(desk, row.chat_id, failure.moved_to)
            return
        queries.hold_chat(session, row.chat_id, now + (failure.pause or timedelta(0)))
