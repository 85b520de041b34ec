"""The log says what failed and where; never what somebody wrote, is called, or can be called at."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog

from app.logs import configure_logs
from bot.playground.server import StandIn
from classifier.prediction import Thresholds
from tests.acceptance.world import World, blank_database

WORDS = "3号楼2单元501的王先生打孩子，电话13800000000"


class Unlucky:
    """A model that fails, and quotes the message while it does."""

    thresholds = Thresholds(confidence=0.6, gap=0.2, chat=0.8)

    def predict(self, text: str) -> Any:
        """Fail."""
        try:
            int(text)
        except ValueError as error:
            raise KeyError(f"cannot read {text}") from error


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was logged, a line each."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_failed_update_is_logged_by_its_id(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    database = blank_database(tmp_path / "desk.db")
    with StandIn() as stand_in:
        world = World(stand_in, f"sqlite:///{database}", reader=Unlucky())  # type: ignore[arg-type]
        chen = world.phone(1001, "陈阿姨")
        configure_logs("DEBUG", as_json=True)
        capsys.readouterr()
        world.say(chen, WORDS)
        logged = lines(capsys)
        world.close()
    (failed,) = [line for line in logged if line["event"] == "update failed"]
    assert failed["update_id"] > 0
    assert failed["error"] == "KeyError"
    assert any("predict" in place for place in failed["at"])
    everything = json.dumps(logged, ensure_ascii=False)
    assert not [part for part in ("王先生", "13800000000", "501", "陈阿姨", "1001") if part in everything]


@pytest.mark.parametrize("as_json", [True, False])
def test_an_error_is_placed_with_its_cause_and_not_quoted(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    configure_logs(as_json=as_json)
    try:
        Unlucky().predict(WORDS)
    except KeyError:
        structlog.get_logger().exception("failed", case=7)
        logging.getLogger("a library").exception("failed too")
    said = capsys.readouterr().err
    assert "王先生" not in said
    assert "ValueError" in said
    assert "KeyError" in said
    assert "test_logs.py" in said


def test_a_quieter_level_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("WARNING", as_json=True)
    structlog.get_logger().info("too quiet")
    structlog.get_logger().warning("loud enough")
    assert [line["event"] for line in lines(capsys)] == ["loud enough"]
