"""The facts of what coordinators are shown about the labels."""

from typing import Any

Facts = dict[str, Any]
LABELS = ("noise", "pets", "security", "facilities")


def _one(label: str, *, fresh: bool = False) -> Facts:
    return {"category": label, "corpus": 612, "desk": 14, "fresh": fresh}


def of(moment: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice."""
    changes = [
        {"kind": kind, "category": "pets", "words": "养犬养猫", "at": moment, "name": "周书记"}
        for kind in ("added", "renamed", "retired")
    ]
    return {
        "labels_card": [
            {"labels": [_one(label) for label in LABELS], "enough": 12, "retired": [], "changes": []},
            {
                "labels": [_one(label, fresh=label == "pets") for label in LABELS],
                "enough": 12,
                "retired": [{"category": "greening", "into": into} for into in ("sanitation", None)],
                "changes": changes,
            },
        ],
        "choose_label": [{"what": what, "categories": list(LABELS)} for what in ("renamed", "retired")],
        "choose_label_body": [{"bodies": [{"id": 1, "name": "幸福里物业公司"}]}],
        "choose_label_heir": [
            {"category": "greening", "categories": list(LABELS), "none": none} for none in (True, False)
        ],
        "ask_label_words": [
            {"category": category, "body": body} for category, body in (("pets", None), (None, "物业公司"))
        ],
        "label_changed": [
            {"kind": "added", "category": "pets", "body": "幸福里物业公司", "enough": 12},
            {"kind": "renamed", "category": "pets"},
            *(
                {"kind": "retired", "category": "pets", "into": into, "open": count}
                for into, count in (("sanitation", 3), (None, 0))
            ),
        ],
    }
