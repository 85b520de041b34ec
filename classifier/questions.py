"""Writes down what the classifier asks of a message, and what each example answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.examples import Example
from classifier.labels import LabelSet
from classifier.prediction import Urgency


@dataclass(frozen=True, slots=True)
class Sorted:
    """A matrix with a column per question, taken apart by kind."""

    topic: NDArray[Any]  # (messages, concerns)
    also: NDArray[Any]  # (messages, concerns)
    chat: NDArray[Any]
    several: NDArray[Any]
    urgent: NDArray[Any]
    emergency: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions in column order, with the examples' answers."""

    names: tuple[str, ...]
    answers: NDArray[np.bool_]

    def of(self, matrix: NDArray[Any], labels: LabelSet) -> Sorted:
        """Take a matrix with a column per question apart."""
        column = {name: matrix[:, position] for position, name in enumerate(self.names)}
        return Sorted(
            topic=np.column_stack([column[f"topic:{name}"] for name in labels.concerns]),
            also=np.column_stack([column[f"also:{name}"] for name in labels.concerns]),
            chat=column["chat"],
            several=column["several"],
            urgent=column["urgent"],
            emergency=column["emergency"],
        )


def ask(examples: Sequence[Example], labels: LabelSet) -> Questions:
    """Write down what each example answers to each question; «also» asks for any mention."""
    answers: dict[str, list[bool]] = {}
    for name in labels.concerns:
        answers[f"topic:{name}"] = [example.label == name for example in examples]
        answers[f"also:{name}"] = [name in (example.label, *example.also) for example in examples]
    answers["chat"] = [example.label == labels.chat for example in examples]
    answers["several"] = [bool(example.also) for example in examples]
    answers["urgent"] = [example.urgency is not Urgency.NORMAL for example in examples]
    answers["emergency"] = [example.urgency is Urgency.EMERGENCY for example in examples]
    return Questions(tuple(answers), np.array(list(answers.values())).T)
