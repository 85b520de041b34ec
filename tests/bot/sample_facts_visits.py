"""The facts of what members log for residents, and of what they carry back to them."""

from typing import Any

Facts = dict[str, Any]


def of(case: Facts, bare: Facts, buildings: list[Facts], due: str, words: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice, made of the cases that all samples share."""
    kinds = ("visit", "talk")
    known = {"unit": "2", "room": "502", "resident": "王奶奶"}
    unknown = {"unit": None, "room": None, "resident": ""}
    carried: list[Facts] = [
        {"carried": "planned", "until": due, "reason": "等大修资金"},
        {"carried": "result", "words": words},
        {"carried": "result", "words": ""},
        {"carried": "merged", "other": "XFL-2026-0007"},
        {"carried": "ask_solved", "review": 3, "words": words},
        {"carried": "remind_solved", "review": 3, "words": ""},
    ]
    line = {"at": due, "kind": "visit", "building": "3", "category": "noise", "number": case["number"]}
    return {
        "visit_building": [{"kind": kind, "buildings": buildings} for kind in kinds],
        "ask_visit_words": [{"kind": kind} for kind in kinds],
        "visit_saved": [case | {"owner": owner, "kind": "visit"} for owner in ("物业服务中心", None)],
        "carried": [
            about | whom | each for about, whom in ((case, known), (bare, unknown)) for each in carried
        ],
        "voices": [
            {"days": 30, "total": 1, "lines": [line | {"state": "assigned"}]},
            {"days": 30, "total": 1, "lines": [line | {"building": "", "state": ""}]},
            {"days": 30, "total": 0, "lines": []},
        ],
    }
