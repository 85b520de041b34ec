"""The year's rating on a phone, and the quarter's workbook sent as a file."""

from bot.playground.phone import Phone
from tests.acceptance.test_handling import GATE, sign
from tests.acceptance.world import World, texts


def test_a_member_sees_the_rating_and_how_it_came_about(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign(world, li)
    world.tap(li, "done")
    world.say(li, "门轴上了油")
    world.say(li, "/rating 2026")
    assert "3号楼中心户：先进，100.0 分" in texts(li)[-1]
    world.press(li, "3号楼中心户")
    assert "按时：1 ÷ 1，平均 1.0000 → 1.0000（权重 30）" in texts(li)[-1]
    world.tap(li, "back")
    assert "2026年评定（还没到年底，先算到现在）" in texts(li)[-1]
    world.say(zhou, "/ledger")
    world.tap(zhou, "ledger_file")
    sent = zhou.messages()[-1]
    assert "2026年第四季度践诺台账" in sent.text
    assert world.told(zhou)[-1] == "ledger_file"
    assert world.words("refusals", "coordinators_only") in world.forge(li, "ldgf:2026Q4")


def test_what_is_no_year_and_who_is_no_member_is_said(world: World, chen: Phone, li: Phone) -> None:
    world.say(li, "/rating 明年")
    assert texts(li)[-1] == world.words("refusals", "no_year")
    world.say(chen, "/rating")
    assert texts(chen)[-1] == world.words("refusals", "members_only")
