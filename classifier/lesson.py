"""Holds everything a model is learnt from, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.examples import Example
from classifier.learning import Inputs
from classifier.lexicon import without_lexicon
from classifier.nearness import Directions
from classifier.questions import Questions
from classifier.terms import Terms


@dataclass(frozen=True, slots=True)
class Lesson:
    """Messages and phrases with their answers; rows are in the order of `examples`."""

    examples: Sequence[Example]
    questions: Questions
    terms: Terms
    directions: Directions | None
    inputs: Inputs
    weights: NDArray[np.float32]
    groups: NDArray[np.intp]

    @property
    def rows(self) -> list[int]:
        """The rows that are messages, not phrases."""
        return without_lexicon(self.examples)

    @property
    def messages(self) -> list[Example]:
        """The examples that are messages, not phrases."""
        return [self.examples[row] for row in self.rows]

    @property
    def chat(self) -> NDArray[np.bool_]:
        """Which of all rows are chat."""
        return self.questions.answers[:, self.questions.names.index("chat")]
