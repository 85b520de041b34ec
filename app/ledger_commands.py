"""The commands that print or export the accounts of promises."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app.sentences import sentences
from app.settings import BadSettings, Settings
from app.wiring import community_id_in, load_texts, open_database, utc_now
from casework.desk import Desk
from casework.rules import quarters
from casework.rules.quarters import Quarter
from data.engine import transaction
from data.keys import fetch
from data.tables import Community


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the commands for the settings that hold when they run."""
    commands = typer.Typer()

    @commands.command("ledger")
    def ledger_command(
        quarter: Annotated[str | None, typer.Option(help="Such as 2026Q4; the running one.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, with every case.")] = False,
        xlsx: Annotated[Path | None, typer.Option(help="Write a workbook.")] = None,
    ) -> None:
        """Print a quarter's ledger of promises, or write it into a file."""
        from bot import account_files
        from casework.ledger import cards, export
        from papers.sheet import workbook

        with sentences():
            engine = open_database(settings().database_url)
            community_id = community_id_in(engine)
            with transaction(engine) as session:
                desk = Desk(session, utc_now(), fetch(session, Community, community_id))
                row, view = cards.stored_or_counted(desk, _quarter(desk, quarter))
                texts = load_texts(words=desk.parameters.words)[desk.community.languages[0]]
                if xlsx is not None:
                    tables = account_files.tables(texts, view, export.details(desk, view))
                    _write(xlsx, workbook(tables))
                elif as_json:
                    typer.echo(json.dumps(view, ensure_ascii=False))
                else:
                    typer.echo(texts.say("notices", "ledger_card", **cards.summary(desk, row, view)))

    return commands


def _quarter(desk: Desk, words: str | None) -> Quarter:
    if words is None:
        return quarters.of(desk.now, desk.zone)
    try:
        return quarters.parse(words)
    except ValueError as error:
        raise BadSettings(f"--quarter: {error}.") from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    typer.echo(f"{path} is written ({len(content) // 1024 + 1} KB).")
