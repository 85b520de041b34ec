"""What residents type, brought into one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text import normalise, script_of


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("電梯又壞了", "电梯又坏了"),
        ("部lift壞咗，冇人嚟整", "部电梯坏了，没有人来整"),
        ("电*梯~坏😂了", "电梯坏了"),
        ("电.梯.坏.了", "电梯坏了"),
        ("电，梯，又，坏，了", "电梯又坏了"),
        ("停 水 了", "停水了"),
        ("吵死了啊啊啊啊啊！！！！", "吵死了啊啊！"),
        ("１２栋", "12栋"),
        ("停水，停电", "停水，停电"),
        ("我的电话138 1234 5678", "我的电话 phone"),
        ("拨0571-88886666", "拨 phone"),
        ("看https://example.org/a?b=1这里", "看 link 这里"),
        ("A市B3区路灯不亮", "某市某区路灯不亮"),
        ("3-2-301漏水", "3-2-301漏水"),
        ("停\u200b水", "停水"),
        ("停\ud800水", "停水"),
        ("", ""),
        ("😂👍", ""),
    ],
)
def test_it_reads(typed: str, read: str) -> None:
    assert normalise(typed) == read


@given(st.text(max_size=300))
def test_it_reads_anything(typed: str) -> None:
    assert len(normalise(typed)) <= 20 * len(typed) + 20


@given(
    st.text(alphabet="电梯坏了楼道里全是垃圾", min_size=4, max_size=40),
    st.sampled_from(["*", " ", "·", "~", "😂"]),
)
def test_symbols_between_characters_change_nothing(text: str, symbol: str) -> None:
    assert normalise(symbol.join(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("电梯坏了", "Hans"),
        ("電梯壞了", "Hant"),
        ("喺樓下有人喊", "Hant"),
        ("台北的路面", None),
        ("12345", None),
        ("", None),
        ("电梯壞", None),
        ("我們的電梯坏了", "Hant"),
    ],
)
def test_it_tells_the_script(text: str, script: str | None) -> None:
    assert script_of(text) == script
