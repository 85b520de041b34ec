"""A coordinator changes the labels in Telegram; the desk uses them at once, and after its next start."""

from pathlib import Path

import pytest

from bot.playground.phone import Phone
from casework.people.community_file import check
from classifier.failures import ModelError
from classifier.labels import Label
from classifier.own_labels import added, own_labels, retired
from data.tables import Body, Case, LabelChange
from data.vocabulary import LabelChangeKind
from tests.acceptance.world import COMMUNITY, Registry, World, labels, texts


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this installation keeps its models and its labels."""
    folder = tmp_path / "models"
    monkeypatch.setattr(Registry, "directory", folder)
    return folder


def changes(world: World) -> list[tuple[LabelChangeKind, str, str]]:
    """What is remembered of the labels."""
    return [(row.kind, row.label, row.words) for row in world.rows(LabelChange)]


def test_she_sees_them_with_what_each_is_learnt_from(world: World, zhou: Phone) -> None:
    world.say(zhou, "/labels")
    assert world.told(zhou)[-1] == "labels_card"
    for words in ("17 类", "噪音扰民 ", "非诉求"):
        assert words in texts(zhou)[-1]


def test_only_coordinators_may(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, "/labels")
    assert "labels_card" not in world.told(chen)
    world.say(zhou, "/labels")
    assert labels(zhou) == ["➕ 加一类", "✏️ 换个叫法", "🗄 停用一类"]


def test_a_label_is_renamed_in_both_scripts_and_said_so_at_once(
    world: World, zhou: Phone, chen: Phone, directory: Path
) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_rename")
    world.tap(zhou, "category", category="noise")
    world.say(zhou, "吵闹扰邻")
    assert "吵闹扰邻" in texts(zhou)[-1]
    kept = own_labels(directory)["noise"]
    assert (kept.zh_hans, kept.zh_hant, kept.en) == ("吵闹扰邻", "吵鬧擾鄰", "Noise")
    world.say(chen, "3号楼门口的大门吱呀响")
    assert "吵闹扰邻" in texts(chen)[-1], "the receipt names it so without a new start"
    assert changes(world) == [(LabelChangeKind.RENAMED, "noise", "吵闹扰邻")]


def test_a_label_is_added_and_somebody_handles_it(
    world: World, zhou: Phone, wang: Phone, directory: Path
) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_add")
    body = next(body for body in world.rows(Body) if body.name in labels(zhou))
    world.tap(zhou, "named", name=body.name)
    world.say(zhou, "失物招领\n捡到和丢了的东西\nLost and found")
    assert world.told(zhou)[-1] == "label_changed"
    label = own_labels(directory)["lost_and_found"]
    assert (label.zh_hant, label.covers, label.body) == ("失物招領", "捡到和丢了的东西", body.key)
    assert "lost_and_found" in next(row for row in world.rows(Body) if row.id == body.id).categories
    world.say(zhou, "/labels")
    assert "失物招领 0 + 0（新，还不会认）" in texts(zhou)[-1]


def test_a_case_can_go_into_a_new_label(world: World, zhou: Phone, chen: Phone) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_add")
    world.tap(zhou, "named", name="物业服务中心")
    world.say(zhou, "失物招领")
    world.say(chen, "3号楼门口的大门吱呀响")
    world.tap(chen, "wrong_category")
    world.tap(chen, "category", category="own_1")
    assert world.rows(Case)[-1].category == "own_1"
    assert "失物招领" in texts(chen)[-1]


def test_a_label_that_was_half_added_when_the_desk_was_killed_is_added(world: World, zhou: Phone) -> None:
    kept = world.desk.handling.labels
    kept.change(
        added(kept.current(), Label("own_1", "失物招领", "失物招領", "Lost", "lost", body="property"))
    )
    world.say(zhou, "/labels")
    world.tap(zhou, "label_add")
    world.tap(zhou, "named", name="物业服务中心")
    world.say(zhou, "失物招领")
    assert world.told(zhou)[-1] == "label_changed"
    assert "own_1" in next(row for row in world.rows(Body) if row.key == "property").categories


def test_the_community_file_need_not_name_who_has_it(world: World, zhou: Phone, directory: Path) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_add")
    world.tap(zhou, "named", name="物业服务中心")
    world.say(zhou, "失物招领\n\nLost things")
    here = own_labels(directory)
    file = check(COMMUNITY.read_text("utf-8"), "file", here.concerns, (), here.given)
    (owner,) = [body for body in file.bodies if "lost_things" in body.categories]
    assert owner.name == "物业服务中心"


@pytest.mark.parametrize(
    ("words", "says"),
    [("噪音扰民", "已经有一类叫"), ("一二三四五六七八九十一二三", "不能超过 12 个字")],
)
def test_a_name_that_cannot_be_is_asked_for_again(
    world: World, zhou: Phone, words: str, says: str, directory: Path
) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_rename")
    world.tap(zhou, "category", category="pets")
    world.say(zhou, words)
    assert says in texts(zhou)[-1]
    world.say(zhou, "养犬养猫")
    assert own_labels(directory)["pets"].zh_hans == "养犬养猫", "the question still stands"


def test_a_label_is_retired_into_another(world: World, zhou: Phone, chen: Phone, directory: Path) -> None:
    world.say(chen, "邻居遛狗不牵绳")
    world.say(zhou, "/labels")
    world.tap(zhou, "label_retire")
    assert "非诉求" not in labels(zhou)
    world.tap(zhou, "category", category="pets")
    world.tap(zhou, "category", category="sanitation")
    assert "还有 1 件在办" in texts(zhou)[-1]
    assert own_labels(directory).heir("pets") == "sanitation"
    assert "pets" not in world.desk.handling.labels.current().concerns
    assert changes(world) == [(LabelChangeKind.RETIRED, "pets", "sanitation")]


def test_a_label_about_safety_goes_only_into_such_a_one(world: World, zhou: Phone) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_retire")
    world.tap(zhou, "category", category="fire_safety")
    assert labels(zhou) == ["治安安防", "先不写了"]


def test_what_somebody_retired_meanwhile_is_told(world: World, zhou: Phone) -> None:
    world.say(zhou, "/labels")
    world.tap(zhou, "label_rename")
    world.tap(zhou, "category", category="pets")
    kept = world.desk.handling.labels
    kept.change(retired(kept.current(), "pets", None))
    world.say(zhou, "养犬养猫")
    assert "刚刚被改过或停用了" in texts(zhou)[-1]


def test_a_full_disk_changes_nothing(
    world: World, zhou: Phone, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise ModelError("no space is left")

    monkeypatch.setattr("classifier.own_labels.write_atomically", full)
    world.say(zhou, "/labels")
    world.tap(zhou, "label_rename")
    world.tap(zhou, "category", category="pets")
    world.say(zhou, "养犬养猫")
    assert "什么都没改" in texts(zhou)[-1]
    assert own_labels(directory)["pets"].zh_hans == "宠物管理"
    assert changes(world) == []
