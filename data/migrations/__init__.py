"""Migrations of the database, from the first table on."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


class DatabaseNewer(Exception):
    """The database was written by a newer version of the program; the message has the mend."""


def upgrade(engine: Engine) -> None:
    """Bring the database to this version; raise DatabaseNewer when it is ahead of the code."""
    config = _config()
    present, known = revision(engine), _known(config)
    if present is not None and present not in known:
        raise DatabaseNewer(
            f"the database is at revision {present}, which this version does not know: "
            "it was opened by a newer one. Install that version again, or restore a backup."
        )
    with engine.connect() as connection, _free_to_rebuild(connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(engine: Engine) -> str | None:
    """Return the revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision this version of the program writes."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def _free_to_rebuild(connection: Connection) -> Iterator[None]:
    """Let SQLite put a changed table in place of one that others refer to.

    It changes a table by writing it anew, and would take the old one's end for the end of every row
    that others hang on. The switch only works between transactions.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def _known(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("data.migrations")))
    return config
