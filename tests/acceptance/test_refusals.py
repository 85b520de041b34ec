"""What the desk says no to, and that it goes on afterwards."""

import pytest

from bot.playground.phone import Phone
from data.tables import Inbox, Pledge
from data.vocabulary import State
from tests.acceptance.world import World, labels, texts


def test_a_refusal_is_told_once_and_the_desk_goes_on(world: World, chen: Phone) -> None:
    world.say(chen, "/triage")
    assert texts(chen)[-1] == world.words("refusals", "coordinators_only")
    world.say(chen, "谢谢")
    assert world.told(chen)[-2:] == ["refusal", "chat"]
    assert all(row.handled_at and not row.error for row in world.rows(Inbox))


def test_a_member_of_another_building_is_refused_every_button_of_a_card(
    world: World, chen: Phone, li: Phone, charlie: Phone
) -> None:
    world.say(chen, "3号楼大门吱呀响")
    for verb in ("sign:1", "plg:1:29000000", "plgo:1", "ret:1", "retr:1:not_ours", "reto:1:not_ours:0"):
        assert refused(world, charlie, verb) == world.words("refusals", "not_your_body")
    for verb in ("jnt:1", "jntb:1:6", "esc:1", "prog:1", "done:1", "work:1"):
        assert refused(world, charlie, verb) == world.words("refusals", "not_your_body")
    assert world.case().state is State.ASSIGNED
    assert world.timeline() == ["received", "dispatched"]


def test_a_resident_is_refused_the_buttons_of_members_and_coordinators(
    world: World, chen: Phone, li: Phone
) -> None:
    world.say(chen, "3号楼大门吱呀响")
    assert refused(world, chen, "sign:1") == world.words("refusals", "not_your_body")
    assert refused(world, chen, "done:1") == world.words("refusals", "not_your_body")
    for verb in ("tcs:1", "tcat:1:noise", "ows:1", "own:1:6", "dis:1", "plan:1", "settle:1"):
        assert refused(world, chen, verb) == world.words("refusals", "coordinators_only")
    for verb in ("invb:1", "invr:1:coordinator", "invs:1"):
        assert refused(world, chen, verb) == world.words("refusals", "coordinators_only")
    assert refused(world, chen, "conf:1") == world.words("refusals", "supervisor_only")
    assert refused(world, chen, "noty:1") == world.words("refusals", "supervisor_only")


