"""When somebody writes too much."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.rules.flood import Flooding, check
from casework.rules.parameters import Flood

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
LIMITS = Flood(messages=3, within=timedelta(minutes=10), same=2, same_within=timedelta(hours=1))


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)


@pytest.mark.parametrize(
    ("words", "earlier", "found"),
    [
        ("灯", [], None),
        ("灯", [(ago(minutes=1), "门"), (ago(minutes=2), "狗")], None),
        ("灯", [(ago(minutes=number), str(number)) for number in (1, 2, 3)], Flooding.TOO_MANY),
        ("灯", [(ago(minutes=number), str(number)) for number in (1, 2, 10)], None),
        ("灯", [(ago(minutes=30), "灯"), (ago(minutes=40), " 灯 ")], Flooding.SAME_AGAIN),
        ("灯", [(ago(minutes=30), "灯"), (ago(minutes=60), "灯")], None),
        ("", [(ago(minutes=30), ""), (ago(minutes=40), "")], None),
    ],
)
def test_it_counts_messages_and_repeated_words(
    words: str, earlier: list[tuple[datetime, str]], found: Flooding | None
) -> None:
    assert check(words, NOON, earlier, LIMITS) is found
