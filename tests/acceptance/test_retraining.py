"""A coordinator lets the classifier learn in Telegram, lets the new one take over, and goes back."""

import json
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from app.relearning import DIED, Relearning
from bot.playground.phone import Phone
from casework.desk import Desk
from casework.learning import retrainings
from casework.learning.opinions import collect
from classifier.failures import DamagedModel
from data.engine import transaction
from data.tables import Community, Correction, ModelChange, Retraining
from data.vocabulary import ModelChangeKind, Source
from tests.acceptance.reader import WordReader
from tests.acceptance.world import World, labels, texts

OLD, NEW = "20261122-193045-0ed4dc67", "20261124-040000-1fe5ed78"
REPORT: dict[str, Any] = {
    "candidate": NEW,
    "serving": OLD,
    "passed": True,
    "learnt_from": 8781,
    "taught": 37,
    "held_out": 548,
    "figures": {"serving": {"accuracy": 0.838}, "candidate": {"accuracy": 0.861}},
    "gates": [{"name": "enough", "kind": "enough", "label": None, "passed": True, "messages": []}],
    "recent": 200,
    "would_change": 1,
    "changes": [
        {
            "text": "门口的灯闪",
            "before": {"label": "noise"},
            "after": {"label": "facilities", "urgency": "normal"},
        }
    ],
    "doubts": [],
}
REFUSED = REPORT | {
    "passed": False,
    "gates": [
        {
            "name": "recall of fire_safety",
            "kind": "recall",
            "label": "fire_safety",
            "passed": False,
            "sentence": "recall 0.9 → 0.8",
            "messages": [{"id": "ho1", "text": "四楼平台多了两个鞋柜"}],
        }
    ],
}


@dataclass(frozen=True)
class Known(WordReader):
    """A reader that the desk can show: what it is called and what it learnt from."""

    version: str = OLD
    metrics: dict[str, float] = field(default_factory=lambda: {"held_out_accuracy": 0.8})
    facts: dict[str, int] = field(default_factory=lambda: {"messages": 8744})


class Shelf:
    """The models that served, the one that serves last."""

    def __init__(self) -> None:
        self.line = [OLD]
        self.damaged = False

    def serving(self) -> Known:
        return Known(version=self.line[-1])

    def earlier(self) -> tuple[str, ...]:
        return tuple(self.line[:-1])

    def promote(self, version: str) -> None:
        if self.damaged:
            raise DamagedModel("the file is damaged")
        self.line.append(version)

    def rollback(self) -> str:
        self.line.pop()
        return self.line[-1]


@pytest.fixture
def shelf(world: World) -> Shelf:
    shelf = Shelf()
    world.desk = replace(world.desk, handling=replace(world.desk.handling, models=shelf))
    return shelf


def trainer(world: World, tmp_path: Path, report: dict[str, Any] | None, says: str = "") -> Relearning:
    """A training process that says what it is told to."""
    script = tmp_path / "train.py"
    script.write_text(
        "import sys\n"
        'print(\'{"what": "learning", "part": 0.4}\', file=sys.stderr)\n'
        "print('a library warns', file=sys.stderr)\n"
        f"print({says!r}, file=sys.stderr)\n"
        f"print({json.dumps(report, ensure_ascii=True) if report else ''!r})\n"
        f"sys.exit({0 if report else 1})\n",
        encoding="utf-8",
    )
    return Relearning(
        world.engine, 1, tmp_path, world.clock, lambda: None, command=(sys.executable, str(script))
    )


def learn(world: World, tmp_path: Path, report: dict[str, Any] | None = REPORT, says: str = "") -> None:
    """Run what was asked for, and let the desk send what came of it."""
    assert world.do(trainer(world, tmp_path, report, says).next())
    world.pump()


# ── learning ──


