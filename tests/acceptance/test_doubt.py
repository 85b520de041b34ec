"""What is no concern, what is doubted, and what was understood wrongly."""

from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Correction
from data.vocabulary import Outcome, Source, State
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
SMELL = "3号楼楼道有股怪味"


@pytest.mark.parametrize("words", ["谢谢李姐，辛苦了", "全场优惠，加微信领红包", "😀😀"])
def test_chat_thanks_and_advertising_get_a_friendly_answer_and_no_case(
    world: World, chen: Phone, words: str
) -> None:
    world.say(chen, words)
    assert world.told(chen)[-1] == "chat"
    assert labels(chen) == [world.label("insist")]
    assert world.cases() == []


def test_it_is_a_concern_says_the_resident_and_it_is_asked_back(world: World, chen: Phone) -> None:
    world.say(chen, "谢谢，能不能把长椅修修")
    world.tap(chen, "insist")
    assert world.told(chen)[-1] == "ask_category"
    assert world.case().state is State.TRIAGE
    assert world.tap(chen, "insist").alert, "a second press opens no second case"
    assert len(world.cases()) == 1


def test_a_doubted_message_is_asked_back_with_two_categories_and_something_else(
    world: World, chen: Phone, wang: Phone
) -> None:
    world.say(chen, SMELL)
    asked = [world.label("category", category=name) for name in ("sanitation", "utilities")]
    assert labels(chen) == [*asked, world.label("something_else")]
    assert "CT-2026-0001" in texts(chen)[-1]
    assert "ping" not in world.told(wang)


def test_choosing_a_category_dispatches_and_is_remembered(
    world: World, chen: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, SMELL)
    world.tap(chen, "category", category="utilities")
    assert world.case().state is State.ASSIGNED
    assert sorted(world.told(chen)[-2:]) == ["category_saved", "receipt"]
    assert world.told(wang)[-1] == "ping"
    (kept,) = world.rows(Correction)
    assert (kept.before, kept.after, kept.source) == ("sanitation", "utilities", Source.RESIDENT)
    world.pass_time(timedelta(minutes=11))
    assert "triage_card" not in world.told(zhou)


def test_choosing_twice_is_remembered_once(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, SMELL)
    asked = chen.last().message_id
    world.tap(chen, "category", category="utilities", message_id=asked)
    world.tap(chen, "category", category="utilities", message_id=asked)
    assert len(world.rows(Correction)) == 1
    assert world.told(wang).count("ping") == 1
    assert world.told(chen).count("receipt") == 1


def test_something_else_goes_to_the_coordinator(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, SMELL)
    world.tap(chen, "something_else")
    assert world.told(chen)[-1] == "waits_for_triage"
    assert world.told(zhou)[-1] == "triage_card"
    assert SMELL in texts(zhou)[-1]
    assert world.words("triage_reasons", "resident_unsure") in texts(zhou)[-1]


def test_something_else_twice_shows_one_card(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, SMELL)
    asked = chen.last().message_id
    world.tap(chen, "something_else", message_id=asked)
    assert world.tap(chen, "something_else", message_id=asked).alert
    assert world.told(zhou).count("triage_card") == 1


def test_no_choice_within_ten_minutes_goes_to_the_coordinator(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, SMELL)
    world.pass_time(timedelta(minutes=9))
    assert "triage_card" not in world.told(zhou)
    world.pass_time(timedelta(minutes=2))
    assert world.told(chen)[-1] == "waits_for_triage"
    assert world.told(zhou)[-1] == "triage_card"


def test_a_choice_made_late_still_counts(world: World, chen: Phone, wang: Phone, zhou: Phone) -> None:
    world.say(chen, SMELL)
    world.pass_time(timedelta(minutes=20))
    world.tap(chen, "category", category="utilities")
    assert world.case().state is State.ASSIGNED
    assert world.told(wang)[-1] == "ping"


def test_an_urgent_doubt_is_shown_to_the_coordinator_at_once(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, "3号楼楼道漏电")
    assert world.told(chen)[-1] == "ask_category"
    assert world.told(zhou)[-1] == "triage_card"


def test_words_added_before_the_choice_bother_nobody_else(world: World, chen: Phone, zhou: Phone) -> None:
    sent = world.say(chen, SMELL)
    world.say(chen, "像是下水道", reply_to=sent.message_id)
    assert world.told(zhou) == ["joined"]
    world.tap(chen, "something_else")
    assert "像是下水道" in texts(zhou)[-1]


def test_withdrawing_before_the_choice_bothers_nobody_else(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, SMELL)
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    assert world.case().outcome is Outcome.WITHDRAWN
    assert world.told(zhou) == ["joined"]


def test_a_category_without_an_owner_waits_for_the_coordinator(
    world: World, chen: Phone, zhou: Phone
) -> None:
    world.say(chen, SMELL)
    world.tap(chen, "category", category="sanitation")
    assert world.case().state is State.TRIAGE
    assert sorted(world.told(chen)[-2:]) == ["category_saved", "waits_for_triage"]
    assert world.told(zhou)[-1] == "triage_card"
    assert world.words("triage_reasons", "no_owner") in texts(zhou)[-1]


def test_a_wrong_category_corrected_on_the_receipt_moves_the_case_and_is_remembered(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(chen, "wrong_category")
    assert world.told(chen)[-1] == "choose_category"
    world.tap(chen, "category", category="facilities")
    assert world.case().category == "facilities"
    assert world.told(li)[-1] == "taken_away"
    assert world.told(wang)[-1] == "ping"
    assert sorted(world.told(chen)[-2:]) == ["category_saved", "new_owner"]
    (kept,) = world.rows(Correction)
    assert (kept.before, kept.after) == ("noise", "facilities")
    assert not world.shows(li, "sign"), "the old owner's card is over"


def test_a_correction_within_the_same_body_moves_nothing(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, "3号楼路灯不亮")
    world.tap(chen, "wrong_category")
    world.tap(chen, "category", category="fire_safety")
    assert world.case().category == "fire_safety"
    assert world.told(wang).count("ping") == 1
    assert "new_owner" not in world.told(chen)


def test_the_category_of_a_case_that_is_done_stays(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "wrong_category")
    world.tap(li, "done")
    world.say(li, "上了油")
    assert world.tap(chen, "category", category="facilities").alert
    assert world.case().category == "noise"
