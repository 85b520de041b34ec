"""What a member wrote at a door: whose words, and which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.doorstep import Heard, read


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("502 王奶奶\n单元门太重", Heard("单元门太重", room="502", name="王奶奶")),
        ("2单元502 王奶奶\n单元门太重", Heard("单元门太重", "2", "502", "王奶奶")),
        ("二單元502室，王奶奶\n門太重", Heard("門太重", "2", "502", "王奶奶")),
        ("2-502\n门太重\n推不动", Heard("门太重\n推不动", "2", "502")),
        ("502 王奶奶：单元门太重", Heard("单元门太重", room="502", name="王奶奶")),
        ("a1203\n漏水", Heard("漏水", room="A1203")),
        ("单元门太重，推不动", Heard("单元门太重，推不动")),
        ("502的单元门太重", Heard("502的单元门太重")),
        ("电梯坏了\n502也说坏了", Heard("电梯坏了\n502也说坏了")),
        ("502", Heard("502")),
        ("", Heard("")),
    ],
)
def test_room_and_name_are_taken_off_the_front(words: str, heard: Heard) -> None:
    assert read(words) == heard


@given(st.text(max_size=60))
def test_no_word_is_lost(words: str) -> None:
    heard = read(words)
    assert heard.said in words
    assert bool(heard.said) == bool(words.strip())
