"""Retrains with half of the real messages as corrections, then with a hundred wrong labels by one person.

    python -m benchmarks.retraining FOLDER

FOLDER holds ``messages.jsonl`` (labelled) and ``board.jsonl`` (messages nobody labelled). Each half teaches
once and is measured on once, so that the gain stands on all messages. Everything happens in a scratch
directory. Exits non-zero when a good retraining is refused or does not help, or when wrong labels do more
harm than a point.
"""

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from app.classifier_commands import ensure_model
from app.retraining import learn
from app.retraining_commands import told
from casework.learning.opinions import Opinion
from classifier.evaluation import wanted_label
from classifier.examples import Example, read_examples
from classifier.hold_out import group
from classifier.model import Model
from classifier.registry import Registry
from classifier.retraining import Retraining

NOW = datetime(2026, 11, 24, tzinfo=UTC)
COORDINATORS = ("周书记", "李姐", "丁主任")
WRONG = 100
HARM = 0.01  # accuracy that wrong labels may cost
DRAWS = 2000
STDERR = Console(stderr=True)
Hits = NDArray[np.float64]  # 1 where the label is right


def main(folder: Path) -> int:
    """Tell the story; return the exit code."""
    if not (folder / "messages.jsonl").exists():
        print(f"skipped: {folder} has no messages.jsonl")
        return 0
    messages = read_examples([folder / "messages.jsonl"])
    random.Random(7).shuffle(messages)  # noqa: S311 - a split, no secret
    half = len(messages) // 2
    first, second = messages[:half], messages[half:]
    with tempfile.TemporaryDirectory() as scratch:
        registry = ensure_model(Path(scratch) / "models")
        fresh = registry.serving()
        hits: list[Hits] = []
        for name, taught, others in (("second", second, first), ("first", first, second)):
            registry.promote(fresh.version)
            result = retrained(registry, f"the {name} half of the messages as corrections", rightly(taught))
            if not result.passed:
                return _say(1, "REFUSED: a retraining with right labels did not pass")
            registry.promote(result.candidate)
            hits.append(compared("right labels", fresh, registry.serving(), others))
        print("\nboth together")
        gain = shown("right labels", np.hstack(hits))
        harms = [harm(registry, kind, rightly(first), folder, second) for kind in ("far", "near", "one")]
    return _say(int(gain <= 0 or max(harms) > HARM), f"gain {gain:+.3f}, worst harm {max(harms):+.3f}")


def harm(
    registry: Registry, kind: str, opinions: list[Opinion], folder: Path, others: Sequence[Example]
) -> float:
    """Add a hundred wrong labels by one person; return what they would cost if they came into service."""
    wrong = wrongly(registry.serving(), folder, kind)
    what = {"far": "labels that nothing speaks for", "near": "the runner-up", "one": "always the same label"}
    result = retrained(registry, f"{WRONG} wrong labels by one person: {what[kind]}", [*opinions, *wrong])
    if not result.passed:
        print("  the gates refuse it: no harm")
        return 0.0
    hits = compared("wrong labels", registry.serving(), registry.get(result.candidate), others)
    return -float((hits[1] - hits[0]).mean())


def rightly(messages: Sequence[Example]) -> list[Opinion]:
    """Three coordinators correct messages of as many residents."""
    return [
        _opinion(example.id, example.text, example.label, COORDINATORS[n % 3], example)
        for n, example in enumerate(messages)
    ]


def wrongly(model: Model, folder: Path, kind: str) -> list[Opinion]:
    """One person labels messages of the board otherwise than the model, which mostly is right."""
    lines = (folder / "board.jsonl").read_text(encoding="utf-8").splitlines()
    dice = random.Random(3)  # noqa: S311
    texts = [str(json.loads(line)["text"]) for line in dice.sample(lines, WRONG)]
    opinions = []
    for number, (text, said) in enumerate(zip(texts, model.predict_many(texts), strict=True)):
        likely = [name for name, _ in said.ranking]
        unlikely = [name for name in model.labels.concerns if name not in likely]
        label = {"far": dice.choice(unlikely), "near": likely[1], "one": "noise"}[kind]
        if label == said.label:
            label = likely[1]
        opinions.append(_opinion(f"wrong {number}", text, label, "查理"))
    return opinions


def retrained(registry: Registry, what: str, opinions: list[Opinion]) -> Retraining:
    """Retrain and print what came of it."""
    print(f"\n{what}")
    with Progress(console=STDERR, transient=True) as bar:
        task = bar.add_task("retraining", total=1.0)
        lessons, result = learn(
            registry, opinions, [], lambda step, part: bar.update(task, description=step, completed=part)
        )
    doubts = [{"sentence": doubt.sentence} for doubt in lessons.doubts]
    shown = result.as_data() | {"doubts": doubts}
    print("\n".join(f"  {line}" for line in told(shown, shown_messages=0)))
    return result


def compared(what: str, before: Model, after: Model, others: Sequence[Example]) -> Hits:
    """Print accuracy on messages neither learnt from; return which each labelled right, a row a model."""
    hits = np.array([_right(model, others) for model in (before, after)])
    shown(what, hits)
    return hits


def shown(what: str, hits: Hits) -> float:
    """Print the accuracy before and after with a paired bootstrap; return the difference."""
    count = hits.shape[1]
    draws = np.random.default_rng(0).integers(0, count, (DRAWS, count))
    spans = [np.quantile(each[draws].mean(axis=1), [0.025, 0.975]) for each in hits]
    low, high = np.quantile((hits[1] - hits[0])[draws].mean(axis=1), [0.025, 0.975])
    figures = " → ".join(
        f"{each.mean():.3f} [{span[0]:.3f}, {span[1]:.3f}]" for each, span in zip(hits, spans, strict=True)
    )
    difference = float((hits[1] - hits[0]).mean())
    print(f"  {what}: accuracy on {count} messages not learnt from {figures}")
    print(f"  difference {difference:+.3f} [{low:+.3f}, {high:+.3f}]", flush=True)
    return difference


def _right(model: Model, examples: Sequence[Example]) -> Hits:
    said = model.predict_many([example.text for example in examples])
    hits = [wanted_label(e, p) == p.label for e, p in zip(examples, said, strict=True)]
    return np.array(hits, dtype=np.float64)


def _opinion(name: str, text: str, label: str, by: str, example: Example | None = None) -> Opinion:
    more = {"urgency": example.urgency.value, "also": example.also} if example else {}
    return Opinion(name, text, group(name), label, by, by, NOW, **more)  # type: ignore[arg-type]


def _say(code: int, figure: str) -> int:
    print(f"\n{'FAILED' if code else 'ok'}: {figure}")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/real")))
