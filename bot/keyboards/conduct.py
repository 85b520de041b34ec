"""The buttons of declining by two signatures, of bans and of appeals."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel
from casework.notice import Notice


def _two_signatures(facts: Facts) -> Rows:
    row = facts["decline"]
    return [
        [Button("decline_yes", pack(Verb.TURN_DOWN_YES, row))],
        [Button("decline_no", pack(Verb.TURN_DOWN_NO, row))],
    ]


def _spans(facts: Facts) -> Rows:
    case = facts["case"]
    return [
        [Button("ban_days", pack(Verb.BAN_FOR, case, days), {"days": days}) for days in facts["spans"]],
        *cancel(facts),
    ]


def _banned(facts: Facts) -> Rows:
    if not facts.get("may_appeal"):
        return []
    return [[Button("appeal_ban", pack(Verb.APPEAL_BAN, facts["ban"]))]]


def _appeal(facts: Facts) -> Rows:
    row = facts["ban"]
    return [[Button("lift_ban", pack(Verb.LIFT_BAN, row)), Button("keep_ban", pack(Verb.KEEP_BAN, row))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.ASK_TURN_DOWN: cancel,
    Notice.DECLINE_ASKED: _two_signatures,
    Notice.ASK_BAN_SPAN: _spans,
    Notice.ASK_BAN_WORDS: cancel,
    Notice.ASK_BAN_APPEAL: cancel,
    Notice.BANNED: _banned,
    Notice.BAN_APPEAL: _appeal,
}
