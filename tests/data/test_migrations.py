"""The database follows the code from the first table on, and never the other way round."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from data import migrations
from data.base import Table
from data.engine import open_engine
from data.migrations import DatabaseNewer
from tests.databases import close_whole

COMMUNITY = (
    "INSERT INTO community (id, key, name, prefix, timezone, languages, building_numbers, parameters)"
    " VALUES (1, 'k', 'n', 'p', 'UTC', '[]', '[]', '{}')"
)
PERSON = "INSERT INTO person (id, community_id, name, language, awaiting_data) VALUES (1, 1, 'n', 'en', '{}')"


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database that was brought to this version, made once."""
    path = tmp_path_factory.mktemp("brought") / "desk.db"
    engine = open_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    close_whole(engine)
    return path


@pytest.fixture
def migrated(brought: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database that was brought to this version."""
    engine = open_engine(f"sqlite:///{shutil.copy(brought, tmp_path / 'migrated.db')}")
    yield engine
    engine.dispose()


def test_an_empty_database_is_brought_to_this_version(migrated: Engine) -> None:
    assert migrations.revision(migrated) == migrations.head()
    assert set(inspect(migrated).get_table_names()) == {*Table.metadata.tables, "alembic_version"}


def test_once_more_changes_nothing(migrated: Engine) -> None:
    migrations.upgrade(migrated)
    assert migrations.revision(migrated) == migrations.head()


def test_an_empty_database_has_no_revision(empty: Engine) -> None:
    assert migrations.revision(empty) is None


def test_migrations_and_tables_do_not_differ(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def indexes(engine: Engine) -> set[tuple[str, str]]:
    """Every index and its SQL, which comparison of metadata does not look into."""
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        )
        return {(row.name, " ".join(row.sql.split())) for row in rows}


def test_indexes_and_their_conditions_do_not_differ(
    migrated: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fresh = open_engine(f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'desk.db'}")
    Table.metadata.create_all(fresh)
    assert indexes(migrated) == indexes(fresh)
    fresh.dispose()


def test_a_database_of_a_later_version_is_refused_with_the_mend(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match=r"revision 9999.*newer one\. Install that version again"):
        migrations.upgrade(migrated)
    assert migrations.revision(migrated) == "9999"


def test_the_way_back_ends_with_nothing(migrated: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "data:migrations")
    with migrated.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(migrated).get_table_names() == ["alembic_version"]


def test_revisions_form_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", "data:migrations")
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


ENUMS = [
    (table.name, column.name)
    for table in Table.metadata.sorted_tables
    for column in table.columns
    if hasattr(column.type, "enums")
]


@pytest.mark.parametrize(("table", "column"), ENUMS)
def test_every_enumeration_is_guarded_by_the_database(migrated: Engine, table: str, column: str) -> None:
    checks = [check["sqltext"] for check in inspect(migrated).get_check_constraints(table)]
    allowed = Table.metadata.tables[table].columns[column].type.enums  # type: ignore[attr-defined]
    (guard,) = [str(check) for check in checks if str(check).startswith(f"{column} IN")]
    assert all(f"'{value}'" in guard for value in allowed)
    assert guard.count("'") == 2 * len(allowed)


@pytest.mark.parametrize("word", ["a better world", "ROOM"])  # the second is the name and not the value
def test_a_foreign_word_is_refused_by_the_database(migrated: Engine, word: str) -> None:
    with migrated.begin() as connection:
        connection.execute(text(COMMUNITY))
        connection.execute(text(PERSON))
    with pytest.raises(IntegrityError, match="CHECK constraint failed"), migrated.begin() as connection:
        connection.execute(text("UPDATE person SET awaiting = :word"), {"word": word})


def test_an_enumeration_grows_around_rows_that_others_hang_on(migrated: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "data:migrations")
    with migrated.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.downgrade(config, "0002")
    with migrated.begin() as connection:
        connection.execute(text(COMMUNITY))
        connection.execute(text(PERSON))
        connection.execute(
            text(
                "INSERT INTO concern (community_id, person_id, text, chat_id, message_id,"
                " received_at, category, confidence, ranking, also, urgency, evidence, model_version)"
                " VALUES (1, 1, '', 1, 1, '2026-01-01', 'noise', 0, '[]', '[]', 'normal', '[]', '')"
            )
        )
    migrations.upgrade(migrated)
    with migrated.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        connection.execute(text("UPDATE person SET awaiting = 'escalate_words'"))


def test_a_row_that_hangs_in_the_air_is_refused(migrated: Engine) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), migrated.begin() as connection:
        connection.execute(text(PERSON))
