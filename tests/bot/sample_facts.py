"""The facts that notices, events and refusals come with: full, and as bare as they can be."""

from typing import Any

from data.vocabulary import AssignmentState, AttachmentKind, Outcome, Part, Role, Solved, State, Urgency
from tests.bot import (
    sample_facts_absence,
    sample_facts_claims,
    sample_facts_clocks,
    sample_facts_conduct,
    sample_facts_cooperation,
    sample_facts_following,
    sample_facts_labels,
    sample_facts_ledger,
    sample_facts_merging,
    sample_facts_privacy,
    sample_facts_reception,
    sample_facts_routing,
    sample_facts_visits,
)

Facts = dict[str, Any]

CATEGORY_NAMES = {
    "noise": {"zh-Hans": "噪音扰民", "zh-Hant": "噪音擾民", "en": "Noise"},
    "facilities": {"zh-Hans": "设施维修", "zh-Hant": "設施維修", "en": "Repairs"},
    "governance": {"zh-Hans": "业委会与公共事务", "zh-Hant": "業委會與公共事務", "en": "Owners' committee"},
}
WORDS = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LONG_WORDS = "楼上半夜拖桌子。" * 600
DUE = "2026-11-29T18:00+08:00"
SOON = "2026-11-23T18:00+08:00"

CASE: Facts = {
    "case": 42,
    "number": "XFL-2026-0042",
    "category": "noise",
    "urgency": "normal",
    "state": "assigned",
    "building": "3",
    "place": "大门",
    "due": DUE,
    "sign_by": SOON,
    "opened": "2026-11-22T09:30+08:00",
    "supporters": 2,
    "emergency_numbers": "119 / 110 / 120",
}
BARE_CASE = CASE | {"building": None, "place": None, "due": None, "sign_by": None}
OWNER: Facts = {"assignment": 7, "owner": "幸福里物业公司", "handler": "王建国"}
OWNER_WITHOUT_MEMBER = OWNER | {"handler": None}
BODIES = [{"id": 1, "name": "幸福里物业公司"}, {"id": 2, "name": "第一网格党支部"}]
BUILDINGS = [{"id": number, "name": f"{number}号楼"} for number in range(1, 13)]
TIMELINE = [
    {"at": "2026-11-22T09:30+08:00", "kind": "received"},
    {
        "at": "2026-11-22T09:30+08:00",
        "kind": "dispatched",
        "body": "幸福里物业公司",
        "reason": "own_category",
    },
    {"at": "2026-11-23T10:00+08:00", "kind": "progressed", "words": LONG_WORDS},
]


def _case(*more: Facts) -> list[Facts]:
    return [case | extra for case in (CASE, BARE_CASE) for extra in more or ({},)]


def _work(*more: Facts) -> list[Facts]:
    pairs = ((CASE, OWNER), (BARE_CASE, OWNER_WITHOUT_MEMBER))
    return [case | owner | extra for case, owner in pairs for extra in more or ({},)]


def _each(field: str, values: Any) -> list[Facts]:
    return [{field: value} for value in values]


SAID = _each("words", (WORDS, "", LONG_WORDS))
ANSWERS = _each("solved", [answer.value for answer in Solved])
URGENCIES = _each("urgency", [urgency.value for urgency in Urgency])
STATES = _each("state", [state.value for state in State])
SECOND_ROUND = [
    {"due": DUE, "supervisor": supervisor, "words": words}
    for supervisor in ("李秀英", "")
    for words in (WORDS, "")
]

GATES = ("enough", "no_worse", "calibrated", "either_script", "symbols")
RETRAINED: Facts = {
    "retraining": 4,
    "taught": 37,
    "held_out": 548,
    "before": 84,
    "after": 86,
    "gates": [],
    "recent": 200,
    "would_change": 6,
    "changes": [{"text": WORDS, "before": "noise", "after": "facilities"}] * 3,
    "named": [{"text": WORDS, "labels": ["noise", "facilities"], "people": ["王建国", "李秀英"]}],
    "odd": ["王建国"],
    "waiting": [{"label": "pets", "messages": 4}],
}
BARE_RETRAINED = RETRAINED | {
    "recent": 0,
    "would_change": 0,
    "changes": [],
    "named": [],
    "odd": [],
    "waiting": [],
}

