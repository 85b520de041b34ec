"""The facts of notices and events about clocks: what went up because it was late, extensions, days off."""

from typing import Any

Facts = dict[str, Any]

LONG = "配件要从厂家订，路上还要几天。" * 60
SOONER = "2026-11-25T12:00+08:00"
DAY = "2026-11-27T18:00+08:00"

ASKED: list[Facts] = [
    {"extension": 3, "until": DAY, "before": SOONER, "why": why, "granted": granted}
    for why in ("配件要从厂家订", LONG)
    for granted in (True, False, None)
]

# What stands beside the facts of a case and of its owner.
BESIDE_WORK: dict[str, list[Facts]] = {
    "long_overdue": [{}],
    **dict.fromkeys(("extended", "extension_answer", "decide_extension", "extension_decided"), ASKED),
    "ask_extension": [{}],
    "ask_day_off": [
        {
            "promised": DAY,
            "offers": [{"minute": 1, "at": SOONER, "off": False}, {"minute": 2, "at": DAY, "off": True}],
        }
    ],
    "extension_saved": [{}],
    "card_signed": [{"words": "门响", "promised": DAY, "part": "lead", "extendable": True}],
    "remind_near_due": [{"extendable": True}],
    "new_owner": [{"missed": DAY, "why": None}],
    "ping": [{"missed": DAY, "words": "门响", "why": None}],
}

NOTICES: dict[str, list[Facts]] = {
    "calendar_gap": [{"year": 2027, "country": country} for country in ("CN", None)],
}

EVENTS: dict[str, list[Facts]] = {
    "extended": [{"until": DAY, "before": SOONER, "why": why} for why in ("配件要从厂家订", LONG)],
    "not_extended": [{"until": DAY, "before": SOONER, "why": "配件要从厂家订"}],
    "raised": [{"body": "第一网格党支部", "reason": "named", "why": None, "due": DAY}],
}
