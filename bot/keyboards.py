"""Which buttons go under which notice, as data: rows of a label's key and what a press carries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.callbacks import Verb, pack
from casework.notices import Notice
from data.vocabulary import ReturnReason, Role, Solved

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: ``label`` is a key under ``buttons`` in the language files, filled with ``facts``."""

    label: str
    data: str
    facts: Facts = field(default_factory=dict)


Rows = list[list[Button]]


def keyboard(notice: Notice, facts: Facts) -> Rows:
    """Return the rows of buttons for a notice; most have none."""
    build = _KEYBOARDS.get(notice)
    return build(facts) if build else []


def _columns(buttons: list[Button], width: int) -> Rows:
    return [buttons[i : i + width] for i in range(0, len(buttons), width)]


def _buildings(facts: Facts) -> Rows:
    buttons = [
        Button("named", pack(Verb.BUILDING, building["id"]), {"name": building["name"]})
        for building in facts.get("buildings", [])
    ]
    return [*_columns(buttons, 3), [Button("no_address", pack(Verb.NO_ADDRESS))]] if buttons else []


def _units(facts: Facts) -> Rows:
    buttons = [Button("unit", pack(Verb.UNIT, unit), {"unit": unit}) for unit in facts["units"]]
    return [*_columns(buttons, 3), [Button("no_address", pack(Verb.NO_ADDRESS))]]


def _skip_room(_facts: Facts) -> Rows:
    return [[Button("no_address", pack(Verb.NO_ADDRESS))]]


def _receipt(facts: Facts) -> Rows:
    case = facts["case"]
    return [
        [Button("wrong_category", pack(Verb.CATEGORIES, case))],
        [Button("add", pack(Verb.ADD, case)), Button("withdraw", pack(Verb.WITHDRAW, case))],
    ]


def _own_case(facts: Facts) -> Rows:
    case = facts["case"]
    row = []
    if facts.get("can_add", True):
        row.append(Button("add", pack(Verb.ADD, case)))
    if facts.get("can_withdraw", True):
        row.append(Button("withdraw", pack(Verb.WITHDRAW, case)))
    return [row] if row else []


def _two_categories(facts: Facts) -> Rows:
    case = facts["case"]
    rows = [[_category(Verb.CATEGORY, case, label)] for label in facts["choices"]]
    return [*rows, [Button("something_else", pack(Verb.OTHER, case))]]


def _all_categories(facts: Facts) -> Rows:
    verb = Verb.TRIAGE_CATEGORY if facts.get("coordinator") else Verb.CATEGORY
    buttons = [_category(verb, facts["case"], label) for label in facts["categories"]]
    return _columns(buttons, 2)


def _category(verb: Verb, case: int, label: str) -> Button:
    return Button("category", pack(verb, case, label), {"category": label})


def _chat(facts: Facts) -> Rows:
    return [[Button("insist", pack(Verb.INSIST, facts["concern"]))]]


def _withdraw(facts: Facts) -> Rows:
    return [
        [Button("withdraw_yes", pack(Verb.WITHDRAW_YES, facts["case"]))],
        [Button("withdraw_no", pack(Verb.CANCEL))],
    ]


def _my_cases(facts: Facts) -> Rows:
    return [[Button("case_line", pack(Verb.VIEW, case["case"]), case)] for case in facts["cases"]]


def _solved(facts: Facts) -> Rows:
    return [
        [Button(f"solved_{answer.value}", pack(Verb.SOLVED, facts["review"], answer.value))]
        for answer in Solved
    ]


def _satisfied(facts: Facts) -> Rows:
    stars = [
        Button(f"satisfied_{grade}", pack(Verb.SATISFIED, facts["review"], grade))
        for grade in (5, 4, 3, 2, 1)
    ]
    return [[star] for star in stars]


def _no_words(facts: Facts) -> Rows:
    return [[Button("no_words", pack(Verb.NO_WORDS, facts["review"]))]]


