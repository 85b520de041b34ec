"""The buttons under what is sent about dates."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel
from casework.notice import Notice


def _decide(facts: Facts) -> Rows:
    asked = facts["extension"]
    return [
        [Button("extension_yes", pack(Verb.EXTEND_YES, asked), {"until": facts["until"]})],
        [Button("extension_no", pack(Verb.EXTEND_NO, asked))],
    ]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.ASK_EXTENSION: cancel,
    Notice.DECIDE_EXTENSION: _decide,
}
