"""The command that writes the report for coordinators."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.classifier_commands import ensure_model, model_directory, progress_bar
from app.sentences import sentences
from classifier.examples import Example, corpus_files, read_examples
from classifier.failures import CorpusError

HELD_OUT = Path(__file__).parents[1] / "tests" / "heldout" / "messages.jsonl"


def report(
    file: Annotated[
        Path | None, typer.Argument(help="Labelled messages; in a checkout, the project's held-out ones.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the page is written.")] = Path("var/report.html"),
    against: Annotated[str | None, typer.Option(help="Another version to compare with.")] = None,
    learning_curve: Annotated[
        bool,
        typer.Option("--learning-curve", help="Also train with a quarter and half of the corpus (minutes)."),
    ] = False,
) -> None:
    """Write a page, for people who are not engineers, on how well the serving model sorts messages."""
    from classifier.artefact import write_atomically
    from classifier.report.figures import verdicts
    from classifier.report.growth import grow
    from classifier.report.page import page
    from classifier.report.sections import Examined

    with sentences():
        registry = ensure_model(model_directory())
        model = registry.serving()
        other = registry.get(against) if against else None
        path = file or held_out()
        examples, corpus = read_examples([path], model.labels), read_examples(corpus_files())
        rows = verdicts(model, examples)
        before = verdicts(other, examples) if other else []
        points = []
        if learning_curve:
            with progress_bar() as tell:
                points = grow(model, corpus, examples, tell)
        seen = also_in(examples, corpus)
        write_atomically(
            out, page(Examined(model, path.name, rows, seen, before, points)).encode(errors="replace")
        )
        typer.echo(f"{out} shows {model.version} on {len(rows)} messages; open it in a browser.")


def held_out() -> Path:
    """The project's held-out messages; raise CorpusError where there is no checkout."""
    if not HELD_OUT.exists():
        raise CorpusError(
            "The project's held-out messages are only in its source (tests/heldout/messages.jsonl); "
            "name a file of labelled messages: linli report FILE."
        )
    return HELD_OUT


def also_in(examples: Iterable[Example], corpus: Iterable[Example]) -> int:
    """How many of the messages stand in the corpus word for word."""
    texts = {example.text for example in corpus}
    return sum(example.text in texts for example in examples)
