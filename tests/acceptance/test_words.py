"""A resident's own cases: listing them, adding to them, changing the words, taking them back."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Concern
from data.vocabulary import Outcome, State
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
LAMP = "3号楼东侧路灯不亮"


def test_several_cases_side_by_side_are_listed_and_shown(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    world.say(chen, LAMP)
    world.say(chen, "/my")
    assert world.told(chen)[-1] == "my_cases"
    assert len(labels(chen)) == 2
    world.press(chen, next(label for label in labels(chen) if "0001" in label))
    view = texts(chen)[-1]
    assert world.told(chen)[-1] == "case_view"
    assert "CT-2026-0001" in view
    assert GATE in view
    assert "3号楼中心户" in view
    assert LAMP not in view


def test_the_view_of_a_case_tells_its_timeline(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.tap(li, "progress")
    world.say(li, "门轴已经订货")
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    view = texts(chen)[-1]
    for line in (world.words("events", "received"), "3号楼中心户", "门轴已经订货"):
        assert line in view


def test_nobody_has_cases_before_the_first(world: World, chen: Phone) -> None:
    world.say(chen, "/my")
    assert world.told(chen)[-1] == "no_cases"


def test_words_are_added_by_replying_to_the_receipt(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.say(chen, "尤其是半夜十二点以后", reply_to=message_with(chen, "CT-2026-0001"))
    assert world.told(chen)[-1] == "added"
    assert "尤其是半夜十二点以后" in texts(li)[-1]
    assert len(world.cases()) == 1


def test_words_are_added_by_replying_to_ones_own_message(world: World, chen: Phone, li: Phone) -> None:
    own = world.say(chen, GATE)
    world.say(chen, "尤其是半夜十二点以后", reply_to=own.message_id)
    assert world.told(chen)[-1] == "added"
    assert "尤其是半夜十二点以后" in texts(li)[-1]


def test_words_and_a_photo_are_added_by_the_button(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "add")
    world.let(chen.photo, "门轴在这里")
    assert world.told(chen)[-1] == "added"
    assert world.told(li)[-2:] == ["resident_added", "attachment"]
    world.say(chen, LAMP)
    assert len(world.cases()) == 2, "what comes after the addition is a matter of its own"


def test_replying_to_the_question_what_to_add_answers_it_once(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "add")
    world.say(chen, "尤其是半夜", reply_to=chen.last().message_id)
    assert world.told(chen)[-1] == "added"
    world.say(chen, LAMP)
    assert len(world.cases()) == 2


def test_a_reply_to_another_case_goes_there_and_the_question_stands(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    world.say(chen, LAMP)
    lamp = message_with(chen, "CT-2026-0002")
    world.tap(chen, "add", message_id=message_with(chen, "CT-2026-0001"))
    world.say(chen, "两盏都不亮", reply_to=lamp)
    assert "两盏都不亮" in texts(wang)[-1]
    world.say(chen, "尤其是半夜")
    assert "尤其是半夜" in texts(li)[-1]


def test_giving_up_the_question_what_to_add(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "add")
    world.tap(chen, "cancel")
    assert world.told(chen)[-1] == "cancelled"
    world.say(chen, LAMP)
    assert len(world.cases()) == 2


def test_nothing_is_added_to_a_closed_case(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    receipt = message_with(chen, "CT-2026-0001")
    withdraw(world, chen)
    world.say(chen, "又响了", reply_to=receipt)
    assert texts(chen)[-1] == world.words("refusals", "case_closed", number="CT-2026-0001")


def test_a_case_is_withdrawn_after_a_second_question_and_the_member_told(
    world: World, chen: Phone, li: Phone
) -> None:
    world.say(chen, GATE)
    withdraw(world, chen)
    assert (world.case().state, world.case().outcome) == (State.ARCHIVED, Outcome.WITHDRAWN)
    assert world.told(chen)[-1] == "withdrawn"
    assert world.told(li)[-1] == "resident_withdrew"
    assert not world.shows(li, "sign"), "nothing is left to sign"
    world.pass_time(timedelta(days=30))
    assert world.told(li)[-1] == "resident_withdrew", "a withdrawn case reminds nobody"


def test_a_resident_may_think_better_of_withdrawing(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_no")
    assert world.case().state is State.ASSIGNED
    assert "resident_withdrew" not in world.told(li)


def test_editing_the_message_changes_the_words_and_tells_the_member(
    world: World, chen: Phone, li: Phone
) -> None:
    sent = world.say(chen, GATE)
    world.let(chen.edit, sent.message_id, GATE + "，修过两次了")
    assert world.told(chen)[-1] == "edited"
    assert "修过两次了" in texts(li)[-1]
    assert world.rows(Concern)[0].text.endswith("修过两次了")
    assert "edited" in world.timeline()


def test_chat_that_is_edited_into_a_concern_opens_a_case(world: World, chen: Phone, li: Phone) -> None:
    sent = world.say(chen, "谢谢大家")
    assert world.cases() == []
    world.let(chen.edit, sent.message_id, GATE)
    assert world.told(chen)[-1] == "receipt"
    assert world.case().state is State.ASSIGNED


def test_an_edit_of_a_message_that_never_came_changes_nothing(world: World, chen: Phone, li: Phone) -> None:
    sent = world.say(chen, "/help")
    before = len(world.told(chen))
    world.let(chen.edit, sent.message_id, GATE)
    assert len(world.told(chen)) == before


def message_with(phone: Phone, words: str) -> int:
    """Return the id of the newest message by the desk that holds these words."""
    return next(m.message_id for m in reversed(phone.messages()) if not m.mine and words in m.text)


def withdraw(world: World, phone: Phone) -> None:
    """Take a case back by its receipt, and mean it."""
    world.tap(phone, "withdraw")
    world.tap(phone, "withdraw_yes")
