"""The facts that notices about accounts come with."""

from typing import Any

Facts = dict[str, Any]

BARE_LINE: Facts = {
    "id": 3,
    "name": "幸福里物业公司",
    **dict.fromkeys(("made", "kept", "broken", "handled", "returned", "redone", "on_time", "late"), 0),
    **dict.fromkeys(("solved", "partly", "unsolved", "silent", "graded"), 0),
    **dict.fromkeys(("kept_percent", "on_time_percent", "satisfied"), None),
}
LINE: Facts = BARE_LINE | {
    "made": 12,
    "kept": 9,
    "broken": 2,
    "handled": 14,
    "returned": 1,
    "redone": 1,
    "on_time": 11,
    "late": 3,
    "solved": 8,
    "partly": 2,
    "unsolved": 1,
    "silent": 3,
    "graded": 9,
    "kept_percent": 82,
    "on_time_percent": 79,
    "satisfied": "4.3",
}
PERSON = LINE | {"id": 5, "name": "王建国", "body": "幸福里物业公司"}
NUMBERS = [f"XFL-2026-{serial:04d}" for serial in range(1, 6)]
OF: Facts = {"ledger": 2, "quarter": "2026Q4", "standing": "drafted", "earlier": "2026Q3", "later": "2027Q1"}
RUNNING = OF | {"ledger": None, "standing": "counted", "later": None}
PUBLISHED = OF | {"standing": "published"}
WHOLE: Facts = {"total": LINE, "bodies": [LINE] * 12, "people": [PERSON] * 30, "more": 25}
BARE_WHOLE: Facts = {"total": BARE_LINE, "bodies": [], "people": [], "more": 0}

NOTICES: dict[str, list[Facts]] = {
    "group_settled": [{}],
    "ledger_drafted": [OF | WHOLE, OF | BARE_WHOLE],
    "ledger_card": [of | whole for of in (OF, RUNNING, PUBLISHED) for whole in (WHOLE, BARE_WHOLE)],
    "ledger_published": [PUBLISHED | WHOLE, PUBLISHED | BARE_WHOLE],
    "ledger_own": [of | {"lines": lines} for of in (OF, RUNNING, PUBLISHED) for lines in ([PERSON], [])],
    "ledger_line": [
        OF
        | {"line": LINE, "members": [PERSON], "grades": [f"{number} 4/5" for number in NUMBERS]}
        | {
            "cases": [
                {"figure": "made", "numbers": NUMBERS, "more": True},
                {"figure": "late", "numbers": NUMBERS[:1], "more": False},
            ]
        },
        OF | {"line": BARE_LINE, "members": [], "grades": [], "cases": []},
    ],
}
