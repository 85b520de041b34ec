"""Makes a model from examples."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.embedding import PACKAGES, Matrix, encoder, installed
from classifier.examples import DESK, Example, corpus_files, read_examples
from classifier.failures import CorpusError
from classifier.groups import group_of
from classifier.kept_rows import kept_rows
from classifier.labels import LabelSet, load_labels
from classifier.learning import NEVER_LEFT_OUT, Inputs, Learnt, learn, sparse
from classifier.lesson import Lesson
from classifier.lexicon import lexicon_examples, lexicon_rows, without_lexicon
from classifier.model import Known, Model, TermWeights
from classifier.nearness import Directions, learn_directions, pair_weights
from classifier.questions import ask
from classifier.segment import segmenter
from classifier.terms import terms_of
from classifier.text import normalise
from classifier.trust import fit_trust

__all__ = ["Example", "Progress", "corpus_files", "read_examples", "train"]

Progress = Callable[[str, float], None]  # what is being done, and the part of the whole that is done
FEWEST = 3  # examples a label needs
DOUBTFUL = 0.8  # chance of another label from which on a label is doubted
ENCODED_AT_ONCE = 500
STEPS = 127  # sizes of a weight on either side of zero
LIBRARIES = ("jieba", "numpy", "scipy", "opencc")


def train(
    examples: Sequence[Example],
    *,
    words: Iterable[str] = (),
    progress: Progress | None = None,
    labels: LabelSet | None = None,
    embedder: str | None = "auto",
    folder: Path | None = None,
) -> Model:
    """Learn from examples; `words` are names the segmenter must keep whole.

    `embedder` names the sentence encoder; "auto" takes what is installed and None does without. In `folder`
    the rows of a slow encoder are kept for the next time, but for those of what residents wrote.
    Raises `CorpusError` when a label has too few examples.
    """
    tell = progress or (lambda _what, _part: None)
    labels = labels or load_labels()
    check_enough(examples, labels)
    words, embedder = tuple(sorted(set(words))), installed() if embedder == "auto" else embedder
    tell("reading", 0.0)
    lesson = prepare(examples, labels, words, embedder, tell, folder)
    tell("learning", 0.6)
    learnt = learn(lesson.inputs, lesson.questions.answers, lesson.weights, lesson.groups)
    tell("checking", 0.95)
    trust = fit_trust(lesson, learnt, labels)
    tell("done", 1.0)
    return Model(
        labels=labels,
        words=words,
        terms=lesson.terms,
        questions=lesson.questions.names,
        weights=in_steps(lesson.inputs.terms.T @ learnt.parts),
        bias=learnt.bias,
        embedder=embedder,
        known=known(lesson, learnt),
        calibration=trust.calibration,
        thresholds=trust.thresholds,
        cuts=trust.cuts,
        version=version_name(lesson.examples, words, embedder),
        metrics=trust.metrics,
        facts=facts(lesson.examples, embedder),
    )


def doubtful_labels(
    examples: Sequence[Example], labels: LabelSet | None = None
) -> list[tuple[Example, str, float]]:
    """Messages that other writers would label otherwise: (message, likelier label, its chance)."""
    labels = labels or load_labels()
    lesson = prepare(examples, labels, (), installed(), lambda _what, _part: None)
    learnt = learn(lesson.inputs, lesson.questions.answers, lesson.weights, lesson.groups)
    trust = fit_trust(lesson, learnt, labels)
    found = []
    for example, chances in zip(lesson.messages, trust.chances, strict=True):
        likelier = labels.names[int(chances.argmax())]
        if chances.max() >= DOUBTFUL and likelier not in (example.label, *example.also):
            found.append((example, likelier, float(chances.max())))
    return sorted(found, key=lambda row: -row[2])


def check_enough(examples: Sequence[Example], labels: LabelSet) -> None:
    """Raise `CorpusError` when a label could not be learnt."""
    if not examples:
        raise CorpusError("There is nothing to learn from; name files with one JSON object a line.")
    for name in labels.names:
        count = sum(example.label == name for example in examples)
        if count < FEWEST:
            raise CorpusError(f"«{name}» has {count} examples; write at least {FEWEST}, or retire the label.")


def prepare(
    examples: Sequence[Example],
    labels: LabelSet,
    words: tuple[str, ...],
    embedder: str | None,
    tell: Progress,
    folder: Path | None = None,
) -> Lesson:
    """Add the lexicon and turn everything into numbers."""
    examples = [*examples, *lexicon_examples(labels)]
    plain = [normalise(example.text) for example in examples]
    cutter = segmenter(words)
    cut = [list(cutter.cut(text)) for text in plain]
    terms = terms_of(plain, cut)
    counted = sparse([terms.row(*one) for one in zip(cut, plain, strict=True)], len(terms.names))
    tell("reading", 0.1)
    lasting = [example.register != DESK for example in examples]
    directions, meaning = read_meaning(plain, embedder, tell, folder, lasting)
    weights = np.array([example.weight for example in examples], dtype=np.float32)
    inputs = Inputs(counted, meaning)
    groups = group_of(examples)
    groups[lexicon_rows(examples)] = NEVER_LEFT_OUT
    return Lesson(examples, ask(examples, labels), terms, directions, inputs, weights, groups)


def read_meaning(
    plain: list[str], embedder: str | None, tell: Progress, folder: Path | None, lasting: Sequence[bool]
) -> tuple[Directions | None, Matrix]:
    """Encode the texts, and find the directions in which they differ."""
    if embedder is None:
        return None, np.zeros((len(plain), 0), np.float32)
    kept, encode = kept_rows(folder, embedder), partial(encoded, embedder, tell)
    embedded = kept.completed(plain, lasting, encode) if kept else encode(plain)
    directions = learn_directions(embedded, encoder(embedder).blocks)
    return directions, directions.turn(embedded)


def encoded(embedder: str, tell: Progress, plain: list[str]) -> Matrix:
    """The rows of the texts, a few hundred at a time, so that one sees how far it is."""
    parts = []
    for start in range(0, len(plain), ENCODED_AT_ONCE):
        tell("reading", 0.1 + 0.5 * start / len(plain))
        parts.append(encoder(embedder).encode(plain[start : start + ENCODED_AT_ONCE]))
    return np.concatenate(parts)


def in_steps(weights: NDArray[np.floating]) -> TermWeights:
    """Round the weights to 255 steps per question; they are stored and used so."""
    size = np.maximum(np.abs(weights).max(axis=0), 1e-9) / STEPS
    return TermWeights(np.rint(weights / size).astype(np.int8), size.astype(np.float32))


def known(lesson: Lesson, learnt: Learnt) -> Known | None:
    """What a message's meaning is compared with."""
    if lesson.directions is None:
        return None
    weights = pair_weights(lesson.inputs.meaning, learnt.parts)
    rows = lesson.rows
    leading, chat = lesson.directions.lead(lesson.inputs.meaning[rows]), lesson.chat[rows]
    return Known(lesson.directions, as_stored(weights), as_stored(leading[chat]), as_stored(leading[~chat]))


