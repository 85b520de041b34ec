"""Labelling in the terminal: what is asked first, what may be typed, and that no label is lost."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from app.label_answers import Answer, BadAnswer, Order, understood
from app.label_command import label
from app.label_screen import printable
from classifier.examples import Example, read_examples
from classifier.failures import CorpusError
from classifier.label_file import open_labels
from classifier.labelling import likeness_among, most_teaching
from classifier.labels import load_labels
from classifier.model import Model
from classifier.prediction import Urgency
from classifier.registry import Registry
from classifier.unlabelled import read_waiting

LABELS = load_labels()
LIKELIEST = ["noise", "pets", "fees"]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DOG, STAIRS, LIFT = "楼下的狗没拴绳子", "半夜楼上拖椅子", "3号楼电梯又坏了"

commands = typer.Typer()
commands.command()(label)


# ── what teaches most ──


def order(gaps: list[float], alike: list[list[float]], labelled: list[int] | None = None) -> list[int]:
    return list(most_teaching(np.array(gaps), lambda at: np.array(alike[at]), labelled or []))


def test_the_most_doubtful_message_comes_first() -> None:
    assert order([0.9, 0.1, 0.5], np.eye(3).tolist()) == [1, 2, 0]


def test_a_message_like_the_one_just_asked_waits() -> None:
    alike = [[1.0, 0.95, 0.0], [0.95, 1.0, 0.0], [0.0, 0.0, 1.0]]
    assert order([0.1, 0.12, 0.5], alike) == [0, 2, 1]


def test_a_message_like_a_labelled_one_waits() -> None:
    alike = [[1.0, 0.9, 0.0], [0.9, 1.0, 0.0], [0.0, 0.0, 1.0]]
    assert order([0.0, 0.0, 0.6], alike, labelled=[0]) == [2, 1]


@given(st.lists(st.floats(0, 1), max_size=12), st.sets(st.integers(0, 11)), st.integers(0, 2**32 - 1))
def test_every_message_without_a_label_comes_once(gaps: list[float], labelled: set[int], seed: int) -> None:
    done = sorted(at for at in labelled if at < len(gaps))
    alike = np.random.default_rng(seed).random((len(gaps), len(gaps)))
    shown = order(gaps, alike.tolist(), done)
    assert sorted([*shown, *done]) == list(range(len(gaps)))


def test_the_same_words_are_most_alike(model: Model) -> None:
    likeness = likeness_among(model, [DOG, DOG, LIFT])(0)
    assert likeness[1] == pytest.approx(1.0, abs=0.01)
    assert likeness[2] < 0.5


# ── what may be typed ──


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1", Answer("noise", (), Urgency.NORMAL)),
        (" ３！！ ", Answer("fees", (), Urgency.EMERGENCY)),
        ("2!", Answer("pets", (), Urgency.URGENT)),
        ("1＋2+14", Answer("noise", ("pets", "fire_safety"), Urgency.NORMAL)),
        ("1+1", Answer("noise", (), Urgency.NORMAL)),
        ("11", Answer("noise", (), Urgency.NORMAL)),
        ("27", Answer("not_a_concern", (), Urgency.NORMAL)),
        ("噪", Answer("noise", (), Urgency.NORMAL)),
        ("噪音擾民", Answer("noise", (), Urgency.NORMAL)),
        ("Greenery", Answer("greening", (), Urgency.NORMAL)),
        ("?", Order.LIST),
        ("？", Order.LIST),
        ("S", Order.SKIP),
        ("ｕ", Order.UNDO),
        ("q", Order.QUIT),
    ],
)
def test_what_is_typed_is_understood(typed: str, means: Answer | Order) -> None:
    assert understood(typed, LIKELIEST, LABELS) == means


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "看不懂"),
        ("!", "看不懂"),
        ("4", "没有 4 号"),
        ("28", "没有 28 号"),
        ("1+", "看不懂"),
        ("1!!!", "!! 紧急"),
        ("p", "停车交通、宠物管理"),
        ("27!", "不能再加"),
        ("27+1", "不能再加"),
        ("1+27", "不能作第二件事"),
        ("dogs", "看不懂 «dogs»"),
    ],
)
def test_what_means_nothing_is_answered_with_what_would(typed: str, said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        understood(typed, LIKELIEST, LABELS)


@given(st.text(max_size=12))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    try:
        understood(typed, LIKELIEST, LABELS)
    except BadAnswer as error:
        assert str(error)


# ── the messages ──


def test_a_csv_is_read_in_either_encoding(tmp_path: Path) -> None:
    rows = f'text,label\r\n"{DOG}，\n还咬人",\r\n{LIFT},设施维修\r\n'
    for encoding, named in (("gbk", "GBK"), ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8")):
        path = tmp_path / "messages.csv"
        path.write_bytes(rows.encode(encoding))
        waiting, found = read_waiting(path, LABELS)
        assert [message.text for message in waiting] == [f"{DOG}，\n还咬人", LIFT]
        assert [message.label for message in waiting] == [None, "facilities"]
        assert found == named


def test_a_line_separator_inside_a_message_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"
    path.write_text(json.dumps({"id": 7, "text": "狗\u2028叫\x85"}, ensure_ascii=False), encoding="utf-8")
    waiting, _ = read_waiting(path, LABELS)
    assert [(message.id, message.text) for message in waiting] == [("7", "狗\u2028叫\x85")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b'{"text": "x"}\nnot json', r"a\.jsonl, line 2: this is not JSON"),
        ("a.jsonl", b'{"text": "x"}\n\n{"text": " "}', r"line 3: `text` is missing or empty"),
        ("a.jsonl", b"[1]", r"line 1: a line must be an object"),
        ("a.jsonl", b'{"text": "x", "label": "dogs"}', r"line 1: «dogs» is not a label"),
        ("a.jsonl", b'{"text": "x"}\n\xff\xfe', r"line 2: this is neither UTF-8 nor GBK; save"),
        ("a.jsonl", b"", r"a\.jsonl holds no messages"),
        ("a.csv", b"content,label\nx,noise", r"a\.csv, line 1: there is no column «text»"),
        ("a.csv", b'text,label\n"a\nb",noise\nx,y,z', r"line 4: 3 columns instead of 2; put quotes"),
        ("a.csv", b'text\n"open', r"line 2: this is not CSV"),
        ("a.csv", b"text,label\nx,dogs", r"line 2: «dogs» is not a label"),
        ("a.csv", b"text\n", r"a\.csv holds no messages"),
        ("a.xlsx", b"PK", r"must end in \.jsonl or \.csv"),
    ],
)
def test_a_bad_file_is_told_with_line_and_mend(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=said):
        read_waiting(path, LABELS)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.csv can't be read"):
        read_waiting(tmp_path / "none.csv", LABELS)


# ── the labels ──


def test_a_label_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "out" / "labels.jsonl"
    with open_labels(path, LABELS) as file:
        file.append(Example(DOG, "pets"), "周姐", NOON)
        second = file.append(Example(LIFT, "noise"), "周姐", NOON)
        file.cut(second)
        file.append(Example(LIFT, "facilities", ("fees",), Urgency.URGENT, "m2", "chat"), "周姐", NOON)
    found = read_examples([path], LABELS)
    assert [(e.text, e.label) for e in found] == [(DOG, "pets"), (LIFT, "facilities")]
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[1]) == {
        "id": "m2",
        "text": LIFT,
        "label": "facilities",
        "also": ["fees"],
        "urgency": "urgent",
        "register": "chat",
        "by": "周姐",
        "at": "2026-11-22T12:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("tail", "kept"), [('{"text": "半夜", "lab', 1), ('{"text": "半夜", "label": "noise"}', 2)]
)
def test_a_line_without_its_end_is_mended(tmp_path: Path, tail: str, kept: int) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"text": DOG, "label": "pets"}) + "\n" + tail, encoding="utf-8")
    with open_labels(path, LABELS) as file:
        assert len(file.before) == kept
        file.append(Example(LIFT, "facilities"), "周姐", NOON)
    assert len(read_examples([path], LABELS)) == kept + 1


def test_a_second_person_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    with (
        open_labels(path, LABELS),
        pytest.raises(CorpusError, match="Somebody else labels"),
        open_labels(path, LABELS),
    ):
        pass


def test_a_full_disk_loses_no_earlier_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "labels.jsonl"
    real, written = os.write, []

    def full(descriptor: int, content: bytes) -> int:
        if written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(real(descriptor, content[:10]))
        return written[0]

    with open_labels(path, LABELS) as file:
        file.append(Example(DOG, "pets"), "周姐", NOON)
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(CorpusError, match=r"No space left.*all earlier labels are there"):
            file.append(Example(LIFT, "facilities"), "周姐", NOON)
    assert [example.text for example in read_examples([path], LABELS)] == [DOG]


# ── the command ──


@pytest.fixture
def messages(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registry = Registry(tmp_path / "models")
    registry.promote(registry.add(model))
    monkeypatch.setenv("LINLI_MODEL_DIR", str(registry.directory))
    path = tmp_path / "messages.jsonl"
    texts = (DOG, STAIRS, LIFT, DOG)
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def labelling(path: Path, *typed: str, options: tuple[str, ...] = ("--order", "file")) -> Result:
    arguments = [str(path), "--by", "周姐", *options]
    return CliRunner().invoke(commands, arguments, input="".join(f"{line}\n" for line in typed))


def labels_in(path: Path) -> list[tuple[str, str]]:
    return [(e.text, e.label) for e in read_examples([path.with_suffix(".labelled.jsonl")], LABELS)]


def test_messages_are_labelled_one_by_one_and_a_repeated_one_once(messages: Path) -> None:
    result = labelling(messages, "pets", "噪音", "设施!")
    assert result.exit_code == 0, result.output
    assert labels_in(messages) == [(DOG, "pets"), (STAIRS, "noise"), (LIFT, "facilities")]
    assert "标了 3 条，还剩 0 条" in result.output


def test_it_goes_on_where_it_was_left(messages: Path) -> None:
    assert "标了 1 条，还剩 2 条" in labelling(messages, "pets", "q").output
    assert "标了 1 条，还剩 1 条" in labelling(messages, "noise").output
    assert labels_in(messages) == [(DOG, "pets"), (STAIRS, "noise")]
    assert labelling(messages, "fees", options=()).exit_code == 0
    assert labels_in(messages)[2] == (LIFT, "fees")
    assert "标了 0 条，还剩 0 条" in labelling(messages).output


def test_undo_takes_back_and_asks_again(messages: Path) -> None:
    result = labelling(messages, "u", "noise", "s", "u", "u", "pets", "noise", "q")
    assert "没有可撤销的" in result.output
    assert labels_in(messages) == [(DOG, "pets"), (STAIRS, "noise")]
    assert "标了 2 条，还剩 1 条" in result.output


def test_a_skipped_message_comes_back_next_time(messages: Path) -> None:
    labelling(messages, "s", "noise", "facilities")
    labelling(messages, "pets")
    assert labels_in(messages)[2] == (DOG, "pets")


def test_all_labels_are_listed(messages: Path) -> None:
    result = labelling(messages, "?", "12", "q")
    assert all(entry.zh_hans in result.output for entry in LABELS)
    assert labels_in(messages) == [(DOG, "pets")]


def test_the_three_likeliest_are_numbered(messages: Path, model: Model) -> None:
    labelling(messages, "2", "q")
    assert labels_in(messages) == [(DOG, model.predict(DOG).ranking[1][0])]


def test_what_is_wrong_is_told_with_the_mend(messages: Path) -> None:
    result = labelling(messages, options=("--out", str(messages)))
    assert (result.exit_code, "choose another one with --out" in result.stderr) == (1, True)
    messages.write_text('{"text": 3}', encoding="utf-8")
    assert "line 1: `text` is missing" in labelling(messages).stderr


def test_a_message_cannot_steer_the_terminal() -> None:
    assert printable("狗\x1b[2J叫\r\n👨\u200d👩\u202e") == "狗 [2J叫 \n👨\u200d👩 "
