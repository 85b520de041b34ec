"""The ``linli`` command."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from app import (
    checking,
    classifier_commands,
    database_commands,
    demo,
    explain_command,
    inviting,
    label_command,
    ledger_commands,
    org_commands,
    report_command,
    retraining_commands,
    visit_commands,
)
from app.logs import configure_logs
from app.running import run_desk, until_stopped
from app.sentences import sentences
from app.settings import Settings, load_settings
from app.wiring import open_database, utc_now
from casework.people.organisation import import_community
from data.engine import transaction

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its frames would print local values, residents' words among them
    help="Linli 邻里: a residents' concern desk for a housing compound.",
)


def _settings() -> Settings:
    settings = load_settings()
    configure_logs(settings.log_level, as_json=settings.log_json)
    return settings


def _database() -> Engine:
    with sentences():
        return open_database(_settings().database_url)


@app.command()
def run() -> None:
    """Run the desk on Telegram: bot and scheduler in one process."""
    with sentences():
        settings = _settings()
        settings.token()
        engine = open_database(settings.database_url)
        if settings.community is not None:
            with transaction(engine) as session:
                import_community(session, org_commands.load(settings.community), utc_now())
        registry = classifier_commands.ensure_model(settings.model_dir, settings.embedding)
        asyncio.run(until_stopped(run_desk(engine, registry, settings)))


@app.command("demo")
def demo_command(
    port: Annotated[int, typer.Option(help="Where the page is served.")] = 8080,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    directory: Annotated[Path, typer.Option(help="Where the demo keeps its files.")] = Path("var/demo"),
) -> None:
    """Open the playground: four phones on a page, the real desk behind them, no token, no network."""
    with sentences():
        configure_logs("WARNING")
        directory.mkdir(parents=True, exist_ok=True)
        typer.echo(f"The playground opens at http://{host}:{port}/ (stop it with Ctrl-C).")
        asyncio.run(until_stopped(demo.run_demo(host, port, directory)))


@app.command()
def check() -> None:
    """Say whether configuration, database, model and Telegram are in order."""
    with sentences():
        if not asyncio.run(checking.check_all(_settings(), typer.echo)):
            raise typer.Exit(1)


@app.command()
def invite(
    body: Annotated[str, typer.Argument(help="The body's key in the community file, such as branch.")],
    name: Annotated[str | None, typer.Option(help="The seat's name in the community file.")] = None,
    coordinator: Annotated[bool, typer.Option(help="Invite somebody new as a coordinator.")] = False,
) -> None:
    """Print a link by which a member joins a body; the first coordinator comes in this way."""
    with sentences():
        settings = _settings()
        engine = open_database(settings.database_url)
        typer.echo(asyncio.run(inviting.link(engine, settings, body, name, coordinator=coordinator)))


org = org_commands.build(_database)
explain_command.add(org, _settings, _database)
app.add_typer(org, name="org")
app.add_typer(database_commands.build(_settings), name="db")
app.command()(report_command.report)
app.command()(label_command.label)
for command in (
    *classifier_commands.commands.registered_commands,
    *retraining_commands.build(_settings).registered_commands,
    *ledger_commands.build(_settings).registered_commands,
    *visit_commands.build(_settings).registered_commands,
):
    app.registered_commands.append(command)
for group in classifier_commands.commands.registered_groups:
    app.registered_groups.append(group)


def main() -> None:
    """Run the command line."""
    app()