def test_a_coordinator_asks_is_shown_the_result_and_lets_it_take_over(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    world.say(zhou, "/retrain")
    assert world.told(zhou)[-1] == "retrain_runs"
    learn(world, tmp_path)
    assert world.told(zhou)[-1] == "retrain_passed"
    for words in ("84%", "86%", "37", "门口的灯闪"):
        assert words in texts(zhou)[-1]
    assert shelf.line == [OLD], "nothing changes before somebody presses"
    world.tap(zhou, "promote")
    assert shelf.line == [OLD, NEW]
    assert world.told(zhou)[-1] == "model_changed"
    (change,) = world.rows(ModelChange)
    assert (change.kind, change.version, change.before) == (ModelChangeKind.PROMOTED, NEW, OLD)
    assert change.at == world.now


def test_she_may_leave_it(world: World, shelf: Shelf, zhou: Phone, tmp_path: Path) -> None:
    world.say(zhou, "/retrain")
    learn(world, tmp_path)
    world.tap(zhou, "leave_model")
    assert world.told(zhou)[-1] == "model_left"
    assert shelf.line == [OLD]
    assert labels(zhou) == []


def test_a_refused_candidate_says_which_gate_and_which_message(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    world.say(zhou, "/retrain")
    learn(world, tmp_path, REFUSED)
    assert world.told(zhou)[-1] == "retrain_refused"
    assert "消防隐患" in texts(zhou)[-1]
    assert "四楼平台多了两个鞋柜" in texts(zhou)[-1]
    assert labels(zhou) == []


def test_a_training_that_breaks_says_so_and_another_may_be_asked_for(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    for says, reason in (("linli: the disk is full", "the disk is full"), ("Killed", DIED)):
        world.say(zhou, "/retrain")
        learn(world, tmp_path, None, says)
        assert world.told(zhou)[-1] == "retrain_failed"
        assert reason in texts(zhou)[-1]
    assert [row.error for row in world.rows(Retraining)] == ["the disk is full", DIED]


def test_only_one_runs_at_a_time(world: World, shelf: Shelf, zhou: Phone, tmp_path: Path) -> None:
    world.say(zhou, "/retrain")
    world.say(zhou, "/retrain")
    assert texts(zhou)[-1] == world.words("refusals", "retraining_runs")
    learn(world, tmp_path)
    assert not world.do(trainer(world, tmp_path, REPORT).next())


def test_the_card_shows_how_far_it_is(world: World, shelf: Shelf, zhou: Phone) -> None:
    world.say(zhou, "/retrain")
    card = zhou.last().message_id
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, session.get_one(Community, 1))
        waiting = retrainings.begin(desk)
        assert waiting is not None
        retrainings.progressed(desk, waiting, 0.4)
    world.pump()
    assert (zhou.last().message_id, "40%" in texts(zhou)[-1]) == (card, True)


def test_a_retraining_whose_process_died_with_the_desk_is_run_again(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    world.say(zhou, "/retrain")
    with transaction(world.engine) as session:
        retrainings.begin(Desk(session, world.now, session.get_one(Community, 1)))
    learn(world, tmp_path)
    assert world.told(zhou)[-1] == "retrain_passed"


# ── the model that serves ──


def test_she_sees_the_serving_model_and_goes_back_once(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    world.say(zhou, "/model")
    assert "80%" in texts(zhou)[-1]
    assert labels(zhou) == []
    shelf.line = ["20261120-000000-aaaaaaaa", OLD, NEW]
    world.say(zhou, "/model")
    card = zhou.last().message_id
    world.tap(zhou, "roll_back", message_id=card)
    assert shelf.line[-1] == OLD
    (change,) = world.rows(ModelChange)
    assert (change.kind, change.version, change.before) == (ModelChangeKind.ROLLED_BACK, OLD, NEW)


def test_an_old_card_promotes_nothing(world: World, shelf: Shelf, zhou: Phone, tmp_path: Path) -> None:
    world.say(zhou, "/retrain")
    learn(world, tmp_path)
    shelf.line.append("20261124-050000-cccccccc")
    assert world.tap(zhou, "promote").text == world.words("refusals", "model_moved_on")
    assert world.rows(ModelChange) == []


def test_a_damaged_candidate_leaves_the_serving_model(
    world: World, shelf: Shelf, zhou: Phone, tmp_path: Path
) -> None:
    world.say(zhou, "/retrain")
    learn(world, tmp_path)
    shelf.damaged = True
    assert world.tap(zhou, "promote").alert
    assert shelf.line == [OLD]
    assert world.rows(ModelChange) == []


@pytest.mark.parametrize("command", ["/retrain", "/model"])
def test_residents_and_members_are_refused(
    world: World, shelf: Shelf, chen: Phone, li: Phone, command: str
) -> None:
    for phone in (chen, li):
        world.say(phone, command)
        assert texts(phone)[-1] == world.words("refusals", "coordinators_only")
    assert world.rows(Retraining) == []


# ── what it learns from ──


def test_corrections_and_confirmed_cases_are_what_it_learns_from(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着，电话13812345678")
    world.tap(li, "done")
    world.say(li, "上了油")
    world.say(chen, "3号楼楼道有股怪味")
    world.tap(chen, "something_else")
    world.tap(zhou, "category", category="sanitation")
    world.clock_shows("10:00")
    world.tap(chen, "solved_yes")
    with transaction(world.engine) as session:
        opinions = collect(Desk(session, world.now, session.get_one(Community, 1)))
    by = {opinion.by: opinion for opinion in opinions}
    assert set(by) == {"周书记", ""}
    assert (by["周书记"].label, by["周书记"].text) == ("sanitation", "3号楼楼道有股怪味")
    assert (by[""].label, by[""].person) == ("noise", None)
    assert "13812345678" not in by[""].text


def test_a_return_to_the_right_owner_is_remembered_as_a_guess(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, "3号楼东侧路灯不亮")
    world.tap(wang, "return")
    world.tap(wang, "return_not_ours")
    world.press(wang, "3号楼中心户")
    (kept,) = world.rows(Correction)
    assert (kept.source, kept.before, kept.after) == (Source.RETURN, "facilities", "pets")
