"""The process dies at any point and comes back on the same database."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Outbox, Timer
from data.vocabulary import State, TimerKind
from tests.acceptance.world import World

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def test_died_before_storing_the_update_comes_again(world: World, chen: Phone, li: Phone) -> None:
    chen.say(GATE)
    world.die()
    world.open()
    world.pump()
    assert world.told(chen)[-1] == "receipt"


def test_died_after_storing_the_update_is_handled_once(world: World, chen: Phone, li: Phone) -> None:
    chen.say(GATE)
    world.do(world.polling.poll_once(0))
    world.die()
    world.open()
    world.pump()
    assert len(world.cases()) == 1
    assert world.told(chen).count("receipt") == 1


def test_died_after_handling_the_notices_are_sent_once(world: World, chen: Phone, li: Phone) -> None:
    chen.say(GATE)
    world.do(world.polling.poll_once(0))
    world.handle()
    world.die()
    world.open()
    world.pump()
    assert (world.told(chen)[-1], world.told(li)[-1]) == ("receipt", "ping")
    assert world.control.doubles() == []


def test_died_with_claimed_notices_each_is_sent(world: World, chen: Phone, li: Phone) -> None:
    chen.say(GATE)
    world.do(world.polling.poll_once(0))
    world.handle()
    claimed = world.desk.delivery._claim()
    assert len(claimed) == 2
    world.die()
    world.open()
    world.pump()
    assert (world.told(chen)[-1], world.told(li)[-1]) == ("receipt", "ping")
    assert world.control.doubles() == []


def test_died_between_sending_and_noting_it_doubles_that_one_alone(
    world: World, chen: Phone, li: Phone
) -> None:
    chen.say(GATE)
    world.do(world.polling.poll_once(0))
    world.handle()
    in_flight, *_ = world.desk.delivery._claim()
    world.do(world.desk.delivery.sender.send(in_flight))
    world.die()
    world.open()
    world.pump()
    (doubled,) = world.control.doubles()
    assert doubled["count"] == 2
    assert all(row.sent_at for row in world.rows(Outbox))


def test_a_review_asked_for_two_seconds_later_arrives_once_though_the_process_was_down(
    world: World, chen: Phone, li: Phone
) -> None:
    world.tune(review={"ask_after": "2 s", "at": None, "remind_after": "2 d", "close_after": "3 d"})
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    assert "ask_solved" not in world.told(chen)
    world.die()
    world.now += timedelta(minutes=5)
    world.open()
    world.pass_time(timedelta(seconds=1))
    world.pass_time(timedelta(hours=1))
    assert world.told(chen).count("ask_solved") == 1


def test_a_review_asked_for_two_seconds_later_arrives_in_two_seconds(
    world: World, chen: Phone, li: Phone
) -> None:
    world.tune(review={"ask_after": "2 s", "at": None})
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    world.pass_time(timedelta(seconds=1))
    assert "ask_solved" not in world.told(chen)
    world.pass_time(timedelta(seconds=1))
    assert world.told(chen).count("ask_solved") == 1


def test_what_fell_due_meanwhile_is_done_in_its_order_and_once(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.die()
    world.now += timedelta(days=9)
    world.open()
    world.pass_time(timedelta(seconds=1))
    happened = world.timeline()
    assert happened[2:5] == ["sign_late", "reassigned", "warned"]
    assert happened.count("overdue") == 1
    assert world.case().state is State.ASSIGNED
    assert not [t for t in world.rows(Timer) if t.kind is TimerKind.DUE and t.fired and t.due_at > world.now]


def test_a_question_asked_before_is_answered_after(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.die()
    world.open()
    world.say(li, "上了油")
    assert world.told(chen)[-1] == "result"
