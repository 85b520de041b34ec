"""The command that prints or exports the journal of residents' voices (民声日志)."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from app.live_labels import own_texts
from app.sentences import sentences
from app.settings import BadSettings, Settings
from app.wiring import community_id_in, open_database, utc_now
from bot.texts import Texts
from casework.desk import Desk
from casework.visits.journal import Entry, entries
from data.engine import transaction
from data.keys import fetch
from data.tables import Community
from papers.sheet import workbook
from papers.table import Column, Table

DAYS = 90


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the command for the settings that hold when it runs."""
    commands = typer.Typer()

    @commands.command("voices")
    def voices_command(
        days: Annotated[int, typer.Option(min=1, help="So many days back.")] = DAYS,
        as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
        xlsx: Annotated[Path | None, typer.Option(help="Write a workbook.")] = None,
    ) -> None:
        """Print what members heard at doors and talks, or write it into a file."""
        with sentences():
            engine = open_database(settings().database_url)
            community_id = community_id_in(engine)
            with transaction(engine) as session:
                desk = Desk(session, utc_now(), fetch(session, Community, community_id))
                texts = own_texts(settings().model_dir, desk.parameters.words)[desk.community.languages[0]]
                lines = entries(desk, desk.now - timedelta(days=days), desk.now + timedelta(seconds=1))
                if xlsx is not None:
                    _write(xlsx, workbook([_table(texts, desk, lines)]))
                    return
                for line in lines:
                    typer.echo(_as_json(line) if as_json else _in_words(texts, desk, line))

    return commands


def _as_json(line: Entry) -> str:
    return json.dumps(asdict(line) | {"at": line.at.isoformat()}, ensure_ascii=False)


def _in_words(texts: Texts, desk: Desk, line: Entry) -> str:
    said = line.said.replace("\n", " ")
    return " · ".join(filter(None, (desk.local(line.at), line.number, _category(texts, line), said)))


def _category(texts: Texts, line: Entry) -> str:
    return texts.say("buttons", "category", category=line.category) if line.category else ""


def _table(texts: Texts, desk: Desk, lines: list[Entry]) -> Table:
    headings = texts.say("papers", "voices_headings").split("|")
    widths = (18, 10, 10, 12, 50, 16, 18, 12, 14)
    columns = [Column(heading, width) for heading, width in zip(headings, widths, strict=True)]
    rows = [
        [
            _moment(desk, line.at),
            texts.say("papers", f"voices_{line.kind}"),
            line.building,
            line.room,
            line.said,
            _category(texts, line),
            line.number,
            texts.say("states", line.state) if line.state else "",
            line.logged_by,
        ]
        for line in lines
    ]
    return Table(texts.say("papers", "voices_title"), columns, rows)


def _moment(desk: Desk, at: datetime) -> str:
    return at.astimezone(desk.zone).strftime("%Y-%m-%d %H:%M")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadSettings(f"{path}: {error.strerror}; name a file in a folder that is there.") from error
    typer.echo(f"{path} is written ({len(content) // 1024 + 1} KB).")
