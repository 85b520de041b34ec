"""The bot in a group chat: it answers when spoken to, offers to register, and keeps quiet otherwise."""

import re

from telegram import Message as TelegramMessage

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import group_talk
from casework.notice import Notice
from casework.people import reach


def write(turn: Turn) -> None:
    """Offer to register what was said to the bot; say nothing to anything else."""
    message = turn.update.message
    if message is None or not _is_for_us(message, turn.bot_username):
        return
    concern = group_talk.note(turn.desk, turn.person, turn.message, words_of(turn))
    if concern is None:
        turn.reply(Notice.GROUP_HELLO, {"bot": turn.bot_username})
        return
    group_talk.offer(turn.desk, turn.person, concern)


def register(turn: Turn, press: Press) -> None:
    """Register what its author said, and show the group no more than the number."""
    case = group_talk.register(turn.desk, turn.reader, turn.person, turn.home, press.number())
    facts = {"number": case.number, "bot": turn.bot_username, "reachable": turn.person.reachable()}
    turn.edit(Notice.GROUP_REGISTERED, facts)


def settle(turn: Turn) -> None:
    """Let this group be the one that reads what is for everybody."""
    reach.settle_in_group(turn.desk, turn.person, turn.message.chat_id)
    turn.reply(Notice.GROUP_SETTLED)


def words_of(turn: Turn) -> str:
    """Return the words without the bot's name, by which it was called."""
    return re.sub(f"@{re.escape(turn.bot_username)}", "", turn.message.text, flags=re.IGNORECASE).strip()


def _is_for_us(message: TelegramMessage, username: str) -> bool:
    reply = message.reply_to_message
    if reply is not None and reply.from_user is not None and reply.from_user.username == username:
        return True
    return f"@{username}".lower() in (message.text or message.caption or "").lower()
