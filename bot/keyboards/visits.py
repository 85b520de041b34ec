"""The buttons under what a member is asked who logs for somebody else."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, columns
from casework.notice import Notice
from data.vocabulary import Solved


def _buildings(facts: Facts) -> Rows:
    kind = facts["kind"]
    buttons = [
        Button("named", pack(Verb.VISIT_BUILDING, kind, building["id"]), {"name": building["name"]})
        for building in facts["buildings"]
    ]
    return [*columns(buttons, 3), [Button("no_building", pack(Verb.VISIT_BUILDING, kind, 0))]]


def _carried(facts: Facts) -> Rows:
    if facts["carried"] not in (Notice.ASK_SOLVED, Notice.REMIND_SOLVED):
        return []
    return [
        [Button(f"solved_{answer.value}", pack(Verb.SOLVED, facts["review"], answer.value))]
        for answer in Solved
    ]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.VISIT_BUILDING: _buildings,
    Notice.ASK_VISIT_WORDS: cancel,
    Notice.CARRIED: _carried,
}