NOTICES: dict[str, list[Facts]] = {
    "welcome": [{"community": "幸福里小区", "buildings": buildings} for buildings in (BUILDINGS, [])],
    "help": [{}],
    "ask_building": [{"community": "幸福里小区", "buildings": BUILDINGS}],
    "ask_unit": [{"building": "3号楼", "units": ["1", "2"]}],
    "ask_room": [{"building": "3号楼", "unit": "1"}, {"building": "12号楼", "unit": ""}],
    "address_saved": [{"building": "3号楼", "unit": "1", "room": "502"}],
    "address_skipped": [{}],
    "receipt": _work(*_each("urgency", ("normal", "urgent"))),
    "receipt_emergency": _work({"urgency": "emergency"}),
    "receipt_triage": _case(*URGENCIES),
    "ask_category": [case | {"choices": ["noise", "facilities"]} for case in _case(*URGENCIES)],
    "choose_category": _case({"categories": list(CATEGORY_NAMES)}),
    "category_saved": _case(),
    "waits_for_triage": _case(*URGENCIES),
    "chat": [{"concern": 5}],
    "ask_words": [{}],
    "ask_addition": _case(),
    "added": _case(),
    "edited": _case({}, {"state": "archived"}),
    "new_owner": _work(),
    "help_comes": _work({"helper": "第一网格党支部"}),
    "signed": _work({"promised": SOON}),
    "progress": _work(*SAID),
    "planned": _case(*({"until": DUE, "reason": reason} for reason in ("等开春统一补种", LONG_WORDS))),
    "result": [facts | {"asked_on": DUE} for facts in _work(*SAID)],
    "ask_withdraw": _case(),
    "withdrawn": [{"number": "XFL-2026-0042", "case": 42}],
    "dismissed": _case(),
    "ask_solved": [facts | {"review": 9} for facts in _case(*SAID)],
    "remind_solved": [facts | {"review": 9} for facts in _case(*SAID)],
    "ask_satisfied": [
        {"number": "XFL-2026-0042", "case": 42, "review": 9} | answer | state
        for answer in ANSWERS
        for state in ({}, {"state": "rectification"}, {"state": "deliberation"})
    ],
    "ask_review_words": [
        {"number": "XFL-2026-0042", "case": 42, "review": 9, "satisfied": grade} | answer
        for answer in ANSWERS
        for grade in range(1, 6)
    ],
    "review_thanks": ANSWERS,
    "closed_silent": _case(),
    "second_round": _work(*SECOND_ROUND),
    "to_deliberation": _case(),
    "my_cases": [{"cases": [CASE | {"state": state.value} for state in State]}],
    "case_view": [
        *(case | {"words": WORDS, "timeline": TIMELINE} for case in _case(*STATES)),
        *(facts | {"words": "", "timeline": []} for facts in _work()),
        CASE | OWNER | {"words": LONG_WORDS, "timeline": [TIMELINE[-1]] * 8, "outcome": "satisfied"},
        CASE | {"words": "", "timeline": [], "shared": ["room", "contact"]},
    ],
    "no_cases": [{}],
    "sticker": [{}],
    "file_too_large": [{}],
    "sorry": [{}],
    "refusal": [{"text": "您已经评过了，谢谢！"}],
    "cancelled": [{}],
    "joined": [{"body": "第一网格党支部", "role": role.value} for role in Role],
    "ping": [facts | urgency for facts in _work(*SAID) for urgency in URGENCIES],
    "ping_emergency": _work(*SAID),
    "ping_assist": _work(*SAID),
    "ping_rectification": _work(*SECOND_ROUND),
    "card_offered": _work(*SAID),
    "card_signed": [
        facts | {"promised": promised, "part": part}
        for facts in _work(*SAID)
        for promised in (SOON, None)
        for part in ("lead", "assist")
    ],
    "card_closed": [
        facts | {"words": ""} for facts in _work(*_each("ended", [s.value for s in AssignmentState]))
    ],
    "ask_pledge": _work({"offers": [{"minute": 29_400_000, "at": SOON}, {"minute": 29_409_360, "at": DUE}]}),
    "ask_pledge_date": _work(),
    "ask_return_reason": _work(),
    "ask_return_owner": _work({"reason": "not_ours", "bodies": BODIES}, {"reason": "about_me", "bodies": []}),
    "ask_joint_body": _work({"bodies": BODIES}),
    "ask_escalation": _work(),
    "ask_progress_words": _work(),
    "ask_done_words": _work(),
    "progress_saved": [{"number": "XFL-2026-0042", "case": 42}],
    "done_saved": [
        {"number": "XFL-2026-0042", "case": 42, "state": state}
        for state in ("resolved", "rectification", "accepted")
    ],
    "taken_away": _work(),
    "resident_added": _case({"words": WORDS}, {"words": LONG_WORDS}),
    "resident_edited": _case(*SAID),
    "resident_withdrew": _case(),
    "remind_sign": _work(),
    "remind_near_due": _work(),
    "remind_pledge": _work(),
    "remind_overdue": _work(),
    "reviewed": _case(*ANSWERS),
    "digest": [
        {"cases": [CASE | {"assignment": 7}], "to_claim": [], "overdue": 0},
        {
            "cases": [CASE | {"assignment": 7}, BARE_CASE | {"assignment": 8}] * 7,
            "to_claim": [CASE | {"assignment": 9, "claim_by": DUE}],
            "overdue": 3,
        },
        {"cases": [], "to_claim": [BARE_CASE | {"assignment": 9, "claim_by": DUE}], "overdue": 0},
    ],
    "digest_empty": [{}],
    "supervise": _work(*SECOND_ROUND),
    "ask_confirm": _work(*SAID),
    "not_confirmed": _work({"supervisor": "李秀英"}),
    "part_done": _work(*SAID),
    "triage_card": [
        facts | urgency | {"reason": "no_choice", "choices": ["noise", "facilities", "governance"]}
        for facts in _case(*SAID)
        for urgency in URGENCIES
    ],
    "triage_waits": [facts | {"reason": "waits", "choices": []} for facts in _case(*SAID)],
    "triage_empty": [{}],
    "choose_body": _case({"bodies": BODIES}),
    "case_card": [*_case(*SAID), *_work(*SAID), *_case({"words": WORDS, "logged": True})],
    "ask_plan_words": _case(),
    "ask_settle_words": _case(),
    "decided": [
        *_case(*STATES),
        *_work(*STATES),
    ],
    "stats": [
        {
            "total": 9,
            "open": 5,
            "by_state": {state.value: 1 for state in State},
            "by_outcome": {outcome.value: 1 for outcome in Outcome},
            "overdue": 2,
            "on_time_percent": 86,
        },
        {
            "total": 0,
            "open": 0,
            "by_state": {state.value: 0 for state in State},
            "by_outcome": {outcome.value: 0 for outcome in Outcome},
            "overdue": 0,
            "on_time_percent": None,
        },
    ],
    "choose_invite": [{"bodies": BODIES}],
    "choose_invite_role": [
        {"body": "幸福里物业公司", "body_id": 1, "seats": seats}
        for seats in ([{"id": 3, "name": "王建国"}], [])
    ],
    "invite": [
        {"body": "幸福里物业公司", "role": role.value, "link": "https://t.me/linli_bot?start=a1B2", "days": 7}
        for role in Role
    ],
    "undeliverable": _case({"person": "王建国"}, {"person": "王建国", "state": "triage"}),
    "update_failed": [{"update": 8123}],
    "sign_late": _work(),
    "overdue": _work(),
    "deliberate": _case(),
    "retrain_runs": _each("part", (0, 37, 100)),
    "retrain_passed": [RETRAINED, BARE_RETRAINED],
    "retrain_refused": [
        RETRAINED | {"gates": [{"kind": kind, "label": None, "messages": [WORDS] * 3} for kind in GATES]},
        BARE_RETRAINED | {"gates": [{"kind": "recall", "label": "noise", "messages": []}]},
    ],
    "retrain_failed": [{"text": "The training ended without a result; check memory and disk."}],
    "model_card": [
        {
            "version": "20261122-193045-0ed4dc67",
            "trained": DUE,
            "accuracy": 80,
            "messages": 8744,
            "earlier": [SOON] * earlier,
            "changes": [{"kind": kind, "at": DUE, "name": "周书记"} for kind in ("promoted", "rolled_back")],
        }
        for earlier in (1, 3)
    ]
    + [
        {"version": "one", "trained": None, "accuracy": None, "messages": 0, "earlier": [], "changes": []},
    ],
    "model_changed": _each("kind", ("promoted", "rolled_back")),
    "model_left": [{}],
    "group_offer": [{"name": "小陈", "concern": 5}],
    "group_registered": [
        {"number": "XFL-2026-0042", "bot": "linli_bot", "reachable": reachable} for reachable in (True, False)
    ],
    "group_hello": [{"bot": "linli_bot"}],
    "attachment": [{"number": "XFL-2026-0042", "kind": kind.value} for kind in AttachmentKind],
}
NOTICES |= {name: _work(*more) for name, more in sample_facts_cooperation.BESIDE_WORK.items()}
NOTICES |= {
    name: NOTICES.get(name, []) + _work(*more) for name, more in sample_facts_clocks.BESIDE_WORK.items()
}
NOTICES |= sample_facts_absence.NOTICES
NOTICES |= sample_facts_labels.of(DUE)
NOTICES |= {
    name: NOTICES.get(name, []) + _work(*more) for name, more in sample_facts_absence.BESIDE_WORK.items()
}
NOTICES |= {
    name: NOTICES.get(name, []) + _work(*more) for name, more in sample_facts_claims.BESIDE_WORK.items()
}
for card in ("card_offered", "card_signed", "case_card"):
    NOTICES[card] = [*NOTICES.get(card, []), *_work(*sample_facts_cooperation.LEADS)]

