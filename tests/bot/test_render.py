"""What Telegram is given fits into what Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MAX_BYTES
from bot.render import MAX_BUTTON, MAX_TEXT, render
from bot.texts import Texts, load
from casework.notice import Notice
from data.vocabulary import LANGUAGES
from tests.bot import sample_facts

TEXTS = load(sample_facts.CATEGORY_NAMES)


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Texts:
    """The texts of one language after the other."""
    return TEXTS[request.param]


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_fits(texts: Texts, notice: Notice) -> None:
    for facts in sample_facts.of_notice(notice.value):
        shown = render(texts, notice, facts)
        assert 0 < len(shown.text) <= MAX_TEXT
        for row in shown.markup.inline_keyboard if shown.markup else ():
            for button in row:
                assert 0 < len(button.text) <= MAX_BUTTON
                assert isinstance(button.callback_data, str)
                assert len(button.callback_data.encode()) <= MAX_BYTES


PING = sample_facts.CASE | sample_facts.OWNER


def test_short_words_are_shown_whole() -> None:
    assert (
        sample_facts.WORDS in render(TEXTS["zh-Hans"], Notice.PING, PING | {"words": sample_facts.WORDS}).text
    )


def test_long_words_are_cut_with_a_mark_and_what_follows_is_kept() -> None:
    shown = render(TEXTS["zh-Hans"], Notice.PING, PING | {"words": "楼" * 4096}).text
    assert "楼…" in shown
    assert "楼" * 1500 not in shown
    assert "11月29日" in shown


def test_a_long_name_on_a_button_is_cut() -> None:
    facts = sample_facts.CASE | {"bodies": [{"id": 1, "name": "幸福里" * 30}]}
    shown = render(TEXTS["zh-Hans"], Notice.CHOOSE_BODY, facts)
    assert shown.markup is not None
    assert shown.markup.inline_keyboard[0][0].text.endswith("…")


@given(st.text(max_size=200))
def test_no_words_of_a_resident_can_break_a_message(words: str) -> None:
    shown = render(TEXTS["zh-Hans"], Notice.PING, PING | {"words": words}).text
    assert words.strip() in shown


@pytest.mark.parametrize("words", ["{{ 7 * 7 }}", "{% raw %}", "<b>", "*_`[", "&lt;"])
def test_markup_in_words_stays_words(words: str) -> None:
    assert words in render(TEXTS["zh-Hans"], Notice.PING, PING | {"words": words}).text


def test_most_notices_have_no_buttons() -> None:
    assert render(TEXTS["en"], Notice.HELP, {}).markup is None
