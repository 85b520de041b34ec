"""The ``linli`` command: every mishap is a sentence with the mend and exit code 1, never a traceback."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from app.cli import app
from app.wiring import open_database
from bot.playground.server import StandIn
from data.engine import transaction
from data.keys import key
from data.tables import Case, Community, Person
from data.vocabulary import State
from tests.acceptance.world import COMMUNITY

TOKEN = "1:right"
NOBODY = "http://127.0.0.1:9"  # the discard port: nobody answers


def linli(*arguments: str, **settings: str) -> Result:
    """Run the command with LINLI_… settings."""
    environment = {f"LINLI_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(app, list(arguments), env=environment)


def says(result: Result, *words: str) -> None:
    """Expect a sentence on standard error, and no traceback."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert result.stderr.startswith("linli: "), result.stderr
    for word in words:
        assert word in result.stderr


@pytest.fixture(scope="module")
def telegram() -> Iterator[str]:
    """The address of a stand-in that knows one token."""
    with StandIn(tokens=[TOKEN]) as stand_in:
        yield stand_in.url


@pytest.fixture
def damaged_model(folder: Path) -> str:
    """A model directory whose serving model is no model."""
    models = folder / "models"
    models.mkdir()
    (models / "20260101-000000-abcd.npz").write_bytes(b"not a model")
    (models / "serving.json").write_text('{"version": "20260101-000000-abcd", "before": []}')
    return str(models)


