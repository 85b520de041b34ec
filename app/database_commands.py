"""The commands that look after the database: upgrade, back up, restore."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from app.settings import BadSettings, Settings
from app.wiring import open_database
from data import migrations
from data.engine import open_engine
from data.migrations import DatabaseNewer

File = Annotated[Path, typer.Argument(help="The backup file.")]


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the commands; the settings are read when one is called."""
    commands = typer.Typer(no_args_is_help=True, help="Look after the database.")

    @commands.command()
    def upgrade() -> None:
        """Bring the database to this version's tables."""
        _or_leave(
            lambda: (
                f"the database is at revision {migrations.revision(open_database(settings().database_url))}."
            )
        )

    @commands.command()
    def backup(file: File) -> None:
        """Copy the running database into FILE, whole and consistent."""
        _or_leave(lambda: _copy(_sqlite_file(settings()), file, "backed up"))

    @commands.command()
    def restore(file: File) -> None:
        """Put FILE in place of the database; the desk must not be running."""
        _or_leave(lambda: _restore(file, _sqlite_file(settings())))

    return commands


def _or_leave(act: Callable[[], str]) -> None:
    try:
        typer.echo(act())
    except (BadSettings, DatabaseNewer) as error:
        typer.echo(f"linli: {error}", err=True)
        raise typer.Exit(1) from error


def _sqlite_file(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BadSettings("only SQLite files are backed up here; use pg_dump and pg_restore for PostgreSQL.")
    return Path(url.database)


def _restore(backup: Path, target: Path) -> str:
    if not backup.exists():
        raise BadSettings(f"{backup} is not there: name a file that «linli db backup» wrote.")
    try:
        revision = migrations.revision(open_engine(f"sqlite:///{backup}"))
    except Exception as error:
        raise BadSettings(f"{backup} is no database: name a file that «linli db backup» wrote.") from error
    if revision is None:
        raise BadSettings(f"{backup} holds none of our tables: name a file that «linli db backup» wrote.")
    return _copy(backup, target, "restored")


def _copy(source: Path, target: Path, done: str) -> str:
    if not source.exists():
        raise BadSettings(f"{source} is not there yet: «linli db upgrade» makes it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    here.close()
    there.close()
    return f"{done} to {target} ({target.stat().st_size // 1024} KB)."
