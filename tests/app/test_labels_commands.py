"""``linli labels``: an installation's own labels, changed by command; mistakes are sentences."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from app.demo import prepare
from app.wiring import open_database, utc_now
from casework.errors import BadOrganisation
from classifier.labels import Label, load_labels
from classifier.own_labels import added, own_labels
from data.tables import Case
from tests.acceptance.world import COMMUNITY
from tests.app.test_cli import linli
from tests.casework.compound import Compound

MODELS = Path("var/models")
NAMES = (
    "--zh-hans",
    "失物招领",
    "--zh-hant",
    "失物招領",
    "--en",
    "Lost and found",
    "--covers",
    "lost things",
)


def test_a_label_is_added_and_the_community_file_must_give_it_an_owner(folder: Path) -> None:
    said = linli("labels", "add", "lost_things", *NAMES)
    assert said.exit_code == 0, said.stderr
    assert "12 examples" in said.stdout
    assert own_labels(MODELS)["lost_things"].zh_hant == "失物招領"
    assert "lost_things: 失物招领" in linli("labels", "list").stdout
    assert "no body handles «lost_things»" in linli("org", "check", str(COMMUNITY)).stderr
    assert "lost_things" not in load_labels(), "the shipped file stays as it is"


def test_a_renamed_label_keeps_its_place_and_its_examples(folder: Path) -> None:
    before = next(line for line in linli("labels", "list").stdout.splitlines() if line.startswith("pets"))
    assert linli("labels", "rename", "pets", "--zh-hans", "养犬养猫").exit_code == 0
    after = next(line for line in linli("labels", "list").stdout.splitlines() if line.startswith("pets"))
    assert after == before.replace("宠物管理", "养犬养猫")
    assert own_labels(MODELS).names == load_labels().names


def test_a_retired_label_keeps_its_name_and_says_what_happens_to_its_cases(folder: Path) -> None:
    assert linli("org", "import", str(COMMUNITY)).exit_code == 0
    engine = open_database("sqlite:///var/linli.db")
    compound = Compound(engine)
    compound.everybody_starts()
    compound.report("3号楼门口的大门吱呀响", utc_now())
    with compound.at(utc_now()) as desk:
        category = desk.session.exec(select(Case)).one().category
    engine.dispose()
    said = linli("labels", "retire", str(category), "--into", "sanitation").stdout
    assert "its examples go to «sanitation»" in said
    assert "1 open cases keep it" in said
    assert "leave it in their categories" in said
    labels = own_labels(MODELS)
    assert category not in labels.concerns
    assert linli("org", "check", str(COMMUNITY)).exit_code == 0, "a body may still name it"
    assert "retired, its examples go to sanitation" in linli("labels", "list").stdout


def test_a_retired_label_can_be_brought_back(folder: Path) -> None:
    linli("labels", "retire", "pets")
    assert "pets" not in own_labels(MODELS)
    assert linli("labels", "add", "pets", *NAMES).exit_code == 0
    assert "pets" in own_labels(MODELS)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("add", "Lost things", *NAMES), "is no name"),
        (("add", "noise", *NAMES), "in use"),
        (("add", "din", "--zh-hans", "噪音扰民", *NAMES[2:]), "another label is called"),
        (("rename", "pets"), "nothing to change"),
        (("rename", "dogs", "--en", "Dogs"), "There is no label «dogs»"),
        (("retire", "dogs"), "There is no label «dogs»"),
        (("retire", "pets", "--into", "pets"), "name another label"),
        (("retire", "fire_safety"), "about safety"),
        (("retire", "not_a_concern"), "can't do without it"),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    folder: Path, command: tuple[str, ...], says: str
) -> None:
    said = linli("labels", *command)
    assert (said.exit_code, says in said.stderr) == (1, True), said.stderr
    assert not (MODELS / "labels.yaml").exists()


def test_every_command_finds_the_labels_where_the_settings_keep_them(folder: Path) -> None:
    (folder / ".env").write_text("LINLI_MODEL_DIR=var/elsewhere\n", encoding="utf-8")
    assert linli("labels", "add", "lost_things", *NAMES).exit_code == 0
    assert "lost_things" in own_labels(Path("var/elsewhere"))
    assert "no body handles «lost_things»" in linli("org", "check", str(COMMUNITY)).stderr
    row = {"id": "a", "text": "捡到一把钥匙，是谁的？", "label": "lost_things", "urgency": "normal"}
    (folder / "found.jsonl").write_text(json.dumps(row), encoding="utf-8")
    said = linli("corpus", "check", "found.jsonl")
    assert "1 messages" in said.stdout, said.stderr


def test_the_demo_s_community_is_checked_against_the_labels_of_its_own_models(folder: Path) -> None:
    engine, invitations = prepare(folder / "demo.db", load_labels())
    engine.dispose()
    assert invitations
    label = Label("lost_things", *NAMES[1::2])
    with pytest.raises(BadOrganisation, match="lost_things"):
        prepare(folder / "demo.db", added(load_labels(), label))