NOTICES |= sample_facts_ledger.NOTICES
for card in ("ping", "card_offered", "card_signed", "triage_card", "case_card"):
    NOTICES[card] = [*NOTICES[card], *(one | sample_facts_privacy.ABOUT for one in NOTICES[card][:2])]
NOTICES |= sample_facts_privacy.NOTICES
NOTICES |= sample_facts_clocks.NOTICES
NOTICES |= {name: _work(*more) for name, more in sample_facts_privacy.BESIDE_WORK.items()}

# A notice that was added since gets everything at once; give it a line above to test it sharply.
EVERYTHING: Facts = {
    **CASE,
    **OWNER,
    **dict.fromkeys(("words", "text"), WORDS),
    **dict.fromkeys(("promised", "until", "asked_on"), DUE),
    **dict.fromkeys(("name", "person", "supervisor", "bot"), "王建国"),
    **dict.fromkeys(("body", "helper", "community"), "幸福里物业公司"),
    **dict.fromkeys(("concern", "review", "body_id", "overdue", "days", "update"), 1),
    **{name: ["noise"] for name in ("choices", "categories")},
    **dict.fromkeys(("bodies", "buildings", "seats"), BODIES),
    "cases": [CASE | OWNER],
    "reason": "no_choice",
    "solved": Solved.YES.value,
    "part": Part.LEAD.value,
    "role": Role.HANDLER.value,
}


