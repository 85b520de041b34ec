"""The buttons under what is sent about who is away."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, columns
from casework.notice import Notice


def _until(facts: Facts) -> Rows:
    who = facts["person_id"]
    days = [[Button("date", pack(Verb.AWAY_UNTIL, who, one["minute"]), one)] for one in facts["offers"]]
    other = [Button("other_date", pack(Verb.AWAY_OTHER, who))]
    return [*days, other, *(_back(facts) if facts["until"] else [])]


def _deputies(facts: Facts) -> Rows:
    until = (facts["person_id"], facts["minute"])
    named = [
        Button("named", pack(Verb.AWAY_DEPUTY, *until, one["id"]), {"name": one["name"]})
        for one in facts["colleagues"]
    ]
    return [*columns(named, 2), [Button("no_deputy", pack(Verb.AWAY_DEPUTY, *until, 0))]]


def _back(facts: Facts) -> Rows:
    return [[Button("back_again", pack(Verb.AWAY_BACK, facts["person_id"]))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.ASK_AWAY_UNTIL: _until,
    Notice.ASK_AWAY_DATE: cancel,
    Notice.ASK_DEPUTY: _deputies,
    Notice.AWAY_SAVED: _back,
    Notice.MARKED_AWAY: _back,
}
