"""Who said what a message is about, and when: residents, coordinators, and cases that went well."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.desk import Desk
from casework.learning.discretion import discreet
from classifier.hold_out import group
from classifier.prediction import Prediction
from data import queries
from data.keys import key
from data.tables import Case, Concern
from data.vocabulary import Source

MOST_CONFIRMED = 1000  # the latest; they mostly repeat what the model knows
RECENT = 200


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's word on one message. ``person`` is None when nobody objected and the case went well.

    A guess follows from a return, and any word that somebody said outdoes it.
    ``group`` keeps a resident's messages together, ``rivals`` are the labels the model found likely, the
    likeliest first, and ``sure`` is the probability it gave that one.
    """

    message: str
    text: str
    group: str
    label: str
    person: str | None
    by: str
    at: datetime
    urgency: str = "normal"
    also: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    sure: float = 0.0
    guess: bool = False


def collect(desk: Desk) -> list[Opinion]:
    """Return every correction, in order, and the latest confirmed cases."""
    corrections = [
        replace(
            _opinion(case, concern, correction.after, correction.at, str(correction.person_id), name),
            guess=correction.source is Source.RETURN,
        )
        for correction, concern, case, name in queries.corrections(desk.session, desk.community_id)
    ]
    confirmed = [
        _opinion(case, concern, concern.category, case.closed_at or desk.now)
        for concern, case in queries.confirmed(desk.session, desk.community_id, MOST_CONFIRMED)
    ]
    return [opinion for opinion in (*corrections, *confirmed) if opinion.text.strip()]


def recent_words(desk: Desk) -> list[str]:
    """Return what was written to the desk last, newest first, without phone and room numbers."""
    return [discreet(words) for words in queries.latest_words(desk.session, desk.community_id, RECENT)]


def with_rivals(
    opinions: Iterable[Opinion], predict: Callable[[Sequence[str]], Sequence[Prediction]]
) -> list[Opinion]:
    """Ask the model which labels it finds likely where nobody wrote that down when the message came."""
    heard = list(opinions)
    mute = [row for row, opinion in enumerate(heard) if not opinion.rivals]
    for row, prediction in zip(mute, predict([heard[row].text for row in mute]), strict=True):
        rivals = tuple(name for name, _ in prediction.ranking)
        heard[row] = replace(heard[row], rivals=rivals, sure=prediction.confidence)
    return heard


def _opinion(
    case: Case, concern: Concern, label: str, at: datetime, person: str | None = None, by: str = ""
) -> Opinion:
    return Opinion(
        message=f"{case.number}.{key(concern)}",
        text=discreet(concern.text),
        group=group(f"{concern.community_id} {concern.person_id}"),
        label=label,
        person=person,
        by=by,
        at=at,
        urgency=concern.urgency.value,
        also=tuple(concern.also),
        rivals=tuple(name for name, _ in concern.ranking),
        sure=max((chance for _, chance in concern.ranking), default=0.0),
    )
