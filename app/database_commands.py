"""The commands that look after the database: upgrade, back up, restore."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from app.sentences import sentences
from app.settings import BadSettings, Settings
from app.wiring import open_database
from casework.audit import RULES, audit
from data import migrations, queries
from data.engine import transaction
from data.keys import key

File = Annotated[Path, typer.Argument(help="The backup file.")]


def build(settings: Callable[[], Settings]) -> typer.Typer:
    """Make the commands; the settings are read when one is called."""
    commands = typer.Typer(no_args_is_help=True, help="Look after the database.")

    @commands.command()
    def upgrade() -> None:
        """Bring the database to this version's tables."""
        with sentences():
            engine = open_database(settings().database_url)
            typer.echo(f"the database is at revision {migrations.revision(engine)}.")

    @commands.command()
    def backup(file: File) -> None:
        """Copy the running database into FILE, whole and consistent."""
        with sentences():
            typer.echo(_copy(_sqlite_file(settings()), file, "backed up"))

    @commands.command()
    def restore(file: File) -> None:
        """Put FILE in place of the database; the desk must not be running."""
        with sentences():
            typer.echo(_restore(file, _sqlite_file(settings())))

    @commands.command("audit")
    def audit_command() -> None:
        """Hold every case against the rules that must always hold; exit code 1 when one doesn't."""
        with sentences():
            breaches = _audit(settings().database_url)
            for breach in breaches:
                typer.echo(breach, err=True)
            typer.echo(f"{len(RULES)} rules, {len(breaches)} breaches.")
            raise typer.Exit(1 if breaches else 0)

    return commands


def _audit(database_url: str) -> list[str]:
    with transaction(open_database(database_url)) as session:
        communities = queries.communities(session)
        return [str(breach) for community in communities for breach in audit(session, key(community))]


def _sqlite_file(settings: Settings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BadSettings("only SQLite files are backed up here; use pg_dump and pg_restore for PostgreSQL.")
    return Path(url.database)


def _restore(backup: Path, target: Path) -> str:
    if not backup.exists():
        raise BadSettings(f"{backup} is not there: name a file that «linli db backup» wrote.")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as here:
            here.execute("SELECT version_num FROM alembic_version")
    except sqlite3.Error as error:
        raise BadSettings(f"{backup} holds no desk: name a file that «linli db backup» wrote.") from error
    return _copy(backup, target, "restored")


def _copy(source: Path, target: Path, done: str) -> str:
    if not source.exists():
        raise BadSettings(f"{source} is not there yet: «linli db upgrade» makes it.")
    if target.exists() and source.samefile(target):
        raise BadSettings(f"{target} is the database itself: name another file.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    return f"{done} to {target} ({target.stat().st_size // 1024} KB)."
