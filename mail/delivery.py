"""Sends the letters that wait: claim, send, mark; what fails for now waits, what fails for good is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

import structlog
from sqlalchemy import Engine

from casework.desk import Desk
from casework.letters import links
from casework.letters.failing import undeliverable
from casework.letters.texts import Words
from casework.letters.writing import photos_of
from data import queries
from data.engine import transaction
from data.keys import fetch, key
from data.tables import Community, Letter
from mail.compose import compose
from mail.smtp import Failure, Server, classify, send

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=2)
MOST_PHOTOS = 5
IDLE_SECONDS = 5.0
NOT_SET_UP = Failure("not_set_up")


@dataclass
class Post:
    """The loop for letters. Without a server every letter fails for good, and people are told.

    ``fetch_file`` brings a photo by Telegram's id, None where it can't; ``secret`` signs the links.
    """

    engine: Engine
    server: Server | None
    public_url: str | None
    secret: bytes
    texts: Mapping[str, Words]
    community_id: int
    clock: Callable[[], datetime]
    fetch_file: Callable[[str], Awaitable[bytes | None]]
    written: Callable[[], None] = lambda: None

    def release(self) -> None:
        """Give back what a process that died had claimed: that one letter may be sent twice."""
        with transaction(self.engine) as session:
            queries.release_letters(session)

    async def send_due(self) -> int:
        """Send the oldest waiting letter; return how many were claimed."""
        claimed = await asyncio.to_thread(self._claim)
        if claimed is None:
            return 0
        letter, photo_ids = claimed
        try:
            failure = await self._send(letter, photo_ids)
        except Exception as error:
            failure = classify(error, letter.attempts)
        await asyncio.to_thread(self._mark, key(letter), failure)
        self.written()
        return 1

    async def _send(self, letter: Letter, photo_ids: list[str]) -> Failure | None:
        if self.server is None or self.public_url is None:
            return NOT_SET_UP
        photos = [photo for file_id in photo_ids[:MOST_PHOTOS] if (photo := await self.fetch_file(file_id))]
        link = f"{self.public_url.rstrip('/')}/letter/{links.sign(self.secret, key(letter))}"
        words = self.texts[letter.language]
        message: EmailMessage = compose(letter, words, self.server.sender, link, photos, self.clock())
        await asyncio.to_thread(send, self.server, message)
        return None

    def _claim(self) -> tuple[Letter, list[str]] | None:
        with transaction(self.engine) as session:
            letter = queries.claim_letter(session, self.clock(), LEASE)
            if letter is None:
                return None
            desk = Desk(session, self.clock(), fetch(session, Community, self.community_id))
            return letter, photos_of(desk, letter)

    def _mark(self, letter_id: int, failure: Failure | None) -> None:
        """Write down what became of a letter."""
        with transaction(self.engine) as session:
            now = self.clock()
            letter = fetch(session, Letter, letter_id)
            letter.claimed_until = None
            session.add(letter)
            if failure is None:
                letter.sent_at, letter.error = now, None
                return
            letter.error = failure.reason
            if failure.pause is not None and now - letter.created_at < GIVE_UP_AFTER:
                letter.not_before = now + failure.pause
                log.info("letter held", letter=letter_id, error=failure.reason)
                return
            letter.failed_at = now
            log.warning("letter failed", letter=letter_id, error=failure.reason)
            session.flush()
            undeliverable(Desk(session, now, fetch(session, Community, self.community_id)), letter)