def of_notice(name: str) -> list[Facts]:
    """Return the variants of facts that a notice is rendered with."""
    return NOTICES.get(name, [EVERYTHING])


EVENTS: dict[str, list[Facts]] = {
    "turned_down": [{"reason": LONG_WORDS, "proposed": "周书记"}],
    "supported": [{"households": 3}],
    **sample_facts_cooperation.EVENTS,
    **sample_facts_privacy.EVENTS,
    **sample_facts_clocks.EVENTS,
    **sample_facts_absence.EVENTS,
    "received": [{"concern": 1, "category": "noise", "confidence": 0.9, "model": "1"}],
    **sample_facts_routing.EVENTS,
    "signed": [{"promised": SOON, "words": "", "part": "lead"}],
    "escalated": [
        {"body": "第一网格党支部", "reason": "own_category", "why": why} for why in (None, LONG_WORDS)
    ],
    "planned": [{"until": DUE, "reason": reason} for reason in ("等开春统一补种", LONG_WORDS)],
    "progressed": [*SAID, {"words": "第一行\n第二行"}],
    "finished": SAID,
    "rectification_opened": [{"due": DUE, "supervisor": supervisor} for supervisor in ("李秀英", "")],
    "reviewed": [*ANSWERS, *_each("words", (WORDS, LONG_WORDS))],
}

EVENTS |= sample_facts_ledger.EVENTS
EVENTS |= sample_facts_merging.EVENTS
EVENTS |= {name: EVENTS.get(name, []) + more for name, more in sample_facts_claims.EVENTS.items()}

REFUSALS: Facts = {
    "state": "resolved",
    "move": "sign",
    "handler": "王建国",
    "number": "XFL-2026-0042",
    "body": "第一网格党支部",
    "bodies": "幸福里物业公司、第一网格党支部",
    "latest": DUE,
    "due": DUE,
    "days": 14,
    "most": 2,
}
NOTICES |= sample_facts_following.of(CASE, BARE_CASE, OWNER, DUE, LONG_WORDS)
NOTICES |= sample_facts_visits.of(CASE, BARE_CASE, BUILDINGS, DUE, LONG_WORDS)
NOTICES |= sample_facts_conduct.of(CASE, DUE, LONG_WORDS)
NOTICES |= sample_facts_merging.of(CASE, BARE_CASE, OWNER, LONG_WORDS)
for card, more in sample_facts_merging.MORE.items():
    NOTICES[card] = [*NOTICES[card], NOTICES[card][0] | more]
NOTICES |= sample_facts_reception.of(CASE, DUE, LONG_WORDS)
EVENTS |= sample_facts_reception.events(DUE)
for card in ("card_signed", "case_card"):
    NOTICES[card] = [*NOTICES[card], *(one | {"may_invite": True} for one in NOTICES[card][:2])]
