"""A coordinator looks a case up by its number and steers it."""

from bot.playground.phone import Phone
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def test_a_coordinator_finds_a_case_by_its_number_and_gives_it_to_another_body(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    for number in ("1", "CT-2026-0001", "2026-1"):
        world.say(zhou, f"/case {number}")
        assert "CT-2026-0001" in texts(zhou)[-1]
        assert GATE in texts(zhou)[-1]
    world.press(zhou, labels(zhou)[0])
    world.press(zhou, "物业服务中心")
    assert "物业服务中心" in texts(zhou)[-1]
    assert GATE in texts(wang)[-1]


def test_an_unknown_number_and_a_curious_resident_are_answered_with_a_sentence(
    world: World, chen: Phone, zhou: Phone
) -> None:
    world.say(zhou, "/case 99")
    assert "/case 42" in texts(zhou)[-1]
    world.say(zhou, "/case")
    assert "/case 42" in texts(zhou)[-1]
    world.say(chen, "/case 1")
    assert "CT-" not in texts(chen)[-1]
