"""getUpdates: offsets, kinds, long polls, one poller, and updates that misbehave."""

from concurrent.futures import ThreadPoolExecutor

from bot.playground.phone import Control, Phone
from tests.playground.conftest import Api


def texts(updates: list[dict]) -> list[str]:
    return [one["message"]["text"] for one in updates]


def test_it_keeps_updates_until_a_higher_offset_confirms_them(api: Api, chen: Phone) -> None:
    for text in ("一", "二", "三"):
        chen.say(text)
    first = api.updates()
    assert texts(first) == texts(api.updates()) == ["一", "二", "三"]
    assert texts(api.updates(offset=first[1]["update_id"])) == ["二", "三"]
    assert texts(api.updates()) == ["二", "三"]
    assert api.updates(offset=first[2]["update_id"] + 1) == []


def test_it_numbers_updates_without_gaps_and_holds_to_the_limit(api: Api, chen: Phone) -> None:
    for text in ("一", "二", "三"):
        chen.say(text)
    batch = api.updates(limit=2)
    assert texts(batch) == ["一", "二"]
    assert batch[1]["update_id"] == batch[0]["update_id"] + 1


def test_a_negative_offset_keeps_only_the_last(api: Api, chen: Phone) -> None:
    for text in ("一", "二", "三"):
        chen.say(text)
    assert texts(api.updates(offset=-1)) == ["三"]
    assert texts(api.updates()) == ["三"]


def test_unwanted_kinds_never_come_and_the_choice_is_remembered(api: Api, chen: Phone) -> None:
    api.updates(allowed_updates=["message"])
    said = chen.say("一")
    chen.edit(said.message_id, "二")
    chen.block()
    assert [set(one) - {"update_id"} for one in api.drain()] == [{"message"}]
    api.updates(allowed_updates=[])
    chen.unblock()
    assert "my_chat_member" in api.drain()[0]


def test_a_long_poll_ends_when_something_comes(api: Api, chen: Phone) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(api.updates, timeout=20)
        chen.say("在吗")
        assert texts(waiting.result()) == ["在吗"]


def test_a_second_poller_ends_the_first(api: Api, control: Control) -> None:
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(api.raw, "getUpdates", timeout=20)
        while not first.done():
            api.updates()
    body = first.result().json()
    assert body["error_code"] == 409
    assert "terminated by other getUpdates request" in body["description"]


def test_a_webhook_forbids_polling(api: Api) -> None:
    api("setWebhook", url="http://127.0.0.1:9/hook")
    assert "can't use getUpdates method while webhook is active" in api.refused("getUpdates")["description"]
    api("deleteWebhook")
    assert api.updates() == []


def test_the_second_tick_comes_when_the_bot_confirms(api: Api, chen: Phone) -> None:
    said = chen.say("收到了吗")
    assert chen.messages()[-1].raw["seen"] is False
    api.drain()
    assert chen.messages()[-1] == said
    assert chen.messages()[-1].raw["seen"] is True


def test_idle_tells_whether_anything_is_unconfirmed(api: Api, control: Control, chen: Phone) -> None:
    chen.say("一")
    assert control.idle(timeout=0, token=api.token) is False
    api.drain()
    assert control.idle(timeout=5, token=api.token) is True


def test_doubled_updates_come_twice_under_one_id(api: Api, control: Control, chen: Phone) -> None:
    control.duplicate_updates(api.token, 1)
    chen.say("一")
    chen.say("二")
    found = api.drain()
    assert texts(found) == ["一", "一", "二"]
    assert found[0]["update_id"] == found[1]["update_id"]


def test_confirmed_updates_can_come_again_once(api: Api, control: Control, chen: Phone) -> None:
    chen.say("一")
    first = api.drain()
    assert control.redeliver(api.token, 1) == 1
    again = api.updates(offset=first[0]["update_id"] + 1)
    assert again == first
    assert api.updates(offset=first[0]["update_id"] + 1) == []


def test_reordered_updates_wait_for_each_other_and_come_newest_first(
    api: Api, control: Control, chen: Phone
) -> None:
    control.reorder_updates(api.token, 2)
    chen.say("一")
    assert api.updates() == []
    chen.say("二")
    assert texts(api.updates()) == ["二", "一"]


def test_malformed_updates_pass_as_they_are(api: Api, control: Control) -> None:
    number = control.raw_update(api.token, {"message": {"nonsense": True}})
    assert api.updates() == [{"update_id": number, "message": {"nonsense": True}}]
