"""Prints what the classifier measured as tables."""

from rich.console import Console
from rich.table import Table

from classifier.evaluation import Report


def print_report(report: Report, console: Console | None = None) -> None:
    """Print the figures of one evaluation."""
    console = console or Console(width=100)
    table = Table(title=f"{report.messages} messages, model {report.model_version}")
    for column in ("label", "messages", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if column == "label" else "right")
    for name, score in sorted(report.labels.items(), key=lambda item: -item[1].messages):
        figures = (f"{figure:.2f}" for figure in (score.precision, score.recall, score.f1))
        table.add_row(name, str(score.messages), *figures)
    console.print(table)
    for name, value in figures_of(report):
        console.print(f"{name:<42} {value}", highlight=False)


def figures_of(report: Report) -> list[tuple[str, str]]:
    """The figures below the table, named for people."""
    return [
        ("accuracy", str(report.accuracy)),
        ("macro-F1 (labels with 7 messages or more)", str(report.macro_f1)),
        ("expected calibration error", f"{report.calibration_error:.3f}"),
        ("accuracy of the surest half", f"{report.surest_half:.3f}"),
        ("routed without a human, of all messages", f"{report.routed:.3f}"),
        ("routed without a human, of the concerns", _shown(report.routed_concerns)),
        ("right among those routed", _shown(report.routed_right)),
        ("chat taken for a concern", _shown(report.chat_as_concern)),
        ("concerns taken for chat", _shown(report.concern_as_chat)),
        ("both concerns found", _shown(report.both_found)),
        ("single concerns split", _shown(report.single_split)),
        ("urgency right", f"{report.urgency:.3f}"),
        ("emergency recall", _shown(report.emergency_recall)),
        ("emergency precision", _shown(report.emergency_precision)),
    ]


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
