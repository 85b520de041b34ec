"""The facts of notices and events about parts, what goes up a tier, whistles and letters."""

from typing import Any

Facts = dict[str, Any]

LONG = "请把单元门的门轴和闭门器都换成新的。" * 60
DAY = "2026-11-27T18:00+08:00"
TASK: Facts = {"task": "把门轴换了", "part_due": DAY, "helper": "幸福里物业公司"}
BARE_TASK: Facts = {"task": "", "part_due": None, "helper": "幸福里物业公司"}
LONG_TASK = TASK | {"task": LONG}
PARTS = [
    {"body": "幸福里物业公司", "status": status, "task": task, "part_due": due}
    for status in ("done", "late", "signed", "waiting")
    for task, due in (("把门轴换了", DAY), (LONG, None if status in ("signed", "waiting") else DAY))
]

# What a lead sees who may call departments in.
LEADS: list[Facts] = [
    {"words": "门响", "promised": None, "part": "lead", "parts": PARTS, "may_whistle": whistles}
    for whistles in (True, False)
]

# What stands beside the facts of a case and of its owner.
BESIDE_WORK: dict[str, list[Facts]] = {
    "help_comes": [TASK, BARE_TASK, LONG_TASK],
    "ping_assist": [
        task | {"words": words} for task in (TASK, BARE_TASK, LONG_TASK) for words in ("门响", "")
    ],
    "card_assist": [task | {"words": "门响"} for task in (TASK, BARE_TASK)],
    "ask_part_words": [TASK],
    "ask_decline_words": [TASK],
    "part_declined": [
        task | {"why": why} for task in (TASK, BARE_TASK, LONG_TASK) for why in ("没有配件", "", LONG)
    ],
    "part_done": [
        TASK | {"words": words, "parts": parts} for words in ("换好了", "") for parts in (PARTS, [])
    ],
    "parts_late": [{"parts": PARTS}],
    "remind_part": [TASK | {"part": "assist"}, BARE_TASK | {"part": "assist"}],
    "part_signed": [TASK | {"promised": DAY, "parts": parts} for parts in (PARTS, [])],
    "ask_whistle_body": [{"bodies": [{"id": 9, "name": "街道综合行政执法队"}]}],
    "letter_failed": [
        {"body": "街道综合行政执法队", "address": "zhifa@example.org", "why": why}
        for why in ("not_set_up", "SMTPRecipientsRefused")
    ],
    "branch_decides": [
        {"words": words, "bodies": [{"id": 9, "name": "幸福里物业公司"}], "returned": returned}
        for words in ("门响", "")
        for returned in (
            [{"body": "幸福里物业公司", "reason": "not_ours", "proposed": "第一网格党支部"}] * 3,
            [{"body": "", "reason": "no_means", "proposed": None}] * 3,
        )
    ],
    "new_owner": [{}, {"why": None}, {"why": LONG}],
}

EVENTS: dict[str, list[Facts]] = {
    "joined": [{"body": "第一网格党支部", **task} for task in (TASK, BARE_TASK, LONG_TASK)],
    "whistled": [
        {"body": "街道综合行政执法队", "whistler": "第一网格党支部", **task}
        for task in (TASK, BARE_TASK, LONG_TASK)
    ],
    "returned": [
        {"body": "幸福里物业公司", "reason": "not_ours", "proposed": None},
        {"reason": "about_me", "proposed": None},
    ],
    "declined": [{"body": "第一网格党支部", "why": why} for why in ("没有配件", LONG)],
    "part_late": [{"body": "第一网格党支部", **TASK}],
    "assist_done": [{"body": "第一网格党支部", "words": words} for words in ("换好了", "", LONG)],
}
