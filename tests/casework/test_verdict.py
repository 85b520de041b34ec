"""What is done with a prediction: believed, asked back, or answered as chat."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.verdict import NOT_A_CONCERN, Verdict, judge
from data.vocabulary import Urgency


@dataclass(frozen=True)
class Fitted:
    """Thresholds as a model would carry them."""

    confidence: float = 0.6
    gap: float = 0.2
    chat: float = 0.8


SURE = [("noise", 0.9), ("pets", 0.05)]
JUST_SURE = [("noise", 0.6), ("pets", 0.4)]
UNSURE = [("noise", 0.59), ("pets", 0.1)]
CLOSE = [("noise", 0.62), ("pets", 0.5)]
ALONE = [("noise", 0.7)]
CHATTY = [(NOT_A_CONCERN, 0.8), ("noise", 0.2)]
PERHAPS_CHAT = [(NOT_A_CONCERN, 0.79), ("noise", 0.21)]


@pytest.mark.parametrize(
    ("ranking", "urgency", "verdict"),
    [
        (SURE, Urgency.NORMAL, Verdict.DISPATCH),
        (SURE, Urgency.URGENT, Verdict.DISPATCH),
        (JUST_SURE, Urgency.NORMAL, Verdict.ASK),  # 0.6 − 0.4 is a little less than 0.2 in binary
        (UNSURE, Urgency.NORMAL, Verdict.ASK),
        (UNSURE, Urgency.URGENT, Verdict.ASK),
        (UNSURE, Urgency.EMERGENCY, Verdict.DISPATCH),
        (CLOSE, Urgency.NORMAL, Verdict.ASK),
        (CLOSE, Urgency.EMERGENCY, Verdict.DISPATCH),
        (ALONE, Urgency.NORMAL, Verdict.DISPATCH),
        (CHATTY, Urgency.NORMAL, Verdict.CHAT),
        (CHATTY, Urgency.URGENT, Verdict.ASK),
        (CHATTY, Urgency.EMERGENCY, Verdict.DISPATCH),
        (PERHAPS_CHAT, Urgency.NORMAL, Verdict.ASK),
    ],
)
def test_a_prediction_is_judged(ranking: list[tuple[str, float]], urgency: Urgency, verdict: Verdict) -> None:
    assert judge(ranking, urgency, Fitted()) is verdict


shares = st.floats(0, 1)
rankings = st.lists(
    st.tuples(st.sampled_from([NOT_A_CONCERN, "noise", "pets"]), shares), min_size=1, max_size=4
).map(lambda rows: sorted(rows, key=lambda row: -row[1]))
fitted = st.builds(Fitted, shares, shares, shares)


@given(rankings, fitted)
def test_an_emergency_is_never_asked_back(ranking: list[tuple[str, float]], thresholds: Fitted) -> None:
    assert judge(ranking, Urgency.EMERGENCY, thresholds) is Verdict.DISPATCH


@given(rankings, st.sampled_from(Urgency), fitted)
def test_nothing_is_taken_for_chat_below_the_threshold(
    ranking: list[tuple[str, float]], urgency: Urgency, thresholds: Fitted
) -> None:
    if judge(ranking, urgency, thresholds) is Verdict.CHAT:
        assert ranking[0][0] == NOT_A_CONCERN
        assert ranking[0][1] >= thresholds.chat
        assert urgency is Urgency.NORMAL


@given(rankings, st.sampled_from([Urgency.NORMAL, Urgency.URGENT]), fitted)
def test_a_doubted_message_goes_to_nobody_unasked(
    ranking: list[tuple[str, float]], urgency: Urgency, thresholds: Fitted
) -> None:
    if judge(ranking, urgency, thresholds) is Verdict.DISPATCH:
        assert ranking[0][0] != NOT_A_CONCERN
        assert ranking[0][1] >= thresholds.confidence
