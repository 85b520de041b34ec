"""A member is away: no new work comes to them, somebody stands in, and all of it ends by itself."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Absence, Assignment
from data.vocabulary import State
from tests.acceptance.test_handling import sign
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LAMP, LIFT = "东门的路灯不亮了", "3号楼的电梯门关不上"
DAY = timedelta(days=1)


def go_away(world: World, phone: Phone, day: int = 0, deputy: str | None = None) -> None:
    """Send /away and press a day (0 tomorrow, 1 three days, 2 a week) and who stands in."""
    world.say(phone, "/away")
    world.press(phone, labels(phone)[day])
    world.press(phone, deputy or world.label("no_deputy"))


def test_the_deputy_has_what_nobody_signed_and_what_comes_until_the_day_is_over(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    due = world.case().due_at
    go_away(world, wang, deputy="赵师傅")
    assert any("1 件转给 物业服务中心 赵师傅" in text for text in texts(wang))
    assert "deputise" in world.told(zhao)
    assert "王师傅 不在，到 11月25日" in next(t for t in texts(zhao) if "请您代班" in t)
    assert world.told(zhou).count("member_away") == 1
    assert world.case().due_at == due, "the clock runs on"
    assert "这几天不在" in texts(chen)[-1]
    assert "赵师傅" in texts(chen)[-1]
    world.say(chen, LIFT)
    assert world.rows(Assignment)[-1].member_id == world.rows(Assignment)[-2].member_id
    assert world.told(wang).count("ping") == 1, "nothing new"
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert "王师傅 这几天不在，由同事代班" in texts(chen)[-1]
    digests = world.told(wang).count("digest")
    world.clock_shows("08:31")
    assert world.told(wang).count("digest") == digests, "no list in the morning"
    world.pass_time(DAY)  # the absence ended with yesterday
    world.say(chen, "6号楼的路灯也灭了，好几天了")
    assert world.told(wang)[-1] == "ping"


def test_what_is_promised_for_after_the_return_stays(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    world.tap(wang, "sign")
    world.press(wang, labels(wang)[2])  # in three days
    world.say(chen, LIFT)
    sign(world, zhao)
    go_away(world, wang)
    assert (world.cases()[0].state, world.rows(Assignment)[0].closed_at) == (State.ACCEPTED, None)
    assert "1 件答应的日子在回来以后" in "".join(texts(wang))
    go_away(world, zhao)  # who promised for this evening, and of whose body nobody is left
    assert world.cases()[1].state is State.TRIAGE
    assert any("办的人这几天不在，没有人接得上" in text for text in texts(zhou))


def test_a_whole_body_that_is_away_is_passed_over(world: World, chen: Phone, li: Phone, zheng: Phone) -> None:
    go_away(world, li, day=1)
    world.say(chen, GATE)
    assert world.told(zheng)[-1] == "ping"
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    assert "因为3号楼中心户的人这几天都不在" in texts(chen)[-1]


def test_a_date_in_words_and_back_before_it(world: World, chen: Phone, wang: Phone, zhao: Phone) -> None:
    world.say(wang, "/away")
    world.tap(wang, "other_date")
    world.say(wang, "不知道")
    assert texts(wang)[-1] == world.words("refusals", "date_unclear")
    world.say(wang, "下周三")
    world.press(wang, "赵师傅")
    (absence,) = world.rows(Absence)
    assert absence.ends_at > world.now + 7 * DAY
    world.say(wang, "/back")
    assert world.told(wang)[-1] == "came_back"
    assert "came_back" in world.told(zhao)
    world.say(chen, LAMP)
    assert world.told(wang)[-1] == "ping"
    world.say(wang, "/back")
    assert "没有请假" in texts(wang)[-1]


def test_a_coordinator_notes_who_fell_ill_and_sees_who_is_there(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.say(zhou, "/away 王师傅")
    world.press(zhou, labels(zhou)[2])
    world.press(zhou, "赵师傅")
    assert "周书记 帮您记下" in texts(wang)[-1]
    world.say(zhou, "/team")
    assert "王师傅：不在，到 12月1日（周二）23:59，赵师傅 代班" in texts(zhou)[-1]
    world.tap(wang, "back_again")
    world.say(zhou, "/team")
    assert "王师傅：在值班，手上 0 件" in texts(zhou)[-1]


def test_who_may_not_is_told_so(world: World, chen: Phone, wang: Phone, zhou: Phone) -> None:
    world.say(chen, "/away")
    assert texts(chen)[-1] == world.words("refusals", "not_a_member")
    world.say(wang, "/away 周书记")
    assert texts(wang)[-1] == world.words("refusals", "coordinators_only")
    world.say(zhou, "/away 王师")
    assert texts(zhou)[-1] == world.words("refusals", "no_such_member", name="王师")
    world.say(wang, "/team")
    assert texts(wang)[-1] == world.words("refusals", "coordinators_only")
    world.say(wang, "/away")
    world.tap(wang, "other_date")
    world.say(wang, "明年12月1日")
    assert "最长能到" in texts(wang)[-1]


def test_an_emergency_pings_those_who_are_there(world: World, chen: Phone, wang: Phone, zhao: Phone) -> None:
    go_away(world, wang)
    world.say(chen, "电梯里有人被困")
    assert "ping_emergency" in world.told(zhao)
    assert "ping_emergency" not in world.told(wang)