@pytest.mark.parametrize(
    "command", [[], ["run"], ["demo"], ["check"], ["invite"], ["org"], ["db"], ["train"], ["classify"]]
)
def test_every_command_has_help(command: list[str]) -> None:
    result = linli(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_shipped_sample_is_in_order() -> None:
    sample = Path(__file__).parents[2] / "app/samples/sample.yaml"
    assert "is in order" in linli("org", "check", str(sample)).stdout


def test_run_without_a_token_says_where_one_comes_from() -> None:
    says(linli("run"), "LINLI_BOT_TOKEN is not set", "@BotFather", "linli demo")


@pytest.mark.parametrize("command", [["run"], ["check"], ["db", "upgrade"], ["invite", "branch"]])
def test_a_wrong_setting_stops_any_command(command: list[str]) -> None:
    says(linli(*command, log_level="LOUD"), "LINLI_LOG_LEVEL")


def test_run_with_a_broken_community_file_names_the_line(folder: Path) -> None:
    (folder / "mine.yaml").write_text("key: mine\nname: [")
    says(linli("run", bot_token=TOKEN, community="mine.yaml"), "mine.yaml")


@pytest.mark.parametrize("url", ["nonsense", "oracle://there", "sqlite:////proc/none/linli.db"])
def test_a_database_that_cannot_be_opened_is_named(url: str) -> None:
    says(linli("db", "upgrade", database_url=url))


def test_a_missing_database_driver_says_what_to_install() -> None:
    result = linli("db", "upgrade", database_url="postgresql+psycopg2://nobody@127.0.0.1:9/none")
    says(result, "LINLI_DATABASE_URL", "psycopg2", "linli[postgres]")


@pytest.mark.usefixtures("imported")
def test_check_says_a_line_for_each_part(telegram: str, damaged_model: str) -> None:
    result = linli("check", bot_token=TOKEN, telegram_api=telegram, model_dir=damaged_model)
    assert result.exit_code == 1
    database, model, bot, letters = result.stdout.splitlines()
    assert database.startswith("✓ database: at revision")
    assert model.startswith("✗ model: ")
    assert "linli train" in model
    assert bot == "✓ Telegram: the token is @linli_1_bot's"
    assert letters.startswith("✗ letters: the community file names 1 e-mail address")


@pytest.mark.parametrize(
    ("token", "said"),
    [("1:wrong", "LINLI_BOT_TOKEN"), ("no token at all", "LINLI_BOT_TOKEN"), ("", "not set")],
)
def test_check_says_when_the_token_is_refused(
    telegram: str, damaged_model: str, token: str, said: str
) -> None:
    result = linli("check", bot_token=token, telegram_api=telegram, model_dir=damaged_model)
    (line,) = [line for line in result.stdout.splitlines() if "Telegram:" in line]
    assert line.startswith("✗ ")
    assert said in line
    assert result.exit_code == 1


def test_check_says_when_telegram_cannot_be_reached(damaged_model: str) -> None:
    result = linli("check", bot_token=TOKEN, telegram_api=NOBODY, model_dir=damaged_model)
    assert f"✗ Telegram: {NOBODY} cannot be reached" in result.stdout
    assert "LINLI_TELEGRAM_API" in result.stdout


def test_check_says_when_there_is_no_community_yet(damaged_model: str) -> None:
    result = linli("check", bot_token=TOKEN, telegram_api=NOBODY, model_dir=damaged_model)
    assert "✗ database: no community yet" in result.stdout
    assert "linli org import FILE" in result.stdout


def newer(folder: Path) -> str:
    """A database that a later version has opened."""
    file = folder / "newer.db"
    open_database(f"sqlite:///{file}").dispose()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    return f"sqlite:///{file}"


@pytest.mark.parametrize(
    "command", [["db", "upgrade"], ["run"], ["invite", "branch"], ["org", "import", str(COMMUNITY)]]
)
def test_a_database_of_a_later_version_is_left_alone(folder: Path, command: list[str]) -> None:
    says(
        linli(*command, bot_token=TOKEN, database_url=newer(folder)),
        "revision 9999",
        "Install that version again",
    )


@pytest.mark.usefixtures("imported")
def test_a_backup_is_whole_and_comes_back(folder: Path) -> None:
    assert "backed up to keep.db" in linli("db", "backup", "keep.db").stdout
    engine = open_database("sqlite:///var/linli.db")
    with transaction(engine) as session:
        community = session.get(Community, 1)
        assert community is not None
        community.name = "changed since"
    engine.dispose()
    assert "restored to var/linli.db" in linli("db", "restore", "keep.db").stdout
    engine = open_database("sqlite:///var/linli.db")
    with transaction(engine) as session:
        community = session.get(Community, 1)
        assert community is not None
        assert community.name == "测试小区"
    engine.dispose()
    assert not (folder / "keep.db-wal").exists()


@pytest.mark.usefixtures("imported")
def test_what_is_no_backup_is_not_restored(folder: Path) -> None:
    (folder / "letter.txt").write_text("dear desk")
    sqlite3.connect(folder / "other.db").close()
    before = (folder / "var/linli.db").read_bytes()
    says(linli("db", "restore", "gone.db"), "gone.db is not there", "linli db backup")
    says(linli("db", "restore", "letter.txt"), "letter.txt holds no desk")
    says(linli("db", "restore", "other.db"), "other.db holds no desk")
    assert (folder / "var/linli.db").read_bytes() == before


@pytest.mark.usefixtures("imported")
def test_a_backup_goes_neither_onto_itself_nor_into_nowhere(folder: Path) -> None:
    says(linli("db", "backup", "var/linli.db"), "is the database itself")
    says(linli("db", "backup", "var"), "name another one")
    (folder / "letter.txt").write_text("dear desk, " * 100)
    says(linli("db", "backup", "letter.txt"), "name another one")


def test_there_is_nothing_to_back_up_before_the_first_start() -> None:
    says(linli("db", "backup", "keep.db"), "is not there yet", "linli db upgrade")
    says(linli("db", "backup", "keep.db", database_url="postgresql://there/desk"), "pg_dump")


@pytest.mark.usefixtures("imported")
def test_an_audit_names_the_case_whose_books_are_out_of_order(folder: Path) -> None:
    assert linli("db", "audit").stdout.endswith(" 0 breaches.\n")
    engine = open_database("sqlite:///var/linli.db")
    with transaction(engine) as session:
        reporter = session.exec(select(Person)).first()
        assert reporter is not None
        session.add(
            Case(
                community_id=1,
                year=2026,
                serial=1,
                prefix="CT",
                category="noise",
                state=State.TRIAGE,
                reporter_id=key(reporter),
                opened_at=datetime(2026, 11, 24, 4, 0, tzinfo=UTC),
            )
        )
    engine.dispose()
    result = linli("db", "audit")
    assert result.exit_code == 1
    assert "CT-2026-0001: it is triage, and no timer will act on it" in result.stderr


@pytest.mark.usefixtures("imported")
def test_an_invitation_is_a_link_to_the_bot(telegram: str) -> None:
    result = linli("invite", "branch", "--coordinator", bot_token=TOKEN, telegram_api=telegram)
    assert result.exit_code == 0
    assert result.stdout.startswith("https://t.me/linli_1_bot?start=")


@pytest.mark.usefixtures("imported")
def test_an_invitation_for_nobody_we_know_lists_who_there_is(telegram: str) -> None:
    ready = {"bot_token": TOKEN, "telegram_api": telegram}
    says(linli("invite", "moon", **ready), "no body «moon»", "branch, centre-3")
    says(linli("invite", "branch", "--name", "李四", **ready), "nobody called «李四»", "周书记")


def test_an_invitation_needs_a_community_and_telegram(telegram: str) -> None:
    says(linli("invite", "branch", bot_token=TOKEN, telegram_api=telegram), "no community yet")
    says(linli("invite", "branch", bot_token=TOKEN, telegram_api=NOBODY), "cannot be reached")
    says(linli("invite", "branch", bot_token="1:wrong", telegram_api=telegram), "LINLI_BOT_TOKEN")


@pytest.mark.usefixtures("imported")
def test_who_has_joined_is_not_invited_again(telegram: str) -> None:
    engine = open_database("sqlite:///var/linli.db")
    with transaction(engine) as session:
        zhou = session.exec(select(Person).where(col(Person.name) == "周书记")).one()
        zhou.telegram_id = 3001
    engine.dispose()
    result = linli("invite", "branch", "--name", "周书记", bot_token=TOKEN, telegram_api=telegram)
    says(result, "周书记 has joined already", "--name")


def test_holidays_that_end_are_told_and_the_file_is_taken_all_the_same(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "app/samples/sample.yaml").read_text(encoding="utf-8")
    text = text.replace("country: CN", "country: none").replace("holidays: []", "holidays: [2020-10-01]")
    file = tmp_path / "community.yaml"
    file.write_text(text, encoding="utf-8")
    result = linli("org", "check", str(file))
    assert result.exit_code == 0
    assert "no holiday of 20" in result.stderr
    assert "under «holidays»" in result.stderr
