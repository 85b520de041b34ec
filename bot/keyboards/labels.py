"""The buttons by which coordinators change the labels."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, columns
from casework.notice import Notice
from data.vocabulary import LabelChangeKind

CHOSEN = {
    LabelChangeKind.RENAMED.value: Verb.LABEL_RENAME,
    LabelChangeKind.RETIRED.value: Verb.LABEL_RETIRE,
}


def _card(_facts: Facts) -> Rows:
    return [
        [Button("label_add", pack(Verb.LABEL_ADD))],
        [Button("label_rename", pack(Verb.LABEL_CHOOSE, LabelChangeKind.RENAMED.value))],
        [Button("label_retire", pack(Verb.LABEL_CHOOSE, LabelChangeKind.RETIRED.value))],
    ]


def _which(facts: Facts) -> Rows:
    verb = CHOSEN[facts["what"]]
    named = [Button("category", pack(verb, name), {"category": name}) for name in facts["categories"]]
    return [*columns(named, 2), *cancel(facts)]


def _bodies(facts: Facts) -> Rows:
    named = [
        Button("named", pack(Verb.LABEL_BODY, body["id"]), {"name": body["name"]}) for body in facts["bodies"]
    ]
    return [*columns(named, 2), *cancel(facts)]


def _heirs(facts: Facts) -> Rows:
    label = facts["category"]
    named = [
        Button("category", pack(Verb.LABEL_INTO, label, heir), {"category": heir})
        for heir in facts["categories"]
    ]
    none = [[Button("label_into_none", pack(Verb.LABEL_INTO, label, "-"))]] if facts["none"] else []
    return [*columns(named, 2), *none, *cancel(facts)]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.LABELS_CARD: _card,
    Notice.CHOOSE_LABEL: _which,
    Notice.CHOOSE_LABEL_BODY: _bodies,
    Notice.CHOOSE_LABEL_HEIR: _heirs,
    Notice.ASK_LABEL_WORDS: cancel,
}
