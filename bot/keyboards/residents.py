"""The buttons under what residents are sent."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, cancel, category, columns
from casework.notice import Notice
from data.vocabulary import Solved


def _buildings(facts: Facts) -> Rows:
    buttons = [
        Button("named", pack(Verb.BUILDING, building["id"]), {"name": building["name"]})
        for building in facts.get("buildings", [])
    ]
    return [*columns(buttons, 3), [Button("no_address", pack(Verb.NO_ADDRESS))]] if buttons else []


def _units(facts: Facts) -> Rows:
    buttons = [Button("unit", pack(Verb.UNIT, unit), {"unit": unit}) for unit in facts["units"]]
    return [*columns(buttons, 3), [Button("no_address", pack(Verb.NO_ADDRESS))]]


def _skip_room(_facts: Facts) -> Rows:
    return [[Button("no_address", pack(Verb.NO_ADDRESS))]]


def _receipt(facts: Facts) -> Rows:
    case = facts["case"]
    return [
        [Button("wrong_category", pack(Verb.CATEGORIES, case))],
        [Button("add", pack(Verb.ADD, case)), Button("withdraw", pack(Verb.WITHDRAW, case))],
    ]


def own_case(facts: Facts) -> Rows:
    """Add to a case of one's own or withdraw it, as far as it allows that."""
    case = facts["case"]
    row = []
    if facts.get("following"):
        return [[Button("unfollow", pack(Verb.UNFOLLOW, case))]]
    if facts.get("can_add", True):
        row.append(Button("add", pack(Verb.ADD, case)))
    if facts.get("can_withdraw", True):
        row.append(Button("withdraw", pack(Verb.WITHDRAW, case)))
    return [row] if row else []


def _two_categories(facts: Facts) -> Rows:
    case = facts["case"]
    rows = [[category(Verb.CATEGORY, case, label)] for label in facts["choices"]]
    return [*rows, [Button("something_else", pack(Verb.OTHER, case))]]


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


def _group_offer(facts: Facts) -> Rows:
    return [[Button("register", pack(Verb.REGISTER, facts["concern"]))]]


def _all_categories(facts: Facts) -> Rows:
    verb = Verb.TRIAGE_CATEGORY if facts.get("coordinator") else Verb.CATEGORY
    buttons = [category(verb, facts["case"], label) for label in facts["categories"]]
    return columns(buttons, 2)


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.WELCOME: _buildings,
    Notice.ASK_BUILDING: _buildings,
    Notice.ASK_UNIT: _units,
    Notice.ASK_ROOM: _skip_room,
    Notice.RECEIPT: _receipt,
    Notice.RECEIPT_EMERGENCY: _receipt,
    Notice.RECEIPT_TRIAGE: own_case,
    Notice.ASK_CATEGORY: _two_categories,
    Notice.CHOOSE_CATEGORY: _all_categories,
    Notice.CHAT: _chat,
    Notice.ASK_ADDITION: cancel,
    Notice.ASK_WITHDRAW: _withdraw,
    Notice.ASK_SOLVED: _solved,
    Notice.REMIND_SOLVED: _solved,
    Notice.ASK_SATISFIED: _satisfied,
    Notice.ASK_REVIEW_WORDS: _no_words,
    Notice.MY_CASES: _my_cases,
    Notice.GROUP_OFFER: _group_offer,
}
