"""The rivals one builds from jieba and scikit-learn in an afternoon."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jieba
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from classifier.examples import Example
from classifier.labels import load_labels
from classifier.lexicon import lexicon_examples

jieba.setLogLevel("WARNING")
FILE = "pipeline.pickle"


class Pipeline:
    """A scikit-learn pipeline; `lexicon` adds our phrases, with their weights, to what it learns from."""

    def __init__(self, steps: Any, *, lexicon: bool = False) -> None:
        self._steps = steps
        self._lexicon = lexicon

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn from the examples."""
        extra: dict[str, Any] = {}
        if self._lexicon:
            examples = [*examples, *lexicon_examples(load_labels())]
            extra[f"{self._steps.steps[-1][0]}__sample_weight"] = [example.weight for example in examples]
        self._steps.fit([example.text for example in examples], [e.label for e in examples], **extra)

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The label of each text."""
        return [str(label) for label in self._steps.predict(texts)]

    def save(self, folder: Path) -> None:
        """Pickle it, as most people do."""
        (folder / FILE).write_bytes(pickle.dumps(self._steps))

    def load(self, folder: Path) -> None:
        """Read it; only ever what this process' parent has written."""
        self._steps = pickle.loads((folder / FILE).read_bytes())  # noqa: S301


def bayes() -> Pipeline:
    """Counts of jieba's words, multinomial Bayes."""
    return Pipeline(make_pipeline(CountVectorizer(analyzer=words), MultinomialNB(alpha=0.1)))


def svm() -> Pipeline:
    """TF-IDF of jieba's words, linear SVM."""
    return Pipeline(make_pipeline(_words(), LinearSVC(C=0.5)))


def svm_with_characters() -> Pipeline:
    """The strongest of the simple ones: TF-IDF of words and of runs of one to three characters."""
    return Pipeline(make_pipeline(make_union(_words(), _characters()), LinearSVC(C=0.5)))


def svm_with_lexicon() -> Pipeline:
    """The same on our lexicon too: shows what comes from the learner and what from the words."""
    return Pipeline(make_pipeline(make_union(_words(), _characters()), LinearSVC(C=0.5)), lexicon=True)


def neural_net() -> Pipeline:
    """One hidden layer over the commonest TF-IDF terms; eight rounds did best of what was tried."""
    terms = make_union(_words(most=10_000), _characters(most=10_000))
    return Pipeline(make_pipeline(terms, MLPClassifier((64,), max_iter=8, random_state=0)))


def words(text: str) -> list[str]:
    """jieba's words; a function of this module, so that a pickle can name it."""
    return list(jieba.lcut(text))


def _words(most: int | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=words, sublinear_tf=True, max_features=most)


def _characters(most: int | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, max_features=most)
