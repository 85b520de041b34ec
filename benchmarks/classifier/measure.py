"""One rival in a process of its own: learns and is tested, or serves and is timed.

    python -m benchmarks.classifier.measure learn|serve|lengths RIVAL TASK FOLDER [--most N]

Prints one JSON object. All times are this process' own processor time: what an idle core would take,
whatever else the machine is doing.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from benchmarks.classifier.rivals import TASKS, Rival, entry

SINGLE = 200  # messages answered one by one
WARM_UP = 300  # others answered before, as in a desk that has been running since the morning
BATCH = 500  # messages answered at once
LEAST_SECONDS = 1.0  # that batches are measured
TEXTS = "texts.json"  # what is tested last, beside the artefact
LENGTHS = (64, 128, 256, 512, 1024, 2048, 4096)  # characters; the last is the longest Telegram carries
REPEATED = 9  # messages of each length
Figures = dict[str, object]


def learn(rival: Rival, task: str, folder: Path, most: int | None) -> Figures:
    """Learn every split and test it; keep what was learnt last, and the texts it was tested on."""
    from benchmarks.classifier.tasks import splits

    seconds, predicted, texts = [], [], [""]
    for split in splits(task, most):
        begun = time.process_time()
        rival.fit(split.learnt)
        seconds.append(time.process_time() - begun)
        texts = [example.text for example in split.tested]
        predicted.append(rival.predict(texts))
    stored = keep(rival, folder, texts)
    return {
        "predicted": predicted,
        "train_s": seconds[0],
        "train_peak_mb": peak_mb(),
        "artefact_mb": stored / 1e6,
    }


def keep(rival: Rival, folder: Path, texts: Sequence[str]) -> int:
    """Write the artefact and the texts; return the bytes of the artefact."""
    (folder / "artefact").mkdir(parents=True, exist_ok=True)
    (folder / TEXTS).write_text(json.dumps(texts), encoding="utf-8")
    rival.save(folder / "artefact")
    return sum(file.stat().st_size for file in (folder / "artefact").rglob("*") if file.is_file())


def serve(rival: Rival, texts: Sequence[str]) -> Figures:
    """Answer one by one, then many at once."""
    single = one_by_one(rival.predict, texts)
    return {**single, "batch_per_s": rate(rival.predict, texts), "serve_peak_mb": peak_mb()}


def lengths(rival: Rival, texts: Sequence[str]) -> Figures:
    """Time one message of each length, made of real ones."""
    warm_up(rival.predict, texts)
    text = "。".join(texts)
    found = {}
    for length in LENGTHS:
        pieces = [text[length * number :][:length] for number in range(REPEATED)]
        found[str(length)] = median(least(rival.predict, piece) for piece in pieces)
    return {"ms_by_length": found}


def rate(predict: Callable[[Sequence[str]], list[str]], texts: Sequence[str]) -> float:
    """Messages a second when many are asked at once."""
    many, done, seconds = list(islice(cycle(texts), BATCH)), 0, 0.0
    while seconds < LEAST_SECONDS:
        begun = time.process_time()
        predict(many)
        seconds += time.process_time() - begun
        done += BATCH
    return done / seconds


def one_by_one(predict: Callable[[Sequence[str]], list[str]], texts: Sequence[str]) -> Figures:
    """Milliseconds a message in the middle, and at the slow end."""
    warm_up(predict, texts)
    times = [milliseconds(predict, text) for text in islice(cycle(texts), SINGLE)]
    cuts = quantiles(times, n=20)
    return {"p50_ms": cuts[9], "p95_ms": cuts[18]}


def warm_up(predict: Callable[[Sequence[str]], list[str]], texts: Sequence[str]) -> None:
    """Answer texts that are not timed one by one."""
    for text in texts[SINGLE : SINGLE + WARM_UP]:
        predict([text])


def milliseconds(predict: Callable[[Sequence[str]], list[str]], text: str) -> float:
    """How much processor time one message takes."""
    begun = time.process_time()
    predict([text])
    return (time.process_time() - begun) * 1000


def started(rival: Rival, folder: Path) -> Figures:
    """Read the artefact and answer once: from there on messages can come."""
    rival.load(folder / "artefact")
    rival.predict(["电梯坏了，没有人修"])
    return {"start_s": time.process_time()}  # the interpreter and all imports included


def least(predict: Callable[[Sequence[str]], list[str]], text: str) -> float:
    """The least of three times, since what else the machine does only ever adds."""
    return min(milliseconds(predict, text) for _ in range(3))


def peak_mb() -> float:
    """The most memory this process has held (Linux; the parent's share does not count)."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Do what the arguments say and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("learn", "serve", "lengths"))
    parser.add_argument("rival")
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int)
    asked = parser.parse_args()
    rival = entry(asked.rival).make()
    if asked.what == "learn":
        figures = learn(rival, asked.task, asked.folder, asked.most)
    else:
        figures = started(rival, asked.folder)
        texts = json.loads((asked.folder / TEXTS).read_text(encoding="utf-8"))
        figures |= {"serve": serve, "lengths": lengths}[asked.what](rival, texts)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
