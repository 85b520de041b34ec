"""The buttons under what is asked before a case is opened, and under what a follower is sent."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows
from casework.notice import Notice


def _split(facts: Facts) -> Rows:
    concern = facts["concern"]
    whole = [
        [Button("only_this", pack(Verb.WHOLE, concern, label), {"category": label})]
        for label in facts["parts"]
    ]
    return [[Button("split", pack(Verb.SPLIT, concern))], *whole]


def _same(facts: Facts) -> Rows:
    concern = facts["concern"]
    yes = "same_own" if facts["own"] else "same"
    return [[Button(yes, pack(Verb.SAME, concern))], [Button("not_same", pack(Verb.NOT_SAME, concern))]]


def _following(facts: Facts) -> Rows:
    case = facts["case"]
    return [[Button("view", pack(Verb.VIEW, case)), Button("unfollow", pack(Verb.UNFOLLOW, case))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.ASK_SPLIT: _split,
    Notice.ASK_SAME: _same,
    Notice.FOLLOWING: _following,
    Notice.FOLLOWED_NEWS: _following,
}
