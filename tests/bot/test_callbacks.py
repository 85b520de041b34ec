"""What a button carries: written and read again, never longer than Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MAX_BYTES, Press, Verb, pack, unpack
from bot.keyboards import keyboard
from bot.routes import ANSWERS, PRESSES
from casework.notice import Notice
from classifier.labels import load_labels
from data.vocabulary import Awaiting, ReturnReason, Role
from tests.bot import sample_facts

LARGEST_ID = 2**63 - 1
ids = st.integers(0, LARGEST_ID)
words = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=8)


@given(st.sampled_from(Verb), st.lists(ids | words, max_size=2))
def test_a_press_is_read_as_it_was_written(verb: Verb, arguments: list[int | str]) -> None:
    data = pack(verb, *arguments)
    assert len(data.encode()) <= MAX_BYTES
    assert unpack(data) == Press(verb, tuple(map(str, arguments)))


@pytest.mark.parametrize("extra", [0, 1])
def test_the_limit_counts_bytes_and_not_characters(extra: int) -> None:
    room = MAX_BYTES - len("cat:1:") - len("x" * 2)
    argument = "噪" * (room // 3) + "x" * (room % 3 + 2)
    assert len(pack(Verb.CATEGORY, 1, argument).encode()) == MAX_BYTES
    with pytest.raises(ValueError, match="65 bytes"):
        pack(Verb.CATEGORY, 1, argument + "x")


def test_the_longest_presses_there_are_fit() -> None:
    longest = max(load_labels().concerns, key=len)
    reason = max((reason.value for reason in ReturnReason), key=len)
    pack(Verb.TRIAGE_CATEGORY, LARGEST_ID, longest)
    pack(Verb.RETURN_OWNER, 10**12, reason, 10**12)
    pack(Verb.INVITE_ROLE, LARGEST_ID, Role.COORDINATOR.value)


@pytest.mark.parametrize("data", ["", "nonsense", "SIGN:1", "sign ", "签收:1", ":", "\x00"])
def test_what_no_button_says_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="not a valid Verb"):
        unpack(data)


@given(st.text(max_size=64))
def test_nobody_breaks_the_reading_with_made_up_data(data: str) -> None:
    try:
        press = unpack(data)
        press.number(0)
    except ValueError:
        return
    assert press.verb in PRESSES


@pytest.mark.parametrize(
    ("data", "index"), [("sign", 0), ("plg:1", 1), ("sign:one", 0), ("sign:", 0), ("sign:1.5", 0)]
)
def test_an_argument_that_is_missing_or_no_number_is_refused(data: str, index: int) -> None:
    with pytest.raises(ValueError, match=r"no argument|invalid literal"):
        unpack(data).number(index)


def test_every_verb_has_a_handler() -> None:
    assert set(PRESSES) == set(Verb)
    assert len({verb.value for verb in Verb}) == len(Verb)


def test_every_question_has_an_answer() -> None:
    assert set(ANSWERS) == set(Awaiting)


def test_every_verb_is_on_a_button_somewhere() -> None:
    offered = {
        unpack(button.data).verb
        for notice in Notice
        for facts in sample_facts.of_notice(notice.value)
        for row in keyboard(notice, facts)
        for button in row
    }
    assert offered == set(Verb)
