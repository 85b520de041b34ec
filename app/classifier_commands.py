"""The commands that train, measure and ask the classifier."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from app.settings import BadSettings, load_settings
from classifier.examples import Example
from classifier.failures import ClassifierError, CorpusError, NoModel, OldModel
from classifier.labels import LabelSet
from classifier.model import Model
from classifier.registry import Registry

READ_AT_ONCE = 1 << 16  # bytes

commands = typer.Typer(no_args_is_help=True, help="Train, measure and ask the classifier.")
corpus_commands = typer.Typer(no_args_is_help=True, help="Look after the corpus.")
commands.add_typer(corpus_commands, name="corpus")


def model_directory() -> Path:
    """Where models are kept, as the settings say."""
    return load_settings().model_dir


def wanted_embedding() -> str:
    """Which sentence encoder a training takes, as the settings say."""
    return load_settings().embedding


def ensure_model(directory: Path, embedding: str | None = None) -> Registry:
    """Open the registry; when nothing serves that this version can read, train on the shipped corpus first.

    After such an update what coordinators corrected takes part again from the next retraining on.
    """
    registry = Registry(directory)
    try:
        registry.serving()
    except (NoModel, OldModel):
        train_and_promote(registry, [], (), embedding or wanted_embedding())
    return registry


def train_and_promote(registry: Registry, extra: list[Path], words: tuple[str, ...], embedding: str) -> Model:
    """Train on the shipped corpus and further files, and let the model serve."""
    from classifier.embedding import chosen
    from classifier.own_labels import learnable, own_labels, read_own, settled
    from classifier.training import corpus_files, train

    embedder = chosen(embedding)
    labels = own_labels(registry.directory)
    examples = read_own([*corpus_files(), *extra], labels)
    labels = learnable(labels, examples)
    with progress_bar() as tell:
        model = train(
            settled(examples, labels),
            words=words,
            progress=tell,
            labels=labels,
            embedder=embedder,
            folder=registry.directory,
        )
    registry.promote(registry.add(model))
    return model


@commands.command("train")
def train_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Further examples, one JSON object a line.")
    ] = None,
    word: Annotated[list[str] | None, typer.Option(help="A name the segmenter must keep whole.")] = None,
    embedding: Annotated[
        str | None, typer.Option(help="The sentence encoder: auto, none, small or accurate.")
    ] = None,
) -> None:
    """Train on the shipped corpus (and FILES) and let the new model serve."""
    with sentences():
        registry = Registry(model_directory())
        model = train_and_promote(registry, files or [], tuple(word or ()), embedding or wanted_embedding())
        typer.echo(f"{model.version} serves, trained on {model.facts['messages']} messages.")


@commands.command("evaluate")
def evaluate_command(
    file: Annotated[Path, typer.Argument(help="Labelled messages, one JSON object a line.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the serving model on FILE."""
    from classifier.evaluation import evaluate
    from classifier.training import read_examples

    with sentences():
        model = ensure_model(model_directory()).serving()
        report = evaluate(model, read_examples([file], model.labels))
        if as_json:
            typer.echo(json.dumps(report.as_data(), ensure_ascii=False))
        else:
            from app.classifier_tables import print_report

            print_report(report)


@commands.command("classify")
def classify_command() -> None:
    """Read lines of text or of JSON ({"id"?, "text"}); write what each is about as JSON lines."""
    with sentences():
        model = ensure_model(model_directory()).serving()
        number = 0
        for lines in _lines_as_they_come():
            messages = [_message(line, number + offset) for offset, line in enumerate(lines, start=1)]
            for row in classified(model, messages):
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            number += len(lines)


def classified(model: Model, messages: list[tuple[object, str]]) -> Iterator[dict[str, Any]]:
    """What `classify` prints for each (id, text)."""
    from classifier.evaluation import is_routed

    for (id_, _), prediction in zip(
        messages, model.predict_many([text for _, text in messages]), strict=True
    ):
        place = prediction.place
        yield {
            "id": id_,
            "label": prediction.label,
            "confidence": round(prediction.confidence, 4),
            "also": list(prediction.also),
            "urgency": prediction.urgency.value,
            "place": {"building": place.building, "unit": place.unit, "room": place.room, "spot": place.spot},
            "evidence": list(prediction.evidence),
            "routed": is_routed(prediction, model.thresholds, model.labels.chat),
            "model_version": prediction.model_version,
        }


def _lines_as_they_come() -> Iterator[list[str]]:
    """All lines that wait on stdin together, so that one line is answered at once and a file quickly."""
    rest = b""
    stream = cast(BufferedIOBase, sys.stdin.buffer)
    while chunk := stream.read1(READ_AT_ONCE):
        *whole, rest = (rest + chunk).split(b"\n")
        if whole:
            yield [_decoded(line) for line in whole]
    if rest:
        yield [_decoded(rest)]


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError as error:
        raise CorpusError(
            "The input is not UTF-8; convert it (from GBK: iconv -f GB18030 -t UTF-8)."
        ) from error


def _message(line: str, number: int) -> tuple[object, str]:
    """The id and the text of one line; a line without an id gets its number."""
    if not line.lstrip().startswith("{"):
        return number, line
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return number, line  # a resident may begin a sentence with a brace
    if not isinstance(row.get("text"), str):
        raise CorpusError(f'Line {number} has no `text`; write {{"id": …, "text": "…"}}.')
    return row.get("id", number), row["text"]


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the classifier or the settings refuse into one sentence and exit code 1."""
    try:
        yield
    except (BadSettings, ClassifierError) as error:
        typer.echo(f"linli: {error}", err=True)
        raise typer.Exit(1) from error


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A bar on standard error; yields what training tells its progress to."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("training", total=1.0)
        yield lambda what, part: bar.update(task, description=what, completed=part)


@corpus_commands.command("check")
def corpus_check_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Files to check; the shipped corpus.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="Measuring sets it must not leak.")] = None,
    doubtful: Annotated[bool, typer.Option(help="Also list messages that are probably mislabelled.")] = False,
) -> None:
    """Report doubles, near-doubles, contradictions, leaks, rare labels and doubtful labels."""
    from classifier.corpus_check import check
    from classifier.examples import corpus_files
    from classifier.own_labels import learnable, own_labels, read_own

    with sentences():
        labels = own_labels(model_directory())
        examples = read_own(files or corpus_files(), labels)
        measured = read_own(against, labels) if against else []
        findings = list(check(examples, labels, measured))
        for finding in findings:
            typer.echo(f"{finding.kind:<9}{' '.join(finding.ids)}: {finding.sentence}")
        if doubtful:
            _print_doubtful(examples, learnable(labels, examples))
        errors = sum(finding.error for finding in findings)
        typer.echo(f"{len(examples)} messages, {len(findings)} findings, {errors} to mend")
        if errors:
            raise typer.Exit(1)


def _print_doubtful(examples: list[Example], labels: LabelSet) -> None:
    from classifier.own_labels import settled
    from classifier.training import doubtful_labels

    for example, likelier, chance in doubtful_labels(settled(examples, labels), labels):
        typer.echo(f"doubtful {example.id}: labelled {example.label}, {likelier} is likelier ({chance:.2f})")
