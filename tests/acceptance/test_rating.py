"""The year's rating on a phone, and the quarter's workbook sent as a file."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import YearRating
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


def test_a_year_s_rating_is_approved_published_and_final(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign(world, li)
    world.tap(li, "done")
    world.say(li, "门轴上了油")
    assert world.forge(zhou, "rtga:2026") == world.words("refusals", "year_runs", year=2026)
    world.pass_time(timedelta(days=38))  # to New Year's Day
    world.clock_shows("09:00")
    assert "rating_drafted" in world.told(zhou)
    assert world.forge(li, "rtga:2026") == world.words("refusals", "coordinators_only")
    world.say(zhou, "/rating 2026")
    world.tap(zhou, "approve_rating")
    assert world.told(li)[-1] == "rating_published"
    assert "3号楼中心户：先进" in texts(li)[-1]
    assert any("公布，不再变" in text for text in texts(zhou)), "the card, in place of the button"
    assert world.forge(zhou, "rtga:2026") == world.words("refusals", "rating_published", year=2026)
    (kept,) = world.rows(YearRating)
    world.tune(rating={"on_time": 1})
    world.say(li, "/rating 2026")
    world.press(li, "3号楼中心户")
    assert "权重 30" in texts(li)[-1], "what was published is shown as it was"
    assert world.rows(YearRating)[0].view == kept.view
    world.say(li, "/rating 2027")
    assert "先算到现在" in texts(li)[-1]
