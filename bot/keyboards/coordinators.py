"""The buttons under what coordinators are sent."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards import accounts
from bot.keyboards.button import Button, Facts, Rows, ask_resident, cancel, category, columns, talk, whistle
from casework.notice import Notice
from data.vocabulary import Role


def _triage(facts: Facts) -> Rows:
    case = facts["case"]
    likely = [[category(Verb.TRIAGE_CATEGORY, case, label)] for label in facts["choices"]]
    return [
        *likely,
        [
            Button("all_categories", pack(Verb.TRIAGE_CATEGORIES, case)),
            Button("owners", pack(Verb.OWNERS, case)),
        ],
        [Button("plan", pack(Verb.PLAN, case)), Button("dismiss", pack(Verb.DISMISS, case))],
        [ask_resident(facts)],
    ]


def _steer(facts: Facts) -> Rows:
    case = facts["case"]
    rows = [[Button("owners", pack(Verb.OWNERS, case)), Button("plan", pack(Verb.PLAN, case))]]
    if facts.get("assignment"):
        rows.append([Button("escalate", pack(Verb.ESCALATE, facts["assignment"]))])
        rows.append([Button("reveal", pack(Verb.REVEAL, case))])
        rows.extend(whistle(facts))
    if facts.get("mergeable"):
        rows.append([Button("merge", pack(Verb.MERGE, case))])
    if not facts.get("accused"):
        rows.append([Button("respondent", pack(Verb.RESPONDENTS, case))])
    rows.append([ask_resident(facts)])
    rows.extend(talk(facts))
    rows.append([Button("turn_down", pack(Verb.TURN_DOWN, case)), Button("ban", pack(Verb.BAN, case))])
    if facts.get("logged"):
        rows.append([Button("forget_for", pack(Verb.ASK_FORGET_FOR, case))])
    return rows


def _owners(facts: Facts) -> Rows:
    case = facts["case"]
    named = [
        Button("named", pack(Verb.OWNER, case, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return columns(named, 2)


def _decide(facts: Facts) -> Rows:
    return [*_owners(facts), [Button("plan", pack(Verb.PLAN, facts["case"]))]]


def _deliberate(facts: Facts) -> Rows:
    return [[Button("settle", pack(Verb.SETTLE, facts["case"]))]]


def _invite_bodies(facts: Facts) -> Rows:
    named = [
        Button("named", pack(Verb.INVITE_BODY, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return columns(named, 2)


def _invite_roles(facts: Facts) -> Rows:
    named = [
        [Button("named", pack(Verb.INVITE_SEAT, seat["id"]), {"name": seat["name"]})]
        for seat in facts["seats"]
    ]
    new = [
        [Button(f"role_{role.value}", pack(Verb.INVITE_ROLE, facts["body_id"], role.value))] for role in Role
    ]
    return [*named, *new]


def _candidate(facts: Facts) -> Rows:
    return [
        [Button("promote", pack(Verb.PROMOTE, facts["retraining"]))],
        [Button("leave_model", pack(Verb.LEAVE_MODEL, facts["retraining"]))],
    ]


def _model(facts: Facts) -> Rows:
    return [[Button("roll_back", pack(Verb.ROLL_BACK, facts["version"]))]] if facts["earlier"] else []


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.TRIAGE_CARD: _triage,
    Notice.TRIAGE_WAITS: _triage,
    Notice.CHOOSE_BODY: _owners,
    Notice.BRANCH_DECIDES: _decide,
    Notice.CASE_CARD: lambda facts: [*_steer(facts), *accounts.leave_out(facts)],
    Notice.SIGN_LATE: _steer,
    Notice.OVERDUE: _steer,
    Notice.LONG_OVERDUE: _steer,
    Notice.ASK_PLAN_WORDS: cancel,
    Notice.ASK_SETTLE_WORDS: cancel,
    Notice.DELIBERATE: _deliberate,
    Notice.RETRAIN_PASSED: _candidate,
    Notice.MODEL_CARD: _model,
    Notice.CHOOSE_INVITE: _invite_bodies,
    Notice.CHOOSE_INVITE_ROLE: _invite_roles,
}
