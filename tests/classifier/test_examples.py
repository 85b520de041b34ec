"""Examples are refused with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier.examples import Example, read_examples
from classifier.failures import CorpusError
from classifier.prediction import Urgency
from classifier.training import train

GOOD = {"id": "a", "text": "电梯坏了", "label": "facilities"}


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "some.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


def test_it_reads_a_line(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "also": ["noise"],
        "urgency": "urgent",
        "register": "chat",
        "accept": ["housing"],
        "weight": 0.5,
    }
    (example,) = read_examples([written(tmp_path, row, "")])
    assert example == Example(
        "电梯坏了", "facilities", ("noise",), Urgency.URGENT, "a", "chat", "some", ("housing",), 0.5
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{broken", "not JSON"),
        ("[1]", "must be an object"),
        ({**GOOD, "text": " "}, "`text` is missing"),
        ({**GOOD, "label": "lifts"}, "«lifts» is not a label"),
        ({**GOOD, "also": "noise"}, "`also` must be a list"),
        ({**GOOD, "also": ["lifts"]}, "«lifts» is not a label"),
        ({**GOOD, "urgency": "soon"}, "«soon» is no urgency"),
        ({**GOOD, "weight": 0}, "`weight` must be"),
        ({**GOOD, "weight": True}, "`weight` must be"),
    ],
)
def test_a_bad_line_is_named(line: object, says: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=rf"some\.jsonl, line 2: .*{says}"):
        read_examples([written(tmp_path, GOOD, line)])


def test_a_file_in_gbk_is_told_how_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "gbk.jsonl"
    path.write_bytes(json.dumps(GOOD, ensure_ascii=False).encode("gbk"))
    with pytest.raises(CorpusError, match="iconv"):
        read_examples([path])


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no examples"):
        read_examples([written(tmp_path, "")])
    with pytest.raises(CorpusError, match="can't be read"):
        read_examples([tmp_path / "missing.jsonl"])


def test_a_label_with_two_examples_is_refused(few: list[Example]) -> None:
    rare = [example for example in few if example.label == "greening"][2:]
    with pytest.raises(CorpusError, match="«greening» has 2 examples"):
        train([example for example in few if example not in rare], embedder=None)


def test_an_empty_corpus_is_refused() -> None:
    with pytest.raises(CorpusError, match="nothing to learn"):
        train([], embedder=None)
