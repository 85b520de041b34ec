"""The facts of what is asked before a case is opened, and of what followers are told."""

from typing import Any

Facts = dict[str, Any]


def of(case: Facts, bare: Facts, owner: Facts, due: str, words: str) -> dict[str, list[Facts]]:
    """Return sample facts by notice, made of the cases and the owner that all samples share."""
    nobody = {"owner": None, "handler": None}
    seen, unseen = case | owner, bare | nobody
    news: list[Facts] = [
        {"news": "signed", "promised": due},
        {"news": "new_owner"},
        {"news": "progress", "words": words},
        {"news": "planned", "until": due, "reason": "等大修资金"},
        {"news": "extended", "until": due, "why": "配件要从厂家订"},
        {"news": "result", "words": words},
        {"news": "result", "words": ""},
        {"news": "second_round"},
        {"news": "to_deliberation"},
    ]
    over = {"answered": True, "over": True}
    return {
        "ask_split": [{"concern": 5, "parts": ["noise", "facilities"], "words": words}, over],
        "ask_same": [facts | {"concern": 5, "own": own} for facts in (seen, unseen) for own in (True, False)]
        + [over],
        "following": [seen, unseen],
        "followed_news": [case | owner | each for each in news],
        "not_following": [{"number": case["number"], "case": case["case"]}],
        "yours_now": [seen],
        "supported": [case | {"words": words}],
    }
