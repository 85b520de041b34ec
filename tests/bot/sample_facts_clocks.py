"""The facts of notices and events about clocks: what went up because it was late, extensions, days off."""

from typing import Any

Facts = dict[str, Any]

LONG = "配件要从厂家订，路上还要几天。" * 60
DAY = "2026-11-27T18:00+08:00"

# What stands beside the facts of a case and of its owner.
BESIDE_WORK: dict[str, list[Facts]] = {
    "long_overdue": [{}],
    "new_owner": [{"missed": DAY, "why": None}],
    "ping": [{"missed": DAY, "words": "门响", "why": None}],
}

EVENTS: dict[str, list[Facts]] = {
    "raised": [{"body": "第一网格党支部", "reason": "named", "why": None, "due": DAY}],
}
