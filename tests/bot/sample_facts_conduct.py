"""The facts of bans, appeals, and of demands that are declined."""

from typing import Any

Facts = dict[str, Any]


def of(case: Facts, due: str, words: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice, made of the case that all samples share."""
    ban = {"ban": 4, "number": case["number"], "until": due, "reason": "骂人", "may_appeal": True}
    reason = {"reason": "加装电梯要本楼三分之二同意，现在只有四户"}
    return {
        "banned": [ban, ban | {"may_appeal": False}],
        "still_banned": [{"until": due}],
        "ban_decided": [ban | {"lifted": lifted} for lifted in (True, False)],
        "ask_ban_appeal": [ban],
        "ban_appealed": [{}],
        "too_much": [{"why": why, "minutes": 10} for why in ("same_again", "too_many")],
        "turned_down": [case | reason],
        "ask_turn_down": [case],
        "decline_asked": [
            case | reason | {"decline": 2, "by": "周书记", "words": said} for said in (words, "")
        ],
        "decline_refused": [case | reason],
        "decline_saved": [case | {"signed": signed} for signed in (0, 1, 2)],
        "ask_ban_span": [case | {"spans": [1, 7, 30]}],
        "ask_ban_words": [case | {"days": 7, "spans": [1, 7, 30]}],
        "ban_saved": [ban],
        "ban_appeal": [ban | {"words": words}],
        "appeal_saved": [ban | {"lifted": lifted} for lifted in (True, False)],
    }
