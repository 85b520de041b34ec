"""Migrations of the database, from the first table on."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


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
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(engine: Engine) -> str | None:
    """Return the revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision this version of the program writes."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _known(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("data.migrations")))
    return config
