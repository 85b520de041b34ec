"""The group chat: quiet unless spoken to, and nothing of a case is told there but its number."""

import pytest

from bot.playground.phone import Phone
from data.tables import Concern, Person
from data.vocabulary import State
from tests.acceptance.world import TOKEN, World, labels, texts

BOT = "@linli_1_bot"
GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


@pytest.fixture
def group(world: World, chen: Phone) -> int:
    """The owners' group, in which the desk hears everything."""
    world.control.privacy(TOKEN, on=False)
    chat = world.control.group("业主群", [chen, TOKEN])
    world.pump()
    return chat


def said_in(phone: Phone, chat: int) -> list[str]:
    """Return what the desk wrote in a group."""
    return [
        m.text for m in phone.messages(chat) if not m.mine and m.sender.startswith(("邻里", "linli", "Linli"))
    ]


def test_it_keeps_quiet_while_neighbours_talk(world: World, chen: Phone, group: int) -> None:
    before = len(chen.messages(group))
    world.say(chen, GATE, chat=group)
    world.let(chen.photo, "看看这门", chat=group)
    world.let(chen.sticker, chat=group)
    world.say(chen, "/my", chat=group)
    assert len(chen.messages(group)) == before + 4
    assert world.cases() == []


def test_a_mention_is_offered_to_be_registered_and_the_rest_is_said_privately(
    world: World, chen: Phone, li: Phone, group: int
) -> None:
    world.say(chen, f"{BOT} {GATE}", chat=group)
    assert world.notices("group_offer")[-1].chat_id == group
    assert world.cases() == []
    world.tap(chen, "register", chat=group)
    assert world.case().state is State.ASSIGNED
    shown = chen.messages(group)[-1].text
    assert "CT-2026-0001" in shown
    assert "3号楼" not in shown
    assert world.told(chen)[-1] == "receipt"
    assert world.rows(Concern)[0].text == GATE
    assert world.told(li)[-1] == "ping"


def test_a_reply_to_the_desk_is_offered_too(world: World, chen: Phone, group: int) -> None:
    world.say(chen, BOT, chat=group)
    hello = chen.messages(group)[-1]
    assert world.notices("group_hello")[-1].chat_id == group
    world.say(chen, GATE, chat=group, reply_to=hello.message_id)
    assert world.notices("group_offer")[-1].chat_id == group


def test_a_photo_with_a_mention_goes_with_the_case(world: World, chen: Phone, li: Phone, group: int) -> None:
    world.let(chen.photo, f"{BOT} {GATE}", chat=group)
    world.tap(chen, "register", chat=group)
    assert world.told(li)[-2:] == ["ping", "attachment"]


def test_only_the_author_registers(world: World, chen: Phone, li: Phone, group: int) -> None:
    nosy = world.resident(1002, "赵叔")
    world.control.join(group, nosy)
    world.say(chen, f"{BOT} {GATE}", chat=group)
    pressed = world.tap(nosy, "register", chat=group)
    assert pressed.text == world.words("refusals", "not_yours")
    assert world.cases() == []


def test_registering_twice_is_one_case(world: World, chen: Phone, li: Phone, group: int) -> None:
    world.say(chen, f"{BOT} {GATE}", chat=group)
    offer = chen.messages(group)[-1].message_id
    world.tap(chen, "register", chat=group, message_id=offer)
    world.tap(chen, "register", chat=group, message_id=offer)
    assert len(world.cases()) == 1
    assert world.told(chen).count("receipt") == 1


def test_an_edit_in_the_group_registers_nothing_but_is_what_gets_registered(
    world: World, chen: Phone, li: Phone, group: int
) -> None:
    sent = world.say(chen, f"{BOT} 门坏了", chat=group)
    world.let(chen.edit, sent.message_id, f"{BOT} {GATE}", chat=group)
    assert world.cases() == []
    world.tap(chen, "register", chat=group)
    assert world.rows(Concern)[0].text == GATE


def test_somebody_who_never_pressed_start_is_told_how_and_finds_the_receipt(
    world: World, chen: Phone, li: Phone, group: int
) -> None:
    newcomer = world.phone(1010, "新邻居")
    world.control.join(group, newcomer)
    world.say(newcomer, f"{BOT} {GATE}", chat=group)
    world.tap(newcomer, "register", chat=group)
    assert BOT in newcomer.messages(group)[-1].text
    assert world.case().state is State.ASSIGNED
    world.let(newcomer.start)
    assert "CT-2026-0001" in "".join([*texts(newcomer), *labels(newcomer)])


def test_the_group_becomes_a_supergroup(world: World, chen: Phone, li: Phone, group: int) -> None:
    world.say(chen, f"{BOT} {GATE}", chat=group)
    new = world.control.migrate(group)
    world.pump()
    world.say(chen, f"{BOT} 路灯不亮", chat=new)
    world.tap(chen, "register", chat=new)
    assert "CT-2026-0001" in chen.messages(new)[-1].text


def test_an_answer_under_way_follows_the_group_to_its_new_id(world: World, chen: Phone, group: int) -> None:
    new = world.control.group("业主群（超级群）", [chen, TOKEN], supergroup=True)
    world.pump()
    world.control.fault("migrate", "sendMessage", chat_id=group, migrate_to_chat_id=new)
    world.say(chen, f"{BOT} {GATE}", chat=group)
    assert world.notices("group_offer")[-1].chat_id == new
    assert world.label("register") in chen.messages(new)[-1].labels


def test_a_desk_that_was_shown_the_door_holds_nobody_for_blocked(
    world: World, chen: Phone, li: Phone, group: int
) -> None:
    world.control.leave(group, TOKEN)
    world.pump()
    resident = next(p for p in world.rows(Person) if p.telegram_id == chen.user_id)
    assert resident.blocked_at is None
    world.say(chen, GATE)
    world.tap(li, "done")
    world.say(li, "上了油")
    assert world.told(chen)[-1] == "result"


def test_what_is_doubted_in_the_group_is_asked_privately(world: World, chen: Phone, group: int) -> None:
    world.say(chen, f"{BOT} 3号楼有股怪味", chat=group)
    world.tap(chen, "register", chat=group)
    assert world.told(chen)[-1] == "ask_category"
    assert "CT-2026-0001" in chen.messages(group)[-1].text