def as_stored(numbers: Matrix) -> Matrix:
    """The numbers as the artefact keeps them, so that a model says the same before and after it is stored."""
    return numbers.astype(np.float16).astype(np.float32)


def corpus_hash(examples: Sequence[Example]) -> str:
    """Twelve characters that change when any example changes."""
    lines = sorted(f"{e.text}\t{e.label}\t{e.also}\t{e.urgency}\t{e.weight}" for e in examples)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=6).hexdigest()


def version_name(examples: Sequence[Example], words: tuple[str, ...], embedder: str | None) -> str:
    """A name that sorts by time and tells corpora apart."""
    mark = hashlib.blake2b(f"{corpus_hash(examples)} {words} {embedder}".encode(), digest_size=4).hexdigest()
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{mark}"


def facts(examples: Sequence[Example], embedder: str | None) -> dict[str, Any]:
    """What the model was made from."""
    return {
        "corpus": corpus_hash(examples),
        "messages": len(without_lexicon(examples)),
        "phrases": len(examples) - len(without_lexicon(examples)),
        "libraries": {name: version_of(name) for name in libraries(embedder)},
        "python": platform.python_version(),
    }


def libraries(embedder: str | None) -> tuple[str, ...]:
    """The packages whose versions decide what a model says."""
    parts = embedder.split("+") if embedder else []
    return (*LIBRARIES, *(PACKAGES[part] for part in parts))
