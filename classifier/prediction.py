"""What the classifier says about one message."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How fast somebody has to act."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is, as far as the text says; None is «not said»."""

    building: str | None = None
    unit: str | None = None
    room: str | None = None
    spot: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One message, understood; `ranking` holds the four likeliest labels, likeliest first."""

    label: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    also: tuple[str, ...]
    urgency: Urgency
    place: Place
    evidence: tuple[str, ...]
    model_version: str

    @property
    def gap(self) -> float:
        """How far the likeliest label is ahead of the runner-up."""
        runner_up = self.ranking[1][1] if len(self.ranking) > 1 else 0.0
        return self.confidence - runner_up


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a model may be believed, fitted by `train` on cross-validated predictions.

    A concern is routed without a human from `confidence` and `gap` on; a message opens no
    case when `not_a_concern` is at least `chat` sure.
    """

    confidence: float
    gap: float
    chat: float
