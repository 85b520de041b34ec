"""What to do with a prediction: believe it, ask the resident, or take the message for chat."""

from enum import StrEnum
from typing import Protocol

from data.vocabulary import Urgency

NOT_A_CONCERN = "not_a_concern"


class Verdict(StrEnum):
    """The three things the desk does with a fresh message."""

    DISPATCH = "dispatch"
    ASK = "ask"
    CHAT = "chat"


class Thresholds(Protocol):
    """Fitted per model when it was trained."""

    @property
    def confidence(self) -> float: ...
    @property
    def gap(self) -> float: ...
    @property
    def chat(self) -> float: ...


def judge(ranking: list[tuple[str, float]], urgency: Urgency, thresholds: Thresholds) -> Verdict:
    """Judge a ranking of (label, probability), likeliest first.

    An emergency is never asked back: seconds count, and a wrong owner passes it on. A message is
    taken for chat only when the model is sure of it; a doubted one is asked back like any other.
    """
    if urgency is Urgency.EMERGENCY:
        return Verdict.DISPATCH
    label, first = ranking[0]
    if label == NOT_A_CONCERN:
        return Verdict.CHAT if first >= thresholds.chat and urgency is Urgency.NORMAL else Verdict.ASK
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    sure = first >= thresholds.confidence and first - second >= thresholds.gap
    return Verdict.DISPATCH if sure else Verdict.ASK
