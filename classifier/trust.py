"""Fits how far a model may be believed, on what messages score that were held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from classifier.calibration import fit_steepness, fit_yes_no
from classifier.curves import Vector, shares
from classifier.cuts import fit_cuts, fit_thresholds
from classifier.evaluation import calibration_error
from classifier.labels import LabelSet
from classifier.learning import Learnt
from classifier.lesson import Lesson
from classifier.model import Calibration, Cuts, second
from classifier.nearness import nearest_of
from classifier.prediction import Thresholds
from classifier.questions import Sorted


@dataclass(frozen=True, slots=True)
class Trust:
    """What was fitted; `chances` has a row per message and a column per label."""

    calibration: Calibration
    thresholds: Thresholds
    cuts: Cuts
    chances: Vector
    metrics: dict[str, float]


def fit_trust(lesson: Lesson, learnt: Learnt, labels: LabelSet) -> Trust:
    """Fit probabilities, thresholds and cuts."""
    scores = lesson.questions.of(learnt.held_out[lesson.rows], labels)
    answers = lesson.questions.of(lesson.questions.answers[lesson.rows], labels)
    chat = np.column_stack([scores.chat, nearest(lesson)])
    seconds = second_evidence(scores)
    calibration = fit_calibration(scores, answers, chat, seconds)
    chances = label_chances(scores, chat, calibration, labels)
    cuts = fit_cuts(
        calibration.several.chances(seconds),
        calibration.urgent.chances(scores.urgent[:, None]),
        calibration.emergency.chances(scores.emergency[:, None]),
        lesson.messages,
        labels,
    )
    thresholds = fit_thresholds(chances, lesson.messages, labels)
    return Trust(calibration, thresholds, cuts, chances, measure(chances, lesson, labels))


def fit_calibration(scores: Sorted, answers: Sorted, chat: Vector, seconds: Vector) -> Calibration:
    """Fit the curves that turn scores into probabilities."""
    concern = answers.topic.any(axis=1)
    return Calibration(
        steepness=fit_steepness(
            scores.topic[concern], scores.several[concern], answers.topic[concern].argmax(axis=1)
        ),
        chat=fit_yes_no(chat, answers.chat),
        several=fit_yes_no(seconds[concern], answers.several[concern]),
        urgent=fit_yes_no(scores.urgent[:, None], answers.urgent),
        emergency=fit_yes_no(scores.emergency[:, None], answers.emergency),
    )


def second_evidence(scores: Sorted) -> Vector:
    """What speaks for a second concern in each message."""
    rows = zip(scores.topic, scores.also, scores.several, strict=True)
    return np.array([second(topic, also, several, int(topic.argmax()))[1] for topic, also, several in rows])


def label_chances(scores: Sorted, chat: Vector, calibration: Calibration, labels: LabelSet) -> Vector:
    """The probability of every label, in the order of `labels`."""
    is_chat = calibration.chat.chances(chat)[:, None]
    steepness = calibration.steepness.of(scores.topic, scores.several)
    chances = np.hstack([(1 - is_chat) * shares(scores.topic, steepness), is_chat])
    order = [*labels.concerns, labels.chat]
    return chances[:, [order.index(name) for name in labels.names]]


def nearest(lesson: Lesson) -> Vector:
    """The cosines of each message with the nearest chat and the nearest concern of other groups."""
    rows = lesson.rows
    chat, groups = lesson.chat[rows], lesson.groups[rows]
    near = np.zeros((len(rows), 2))
    if lesson.directions is None:
        return near
    leading = lesson.directions.lead(lesson.inputs.meaning[rows])
    for group in np.unique(groups):
        own, others = groups == group, groups != group
        for column, kind in enumerate((others & chat, others & ~chat)):
            if kind.any():
                near[own, column] = nearest_of(leading[own], leading[kind])
    return near


def measure(chances: Vector, lesson: Lesson, labels: LabelSet) -> dict[str, float]:
    """How messages of other writers fare, for the record inside the artefact."""
    wanted = np.array([labels.names.index(example.label) for example in lesson.messages])
    right = chances.argmax(axis=1) == wanted
    sure = chances.max(axis=1)
    surest = np.argsort(-sure)[: max(1, len(sure) // 2)]
    return {
        "held_out_accuracy": round(float(right.mean()), 4),
        "held_out_surest_half": round(float(right[surest].mean()), 4),
        "held_out_calibration_error": round(calibration_error(sure, right), 4),
    }
