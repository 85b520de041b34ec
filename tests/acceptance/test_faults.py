"""What goes wrong between the desk and Telegram, and inside the desk: nothing lost, nothing doubled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import TelegramError

from bot.playground.phone import Phone
from casework.cases import opening
from data.engine import transaction
from data.tables import Case, Concern, Inbox, Outbox
from tests.acceptance.world import TOKEN, World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def test_an_update_that_comes_twice_is_handled_once(world: World, chen: Phone, li: Phone) -> None:
    world.control.duplicate_updates(TOKEN, 1)
    world.say(chen, GATE)
    assert len(world.cases()) == 1
    assert world.told(chen).count("receipt") == 1


def test_confirmed_updates_that_come_again_change_nothing(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.control.redeliver(TOKEN, 2)
    world.pump()
    assert len(world.cases()) == 1
    assert world.told(chen).count("receipt") == 1


def test_updates_out_of_order_are_handled_in_theirs(world: World, chen: Phone, li: Phone) -> None:
    world.control.reorder_updates(TOKEN, 2)
    sent = chen.say("门坏了")
    chen.edit(sent.message_id, GATE)
    world.control.release_updates(TOKEN)
    world.pump()
    assert [concern.text for concern in world.rows(Concern)] == [GATE]


def test_a_flood_limit_holds_that_chat_alone_and_keeps_its_order(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.control.fault("too_many", "sendMessage", chat_id=chen.user_id, retry_after=30)
    world.say(chen, GATE)
    assert world.told(li)[-1] == "ping", "everybody else is served"
    world.say(chen, "3号楼路灯不亮")
    world.say(chen, "/help")
    assert world.told(wang)[-1] == "ping"
    assert world.waiting(chen) == ["receipt", "receipt", "help"]
    world.pass_time(timedelta(seconds=29))
    assert len(world.waiting(chen)) == 3
    world.pass_time(timedelta(seconds=2))
    assert world.waiting(chen) == []
    kinds = [text.splitlines()[0] for text in texts(chen)[-3:]]
    assert "0001" in kinds[0]
    assert "0002" in kinds[1]
    assert world.control.doubles() == []


@pytest.mark.parametrize("fault", ["server_error", "reset"])
def test_a_passing_fault_is_tried_again(world: World, chen: Phone, li: Phone, fault: str) -> None:
    world.control.fault(fault, "sendMessage", chat_id=chen.user_id, times=2)
    world.say(chen, GATE)
    assert world.waiting(chen) == ["receipt"]
    pass_seconds(world, 10)
    assert world.told(chen)[-1] == "receipt"
    assert world.control.doubles() == []


def test_a_lost_answer_doubles_at_most_that_one(world: World, chen: Phone, li: Phone) -> None:
    world.control.fault("lost_answer", "sendMessage", chat_id=chen.user_id, seconds=0)
    world.say(chen, GATE)
    pass_seconds(world, 10)
    (doubled,) = world.control.doubles()
    assert (int(doubled["chat_id"]), doubled["count"]) == (chen.user_id, 2)
    assert world.told(li).count("ping") == 1


def test_a_refused_token_loses_nothing(world: World, chen: Phone, li: Phone) -> None:
    chen.say(GATE)
    world.control.revoke(TOKEN)
    with pytest.raises(TelegramError):
        world.do(world.polling.poll_once(0))
    world.control.restore(TOKEN)
    world.pump()
    assert world.told(chen)[-1] == "receipt"


def test_a_token_refused_while_sending_keeps_the_notice(world: World, chen: Phone, li: Phone) -> None:
    world.control.fault("unauthorized", "sendMessage", chat_id=chen.user_id)
    world.say(chen, GATE)
    pass_seconds(world, 40)
    assert world.told(chen)[-1] == "receipt"


@pytest.mark.parametrize("fault", ["server_error", "reset", "too_many", "lost_answer", "unauthorized"])
def test_polling_goes_on_after_a_fault(world: World, chen: Phone, li: Phone, fault: str) -> None:
    chen.say(GATE)
    more = {"too_many": {"retry_after": 1}, "lost_answer": {"seconds": 0}}.get(fault, {})
    world.control.fault(fault, "getUpdates", **more)
    with pytest.raises(TelegramError):
        world.do(world.polling.poll_once(0))
    world.pump()
    assert len(world.cases()) == 1


def test_a_handler_that_raises_once_is_tried_again_and_nothing_is_half_written(
    world: World, chen: Phone, li: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_for(monkeypatch, times=2)
    world.say(chen, GATE)
    assert world.cases() == []
    assert world.rows(Concern) == []
    assert world.told(chen) == ["welcome"]
    pass_seconds(world, 10)
    assert world.told(chen)[-1] == "receipt"
    assert len(world.cases()) == 1


def test_while_one_update_waits_for_its_next_try_others_are_served(
    world: World, chen: Phone, li: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_for(monkeypatch, times=1)
    world.say(chen, GATE)
    other = world.resident(1002, "赵叔")
    world.say(other, "7号楼的路灯不亮")
    assert world.told(other)[-1] in ("receipt", "receipt_triage")
    pass_seconds(world, 10)
    assert len(world.cases()) == 2


def test_a_handler_that_keeps_raising_is_set_aside_and_people_are_told(
    world: World, chen: Phone, li: Phone, zhou: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_for(monkeypatch, times=99)
    world.say(chen, GATE)
    pass_seconds(world, 120)
    (aside,) = (row for row in world.rows(Inbox) if row.failed_at)
    assert aside.attempts == 5
    assert world.told(chen)[-1] == "sorry"
    assert world.told(zhou)[-1] == "update_failed"
    assert world.rows(Case) == []
    monkeypatch.undo()
    world.say(chen, GATE)
    assert world.told(chen)[-1] == "receipt"


def test_an_unchanged_card_counts_as_shown(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "return")
    world.tap(li, "back")
    world.tap(li, "return")
    card = li.last().message_id
    world.tap(li, "back", message_id=card)
    world.tap(li, "back", message_id=card)
    assert world.waiting(li) == []
    assert [row for row in world.rows(Outbox) if row.failed_at] == []


def test_a_card_that_is_gone_is_sent_anew(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    before = li.last().message_id
    li_deletes(world, li, before)
    world.forge(li, "work:1")
    world.pump()
    assert li.last().message_id > before
    assert world.label("sign") in labels(li)


def test_a_notice_that_cannot_be_put_into_words_stands_in_nobodys_way(
    world: World, chen: Phone, li: Phone
) -> None:
    with transaction(world.engine) as session:
        broken = {"chat_id": chen.user_id, "language": "zh-Hans", "facts": {}, "created_at": world.now}
        session.add(Outbox(kind="receipt", not_before=world.now, **broken))
        session.add(Outbox(kind="no_such_notice", not_before=world.now, **broken))
    world.say(chen, GATE)
    assert world.told(chen)[-1] == "receipt"
    assert len([row for row in world.rows(Outbox) if row.failed_at]) == 2


def break_for(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the receipt fail so many times, after the case was written."""
    whole: Callable[..., Any] = opening.give_receipt
    left = [times]

    def give_receipt(*what: Any, **more: Any) -> Any:
        if left[0] > 0:
            left[0] -= 1
            raise RuntimeError("the story says so")
        return whole(*what, **more)

    monkeypatch.setattr(opening, "give_receipt", give_receipt)


def pass_seconds(world: World, seconds: int) -> None:
    """Let time pass second by second, as retries need it."""
    for _ in range(seconds):
        world.pass_time(timedelta(seconds=1))


def li_deletes(world: World, phone: Phone, message_id: int) -> None:
    """Let the desk's message vanish from a chat."""
    world.do(world.bot.delete_message(phone.user_id, message_id))
