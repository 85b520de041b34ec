"""The facts of notices and events about those who are not there: who left, is away, stands in."""

from typing import Any

Facts = dict[str, Any]

MOVED = [
    {"body": "幸福里物业公司", "name": "王建国", "count": 2},
    {"body": "街道执法队", "name": "街道执法队", "count": 1},
]

UNTIL = "2026-11-29T23:59+08:00"
ABOUT: list[Facts] = [
    {"person": "李秀英", "person_id": 12, "own": own, "by": by, "until": UNTIL}
    for own, by in ((True, "李秀英"), (False, "周书记"))
]
OFFERS = [{"minute": 29_400_000, "at": UNTIL}]
GONE: list[Facts] = [
    about
    | {"deputy": deputy, "staying": n, "total": n, "to": to, "waiting": n, "parts_ended": n, "watched": n}
    for about in ABOUT
    for deputy in ("王建国", None)
    for to in (MOVED, [])
    for n in (0, 2)
]
SEAT: Facts = {"name": "李秀英", "open": 2, "on_duty": True, "reachable": True, "until": None, "deputy": None}

UNTIL_WHEN = [about | {"offers": OFFERS, "until": until} for about in ABOUT for until in (UNTIL, None)]

NOTICES: dict[str, list[Facts]] = {
    "ask_away_until": UNTIL_WHEN,
    "ask_away_date": UNTIL_WHEN,
    "ask_deputy": [
        about | {"minute": 29_400_000, "colleagues": people}
        for about in ABOUT
        for people in ([{"id": 3, "name": "王建国"}] * 3, [])
    ],
    "away_saved": GONE,
    "deputise": GONE,
    "marked_away": GONE,
    "member_away": GONE,
    "came_back": GONE,
    "team": [
        {
            "bodies": [
                {
                    "body": "幸福里物业公司",
                    "members": [
                        SEAT,
                        SEAT | {"on_duty": False},
                        SEAT | {"reachable": False},
                        SEAT | {"until": UNTIL},
                        SEAT | {"until": UNTIL, "deputy": "王建国"},
                    ],
                }
            ]
            * 2
        }
    ],
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
        {"body": "第一网格党支部", "part": part, "reason": reason, "below": "3号楼中心户", "deputises": who}
        for part in ("lead", "assist")
        for reason in ("left", "away", "everybody_away_below")
        for who in ("李秀英", None)
    ],
    "supervisor_changed": [
        {"supervisor": supervisor, "former": 3, "reason": "left"} for supervisor in ("周书记", "")
    ],
}
