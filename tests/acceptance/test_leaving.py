"""Somebody leaves the community file with cases open: others have them, by the same date."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Assignment, Pledge
from data.vocabulary import AssignmentState, State
from tests.acceptance.test_handling import ask_in, sign
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LAMP, LIFT = "东门的路灯不亮了", "3号楼的电梯门关不上"
NO_LI = ("members: [{name: 李姐}]", "members: []")
NO_WANG = ("{name: 王师傅}, ", "")
NO_CENTRE = (
    """  - key: centre-3
    name: 3号楼中心户
    kind: centre
    parent: group
    buildings: ["3"]
    categories: [noise, pets, neighbours]
    members: [{name: 李姐}]
""",
    "",
)
NO_ZHENG = ("members: [{name: 郑组长}]", "members: []")


def test_what_somebody_promised_goes_up_when_nobody_of_the_body_is_left(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign(world, li)
    due = world.case().due_at
    world.pass_time(timedelta(hours=3))
    handed = world.import_again(NO_LI)
    assert (handed.total, dict(handed.moved)) == (1, {("东院党小组", "郑组长"): 1})
    assert (world.case().state, world.case().due_at) == (State.ASSIGNED, due), "the clock runs on"
    assert world.told(zheng)[-1] == "ping"
    assert "原来办的人离开了" in texts(chen)[-1]
    assert "郑组长" in texts(chen)[-1]
    assert world.told(zhou).count("handed_over") == 1
    assert "1 件交给 东院党小组 郑组长" in texts(zhou)[-1]
    assert "已转给别人办" in texts(li)[-1], "the old card is put away"
    world.tap(zheng, "sign")
    world.press(zheng, labels(zheng)[0])
    assert world.case().state is State.ACCEPTED
    (former, _) = world.rows(Pledge)
    assert (former.kept, former.fulfilled_at) == (None, None), "nobody is blamed for a promise they left"


def test_a_colleague_has_all_of_it_and_the_coordinators_read_it_once(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    for words in (LAMP, LIFT):
        world.say(chen, words)
    assert (world.told(wang).count("ping"), world.told(zhao).count("ping")) == (1, 1)
    handed = world.import_again(NO_WANG)
    assert dict(handed.moved) == {("物业服务中心", "赵师傅"): 1}
    assert world.told(zhao).count("ping") == 2
    assert world.told(zhou).count("handed_over") == 1
    assert "因为原来的人离开了" in line_of(world, chen, 1)
    assert world.import_again(NO_WANG).people == [], "a second import changes nothing"
    assert world.told(zhou).count("handed_over") == 1


def line_of(world: World, phone: Phone, number: int) -> str:
    """Return what the resident reads about one of their cases, the oldest being 1."""
    world.say(phone, "/my")
    return texts_after(world, phone, labels(phone)[-number])


def texts_after(world: World, phone: Phone, label: str) -> str:
    """Press a button and return the newest text."""
    world.press(phone, label)
    return texts(phone)[-1]


def test_a_part_goes_to_a_colleague_with_its_words_and_its_date(
    world: World, chen: Phone, li: Phone, wang: Phone, zhao: Phone
) -> None:
    world.say(chen, GATE)
    sign(world, li)
    ask_in(world, li, "物业服务中心", "周五前把门轴换了")
    before = world.rows(Assignment)[-1]
    world.import_again(NO_WANG)
    now = world.rows(Assignment)[-1]
    assert world.told(zhao)[-1] == "ping_assist"
    assert "周五前把门轴换了" in texts(zhao)[-1]
    assert (now.words, now.due_at) == (before.words, before.due_at)
    assert world.case().state is State.ACCEPTED, "the lead goes on as before"
    assert "协办的那部分转给物业服务中心" in line_of(world, chen, 1)


def test_a_part_that_nobody_of_the_body_can_do_is_the_leads_to_give_again(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    sign(world, li)
    ask_in(world, li, "物业服务中心", "周五前把门轴换了")
    handed = world.import_again(NO_WANG)
    assert (handed.parts_ended, world.told(li)[-1]) == (1, "part_declined")
    assert "牵头的人另找一家" in texts(zhou)[-1]


def test_a_retired_body_leaves_nothing_behind(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    handed = world.import_again(NO_CENTRE)
    assert dict(handed.moved) == {("东院党小组", "郑组长"): 1}
    assert world.told(zheng)[-1] == "ping"
    assert world.told(zhou)[-1] == "handed_over"


def test_where_nobody_is_left_a_coordinator_decides_and_the_resident_knows(
    world: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, LAMP)
    due = world.case().due_at
    handed = world.import_again(NO_WANG)
    assert (handed.waiting, world.case().state, world.case().due_at) == (1, State.TRIAGE, due)
    assert [kind for kind in world.told(zhou) if kind in ("triage_card", "handed_over")] == [
        "triage_card",
        "handed_over",
    ]
    assert any("办的人离开了，没有人接得上" in text for text in texts(zhou))
    assert world.told(chen)[-1] == "waits_for_triage"
    assert all(work.closed_at is not None for work in world.rows(Assignment))


def test_a_second_round_gets_another_supervisor_with_the_report_that_waits(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    second_round(world, chen, li)
    world.tap(li, "done")
    world.say(li, "换了新的门轴")
    assert world.told(zheng)[-1] == "ask_confirm"
    handed = world.import_again(NO_ZHENG)
    assert (handed.watched, handed.total) == (1, 0)
    assert world.told(zhou)[-3:] == ["supervise", "ask_confirm", "handed_over"]
    assert "换周书记 盯着，因为原来的人离开了" in line_of(world, chen, 1)
    world.tap(zhou, "confirm")
    assert world.case().state is State.RESOLVED


def test_a_second_round_goes_on_in_other_hands_by_the_same_date(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    second_round(world, chen, li)
    due = world.case().due_at
    world.import_again(NO_LI)
    assert (world.case().state, world.case().due_at) == (State.RECTIFICATION, due)
    assert world.told(zhou)[-2:] == ["ping_rectification", "handed_over"], "郑组长 watches, so 周书记 does it"
    assert "再办的事转给网格党支部" in line_of(world, chen, 1)
    assert [a.state for a in world.rows(Assignment)][-2:] == [
        AssignmentState.REPLACED,
        AssignmentState.ACCEPTED,
    ]


def second_round(world: World, chen: Phone, li: Phone) -> None:
    """Let 李姐 finish, and 陈阿姨 say that it is not solved."""
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    world.pass_time(timedelta(days=1))
    world.tap(chen, "solved_no")
    assert world.case().state is State.RECTIFICATION
