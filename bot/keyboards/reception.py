"""The buttons of reception days: who, which day, what time; and for whoever receives, who comes."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, columns
from casework.notice import Notice

FREELY = "-"
MOST_GUESTS = 40


def _overview(facts: Facts) -> Rows:
    own = [[Button("rc_own", pack(Verb.APPOINTMENT, one["appointment"]), one)] for one in facts["own"]]
    bodies = [
        Button("named", pack(Verb.RECEPTION_BODY, body["id"], FREELY), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*own, *columns(bodies, 2)]


def _days(facts: Facts) -> Rows:
    body, purpose = facts["body_id"], facts["purpose"]
    days = [
        Button("rc_day", pack(Verb.RECEPTION_DAY, body, day["day"], purpose), day) for day in facts["days"]
    ]
    return [*columns(days, 2), *([[_others()]] if purpose == FREELY else [])]


def _times(facts: Facts) -> Rows:
    body, purpose = facts["body_id"], facts["purpose"]
    times = [
        Button("rc_time", pack(Verb.RECEPTION_TIME, body, one["entry"], one["minute"], purpose), one)
        for one in facts["times"]
    ]
    return [*columns(times, 3), [Button("rc_other_day", pack(Verb.RECEPTION_BODY, body, purpose))]]


def _booking(facts: Facts) -> Rows:
    body, purpose = facts["body_id"], facts["purpose"]
    chosen = (body, facts["entry"], facts["minute"], purpose)
    return [
        [Button("rc_book", pack(Verb.BOOK, *chosen))],
        [Button("rc_other_time", pack(Verb.RECEPTION_DAY, body, facts["day"], purpose))],
    ]


def _appointment(facts: Facts) -> Rows:
    one = facts["appointment"]
    name = Button("rc_unshare", pack(Verb.HIDE_NAME, one)) if facts["shared"] else None
    return [
        [Button("rc_words", pack(Verb.APPOINTMENT_WORDS, one))],
        [name or Button("rc_share", pack(Verb.SHOW_NAME, one))],
        _move_or_give_up(facts),
    ]


def _reminder(facts: Facts) -> Rows:
    return [_move_or_give_up(facts)]


def _move_or_give_up(facts: Facts) -> list[Button]:
    one = facts["appointment"]
    return [
        Button("rc_move", pack(Verb.RECEPTION_BODY, facts["body_id"], f"m{one}")),
        Button("rc_cancel", pack(Verb.GIVE_UP, one)),
    ]


def _again(facts: Facts) -> Rows:
    purpose = f"m{facts['appointment']}"
    return [[Button("rc_again", pack(Verb.RECEPTION_BODY, facts["body_id"], purpose))]]


def _invited(facts: Facts) -> Rows:
    purpose = f"c{facts['case']}"
    return [[Button("rc_choose_time", pack(Verb.RECEPTION_BODY, facts["body_id"], purpose))]]


def _others() -> Button:
    return Button("rc_others", pack(Verb.RECEPTION))


def _desk(facts: Facts) -> Rows:
    several = len({one["body_id"] for one in facts["days"]}) > 1
    label = "rc_desk_day_of" if several else "rc_desk_day"
    days = [Button(label, pack(Verb.DIARY_DAY, one["body_id"], one["day"]), one) for one in facts["days"]]
    return [*columns(days, 1 if several else 2), [Button("rc_myself", pack(Verb.RECEPTION))]]


def _day(facts: Facts) -> Rows:
    body, day = facts["body_id"], facts["day"]
    rows = _list(facts)
    if facts["closed"] and facts["ahead"]:
        rows.append([Button("rc_open_day", pack(Verb.OPEN_DAY, body, day))])
    elif facts["ahead"]:
        rows.append([Button("rc_close_day", pack(Verb.CALL_OFF_DAY, body, day))])
    return [*rows, [Button("rc_back", pack(Verb.DIARY))]]


def _list(facts: Facts) -> Rows:
    guests = [
        Button("rc_guest", pack(Verb.GUEST, one["appointment"]), one) for one in facts["guests"][:MOST_GUESTS]
    ]
    return columns(guests, 2)


def _guest(facts: Facts) -> Rows:
    back = [Button("rc_see_day", pack(Verb.DIARY_DAY, facts["body_id"], facts["day"]))]
    if facts["state"] != "booked":
        return [back]
    if facts["begun"]:
        return [*_outcome(facts), back]
    return [[Button("rc_call_off", pack(Verb.CALL_OFF_SLOT, facts["appointment"]))], back]


def _outcome(facts: Facts) -> Rows:
    one = facts["appointment"]
    return [
        [Button("rc_came", pack(Verb.CAME, one))],
        [Button("rc_talked", pack(Verb.TALKED, one))],
        [Button("rc_missed", pack(Verb.MISSED, one))],
    ]


def _news(facts: Facts) -> Rows:
    return [[Button("rc_see_guest", pack(Verb.GUEST, facts["appointment"]))]]


def _talk_bodies(facts: Facts) -> Rows:
    named = [
        Button("named", pack(Verb.INVITE_BY, facts["case"], body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*columns(named, 2), *cancel(facts)]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.RECEPTION: _overview,
    Notice.RECEPTION_DAYS: _days,
    Notice.RECEPTION_TIMES: _times,
    Notice.ASK_BOOKING: _booking,
    Notice.APPOINTMENT: _appointment,
    Notice.ASK_APPOINTMENT_WORDS: cancel,
    Notice.REMIND_APPOINTMENT: _reminder,
    Notice.APPOINTMENT_CALLED_OFF: _again,
    Notice.INVITED_TO_TALK: _invited,
    Notice.RECEPTION_DESK: _desk,
    Notice.RECEPTION_DAY: _day,
    Notice.RECEPTION_LIST: _list,
    Notice.RECEPTION_GUEST: _guest,
    Notice.RECEPTION_NEWS: _news,
    Notice.ASK_OUTCOME: _outcome,
    Notice.ASK_RECEPTION_WORDS: cancel,
    Notice.ASK_CALL_OFF_WORDS: cancel,
    Notice.CHOOSE_TALK_BODY: _talk_bodies,
}
