"""The buttons under what waits to be claimed."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows
from casework.notice import Notice


def _claim(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [[Button("claim", pack(Verb.CLAIM, work))], [Button("return", pack(Verb.RETURN, work))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.PING_CLAIM: _claim,
    Notice.CARD_CLAIM: _claim,
}
