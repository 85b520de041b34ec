"""The buttons under what members are sent."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, ask_resident, ask_who, cancel, columns, talk, whistle
from casework.notice import Notice
from data.vocabulary import ReturnReason


def _ping(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [
        [Button("sign", pack(Verb.SIGN, work))],
        [Button("return", pack(Verb.RETURN, work)), Button("joint", pack(Verb.JOINT, work))],
        [Button("escalate", pack(Verb.ESCALATE, work)), Button("done", pack(Verb.DONE, work))],
        [ask_resident(facts)],
        *talk(facts),
        *whistle(facts),
    ]


def _assist(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [
        [Button("sign", pack(Verb.SIGN, work))],
        [Button("part_done", pack(Verb.DONE, work)), Button("decline", pack(Verb.DECLINE, work))],
        [ask_resident(facts)],
    ]


def _working(facts: Facts) -> Rows:
    work = facts["assignment"]
    if facts.get("part") == "assist":
        return [
            [Button("progress", pack(Verb.PROGRESS, work)), Button("part_done", pack(Verb.DONE, work))],
            [Button("decline", pack(Verb.DECLINE, work)), ask_resident(facts)],
            [ask_who(facts)],
        ]
    return [
        [Button("progress", pack(Verb.PROGRESS, work)), Button("done", pack(Verb.DONE, work))],
        [
            Button("joint", pack(Verb.JOINT, work)),
            Button("return", pack(Verb.RETURN, work)),
            Button("escalate", pack(Verb.ESCALATE, work)),
        ],
        [ask_resident(facts)],
        [ask_who(facts)],
        *talk(facts),
        *whistle(facts),
        *_extend(facts),
    ]


def _extend(facts: Facts) -> Rows:
    """A later date may be asked for once, while there is time."""
    if not facts.get("extendable"):
        return []
    return [[Button("extend", pack(Verb.EXTEND, facts["assignment"]))]]


def _departments(facts: Facts) -> Rows:
    work = facts["assignment"]
    named = [
        Button("named", pack(Verb.WHISTLE_BODY, work, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*columns(named, 2), [_back(work)]]


def _choose_again(facts: Facts) -> Rows:
    return [[Button("joint_again", pack(Verb.JOINT, facts["assignment"]))]]


def _second_round(facts: Facts) -> Rows:
    work = facts["assignment"]
    news = [Button("progress", pack(Verb.PROGRESS, work)), Button("done", pack(Verb.DONE, work))]
    return [news, [ask_resident(facts)], [ask_who(facts)]]


def _pledge(facts: Facts) -> Rows:
    work = facts["assignment"]
    offered = [
        [Button("date_off" if offer.get("off") else "date", pack(Verb.PLEDGE, work, offer["minute"]), offer)]
        for offer in facts["offers"]
    ]
    return [*offered, [Button("other_date", pack(Verb.PLEDGE_OTHER, work))], [_back(work)]]


def _return_reasons(facts: Facts) -> Rows:
    work = facts["assignment"]
    rows = [
        [Button(f"return_{reason.value}", pack(Verb.RETURN_REASON, work, reason.value))]
        for reason in ReturnReason
    ]
    return [*rows, [_back(work)]]


def _return_owners(facts: Facts) -> Rows:
    work, reason = facts["assignment"], facts["reason"]
    named = [
        Button("named", pack(Verb.RETURN_OWNER, work, reason, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [
        [Button("owner_unknown", pack(Verb.RETURN_OWNER, work, reason, 0))],
        *columns(named, 2),
        [_back(work)],
    ]


def _joint_bodies(facts: Facts) -> Rows:
    work = facts["assignment"]
    named = [
        Button("named", pack(Verb.JOINT_BODY, work, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*columns(named, 2), [_back(work)]]


def _back(work: int) -> Button:
    return Button("back", pack(Verb.WORK, work))


def _confirm(facts: Facts) -> Rows:
    case = facts["case"]
    return [[Button("confirm", pack(Verb.CONFIRM, case))], [Button("not_yet", pack(Verb.NOT_YET, case))]]


def _digest(facts: Facts) -> Rows:
    """At most ten: what is in the member's hands, and after it what they may claim."""
    own = [("case_line", case) for case in facts["cases"]]
    open_to_all = [("claim_line", case) for case in facts["to_claim"]]
    shown = (*own, *open_to_all)[:10]
    return [[Button(label, pack(Verb.WORK, case["assignment"]), case)] for label, case in shown]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.PING: _ping,
    Notice.PING_EMERGENCY: _ping,
    Notice.PING_ASSIST: _assist,
    Notice.PING_RECTIFICATION: _second_round,
    Notice.NOT_CONFIRMED: _second_round,
    Notice.CARD_OFFERED: _ping,
    Notice.CARD_SIGNED: _working,
    Notice.ASK_PLEDGE: _pledge,
    Notice.ASK_DAY_OFF: _pledge,
    Notice.ASK_PLEDGE_DATE: cancel,
    Notice.ASK_RETURN_REASON: _return_reasons,
    Notice.ASK_RETURN_OWNER: _return_owners,
    Notice.ASK_JOINT_BODY: _joint_bodies,
    Notice.ASK_ESCALATION: cancel,
    Notice.ASK_PROGRESS_WORDS: cancel,
    Notice.ASK_DONE_WORDS: cancel,
    Notice.PART_DONE: _working,
    Notice.CARD_ASSIST: _assist,
    Notice.ASK_PART_WORDS: cancel,
    Notice.ASK_DECLINE_WORDS: cancel,
    Notice.PART_DECLINED: _choose_again,
    Notice.PARTS_LATE: _working,
    Notice.ASK_WHISTLE_BODY: _departments,
    Notice.REMIND_PART: _working,
    Notice.REMIND_SIGN: _ping,
    Notice.REMIND_NEAR_DUE: _working,
    Notice.REMIND_PLEDGE: _working,
    Notice.REMIND_OVERDUE: _working,
    Notice.DIGEST: _digest,
    Notice.ASK_CONFIRM: _confirm,
}
