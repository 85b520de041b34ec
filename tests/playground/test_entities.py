"""Formatted text, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import find_entities, plain, read_html
from bot.playground.errors import Refusal
from bot.playground.markdown import RESERVED, MarkdownReader, utf16


def spans(text: str, entities: list[dict]) -> list[tuple[str, str]]:
    """(kind, covered words) of each entity."""
    raw = text.encode("utf-16-le")
    return [
        (e["type"], raw[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"))
        for e in entities
    ]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("<b>粗</b>体", "粗体", [("bold", "粗")]),
        ("😀<i>斜</i>", "😀斜", [("italic", "斜")]),
        ("<b>外<i>内</i></b>", "外内", [("italic", "内"), ("bold", "外内")]),
        ("1 &lt; 2 &amp;&#20013;", "1 < 2 &中", []),
        ('<a href="https://a.cn/?x=1&amp;y=2">看</a>', "看", [("text_link", "看")]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("code", "x"), ("pre", "x")]),
        ("<blockquote expandable>引</blockquote>", "引", [("blockquote", "引")]),
        ("<b></b>空", "空", []),
    ],
)
def test_html_is_read(source: str, text: str, found: list[tuple[str, str]]) -> None:
    got, entities = read_html(source)
    assert got == text
    assert spans(got, entities) == found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("中<br>", 'Unsupported start tag "br" at byte offset 3'),
        ("a < b", 'Unsupported start tag " " at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (
            "*粗* _斜_ __下__ ~删~ ||密||",
            "粗 斜 下 删 密",
            ["bold", "italic", "underline", "strikethrough", "spoiler"],
        ),
        ("`x\\`y` ```py\nz```", "x`y z", ["code", "pre"]),
        ("[看](https://a.cn/\\))", "看", ["text_link"]),
        ("一\\.二\\!", "一.二!", []),
        (">引\n外", "引\n外", ["blockquote"]),
        ("*外_内_*", "外内", ["italic", "bold"]),
    ],
)
def test_markdown_is_read(source: str, text: str, found: list[str]) -> None:
    got, entities = MarkdownReader(source).read()
    assert got == text
    assert [one["type"] for one in entities] == found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("第1.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a (b)", "Character '(' is reserved and must be escaped with the preceding '\\'"),
        ("中*x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("*a_b*", "Can't find end of Italic entity at byte offset 2"),
        ("[x", "Can't find end of TextUrl entity at byte offset 0"),
    ],
)
def test_markdown_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        MarkdownReader(source).read()
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(max_size=60))
def test_escaped_markdown_comes_out_as_it_went_in(text: str) -> None:
    escaped = "".join("\\" + char if char in RESERVED or char == "\\" else char for char in text)
    assert MarkdownReader(escaped).read() == (text, [])


@given(st.text(max_size=60))
def test_escaped_html_comes_out_as_it_went_in(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read_html(escaped) == (text, [])


@given(st.text(max_size=60))
def test_found_entities_lie_within_the_text(text: str) -> None:
    trimmed, entities = plain(text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16(trimmed) for e in entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("/my@linli_1_bot", [("bot_command", "/my@linli_1_bot")]),
        ("@linli_1_bot 灯坏了", [("mention", "@linli_1_bot")]),
        ("3/4单元", []),
        ("看https://t.me/x?start=y，谢谢", [("url", "https://t.me/x?start=y")]),
        ("😀 #噪音", [("hashtag", "#噪音")]),
        ("a@b.cn", [("email", "a@b.cn")]),
    ],
)
def test_entities_are_found_by_themselves(text: str, found: list[tuple[str, str]]) -> None:
    assert spans(text, find_entities(text)) == found