def test_another_resident_is_refused_what_is_chens(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    world.say(chen, "谢谢")
    nosy = world.resident(1002, "赵叔")
    for verb in ("cats:1", "cat:1:pets", "other:1", "add:1", "view:1", "wd:1", "wdy:1", "ins:2"):
        assert refused(world, nosy, verb) == world.words("refusals", "not_yours")
    assert world.case().state is State.ASSIGNED


def test_another_resident_may_not_review(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    nosy = world.resident(1002, "赵叔")
    for verb in ("slv:1:no", "sat:1:1", "now:1"):
        assert refused(world, nosy, verb) == world.words("refusals", "not_yours")
    assert world.case().state is State.RESOLVED


@pytest.mark.parametrize(
    "data",
    [
        *("nonsense", "", ":", "sign", "sign:abc", "sign:", "sign:99", "sign:-1", "view:٣"),
        *("sign:99999999999999999999", "plg:1:99999999999999", "plg:1:-99999999999999", "bld:0", "unit:"),
        *("unit:" + "9" * 55, "unit:7", "cat:1:weather", "tcat:1:weather", "invr:1:emperor", "slv:1:maybe"),
        *("sat:1:9", "retr:1:because", "own:1:99999", "invb:99999", "invs:99999", "reg:99999", "ins:99999"),
    ],
)
def test_a_forged_or_outdated_button_gets_a_sentence_and_changes_nothing(
    world: World, chen: Phone, li: Phone, zhou: Phone, data: str
) -> None:
    world.say(chen, "3号楼大门吱呀响")
    for phone in (chen, li, zhou):
        assert refused(world, phone, data)
    assert world.case().state is State.ASSIGNED
    assert all(row.error is None for row in world.rows(Inbox))


def test_an_old_card_after_the_case_moved_on(world: World, chen: Phone, li: Phone, wang: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    old = li.last().message_id
    world.tap(chen, "wrong_category")
    world.tap(chen, "category", category="facilities")
    pressed = world.tap(li, "sign", message_id=old)
    assert pressed.alert
    assert pressed.text == world.words("refusals", "assignment_over", handler="李姐")
    assert world.case().state is State.ASSIGNED


def test_a_date_pressed_twice_is_promised_once(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    world.tap(li, "sign")
    card, day = li.last().message_id, labels(li)[0]
    world.press(li, day, message_id=card)
    assert world.press(li, day, message_id=card).alert
    assert len(world.rows(Pledge)) == 1
    assert world.told(chen).count("signed") == 1


def test_of_two_members_at_once_one_wins_and_the_other_is_told(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.say(chen, "3号楼电梯有人被困")
    for phone in (wang, zhao):
        world.tap(phone, "sign")
    day = labels(wang)[0]
    both = [world.threads.submit(phone.press, day) for phone in (wang, zhao)]
    while not all(press.done() for press in both):
        world.step()
    won, lost = sorted((press.result() for press in both), key=lambda pressed: pressed.alert)
    assert (won.alert, lost.alert) == (False, True)
    assert len(world.rows(Pledge)) == 1
    assert "已经接手" in lost.text


def test_words_sent_twice_as_the_result_finish_once(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    world.tap(li, "done")
    li.say("上了油")
    li.say("上了油")
    world.pump()
    assert world.told(chen).count("result") == 1
    assert world.timeline().count("finished") == 1


def test_an_answer_pressed_twice_counts_once(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    question = chen.last().message_id
    world.tap(chen, "solved_no", message_id=question)
    pressed = world.tap(chen, "solved_yes", message_id=question)
    assert pressed.text == world.words("refusals", "already_reviewed")
    assert world.case().round == 2


def test_a_member_neither_gets_nor_signs_what_they_reported(world: World, li: Phone, zheng: Phone) -> None:
    world.say(li, "3号楼大门吱呀响")
    assert world.told(li)[-1] == "receipt"
    assert world.told(zheng)[-1] == "ping"
    assert refused(world, li, "done:1") == world.words("refusals", "not_your_body")
    assert world.case().state is State.ASSIGNED


def test_a_colleague_handles_what_a_member_reported_and_the_member_reviews_it(
    world: World, wang: Phone, zhao: Phone
) -> None:
    world.say(wang, "3号楼东侧路灯不亮")
    assert world.told(zhao)[-1] == "ping"
    for verb in ("sign:1", "plg:1:29761200", "done:1", "ret:1", "esc:1", "jnt:1"):
        assert refused(world, wang, verb) == world.words("refusals", "own_case")
    assert world.case().state is State.ASSIGNED
    world.tap(zhao, "done")
    world.say(zhao, "换了灯泡")
    world.clock_shows("10:00")
    world.tap(wang, "solved_no")
    assert world.case().state is State.RECTIFICATION
    assert world.told(wang).count("supervise") == 0, "nobody watches over their own case"


def test_a_coordinator_who_reported_it_does_not_supervise_it(world: World, zhou: Phone, li: Phone) -> None:
    world.say(zhou, "3号楼大门吱呀响")
    world.tap(li, "done")
    world.say(li, "上了油")
    world.clock_shows("10:00")
    world.tap(zhou, "solved_no")
    assert "supervise" not in world.told(zhou)
    assert refused(world, zhou, "conf:1") == world.words("refusals", "supervisor_only")
    world.tap(li, "done")
    world.say(li, "又上了油")
    assert world.case().state is State.RESOLVED, "with nobody in between, the resident's answer decides"


def refused(world: World, phone: Phone, data: str) -> str:
    """Press a button that no card of this person ever had, and return the sentence that came back."""
    return world.forge(phone, data)
