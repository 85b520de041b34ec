"""The facts of notices and events about those who are not there: who left, is away, stands in."""

from typing import Any

Facts = dict[str, Any]

MOVED = [
    {"body": "幸福里物业公司", "name": "王建国", "count": 2},
    {"body": "街道执法队", "name": "街道执法队", "count": 1},
]

NOTICES: dict[str, list[Facts]] = {
    "handed_over": [
        {"people": people, "total": 3 + n, "to": to, "waiting": n, "parts_ended": n, "watched": n}
        for people in (["李秀英"], ["李秀英", "王建国"])
        for to in (MOVED, [])
        for n in (0, 2)
    ]
    + [{"people": ["李秀英"], "total": 0, "to": [], "waiting": 0, "parts_ended": 0, "watched": 1}],
}

# What stands beside the facts of a case and of its owner.
BESIDE_WORK: dict[str, list[Facts]] = {
    "new_owner": [{"why": None, "gone": gone} for gone in ("left", "away")],
}

EVENTS: dict[str, list[Facts]] = {
    "handed_on": [
        {"body": "第一网格党支部", "part": part, "reason": reason, "below": "3号楼中心户"}
        for part in ("lead", "assist")
        for reason in ("left", "nobody_reachable_below")
    ],
    "supervisor_changed": [
        {"supervisor": supervisor, "former": 3, "reason": "left"} for supervisor in ("周书记", "")
    ],
}
