"""Shows a labeller one message after the other."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from app.label_answers import FIRST_NUMBER
from classifier.labels import LabelSet
from classifier.prediction import Prediction, Urgency

LEGEND = (
    "1 2 3 选类 · ? 全部类别 · 1+15 还有第二件事 · 1! 较急 · 1!! 紧急",
    "s 跳过 · u 撤销 · q 退出，下次接着标",
    "1 2 3 choose · ? all labels · 1+15 two concerns · 1! urgent · 1!! emergency",
    "s skip · u undo · q quit and go on another time",
)
URGENCIES = {Urgency.URGENT: "较急 urgent (!)", Urgency.EMERGENCY: "紧急 emergency (!!)"}
NAME = 16  # cells of a Chinese name; a character takes two
BAR = 20  # characters of a certain label's bar


class Screen:
    """What stands on the terminal."""

    def __init__(self, console: Console, labels: LabelSet) -> None:
        self.console, self.labels = console, labels

    def legend(self) -> None:
        """Say what may be typed."""
        for line in LEGEND:
            self.say(line, style="dim")

    def message(
        self, text: str, prediction: Prediction, likeliest: Sequence[tuple[str, float]], left: int
    ) -> None:
        """Show a message, its likeliest labels and what else the model thinks."""
        title = f"还剩 {left} 条 / {left} left"
        self.console.print(Panel(Text(printable(text)), title=title, title_align="left"))
        table = Table.grid(padding=(0, 2))
        for number, (name, chance) in enumerate(likeliest, start=1):
            label = self.labels[name]
            bar = "█" * round(BAR * chance)
            table.add_row(
                str(number), Text(label.zh_hans), Text(label.en, style="dim"), f"{100 * chance:3.0f}%", bar
            )
        self.console.print(table)
        self.say(self._thoughts(prediction), style="yellow")

    def all_labels(self) -> None:
        """List every label with its number, each on one line."""
        for number, label in enumerate(self.labels, start=FIRST_NUMBER):
            line = Text.assemble(
                f"{number}  {set_cell_size(label.zh_hans, NAME)}  ", (f"{label.en}: {label.covers}", "dim")
            )
            self.console.print(line, no_wrap=True, overflow="ellipsis")

    def say(self, words: str, style: str = "") -> None:
        """Print a sentence as it is, if there is one."""
        if words:
            self.console.print(Text(words, style=style))

    def ask(self) -> str:
        """Wait for a line."""
        return self.console.input("> ")

    def _thoughts(self, prediction: Prediction) -> str:
        also = "、".join(f"+{self.labels[name].zh_hans}" for name in prediction.also)
        guesses = [guess for guess in (also, URGENCIES.get(prediction.urgency, "")) if guess]
        return f"机器还觉得 / the model also thinks: {' · '.join(guesses)}" if guesses else ""


def printable(text: str) -> str:
    """The text without the control characters by which a message could write elsewhere on the terminal."""
    return "".join(
        character if character.isprintable() or character in "\n\u200d" else " " for character in text
    )
