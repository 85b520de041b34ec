"""The command that retrains: with a bar for people, or as JSON lines for another program."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from app.sentences import sentences
from app.settings import Settings
from app.wiring import utc_now
from classifier.registry import Registry
from classifier.training import Progress

SHOWN = 5  # messages, changes and doubts each


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the command for the settings that hold when it runs."""
    commands = typer.Typer()

    @commands.command("retrain")
    def retrain_command(
        corrections: Annotated[
            list[Path] | None, typer.Option(help="Further corrections: text, label, by; one object a line.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
        promote: Annotated[bool, typer.Option(help="Let a candidate that passes serve at once.")] = False,
    ) -> None:
        """Train a candidate on the corpus and on what the desk was taught, and judge it."""
        from app.retraining import run

        with sentences():
            read = settings()
            with _progress(as_json) as tell:
                result = run(read, corrections or [], tell, utc_now())
            if promote and result["passed"]:
                Registry(read.model_dir).promote(result["candidate"])
            typer.echo(json.dumps(result, ensure_ascii=False) if as_json else "\n".join(told(result)))

    return commands


def told(result: dict[str, Any], shown_messages: int = SHOWN) -> Iterator[str]:
    """Say in lines what came of a retraining."""
    yield (
        f"{result['candidate']} learnt from {result['learnt_from']} messages, {result['taught']} of them "
        f"the desk's; judged on {result['held_out']} against {result['serving']}:"
    )
    for gate in result["gates"]:
        yield f"{'✓' if gate['passed'] else '✗'} {gate['name']}: {gate['sentence']}"
        yield from (f"    {message['text']}" for message in gate["messages"][:shown_messages])
    yield f"{result['would_change']} of the last {result['recent']} messages would go elsewhere"
    for change in result["changes"][:shown_messages]:
        yield f"    {change['before']['label']} → {change['after']['label']}: {change['text']}"
    for doubt in result["doubts"][:SHOWN]:
        yield f"! {doubt['sentence']}"
    yield (
        f"passed; {result['candidate']} waits to be promoted"
        if result["passed"]
        else "refused; the serving model goes on"
    )


@contextmanager
def _progress(as_json: bool) -> Iterator[Progress]:
    """Show a bar, or write a JSON line to standard error at each step."""
    if as_json:
        yield lambda what, part: print(  # noqa: T201 - another program reads it
            json.dumps({"what": what, "part": round(part, 3)}), file=sys.stderr, flush=True
        )
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("retraining", total=1.0)
        yield lambda what, part: bar.update(task, description=what, completed=part)
