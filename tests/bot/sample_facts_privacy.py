"""The facts of notices and events about words passed on and who sees who a resident is."""

from typing import Any

Facts = dict[str, Any]

LONG = "想去您家看一看墙上的水是从哪里来的。" * 60
SEEN: Facts = {"body": "幸福里物业公司", "to": "王建国", "coordinator": "周书记", "why": "上门看漏水"}
BY_CONSENT: Facts = {"body": "", "to": "王建国", "coordinator": "", "why": ""}
WHO: Facts = {
    "resident": "陈阿姨",
    "home": "3号楼",
    "unit": "2",
    "room": "502",
    "account": "tg://user?id=1001",
}
HALF = WHO | {"unit": "", "room": "", "account": ""}
BARE = HALF | {"home": ""}
WORDS: list[Facts] = [{"words": words} for words in ("墙上湿了一大片", "", LONG)]

NAMED: list[Facts] = [{"body": "幸福里物业公司", "supervisor": supervisor} for supervisor in ("郑国平", "")]
# What stands on any card of a case that is about somebody.
ABOUT: Facts = {"respondent": "幸福里物业公司", "accused": "王建国", "about": "XFL-2026-0007"}

WANTED = ((True, True), (False, True), (False, False))

BESIDE_WORK: dict[str, list[Facts]] = {
    "relay_question": WORDS,
    "ask_who_words": [{}],
    "who_asked": [
        {"why": why, "shared": [], "home": home} for why in ("要上门看漏水", LONG) for home in (True, False)
    ],
    "who_passed": [{"reached": reached} for reached in (True, False)],
    "who_refused": [{}],
    "who_wanted": [
        {"why": "要上门看漏水", "refused": refused, "reached": reached} for refused, reached in WANTED
    ],
    "relay_sent": [{}],
    "ask_relay_words": [{}],
    "identity_shown": [SEEN, SEEN | {"why": LONG}],
    "ask_resident_words": [{}],
    "relay_passed": [{}],
    "relay_words": WORDS,
    "revealed": [
        seen | who for seen in (SEEN, SEEN | {"why": LONG}, BY_CONSENT) for who in (WHO, HALF, BARE)
    ],
    "ask_reveal_words": [{"handler": "王建国"}],
    "reveal_done": [{}],
    "ask_complaint": [{"handler": handler, "body": "幸福里物业公司"} for handler in ("王建国", "")],
    "ask_complaint_words": [{"handler": "王建国"}],
    "respondent_named": NAMED,
    "supervise_complaint": [named | words for named in NAMED for words in WORDS],
    "supervised_result": WORDS,
    "choose_respondent": [{"bodies": [{"id": 1, "name": "幸福里物业公司"}]}],
}

NOTICES: dict[str, list[Facts]] = {
    "own_data": [{"form": "text"}, {"form": "json"}],
    "ask_forget": [
        {"total": 3, "open": 2, "banned": None},
        {"total": 0, "open": 0, "banned": "2026-12-01T10:00+08:00"},
    ],
    "ask_forget_for": [{"total": 2, "open": count, "case": 3, "number": "CT-2026-0003"} for count in (1, 0)],
    "forgotten_for": [{}],
    "ask_forget_again": [{"total": 3, "open": count, "keep": keep} for count in (2, 0) for keep in (1, 0)],
    "forgotten": [{"kept": 2}, {"kept": 0}],
}

EVENTS: dict[str, list[Facts]] = {
    "resident_asked": [
        {"owner": "幸福里物业公司", "handler": "王建国", "files": 1, **words} for words in WORDS
    ],
    "who_asked": [
        {"owner": "幸福里物业公司", "handler": "王建国", "why": why} for why in ("上门看漏水", LONG)
    ],
    "who_refused": [{}],
    "who_passed_on": [{"handler": "王建国", "why": "上门看漏水"}],
    "resident_answered": WORDS,
    "resident_wrote": WORDS,
    "revealed": [
        seen | {"what": what}
        for seen in (SEEN | {"why": LONG}, BY_CONSENT)
        for what in (["room"], ["contact"], ["room", "contact"])
    ],
    "respondent_named": [*NAMED, {"body": "", "supervisor": ""}],
    "shared": [{"what": "room"}, {"what": "contact"}],
    "unshared": [{"what": "room"}, {"what": "contact"}],
}
