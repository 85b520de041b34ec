"""The facts of events that say whose a case is, and why."""

from typing import Any

Facts = dict[str, Any]

BODY = {"body": "幸福里物业公司"}
WHERE = {"category": "noise", "building": "3", "place": "地下车库"}
# Each reason that the code gives, with the facts that may come along; the first events had none.
REASONS: list[Facts] = [
    {"reason": "rule", "rule": 1, "because": "大门和车库里的事先找物业" * 5} | WHERE,
    {"reason": "rule", "rule": 1} | WHERE,
    {"reason": "rule", "rule": 1, "category": "noise"},
    {"reason": "own_category"} | WHERE,
    {"reason": "own_category", "category": "noise", "building": None},
    {"reason": "own_category"},
    {"reason": "nobody_reachable_below", "below": "3号楼党员中心户"} | WHERE,
    {"reason": "nobody_reachable_below"},
    *({"reason": reason} | WHERE for reason in ("named", "proposed", "had_it_before", "not_signed")),
    {"reason": "not_claimed"} | WHERE,
    *({"reason": reason} | WHERE for reason in ("unreachable", "above")),
]

EVENTS: dict[str, list[Facts]] = {
    "dispatched": [BODY, *(BODY | {"said": "因为3号楼的噪音先归楼长"} | reason for reason in REASONS)],
    "reassigned": [BODY | {"why": None} | reason for reason in REASONS],
}
