"""Why a case is somebody's: a code in the timeline, a sentence that a resident can read."""

import re

import pytest

from bot.texts import Texts, load, with_reason
from data.vocabulary import LANGUAGES
from tests.bot import sample_facts
from tests.bot.sample_facts_routing import BODY, REASONS, WHERE


@pytest.fixture(scope="module")
def texts() -> dict[str, Texts]:
    return load(sample_facts.CATEGORY_NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_in_one_short_line(
    texts: dict[str, Texts], language: str, reason: sample_facts.Facts
) -> None:
    event = {"at": sample_facts.DUE, "kind": "dispatched", **BODY, **reason}
    line = texts[language].say("events", "dispatched", **with_reason(texts[language], event))
    assert not re.search(r"None|[{}\n]|  |，$|, $", line), line
    assert len(line) <= 160


def test_a_resident_reads_why_it_is_theirs(texts: dict[str, Texts]) -> None:
    def said(language: str, **event: object) -> str:
        facts = {"kind": "dispatched", **BODY, **WHERE, **event}
        return texts[language].say("events", "dispatched", **with_reason(texts[language], facts))

    assert (
        said("zh-Hans", reason="own_category", place=None)
        == "交给幸福里物业公司，因为3号楼“噪音扰民”的事先归他们管"
    )
    assert said("zh-Hans", reason="rule", because="车库里的事先找物业").endswith("，因为车库里的事先找物业")
    assert said("en", reason="nobody_reachable_below", below="3号楼").endswith(
        "because nobody of 3号楼 can be reached now"
    )


def test_what_has_no_words_says_only_who(texts: dict[str, Texts]) -> None:
    facts = {"kind": "reassigned", **BODY, "reason": "of another version"}
    assert texts["zh-Hans"].say("events", "reassigned", **with_reason(texts["zh-Hans"], facts)) == (
        "转给幸福里物业公司"
    )
