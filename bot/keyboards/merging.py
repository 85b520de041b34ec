"""The buttons by which coordinators merge cases, and residents undo it."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows
from casework.notice import Notice


def _which(facts: Facts) -> Rows:
    case = facts["case"]
    alike = [
        [Button("merge_with", pack(Verb.MERGE_WITH, case, other["case"]), other)]
        for other in facts["similar"]
    ]
    return [*alike, [Button("cancel", pack(Verb.CANCEL))]]


def _confirm(facts: Facts) -> Rows:
    case, into = facts["case"], facts["into"]["case"]
    return [[Button("merge_yes", pack(Verb.MERGE_YES, case, into))], [Button("cancel", pack(Verb.CANCEL))]]


def _merged(facts: Facts) -> Rows:
    rows = [[Button("view", pack(Verb.VIEW, facts["case"]))]]
    return [*rows, *unmerge(facts["merged"])] if facts["own"] else rows


def unmerge(case: int) -> Rows:
    """Return the button by which a resident says that it is another matter."""
    return [[Button("unmerge", pack(Verb.UNMERGE, case))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.ASK_MERGE: _which,
    Notice.CONFIRM_MERGE: _confirm,
    Notice.MERGED: _merged,
}
