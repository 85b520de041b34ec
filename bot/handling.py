"""One stored update, handled: a turn is opened on it, answered, and committed with all it causes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlmodel import Session
from telegram import Bot, Update, User

from bot.parse import GROUPS, message_of
from bot.routes import answer
from bot.texts import Texts
from bot.turn import Toast, Turn
from casework.cases.intake import Message
from casework.conduct import kept_bans
from casework.desk import Desk
from casework.errors import Refused
from casework.learning.label_changes import Labels
from casework.learning.models import Models
from casework.notice import Notice
from casework.notices import tell_coordinators
from casework.people import joining
from classifier.text import script_of
from data import queries
from data.engine import transaction
from data.keys import fetch, key
from data.tables import Community, Inbox

log = structlog.get_logger()

MAX_ATTEMPTS = 5
FIRST_RETRY = timedelta(seconds=2)


class UnreadableUpdate(Exception):
    """Telegram's update has a shape that this version cannot read; trying again would not help."""


@dataclass(frozen=True)
class Handling:
    """What it takes to handle an update. ``clock`` gives the present, ``models`` what reads messages.

    ``mark`` returns what stands for a Telegram account that must not be known.
    """

    engine: Engine
    bot: Bot
    bot_id: int
    bot_username: str
    community_id: int
    texts: dict[str, Texts]
    labels: Labels
    models: Models
    clock: Callable[[], datetime]
    mark: Callable[[int], str]

    def next(self) -> list[Toast] | None:
        """Handle the oldest waiting update; return the toasts to give, or None when nothing waits."""
        claimed: list[int] = []  # the row's id alone: the row itself is void once its transaction failed
        try:
            try:
                return self._answer(claimed)
            except Refused as refusal:
                return self._refuse(claimed[0], refusal)
        except Exception as error:
            if not claimed:
                raise
            self._try_later(claimed[0], error)
            return []

    def _answer(self, claimed: list[int]) -> list[Toast] | None:
        with transaction(self.engine) as session:
            row = queries.claim_update(session, self.bot_id, self.clock())
            if row is None:
                return None
            claimed.append(key(row))
            update = self._parse(row)
            turn = self._open_turn(session, row)
            if turn is None:
                return _bare_toast(update)
            answer(turn)
            return turn.toasts or _bare_toast(turn.update)

    def _open_turn(self, session: Session, row: Inbox) -> Turn | None:
        """Open a turn; None where no person wrote, or one who was forgotten left it behind."""
        update = self._parse(row)
        user = update.effective_user
        if user is None or user.is_bot:
            return None
        community, person, home = queries.person_by_telegram(session, self.community_id, user.id)
        desk = Desk(session, self.clock(), community)
        private = update.effective_chat is None or update.effective_chat.type not in GROUPS
        if person is None and private and update.message is None:
            row.payload = {}  # a press, an edit or a block is no beginning: nobody is to be known by it
            return None
        if person is None:
            language = joining.language_for(desk, user.language_code)
            person = joining.meet(desk, user.id, user.first_name, language)
            kept_bans.resume(desk, person, self.mark(user.id))
        if private and update.my_chat_member is None:
            joining.be_in_touch(desk, person)
        message = _message_of(update, user)
        if update.message is not None and not message.text.startswith("/"):
            joining.answer_in(desk, person, script_of(message.text))
        return Turn(
            desk=desk,
            reader=self.models.serving(),
            models=self.models,
            labels=self.labels,
            texts=self.texts,
            bot_username=self.bot_username,
            update=update,
            person=person,
            home=home,
            message=message,
            mark=self.mark,
        )

    def _parse(self, row: Inbox) -> Update:
        try:
            update = Update.de_json(row.payload, self.bot)
        except Exception as error:
            raise UnreadableUpdate(f"update {row.update_id} cannot be read") from error
        return update

    def _refuse(self, row_id: int, refusal: Refused) -> list[Toast]:
        """Tell the person why not, in a transaction that holds nothing else of the update."""
        with transaction(self.engine) as session:
            claimed = queries.claim_update(session, self.bot_id, self.clock(), only=row_id)
            turn = self._open_turn(session, claimed) if claimed else None
            if turn is None:
                return []
            words = self.texts[turn.person.language].say("refusals", refusal.reason, **refusal.facts)
            query = turn.update.callback_query
            if query is not None:
                return [Toast(query.id, words, alert=True)]
            turn.reply(Notice.REFUSAL, {"text": words})
            return []

    def _try_later(self, row_id: int, error: Exception) -> None:
        """Note a failure: try again with growing pauses, then set the update aside and tell people."""
        with transaction(self.engine) as session:
            kept = fetch(session, Inbox, row_id)
            log.exception("update failed", update_id=kept.update_id, error=type(error).__name__)
            kept.attempts += 1
            kept.error = type(error).__name__
            if kept.attempts < MAX_ATTEMPTS and not isinstance(error, UnreadableUpdate):
                kept.retry_at = self.clock() + FIRST_RETRY * 2 ** (kept.attempts - 1)
            else:
                kept.failed_at = self.clock()
                self._tell_of_failure(session, kept)
            session.add(kept)

    def _tell_of_failure(self, session: Session, row: Inbox) -> None:
        try:
            with session.begin_nested():
                turn = self._open_turn(session, row)
                if turn is not None:
                    turn.reply(Notice.SORRY)
        except Exception as error:
            # What broke the handling may break the apology too; the coordinators must hear of it anyway.
            log.warning("nobody to apologise to", update_id=row.update_id, error=type(error).__name__)
        desk = Desk(session, self.clock(), fetch(session, Community, self.community_id))
        tell_coordinators(desk, Notice.UPDATE_FAILED, {"update": row.update_id})


def _message_of(update: Update, user: User) -> Message:
    if update.effective_message is None:
        return Message("", chat_id=user.id, message_id=0)
    return message_of(update)


def _bare_toast(update: Update) -> list[Toast]:
    """Answer a press even when there is nothing to say: the button spins until then."""
    return [Toast(update.callback_query.id)] if update.callback_query is not None else []
