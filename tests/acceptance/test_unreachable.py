"""People whom no message reaches: blocked, never started, gone; and who hears of it."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Person
from data.vocabulary import State
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LAMP = "3号楼东侧路灯不亮"


def test_a_ping_that_is_refused_goes_to_the_next_in_line_and_the_coordinator_hears(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.control.fault("forbidden", "sendMessage", chat_id=wang.user_id)
    world.say(chen, LAMP)
    assert world.told(zhao)[-1] == "ping"
    assert world.told(zhou)[-1] == "undeliverable"
    assert "王师傅" in texts(zhou)[-1]
    assert world.told(chen)[-1] == "new_owner"
    world.say(chen, LAMP)
    assert "ping" not in world.told(wang), "who blocked the bot is passed over from then on"


@pytest.mark.parametrize("fault", ["forbidden", "chat_not_found"])
def test_with_nobody_left_the_case_goes_to_the_coordinator(
    world: World, chen: Phone, wang: Phone, zhou: Phone, fault: str
) -> None:
    world.control.fault(fault, "sendMessage", chat_id=wang.user_id)
    world.say(chen, LAMP)
    assert world.case().state is State.TRIAGE
    assert sorted(world.told(zhou)[-2:]) == ["triage_card", "undeliverable"]


def test_who_blocks_the_bot_is_passed_over_and_comes_back(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.let(wang.block)
    world.say(chen, LAMP)
    assert world.told(zhao)[-1] == "ping"
    world.let(wang.unblock)
    world.say(chen, LAMP)
    world.tap(chen, "not_same")
    assert world.told(wang)[-1] == "ping"


def test_a_member_who_never_pressed_start_is_passed_over_and_the_coordinator_told(
    world: World, chen: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.know_account("李姐", 2001)
    world.say(chen, GATE)
    assert world.told(zheng)[-1] == "ping"
    assert world.told(zhou)[-1] == "undeliverable"
    assert "李姐" in texts(zhou)[-1]


def test_a_name_without_an_account_is_passed_over_in_silence(
    world: World, chen: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    assert world.told(zheng)[-1] == "ping"
    assert "undeliverable" not in world.told(zhou)


def test_an_assisting_member_who_cannot_be_reached_is_told_of(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.control.fault("forbidden", "sendMessage", chat_id=wang.user_id)
    world.tap(li, "joint")
    world.press(li, "物业服务中心")
    world.say(li, "把门轴换了")
    assert world.told(zhou)[-1] == "undeliverable"
    assert "part_declined" in world.told(li)
    assert world.case().state is State.ASSIGNED


def test_a_handler_of_the_second_round_who_cannot_be_reached_is_told_of(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.control.fault("forbidden", "sendMessage", chat_id=li.user_id, times=2)
    world.tap(chen, "solved_no")
    assert "undeliverable" in world.told(zhou)


def test_a_resident_who_blocked_the_bot_stops_nothing(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.let(chen.block)
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.tap(li, "done")
    world.say(li, "上了油")
    world.pass_time(timedelta(days=10))
    assert world.case().state is State.ARCHIVED
    world.let(chen.unblock)
    world.say(chen, "/my")
    assert world.told(chen)[-1] == "my_cases"


def test_a_resident_whose_block_was_not_noticed_is_marked_by_the_refusal(
    world: World, chen: Phone, li: Phone
) -> None:
    world.control.fault("forbidden", "sendMessage", chat_id=chen.user_id)
    world.say(chen, GATE)
    assert world.told(li)[-1] == "ping"
    resident = next(p for p in world.rows(Person) if p.telegram_id == chen.user_id)
    assert resident.blocked_at is not None


def test_a_deleted_account_is_passed_over(world: World, chen: Phone, wang: Phone, zhao: Phone) -> None:
    world.control.deactivate(wang.user_id)
    world.say(chen, LAMP)
    assert world.told(zhao)[-1] == "ping"
