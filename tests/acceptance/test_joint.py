"""The shoe cabinet in the corridor: one lead, several beside it, each with a part and a date."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Assignment
from data.vocabulary import AssignmentState, State
from tests.acceptance.test_handling import ask_in, sign
from tests.acceptance.world import World, labels, texts

CABINET = "3号楼2单元5楼有人把鞋柜摆在楼道里，走路都要侧着身子"
WANG, SUN, ZHENG = "物业服务中心", "党小组值班", "东院党小组"


def test_each_gets_a_part_and_a_date_and_the_lead_sees_who_is_late(
    world: World, chen: Phone, li: Phone, wang: Phone, zheng: Phone
) -> None:
    world.say(chen, CABINET)
    sign(world, li)
    ask_in(world, li, WANG, "周五前在楼道里贴消防通知")
    ask_in(world, li, ZHENG, "下周三前上门劝一劝这户人家")
    assert "在楼道里贴消防通知" in texts(wang)[-1]
    assert "11月27日" in texts(wang)[-1]
    assert "上门劝一劝" in texts(chen)[-1]
    sign(world, zheng)
    assert f"✍️ {ZHENG}" in card_of(world, li)
    assert f"⏳ {WANG}" in card_of(world, li)

    world.pass_time(timedelta(days=4))
    assert world.told(wang).count("remind_part") == 1
    assert world.told(li).count("parts_late") == 1
    assert f"⏰ {WANG}" in card_of(world, li)
    assert world.timeline().count("part_late") == 1

    world.tap(wang, "part_done")
    world.say(wang, "贴好了")
    world.tap(zheng, "part_done")
    world.say(zheng, "劝过了，答应搬")
    assert f"✅ {ZHENG}" in texts(li)[-1]
    world.tap(li, "done")
    world.say(li, "鞋柜搬走了")
    assert world.case().state is State.RESOLVED


def test_a_body_declines_its_part_and_the_lead_chooses_another(
    world: World, chen: Phone, li: Phone, wang: Phone, zheng: Phone
) -> None:
    world.say(chen, CABINET)
    ask_in(world, li, WANG, "把鞋柜搬下楼")
    world.tap(wang, "decline")
    world.say(wang, "？")
    assert texts(wang)[-1] == world.words("refusals", "why_missing")
    world.say(wang, "私人的东西我们不能动")
    assert world.told(li)[-1] == "part_declined"
    assert "私人的东西我们不能动" in texts(li)[-1]
    world.tap(li, "joint_again")
    world.press(li, ZHENG)
    world.say(li, "上门劝一劝")
    assert world.told(zheng)[-1] == "ping_assist"
    declined = [a.state for a in world.rows(Assignment)]
    assert declined == [AssignmentState.OFFERED, AssignmentState.RETURNED, AssignmentState.OFFERED]
    world.say(chen, "/my")
    world.press(chen, next(label for label in labels(chen) if "CT-" in label))
    assert f"{WANG}说那部分办不了：私人的东西我们不能动" in texts(chen)[-1]


def test_a_part_needs_words_and_a_date_that_is_not_beyond_the_whole(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, CABINET)
    world.tap(li, "joint")
    world.press(li, WANG)
    world.say(li, "周五前")
    assert texts(li)[-1] == world.words("refusals", "part_unclear")
    world.say(li, "12月30日前贴通知")
    assert "12月9日" in texts(li)[-1]
    assert world.told(wang) == ["joined"]
    world.say(li, "12月3日前贴通知")
    assert world.told(wang)[-1] == "ping_assist"


def test_the_lead_declines_nothing_and_a_stranger_no_part(
    world: World, chen: Phone, li: Phone, wang: Phone, charlie: Phone
) -> None:
    world.say(chen, CABINET)
    ask_in(world, li, WANG, "把鞋柜搬下楼")
    assert world.forge(li, "decl:1") == world.words("refusals", "assist_only")
    assert world.forge(charlie, "decl:2") == world.words("refusals", "not_your_body")


def card_of(world: World, phone: Phone) -> str:
    """Return the work card as somebody sees it now."""
    world.say(phone, "/work")
    world.press(phone, labels(phone)[0])
    return texts(phone)[-1]
