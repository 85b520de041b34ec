"""The facts of notices and events about cases that wait to be claimed."""

from typing import Any

Facts = dict[str, Any]

UNTIL = "2026-11-24T16:00+08:00"
TAKEN: list[Facts] = [
    {"words": words, "ended": ended, "handler": handler}
    for words in ("花坛里的木栏倒了", "")
    for ended in ("claimed", "given")
    for handler in ("谢阿姨", None)
]

# What stands beside the facts of a case and of its owner.
BESIDE_WORK: dict[str, list[Facts]] = {
    "ping_claim": [{"words": "花坛里的木栏倒了", "claim_by": UNTIL, "handler": None, "unclaimed": True}],
    "card_claim": [{"words": "", "claim_by": UNTIL, "handler": None, "unclaimed": True}],
    "card_taken": TAKEN,
    "receipt": [{"handler": None, "unclaimed": True}],
    "ping": [{"words": "花坛里的木栏倒了", "why": None, "not_claimed": True}],
}

WHO: Facts = {"body": "红马甲志愿服务队", "handler": "谢阿姨"}
EVENTS: dict[str, list[Facts]] = {
    "claimed": [WHO],
    "not_claimed": [WHO | {"reason": "not_claimed"}],
    "dispatched": [{"body": "红马甲志愿服务队", "reason": "named", "claim_by": UNTIL}],
}
