"""The compound agreed on rules: who gets it, who helps, and why, as the resident reads it."""

from typing import Any

from bot.playground.phone import Phone
from data.engine import transaction
from data.keys import fetch
from data.tables import Assignment, Case, Community
from data.vocabulary import Part, Way
from tests.acceptance.world import World, labels, texts

GARAGE = "地下车库的门吱呀响，整晚睡不着"


def agree(world: World, *rules: dict[str, Any]) -> None:
    """Let the compound agree on rules, as an import of its file does."""
    with transaction(world.engine) as session:
        community = fetch(session, Community, 1)
        community.routing = list(rules)
        session.add(community)


def look_at_it(world: World, chen: Phone) -> None:
    """Let 陈阿姨 open the only case she has."""
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])


def test_a_rule_sends_it_elsewhere_and_the_resident_reads_why(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    agree(world, {"places": ["车库"], "body": "property", "because": "车库里的事先找物业"})
    world.say(chen, GARAGE)
    assert world.told(wang)[-1] == "ping"
    assert "ping" not in world.told(li)
    look_at_it(world, chen)
    assert "交给物业服务中心，因为车库里的事先找物业" in texts(chen)[-1]


def test_what_no_rule_decides_goes_the_old_way_with_its_reason(world: World, chen: Phone, li: Phone) -> None:
    agree(world, {"places": ["车库"], "body": "property"})
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    assert world.told(li)[-1] == "ping"
    look_at_it(world, chen)
    assert "交给3号楼中心户，因为3号楼 大门“噪音扰民”的事先归他们管" in texts(chen)[-1]


def test_a_rules_helpers_have_their_part_from_the_first_minute(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    helpers = [{"body": "property", "task": "看看门轴"}, {"body": "centre-3"}, {"body": "committee"}]
    agree(world, {"categories": ["noise"], "nearest": "centre", "helpers": helpers})
    world.say(chen, "3号楼门口的大门一开一关吱呀响，整晚睡不着")
    assert world.told(wang)[-1] == "ping_assist"
    assert any("看看门轴" in text for text in texts(wang))
    assert world.told(chen)[-2:] == ["receipt", "help_comes"]
    # The lead doesn't help itself, and nobody of the committee ever pressed start.
    parts = [a for a in world.rows(Assignment) if a.part is Part.ASSIST]
    assert [part.words for part in parts] == ["看看门轴"]
    (case,) = world.rows(Case)
    assert case.way is Way.JOINT
    assert case.dispatched_at is not None
    assert case.due_at is not None
    assert (case.due_at - case.dispatched_at).days == 15
    assert world.timeline()[-2:] == ["dispatched", "joined"]
