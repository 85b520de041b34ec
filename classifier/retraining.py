"""Trains a candidate beside the serving model and says whether it may replace it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from classifier.evaluation import compare
from classifier.examples import Example, corpus_files, read_examples
from classifier.failures import ModelError
from classifier.gates import Change, Gate, judge, shadow
from classifier.hold_out import frozen, split, without
from classifier.labels import LabelSet, load_labels
from classifier.model import Model
from classifier.own_labels import heired
from classifier.prediction import Prediction
from classifier.registry import Registry
from classifier.suites import write_in_other_ways
from classifier.text import mask
from classifier.training import Progress, train

TRAINING = 0.85  # part of the whole that the training takes
NAMED = 20  # messages and changes that a report names


@dataclass(frozen=True, slots=True)
class Course:
    """What a retraining learns from and what it is judged on."""

    learn: Sequence[Example]
    held: Sequence[Example]
    taught: int  # messages of the desk among those learnt from
    taught_held: int  # and among those held out


@dataclass(frozen=True, slots=True)
class Retraining:
    """What came of a retraining; a candidate that passed waits in the registry to be promoted."""

    candidate: str
    serving: str
    course: Course
    gates: Sequence[Gate]
    changes: Sequence[Change]
    recent: int  # messages the shadow looked at
    figures: dict[str, dict[str, float]]  # of the candidate and of the serving model, on the hold-out

    @property
    def passed(self) -> bool:
        """Whether every gate was passed."""
        return all(gate.passed for gate in self.gates)

    def as_data(self) -> dict[str, Any]:
        """The result as plain values, with the words of the messages it names."""
        words = {example.id: mask(example.text) for example in self.course.held}
        return {
            "candidate": self.candidate,
            "serving": self.serving,
            "passed": self.passed,
            "learnt_from": len(self.course.learn),
            "taught": self.course.taught,
            "held_out": len(self.course.held),
            "taught_held_out": self.course.taught_held,
            "figures": self.figures,
            "gates": [_gate(gate, words) for gate in self.gates],
            "recent": self.recent,
            "would_change": len(self.changes),
            "changes": [_change(change) for change in self.changes[:NAMED]],
        }


def plan(taught: Sequence[Example], corpus: Sequence[Example], labels: LabelSet) -> Course:
    """Part corpus and desk into what is learnt from and the hold-out, which share no words."""
    learnt, taught_held = split(taught)
    held = [*frozen(labels), *taught_held]
    learn = without([*corpus, *learnt], held)
    from_desk = {id(example) for example in learnt}
    count = sum(id(example) in from_desk for example in learn)
    return Course(learn, held, taught=count, taught_held=len(taught_held))


def retrain(
    registry: Registry,
    taught: Sequence[Example],
    *,
    recent: Sequence[str] = (),
    corpus: Sequence[Example] | None = None,
    labels: LabelSet | None = None,
    words: tuple[str, ...] | None = None,
    progress: Progress | None = None,
) -> Retraining:
    """Train on the corpus and on what the desk `taught`, and judge the candidate on the hold-out.

    It is stored when it passes every gate; nothing is promoted. `words` are names the segmenter must
    keep whole (the serving model's by default), `recent` the desk's last messages. Raises
    `ClassifierError` when there is no serving model to compare with or nothing to learn from.
    """
    tell = progress or (lambda _what, _part: None)
    labels, serving = labels or load_labels(), registry.serving()
    if corpus is None:
        corpus = read_examples(corpus_files(), labels)
    course = plan(taught, corpus, labels)
    candidate = train(
        course.learn,
        words=serving.words if words is None else words,
        progress=lambda what, part: tell(what, TRAINING * part),
        labels=labels,
        embedder=serving.embedder,
        folder=registry.directory,
    )
    result = compared(serving, candidate, course, recent, tell)
    if result.passed:
        registry.add(candidate)
        _read_back(registry, candidate.version)
    tell("done", 1.0)
    return result


def compared(
    serving: Model, candidate: Model, course: Course, recent: Sequence[str], tell: Progress
) -> Retraining:
    """Judge a candidate against the serving model."""
    tell("comparing", TRAINING)
    texts = [example.text for example in course.held]
    before = [heired(said, candidate.labels) for said in serving.predict_many(texts)]
    after = candidate.predict_many(texts)
    gates = judge(course.held, before, after, candidate.labels)
    tell("writing in other ways", TRAINING + 0.07)
    gates.extend(write_in_other_ways(candidate, course.held))
    tell("looking at recent messages", TRAINING + 0.12)
    changes = shadow(recent, serving.predict_many(recent), candidate.predict_many(recent))
    return Retraining(
        candidate=candidate.version,
        serving=serving.version,
        course=course,
        gates=gates,
        changes=changes,
        recent=len(recent),
        figures={
            "serving": _figures(course.held, before, serving),
            "candidate": _figures(course.held, after, candidate),
        },
    )


def _figures(held: Sequence[Example], predictions: Sequence[Prediction], model: Model) -> dict[str, float]:
    report = compare(held, predictions, model)
    return {
        "accuracy": round(report.accuracy.value, 4),
        "macro_f1": round(report.macro_f1.value, 4),
        "calibration_error": round(report.calibration_error, 4),
        "routed": round(report.routed, 4),
    }


def _read_back(registry: Registry, version: str) -> None:
    """Make sure that the stored candidate can be promoted later."""
    if registry.get(version).version != version:
        raise ModelError(f"{version} can't be read back; check the disk, then retrain.")


def _gate(gate: Gate, words: dict[str, str]) -> dict[str, Any]:
    named = [{"id": name, "text": words.get(name, "")} for name in gate.ids[:NAMED]]
    kind, _, label = gate.name.partition(" of ")
    return {
        "name": gate.name,
        "kind": kind,
        "label": label or None,
        "passed": gate.passed,
        "sentence": gate.sentence,
        "messages": [] if gate.passed else named,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "text": mask(change.text),
        "before": {"label": change.before.label, "urgency": change.before.urgency.value},
        "after": {
            "label": change.after.label,
            "urgency": change.after.urgency.value,
            "confidence": round(change.after.confidence, 3),
        },
    }
