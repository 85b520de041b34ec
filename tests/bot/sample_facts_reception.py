"""The facts of reception days: who is received when, and what came of it."""

from typing import Any

from data.vocabulary import AppointmentState

Facts = dict[str, Any]


BODY: Facts = {"body": "幸福里物业公司", "body_id": 3}
DAY = 739_999


def of(case: Facts, due: str, words: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice, made of the case that all samples share."""
    when: Facts = BODY | {
        "appointment": 12,
        "number": "XFL-R0012",
        "at": due,
        "ends": due,
        "place": "物业服务中心",
        "handler": "金主管",
    }
    both = [when, when | {"handler": None}]
    residents = _choosing(both, due) | _own(both, case, words)
    return residents | _receiving(both, due, words) | _deciding(case, due)


def _choosing(both: list[Facts], due: str) -> dict[str, list[Facts]]:
    choices = [BODY | {"purpose": purpose, "day": DAY} for purpose in ("-", "m12", "c42")]
    day = {"day": DAY, "at": due, "free": 5}
    slot = {"entry": 0, "minute": 29_400_000, "at": due}
    times = [slot | {"handler": handler} for handler in ("金主管", None)]
    return {
        "reception_days": [one | {"days": days} for one in choices for days in ([day] * 3, [])],
        "reception_times": [
            one | {"on": due, "taken": taken, "times": free}
            for one in choices
            for taken in (True, False)
            for free in (times, [])
        ],
        "ask_booking": [one | chosen | slot for one in choices for chosen in both],
    }


def _own(both: list[Facts], case: Facts, words: str) -> dict[str, list[Facts]]:
    own = [one | {"words": said, "shared": bool(said)} for one in both for said in (words, "")]
    talk = case | BODY | {"handler": "金主管"}
    return {
        "reception": [
            {"own": own, "bodies": [{"id": 3, "name": "幸福里物业公司", "free": True}]},
            {"own": [], "bodies": []},
        ],
        "appointment": [
            one | {"what": what} for one in own for what in ("booked", "moved", "about", "shared", "")
        ],
        "ask_appointment_words": own,
        "appointment_cancelled": own,
        "remind_appointment": own,
        "appointment_missed": [one | {"times": times} for one in own for times in (1, 3)],
        "appointment_called_off": [one | {"reason": reason} for one in own for reason in ("开会", words, "")],
        "invited_to_talk": [talk, talk | {"handler": None}],
    }


def _receiving(both: list[Facts], due: str, words: str) -> dict[str, list[Facts]]:
    guests = [
        both[0] | {"building": "3", "words": words, "resident": "陈阿姨", "state": "booked"},
        both[1] | {"building": None, "words": "", "resident": "", "state": "booked"},
    ]
    lines = [
        BODY | {"day": DAY, "on": due, "booked": 2, "free": 4, "closed": closed} for closed in (False, True)
    ]
    others = [*lines, lines[0] | {"body": "业委会", "body_id": 4}]
    diary = {"counted_days": 90, "came": 5, "missed": 1}
    days = [BODY | {"day": DAY, "on": due, "guests": coming} for coming in (guests, [])]
    return {
        "reception_desk": [diary | {"days": days} for days in (lines, others, [])],
        "reception_day": [
            day | {"closed": closed, "ahead": ahead}
            for day in days
            for closed in (None, "开会")
            for ahead in (True, False)
        ],
        "reception_list": [day | {"closed": None, "ahead": True} for day in days],
        "reception_guest": [
            one | {"begun": begun, "day": DAY, "state": state.value}
            for one in guests
            for begun in (True, False)
            for state in AppointmentState
        ],
        "reception_news": [
            one | {"what": what, "before": due}
            for one in guests
            for what in ("booked", "moved", "about", "shared", "cancelled")
        ],
        "ask_outcome": guests,
        "ask_reception_words": guests,
    }


def _deciding(case: Facts, due: str) -> dict[str, list[Facts]]:
    named = {"id": 3, "name": "幸福里物业公司"}
    return {
        "outcome_saved": [
            *(case | {"owner": owner, "what": "came"} for owner in ("物业服务中心", None)),
            *({"number": "XFL-R0012", "what": what} for what in ("talked", "missed")),
        ],
        "ask_call_off_words": [{"on": due, "at": due, "whole_day": whole} for whole in (True, False)],
        "called_off": [
            {"body": "幸福里物业公司", "at": due, "told": told, "whole_day": whole}
            for told in (0, 4)
            for whole in (True, False)
        ],
        "choose_talk_body": [case | {"bodies": [named]}],
        "invitation_sent": [case | {"body": "幸福里物业公司"}],
    }


def events(due: str) -> dict[str, list[Facts]]:
    """Return sample facts by event."""
    who = {"body": "幸福里物业公司", "handler": "金主管", "resident": 5}
    return {"invited": [who], "talk_booked": [{"at": due, "body": "幸福里物业公司"}]}
