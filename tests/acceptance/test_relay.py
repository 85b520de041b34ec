"""Words passed on: a member asks, the resident answers, and neither learns who the other's account is."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Event, Outbox
from tests.acceptance.test_address import live_in
from tests.acceptance.test_handling import sign
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
QUESTION = "是白天响还是晚上响"


def ask(world: World, phone: Phone, words: str) -> None:
    """Ask the resident of the newest case something."""
    world.tap(phone, "ask_resident")
    world.say(phone, words)


def my_case(world: World, phone: Phone) -> str:
    """Return the resident's own view of their newest case."""
    world.say(phone, "/my")
    world.press(phone, next(label for label in labels(phone) if "CT-" in label))
    return texts(phone)[-1]


@pytest.fixture
def case(world: World, chen: Phone, li: Phone) -> None:
    """李姐 has 陈阿姨's case, and no more than the words and the building."""
    live_in(world, chen, "3号楼", "2", "502")
    world.say(chen, GATE)
    sign(world, li)


@pytest.mark.usefixtures("case")
def test_the_next_words_answer_and_only_once(world: World, chen: Phone, li: Phone) -> None:
    ask(world, li, QUESTION)
    assert QUESTION in texts(chen)[-1]
    assert "3号楼中心户 李姐" in texts(chen)[-1]
    world.say(chen, "后半夜，风一大就响")
    assert "后半夜，风一大就响" in texts(li)[-1]
    assert world.told(chen)[-1] == "relay_sent"
    assert world.timeline()[-2:] == ["resident_asked", "resident_answered"]
    world.say(chen, "3号楼楼道的路灯不亮了")
    assert len(world.cases()) == 2
    seen = my_case(world, chen)
    assert QUESTION in seen or "CT-2026-0002" in seen


@pytest.mark.usefixtures("case")
def test_neither_sees_who_the_other_is(world: World, chen: Phone, li: Phone) -> None:
    ask(world, li, QUESTION)
    world.say(chen, "后半夜")
    world.tap(li, "ask_resident")
    world.let(li.photo, "是这个门吗")
    to_li = [row.facts for row in world.rows(Outbox) if row.chat_id == li.user_id]
    to_chen = [row.facts for row in world.rows(Outbox) if row.chat_id == chen.user_id]
    for secret in ("陈阿姨", "502", str(chen.user_id)):
        assert secret not in str(to_li)
    assert str(li.user_id) not in str(to_chen)


@pytest.mark.usefixtures("case")
def test_photos_go_both_ways(world: World, chen: Phone, li: Phone) -> None:
    world.tap(li, "ask_resident")
    world.let(li.photo, "是这个门吗")
    assert world.told(chen)[-2:] == ["relay_question", "attachment"]
    world.let(chen.photo)
    assert world.told(li)[-2:] == ["relay_words", "attachment"]
    assert world.timeline()[-1] == "resident_answered"


@pytest.mark.usefixtures("case")
def test_a_reply_or_a_button_answers_when_the_question_stands_no_more(
    world: World, chen: Phone, li: Phone
) -> None:
    ask(world, li, QUESTION)
    question = chen.messages()[-1].message_id
    world.tap(chen, "answer_later")
    world.say(chen, "3号楼楼道的路灯不亮了")
    assert len(world.cases()) == 2
    world.say(chen, "后半夜", reply_to=question)
    assert "后半夜" in texts(li)[-1]
    world.say(li, "谢谢，今晚来听", reply_to=li.messages()[-1].message_id)
    assert "今晚来听" in texts(chen)[-1]
    assert world.told(chen)[-1] == "relay_question"
    world.tap(chen, "answer")
    world.say(chen, "好，我等着")
    assert "好，我等着" in texts(li)[-1]


@pytest.mark.usefixtures("case")
def test_a_question_of_the_night_waits_and_the_words_before_it_are_no_answer(
    world: World, chen: Phone, li: Phone
) -> None:
    world.clock_shows("22:30")
    ask(world, li, QUESTION)
    assert world.waiting(chen) == ["relay_question"]
    world.say(chen, "3号楼楼道的路灯不亮了")
    assert len(world.cases()) == 2
    world.clock_shows("08:30")
    world.say(chen, "后半夜")
    assert "后半夜" in texts(li)[-1]


@pytest.mark.usefixtures("case")
def test_an_emergency_is_nobodys_answer(world: World, chen: Phone, li: Phone, wang: Phone) -> None:
    ask(world, li, QUESTION)
    world.say(chen, "3号楼电梯里有人被困")
    assert world.told(wang)[-1] == "ping_emergency"
    world.say(chen, "后半夜")
    assert "后半夜" in texts(li)[-1]


@pytest.mark.usefixtures("case")
def test_a_question_gives_way_to_one_that_was_asked_before(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.photo)
    ask(world, li, QUESTION)
    world.say(chen, "3号楼楼道的路灯不亮了")
    assert len(world.cases()) == 2
    world.tap(chen, "answer")
    world.say(chen, "后半夜")
    assert "后半夜" in texts(li)[-1]


@pytest.mark.usefixtures("case")
def test_the_resident_writes_to_whoever_has_it(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    my_case(world, chen)
    world.tap(chen, "write_handler")
    world.say(chen, "今天又响了一夜")
    assert "今天又响了一夜" in texts(li)[-1]
    assert world.told(zhou) == ["joined"]
    assert "您留言：今天又响了一夜" in my_case(world, chen)


def test_a_coordinator_asks_before_the_case_goes_anywhere(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, "楼道里有股怪味")
    world.tap(chen, "something_else")
    ask(world, zhou, "像不像煤气味")
    world.say(chen, "不像，像下水道")
    assert "像下水道" in texts(zhou)[-1]


@pytest.mark.usefixtures("case")
def test_a_stranger_asks_nobody_and_a_closed_case_is_closed(
    world: World, chen: Phone, li: Phone, charlie: Phone
) -> None:
    assert world.forge(charlie, "askr:1") == world.words("refusals", "taken_by_another", handler="李姐")
    assert world.forge(li, "wrt:1") == world.words("refusals", "not_yours")
    ask(world, li, QUESTION)
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    world.say(chen, "3号楼楼道的路灯不亮了")
    assert len(world.cases()) == 2
    assert "resident_answered" not in [event.kind for event in world.rows(Event)]


@pytest.mark.usefixtures("case")
def test_who_cannot_be_reached_cannot_be_asked(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.block)
    assert world.forge(li, "askr:1") == world.words("refusals", "resident_unreachable")


@pytest.mark.usefixtures("case")
def test_the_answer_finds_the_new_owner_when_the_case_moved_on(
    world: World, chen: Phone, li: Phone, zheng: Phone
) -> None:
    ask(world, li, QUESTION)
    world.tap(li, "escalate")
    world.say(li, "门轴要请人修")
    world.pass_time(timedelta(hours=1))
    world.say(chen, "后半夜")
    assert "后半夜" in texts(zheng)[-1]
    assert world.told(li)[-1] != "relay_words"
