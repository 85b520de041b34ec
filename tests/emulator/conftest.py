"""The emulator as a process, and a desk over it."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.world import blank_database
from tests.emulator.world import EmulatedWorld

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Emulator:
    """A running emulator."""

    url: str


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """The emulator in a process of its own, with nothing in it yet."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("the emulator runs on Node.js, which is not installed")
    if not (HERE / "node_modules" / "telegram-test-api").is_dir():
        pytest.skip("the emulator is not installed: run npm ci --prefix tests/emulator")
    command = [node, str(HERE / "start.js")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the emulator did not start; its own words are above"
        yield Emulator(f"http://127.0.0.1:{port}")
        process.terminate()


@pytest.fixture
def world(emulator: Emulator, tmp_path: Path) -> Iterator[EmulatedWorld]:
    """A desk over a fresh database and the emulator, at noon of a Tuesday."""
    database = blank_database(tmp_path / "desk.db")
    built = EmulatedWorld(emulator, f"sqlite:///{database}")  # type: ignore[arg-type]
    yield built
    built.close()
