"""An emergency: the numbers first, everybody on duty at once, at any hour; the quiet hours of the rest."""

from bot.playground.phone import Phone
from data.vocabulary import State, Urgency
from tests.acceptance.world import World, texts

TRAPPED = "3号楼电梯有人被困"
NUMBERS = "119 / 110 / 120"


def test_an_emergency_shows_the_numbers_before_anything_else(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, TRAPPED)
    assert world.told(chen)[-1] == "receipt_emergency"
    assert NUMBERS in texts(chen)[-1].splitlines()[0]
    assert world.case().urgency is Urgency.EMERGENCY


def test_everybody_on_duty_of_the_owner_and_above_is_pinged_at_once(
    world: World, chen: Phone, wang: Phone, zhao: Phone, charlie: Phone
) -> None:
    ding = world.member(4001, "丁主任")
    world.say(chen, TRAPPED)
    for phone in (wang, zhao, ding):
        assert world.told(phone)[-1] == "ping_emergency"
        assert TRAPPED in texts(phone)[-1]
    assert world.told(charlie) == ["joined"]


def test_the_first_who_signs_has_it_and_the_others_are_told_so(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.say(chen, TRAPPED)
    world.tap(zhao, "sign")
    world.press(zhao, zhao.last().labels[0])
    assert "赵师傅" in texts(chen)[-1]
    refused = world.tap(wang, "sign")
    assert refused.alert
    assert "赵师傅" in refused.text


def test_an_emergency_without_an_owner_still_shows_the_numbers_and_wakes_the_coordinator(
    world: World, chen: Phone, zhou: Phone
) -> None:
    world.clock_shows("23:30")
    world.say(chen, TRAPPED)
    assert NUMBERS in texts(chen)[-1]
    assert world.told(zhou)[-1] == "triage_card"


def test_quiet_hours_hold_back_an_ordinary_ping_until_eight(world: World, chen: Phone, li: Phone) -> None:
    world.clock_shows("23:30")
    world.say(chen, "3号楼大门吱呀响")
    assert world.told(chen)[-1] == "receipt", "the resident is awake and is answered"
    assert world.waiting(li) == ["ping"]
    world.clock_shows("07:59")
    assert world.waiting(li) == ["ping"]
    world.clock_shows("08:00")
    assert world.told(li)[-1] == "ping"


def test_urgent_matters_and_emergencies_are_told_at_night(world: World, chen: Phone, wang: Phone) -> None:
    world.clock_shows("23:30")
    world.say(chen, "3号楼停水了")
    assert world.told(wang)[-1] == "ping"
    world.say(chen, TRAPPED)
    assert world.told(wang)[-1] == "ping_emergency"


def test_nobody_is_pinged_for_an_emergency_of_their_own(world: World, wang: Phone, zhao: Phone) -> None:
    world.say(wang, TRAPPED)
    assert world.told(wang)[-1] == "receipt_emergency"
    assert "ping_emergency" not in world.told(wang)
    assert world.told(zhao)[-1] == "ping_emergency"


def test_a_bystander_who_blocked_the_bot_takes_nothing_from_the_owner(
    world: World, chen: Phone, wang: Phone, zhao: Phone, zhou: Phone
) -> None:
    world.control.fault("forbidden", "sendMessage", chat_id=zhao.user_id)
    world.say(chen, TRAPPED)
    assert world.told(wang)[-1] == "ping_emergency"
    assert world.case().state is State.ASSIGNED
    assert "reassigned" not in world.timeline()
    assert world.told(zhou)[-1] == "undeliverable"