def _ping(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [
        [Button("sign", pack(Verb.SIGN, work))],
        [Button("return", pack(Verb.RETURN, work)), Button("joint", pack(Verb.JOINT, work))],
        [Button("escalate", pack(Verb.ESCALATE, work)), Button("done", pack(Verb.DONE, work))],
    ]


def _assist(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [[Button("sign", pack(Verb.SIGN, work))], [Button("part_done", pack(Verb.DONE, work))]]


def _working(facts: Facts) -> Rows:
    work = facts["assignment"]
    if facts.get("part") == "assist":
        return [[Button("progress", pack(Verb.PROGRESS, work)), Button("part_done", pack(Verb.DONE, work))]]
    return [
        [Button("progress", pack(Verb.PROGRESS, work)), Button("done", pack(Verb.DONE, work))],
        [
            Button("joint", pack(Verb.JOINT, work)),
            Button("return", pack(Verb.RETURN, work)),
            Button("escalate", pack(Verb.ESCALATE, work)),
        ],
    ]


def _second_round(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [[Button("progress", pack(Verb.PROGRESS, work)), Button("done", pack(Verb.DONE, work))]]


def _pledge(facts: Facts) -> Rows:
    work = facts["assignment"]
    offered = [[Button("date", pack(Verb.PLEDGE, work, offer["minute"]), offer)] for offer in facts["offers"]]
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
        *_columns(named, 2),
        [_back(work)],
    ]


def _joint_bodies(facts: Facts) -> Rows:
    work = facts["assignment"]
    named = [
        Button("named", pack(Verb.JOINT_BODY, work, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*_columns(named, 2), [_back(work)]]


def _escalation(facts: Facts) -> Rows:
    work = facts["assignment"]
    return [[Button("escalate_yes", pack(Verb.ESCALATE_YES, work))], [_back(work)]]


def _back(work: int) -> Button:
    return Button("back", pack(Verb.WORK, work))


def _cancel(_facts: Facts) -> Rows:
    return [[Button("cancel", pack(Verb.CANCEL))]]


def _confirm(facts: Facts) -> Rows:
    case = facts["case"]
    return [[Button("confirm", pack(Verb.CONFIRM, case))], [Button("not_yet", pack(Verb.NOT_YET, case))]]


def _supervise(facts: Facts) -> Rows:
    return [[Button("confirm", pack(Verb.CONFIRM, facts["case"]))]]


def _triage(facts: Facts) -> Rows:
    case = facts["case"]
    likely = [[_category(Verb.TRIAGE_CATEGORY, case, label)] for label in facts["choices"]]
    return [
        *likely,
        [
            Button("all_categories", pack(Verb.TRIAGE_CATEGORIES, case)),
            Button("owners", pack(Verb.OWNERS, case)),
        ],
        [Button("plan", pack(Verb.PLAN, case)), Button("dismiss", pack(Verb.DISMISS, case))],
    ]


def _steer(facts: Facts) -> Rows:
    case = facts["case"]
    rows = [[Button("owners", pack(Verb.OWNERS, case)), Button("plan", pack(Verb.PLAN, case))]]
    if facts.get("assignment"):
        rows.append([Button("escalate", pack(Verb.ESCALATE, facts["assignment"]))])
    return rows


def _owners(facts: Facts) -> Rows:
    case = facts["case"]
    named = [
        Button("named", pack(Verb.OWNER, case, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return _columns(named, 2)


def _deliberate(facts: Facts) -> Rows:
    return [[Button("settle", pack(Verb.SETTLE, facts["case"]))]]


def _digest(facts: Facts) -> Rows:
    return [[Button("case_line", pack(Verb.WORK, case["assignment"]), case)] for case in facts["cases"][:10]]


def _invite_bodies(facts: Facts) -> Rows:
    named = [
        Button("named", pack(Verb.INVITE_BODY, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return _columns(named, 2)


def _invite_roles(facts: Facts) -> Rows:
    named = [
        [Button("named", pack(Verb.INVITE_SEAT, seat["id"]), {"name": seat["name"]})]
        for seat in facts["seats"]
    ]
    new = [
        [Button(f"role_{role.value}", pack(Verb.INVITE_ROLE, facts["body_id"], role.value))] for role in Role
    ]
    return [*named, *new]


def _group_offer(facts: Facts) -> Rows:
    return [[Button("register", pack(Verb.REGISTER, facts["concern"]))]]


_KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.WELCOME: _buildings,
    Notice.ASK_BUILDING: _buildings,
    Notice.ASK_UNIT: _units,
    Notice.ASK_ROOM: _skip_room,
    Notice.RECEIPT: _receipt,
    Notice.RECEIPT_EMERGENCY: _receipt,
    Notice.RECEIPT_TRIAGE: _own_case,
    Notice.ASK_CATEGORY: _two_categories,
    Notice.CHOOSE_CATEGORY: _all_categories,
    Notice.CHAT: _chat,
    Notice.ASK_ADDITION: _cancel,
    Notice.ASK_WITHDRAW: _withdraw,
    Notice.ASK_SOLVED: _solved,
    Notice.REMIND_SOLVED: _solved,
    Notice.ASK_SATISFIED: _satisfied,
    Notice.ASK_REVIEW_WORDS: _no_words,
    Notice.MY_CASES: _my_cases,
    Notice.CASE_VIEW: _own_case,
    Notice.PING: _ping,
    Notice.PING_EMERGENCY: _ping,
    Notice.PING_ASSIST: _assist,
    Notice.PING_RECTIFICATION: _second_round,
    Notice.NOT_CONFIRMED: _second_round,
    Notice.CARD_OFFERED: _ping,
    Notice.CARD_SIGNED: _working,
    Notice.ASK_PLEDGE: _pledge,
    Notice.ASK_PLEDGE_DATE: _cancel,
    Notice.ASK_RETURN_REASON: _return_reasons,
    Notice.ASK_RETURN_OWNER: _return_owners,
    Notice.ASK_JOINT_BODY: _joint_bodies,
    Notice.ASK_ESCALATION: _escalation,
    Notice.ASK_PROGRESS_WORDS: _cancel,
    Notice.ASK_DONE_WORDS: _cancel,
    Notice.PART_DONE: _working,
    Notice.REMIND_SIGN: _ping,
    Notice.REMIND_NEAR_DUE: _working,
    Notice.REMIND_PLEDGE: _working,
    Notice.REMIND_OVERDUE: _working,
    Notice.DIGEST: _digest,
    Notice.SUPERVISE: _supervise,
    Notice.ASK_CONFIRM: _confirm,
    Notice.TRIAGE_CARD: _triage,
    Notice.TRIAGE_WAITS: _triage,
    Notice.CHOOSE_BODY: _owners,
    Notice.CASE_CARD: _steer,
    Notice.SIGN_LATE: _steer,
    Notice.OVERDUE: _steer,
    Notice.ASK_PLAN_WORDS: _cancel,
    Notice.ASK_SETTLE_WORDS: _cancel,
    Notice.DELIBERATE: _deliberate,
    Notice.CHOOSE_INVITE: _invite_bodies,
    Notice.CHOOSE_INVITE_ROLE: _invite_roles,
    Notice.GROUP_OFFER: _group_offer,
}
