"""Reads the story's messages as well and as badly as the shipped model reads the words of strangers."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from classifier.examples import Example
from classifier.prediction import Place, Prediction, Thresholds, Urgency

# Shares on messages that nobody learnt from: see «Measured» in docs/classifier.md. The model itself is
# no use here, since it knows every message of the corpus by heart.
SURE, RIGHT_IF_SURE, RIGHT_IF_UNSURE = 0.63, 0.94, 0.70
THRESHOLDS = Thresholds(confidence=0.6, gap=0.2, chat=0.8)
NOT_A_CONCERN = "not_a_concern"


@dataclass
class StoryReader:
    """A reader whose errors are drawn by lot, the same for the same seed."""

    truth: dict[str, Example]
    lot: random.Random
    labels: list[str] = field(default_factory=list)
    directory: Path = Path("var/no-models")

    @property
    def thresholds(self) -> Thresholds:
        """Return the thresholds that the drawn confidences are meant for."""
        return THRESHOLDS

    def predict(self, text: str) -> Prediction:
        """Return the message's label or another one, surely or not, as the shares have it."""
        known = self.truth[text]
        sure = self.lot.random() < SURE
        right = self.lot.random() < (RIGHT_IF_SURE if sure else RIGHT_IF_UNSURE)
        others = [label for label in self.labels if label not in (known.label, NOT_A_CONCERN)]
        other = self.lot.choice(others)
        first, second = (known.label, other) if right else (other, known.label)
        confidence = self.lot.uniform(0.85, 0.99) if sure else self.lot.uniform(0.35, 0.6)
        rest = (1 - confidence) * 0.8
        ranking = ((first, confidence), (second, rest), (others[0], 0.0))
        return Prediction(
            label=first,
            confidence=confidence,
            ranking=ranking,
            also=tuple(label for label in known.also if label != first) if right else (),
            urgency=Urgency(known.urgency),
            place=Place(),
            evidence=(),
            model_version="story",
        )

    def likeness(self, one: str, other: str) -> float:
        """Take only the same words for the same matter."""
        return float(one == other)
