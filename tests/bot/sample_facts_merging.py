"""The facts of what is said when two cases are merged, or are not the same after all."""

from typing import Any

Facts = dict[str, Any]


def of(case: Facts, bare: Facts, owner: Facts, words: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice, made of the cases and the owner that all samples share."""
    other = {"other": "XFL-2026-0007"}
    nobody = {"owner": None, "handler": None}
    pairs = [case | {"words": words, "into": bare | {"words": ""}}]
    pairs.append(bare | {"words": "", "into": case | {"words": words}})
    seen = [one | who | other for one, who in ((case, owner), (bare, nobody))]
    merged = [facts | {"merged": 7, "own": own} for facts in seen for own in (True, False)]
    return {
        "merged": [*merged, {"answered": True, "over": True}],
        "merged_in": [case | other | {"words": said} for said in (words, "")],
        "merged_away": [case | other],
        "ask_merge": [case | {"similar": similar} for similar in ([], [case, bare])],
        "confirm_merge": pairs,
        "merge_saved": [{"number": case["number"], **other}],
        "unmerged": [case | other],
    }


# Facts that come beside those of cards that are shown without them, too.
MORE: dict[str, Facts] = {
    "case_card": {"mergeable": True},
    "case_view": {"can_unmerge": True, "can_add": False, "outcome": "merged"},
}
EVENTS: dict[str, list[Facts]] = {
    "merged": [{"number": "XFL-2026-0042"}],
    "merged_in": [{"number": "XFL-2026-0042", "households": 3}],
    "unmerged": [{"number": "XFL-2026-0042"}],
    "merged_out": [{"number": "XFL-2026-0042"}],
}
