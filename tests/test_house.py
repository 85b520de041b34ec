"""The house keeps its shape: who may import whom, how long a file may be, what must be written down."""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
import typer

from app.cli import app as linli
from app.settings import Settings
from casework.notice import Notice
from casework.rules import states
from casework.timeline import Happened

ROOT = Path(__file__).parent.parent
OURS = ("app", "bot", "casework", "classifier", "console", "data", "mail", "papers", "scheduler")
MAY_IMPORT = {
    "classifier": {"classifier"},
    "data": {"data"},
    "casework": {"casework", "classifier", "data"},
    "papers": {"papers"},
    "bot": {"bot", "casework", "classifier", "data", "papers"},
    "scheduler": {"scheduler", "casework", "data"},
    "mail": {"mail", "casework", "classifier", "data"},
    "console": {"console", "casework", "classifier", "data", "papers"},
    "app": set(OURS),
}
EDGES = ("telegram", "apscheduler", "starlette", "fastapi", "httpx", "uvicorn", "jinja2")
# Each is named in docs/architecture.md, with the reason.
READ_THE_CLOCK = {
    "app/wiring.py",
    "app/org_commands.py",
    "scheduler/runner.py",
    "classifier/training.py",
    "bot/playground",
}
CLOCKS = (
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.monotonic", "time.perf_counter"),
)
FOR_DEVELOPERS = ("tests", "benchmarks")  # stay in the working tree
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 60
WRITTEN_BY_ALEMBIC = "data/migrations/versions"


def python_files(*folders: str) -> list[Path]:
    """Every Python file of ours in these folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name(path: Path) -> str:
    """The file as people say it: from the root of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports, with its full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: write the full name of what is imported"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def roots(path: Path) -> set[str]:
    """The packages that the file imports something from."""
    return {module.partition(".")[0] for module in imports(path)}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_go_down_the_house(package: str) -> None:
    wrong = {name(path): roots(path) & set(OURS) - MAY_IMPORT[package] for path in python_files(package)}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_casework_knows_no_edge() -> None:
    wrong = {name(path): roots(path) & set(EDGES) for path in python_files("casework")}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_rules_are_pure() -> None:
    allowed = ("casework.rules", "casework.errors", "data.vocabulary")
    for path in python_files("casework/rules"):
        ours = [module for module in imports(path) if module.partition(".")[0] in OURS]
        assert [module for module in ours if not module.startswith(allowed)] == [], name(path)
        assert roots(path).isdisjoint({"sqlmodel", "sqlalchemy", "structlog"}), name(path)


def test_the_playground_stands_alone() -> None:
    for path in python_files("bot/playground"):
        ours = [module for module in imports(path) if module.partition(".")[0] in OURS]
        assert [module for module in ours if not module.startswith("bot.playground")] == [], name(path)


def test_the_desk_does_not_know_the_playground() -> None:
    for path in python_files("bot", "casework", "data", "scheduler", "classifier"):
        if not name(path).startswith("bot/playground"):
            assert not any(module.startswith("bot.playground") for module in imports(path)), name(path)


def reads_a_clock(path: Path) -> bool:
    """Say whether the file names a clock of Python's, to call it or to hand it on."""
    named = (ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))
    return any(words.endswith(CLOCKS) for words in named) or not set(imports(path)).isdisjoint(CLOCKS)


def test_only_the_named_edges_read_the_clock() -> None:
    readers = [name(path) for path in python_files(*OURS) if reads_a_clock(path)]
    assert [path for path in readers if not path.startswith(tuple(READ_THE_CLOCK))] == []
    for excused in READ_THE_CLOCK:
        assert f"`{excused}`" in document("architecture.md"), f"say in the docs why {excused} reads it"
        assert any(path.startswith(excused) for path in readers), f"{excused} reads no clock any more"


def test_every_package_is_shipped() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["packages"]["find"]["include"]
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - set(FOR_DEVELOPERS)
    assert packages
    assert [p for p in packages if not any(fnmatch(p, pattern) for pattern in patterns)] == []
    assert packages <= set(OURS), "a new package needs its line in MAY_IMPORT"


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in python_files(*OURS, "tests")}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] in (
        [],
        [WRITTEN_BY_ALEMBIC],
    )


def test_no_file_is_longer_than_a_reader_can_bear() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*OURS, "tests")}
    long = {path: lines for path, lines in lengths.items() if lines > MOST_LINES}
    assert [path for path in long if not path.startswith(WRITTEN_BY_ALEMBIC)] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name(path)}: {node.name}"
        for path in python_files(*OURS, "tests")
        if not name(path).startswith(WRITTEN_BY_ALEMBIC)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is_in_a_sentence() -> None:
    mute = [name(path) for path in python_files(*OURS) if not ast.get_docstring(tree(path))]
    assert [path for path in mute if not path.endswith("__init__.py")] == []


@pytest.mark.parametrize(
    ("kind", "folders"),
    [(Notice, ("casework", "bot")), (Happened, ("casework",))],
    ids=["Notice", "Happened"],
)
def test_nothing_is_declared_that_nobody_says(
    kind: type[Notice] | type[Happened], folders: tuple[str, ...]
) -> None:
    said = {
        node.attr
        for path in python_files(*folders)
        if not name(path).startswith("bot/keyboards/") and not name(path).startswith("bot/playground")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == kind.__name__
    }
    assert {member.name for member in kind} - said == set()


def document(file: str) -> str:
    """The text of one of our documents."""
    return (ROOT / "docs" / file).read_text(encoding="utf-8")


def test_the_docs_draw_the_states_as_the_table_has_them() -> None:
    drawn = re.findall(r"```mermaid\n(.*?)\n```", document("architecture.md"), re.DOTALL)
    assert states.diagram() in drawn, "run: python -m casework.rules.states"


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`LINLI_{setting.upper()}`" in document("settings.md")


def test_no_setting_is_documented_that_is_not_there() -> None:
    named = set(re.findall(r"`LINLI_([A-Z_]+)`", document("settings.md")))
    assert named - {setting.upper() for setting in Settings.model_fields} == set()


def commands(group: typer.Typer, before: str = "linli") -> Iterator[str]:
    """Every command as people type it."""
    for command in group.registered_commands:
        called = command.name or (command.callback.__name__ if command.callback else "")
        yield f"{before} {called}"
    for sub in group.registered_groups:
        assert sub.typer_instance is not None
        yield from commands(sub.typer_instance, f"{before} {sub.name}")


@pytest.mark.parametrize("command", list(commands(linli)))
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}" in document("settings.md")
