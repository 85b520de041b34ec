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
SHORT = [{"figure": figure, "value": "42%", "floor": "70%"} for figure in ("on_time_rate", "kept_rate")]
IMPROVE: Facts = {
    "improvement": 4,
    "quarter": "2026Q4",
    "name": "幸福里物业公司",
    "until": "2027-02-03T12:00+08:00",
    "shortfalls": [*SHORT, {"figure": "satisfied", "value": "2.1", "floor": "3.0"}],
}
IMPROVING = [IMPROVE | {"standing": standing} for standing in ("open", "overdue", "done")]
REASON = "业主出国，三个月进不了门"
APPEAL: Facts = {
    "appeal": 6,
    "quarter": "2026Q4",
    "name": "王建国",
    "line": LINE,
    "corrected": LINE,
    "words": "XFL-2026-0042 材料断货，不该算过期",
    "note": "确实断货，XFL-2026-0042 不算",
}
APPEALS = [
    APPEAL | {"upheld": upheld, "struck": struck}
    for upheld, struck in ((True, ["XFL-2026-0042"]), (True, []), (False, []))
]
EXCLUSION: Facts = {
    "exclusion": 8, "case": 42, "number": "XFL-2026-0042", "category": "noise",
    "reason": REASON, "first": "周书记", "second": "丁主任",
}  # fmt: skip
ASIDES: Facts = {
    "excluded": [{"number": "XFL-2026-0042", "reason": REASON, "signed": ["周书记", "丁主任"]}],
    "corrections": [{"name": "王建国", "note": "确实断货", "numbers": ["XFL-2026-0042"]}],
    "improving": IMPROVING,
}
NO_ASIDES: Facts = {"excluded": [], "corrections": [], "improving": []}
WHOLE: Facts = ASIDES | {"total": LINE, "bodies": [LINE] * 12, "people": [PERSON] * 30, "more": 25}
GRADED = (("advanced", "88.4"), ("average", "72.0"), ("behind", "41.9"), ("unrated", None))
RATED = [{"id": 3, "name": "幸福里物业公司", "grade": grade, "points": points} for grade, points in GRADED]
INPUTS = [
    {"input": name, "weight": "30", "reached": "90.5", "whole": "100", "mean": "0.9010", "shrunk": "0.9005"}
    for name in ("on_time", "solved", "satisfied", "resolutions", "part")
]
RATING: Facts = {
    "year": 2026,
    "complete": True,
    "strength": "5",
    "bodies": RATED,
    "excluded": ASIDES["excluded"],
}
BARE_RATING = RATING | {"complete": False, "bodies": [], "excluded": []}
BARE_WHOLE: Facts = NO_ASIDES | {"total": BARE_LINE, "bodies": [], "people": [], "more": 0}

NOTICES: dict[str, list[Facts]] = {
    "group_settled": [{}],
    "ledger_file": [{"quarter": "2026Q4"}],
    "rating_card": [
        RATING | {"published": None, "approvable": True},
        RATING | {"published": "2027-01-05T12:00+08:00", "approvable": False},
        BARE_RATING,
    ],
    "rating_drafted": [RATING | {"approvable": True}, BARE_RATING | {"approvable": True}],
    "rating_published": [RATING, BARE_RATING],
    "rating_body": [RATING | {"line": line, "inputs": INPUTS} for line in RATED],
    "ledger_drafted": [OF | WHOLE, OF | BARE_WHOLE],
    "ledger_card": [of | whole for of in (OF, RUNNING, PUBLISHED) for whole in (WHOLE, BARE_WHOLE)],
    "ledger_published": [PUBLISHED | WHOLE, PUBLISHED | BARE_WHOLE],
    "ledger_own": [
        *(
            of | {"lines": lines, "appeal": [], "until": None}
            for of in (OF, RUNNING)
            for lines in ([PERSON], [])
        ),
        PUBLISHED | {"lines": [PERSON, PERSON], "appeal": [5, 6], "until": "2027-01-12T12:00+08:00"},
    ],
    "ledger_corrected": APPEALS[:2],
    "ask_appeal_words": [APPEAL],
    "appeal_sent": [{}],
    "appeal_card": [APPEAL | {"upheld": False, "struck": []}],
    "ask_appeal_note": APPEALS,
    "appeal_decided": APPEALS,
    "appeal_closed": APPEALS,
    "improve": IMPROVING[:2],
    "improve_card": IMPROVING[:2],
    "improved": IMPROVING,
    "improvement_lifted": IMPROVING,
    "ask_leave_out_words": [EXCLUSION],
    "leave_out_proposed": [EXCLUSION],
    "leave_out_card": [EXCLUSION],
    "leave_out_decided": [EXCLUSION | {"confirmed": confirmed} for confirmed in (True, False)],
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

EVENTS: dict[str, list[Facts]] = {"left_out": [{"reason": REASON}, {"reason": f"{REASON}\n" * 20}]}
