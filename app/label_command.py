"""The command by which many messages are labelled in the terminal."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.classifier_commands import ensure_model, model_directory
from app.label_answers import Answer, BadAnswer, Order, understood
from app.label_screen import Screen
from app.sentences import sentences
from app.wiring import utc_now
from classifier.examples import Example
from classifier.failures import CorpusError
from classifier.label_file import LabelFile, open_labels
from classifier.model import Model
from classifier.prediction import Prediction
from classifier.unlabelled import Waiting, read_waiting

LIKELIEST = 3  # labels that have a key of their own


class ShownFirst(StrEnum):
    """In which order messages are shown."""

    TEACH = "teach"
    FILE = "file"


@dataclass(slots=True)
class Labelling:
    """One sitting: the messages, what was answered, and what comes next."""

    waiting: Sequence[Waiting]
    predictions: Sequence[Prediction]
    order: Iterator[int]
    file: LabelFile
    screen: Screen
    by: str
    now: Callable[[], datetime]
    left: int
    asked: list[tuple[int, int | None]] = field(default_factory=list)  # message, where its line begins
    again: list[int] = field(default_factory=list)  # messages to show once more
    labelled: int = 0

    def run(self) -> None:
        """Ask until nothing is left or the labeller leaves."""
        self.screen.legend()
        try:
            while (at := self._next()) is not None and self._ask(at):
                pass
        except (EOFError, KeyboardInterrupt, typer.Abort):
            self.screen.say("")

    def _next(self) -> int | None:
        return self.again.pop() if self.again else next(self.order, None)

    def _ask(self, at: int) -> bool:
        """Show a message until it is dealt with; False to leave."""
        likeliest = self.predictions[at].ranking[:LIKELIEST]
        self.screen.message(self.waiting[at].text, self.predictions[at], likeliest, self.left)
        while True:
            try:
                said = understood(self.screen.ask(), [name for name, _ in likeliest], self.screen.labels)
            except BadAnswer as error:
                self.screen.say(str(error), style="red")
                continue
            if said is Order.LIST:
                self.screen.all_labels()
            elif said is Order.UNDO and not self.asked:
                self.screen.say("没有可撤销的 / there is nothing to undo", style="red")
            else:
                return self._done(at, said)

    def _done(self, at: int, said: Answer | Order) -> bool:
        if said is Order.UNDO:
            self._undo(at)
        elif isinstance(said, Answer):
            self._keep(at, said)
        elif said is Order.SKIP:
            self.asked.append((at, None))
            self.left -= 1
        return said is not Order.QUIT

    def _keep(self, at: int, answer: Answer) -> None:
        message = self.waiting[at]
        example = Example(
            message.text, answer.label, answer.also, answer.urgency, message.id, message.register
        )
        self.asked.append((at, self.file.append(example, self.by, self.now())))
        self.labelled += 1
        self.left -= 1

    def _undo(self, at: int) -> None:
        """Take back the last answer, and show its message before the present one."""
        last, begin = self.asked.pop()
        if begin is not None:
            self.file.cut(begin)
            self.labelled -= 1
        self.left += 1
        self.again += [at, last]


def label(
    file: Annotated[Path, typer.Argument(help="Messages: JSONL, or CSV with the columns text[,label].")],
    out: Annotated[Path | None, typer.Option(help="Where the labels go; FILE.labelled.jsonl.")] = None,
    order: Annotated[
        ShownFirst, typer.Option(help="What teaches most first, or as in FILE.")
    ] = ShownFirst.TEACH,
    by: Annotated[str | None, typer.Option(help="Who labels; the name you are logged in by.")] = None,
) -> None:
    """Label the messages of FILE one by one; the same command goes on where it was left."""
    from rich.console import Console

    with sentences():
        model = ensure_model(model_directory()).serving()
        waiting, encoding = read_waiting(file, model.labels)
        target = out or file.with_suffix(".labelled.jsonl")
        if target.resolve() == file.resolve():
            raise CorpusError(f"{target} is the file that is read; choose another one with --out.")
        screen = Screen(Console(highlight=False), model.labels)
        screen.say(f"{file}: {len(waiting)} 条消息 / messages, {encoding} → {target}")
        with open_labels(target, model.labels) as opened:
            labelled = labelled_before(waiting, opened)
            predictions = model.predict_many([message.text for message in waiting])
            labelling = Labelling(
                waiting,
                predictions,
                ordered(model, waiting, predictions, labelled, order),
                opened,
                screen,
                by or getpass.getuser(),
                utc_now,
                len(waiting) - len(labelled),
            )
            labelling.run()
        done, left = labelling.labelled, labelling.left
        screen.say(f"标了 {done} 条，还剩 {left} 条 / {done} labelled, {left} left → {target}")


def labelled_before(waiting: Sequence[Waiting], file: LabelFile) -> list[int]:
    """The messages that need no label any more: FILE or an earlier sitting has one, or they are repeated."""
    known = {example.text for example in file.before}
    known |= {message.text for message in waiting if message.label}
    found = []
    for at, message in enumerate(waiting):
        if message.text in known:
            found.append(at)
        known.add(message.text)
    return found


def ordered(
    model: Model,
    waiting: Sequence[Waiting],
    predictions: Sequence[Prediction],
    labelled: Sequence[int],
    order: ShownFirst,
) -> Iterator[int]:
    """The messages that wait, in the order they are shown."""
    import numpy as np

    from classifier.labelling import likeness_among, most_teaching

    if order is ShownFirst.FILE:
        done = set(labelled)
        return (at for at in range(len(waiting)) if at not in done)
    gaps = np.array([prediction.gap for prediction in predictions])
    return most_teaching(gaps, likeness_among(model, [message.text for message in waiting]), labelled)
