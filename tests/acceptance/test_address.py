"""Pressing start and saying where one lives, in three languages."""

from bot.playground.phone import Phone
from classifier.text import script_of
from data.tables import Household, Outbox, Person
from data.vocabulary import State
from tests.acceptance.world import World, labels, texts

GATE = "门口的大门一开一关吱呀响，整晚睡不着"


def test_start_leads_from_building_and_unit_to_the_room(world: World, chen: Phone) -> None:
    world.press(chen, "3号楼")
    assert world.told(chen)[-1] == "ask_unit"
    assert any("2" in label for label in labels(chen))
    world.press(chen, "2")
    assert world.told(chen)[-1] == "ask_room"
    world.say(chen, "502室")
    assert world.told(chen)[-1] == "address_saved"
    assert "502" in texts(chen)[-1]
    (flat,) = world.rows(Household)
    assert (flat.unit, flat.room) == ("2", "502")


def test_a_building_with_one_unit_asks_for_the_room_at_once(world: World, chen: Phone) -> None:
    world.press(chen, "7号楼")
    assert world.told(chen)[-1] == "ask_room"


def test_the_address_routes_the_next_case_that_names_no_building(
    world: World, chen: Phone, li: Phone
) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    world.say(chen, GATE)
    assert (world.case().building, world.case().state) == ("3", State.ASSIGNED)
    assert world.told(li)[-1] == "ping"


def test_a_building_in_the_words_goes_before_the_address(
    world: World, chen: Phone, li: Phone, charlie: Phone
) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    world.say(chen, "7号楼" + GATE)
    assert world.case().building == "7"
    assert world.told(charlie)[-1] == "ping"
    assert "ping" not in world.told(li)


def test_the_address_may_be_skipped_and_given_later(world: World, chen: Phone) -> None:
    world.tap(chen, "no_address")
    assert world.told(chen)[-1] == "address_skipped"
    world.say(chen, "/address")
    assert world.told(chen)[-1] == "ask_building"
    live_in(world, chen, "3号楼", "2", "101")
    live_in(world, chen, "3号楼", "1", "302")
    assert world.told(chen)[-1] == "address_saved"
    resident = next(p for p in world.rows(Person) if p.telegram_id == chen.user_id)
    flat = next(f for f in world.rows(Household) if f.id == resident.household_id)
    assert (flat.unit, flat.room) == ("1", "302")


def test_skipping_the_room_keeps_the_building(world: World, chen: Phone, li: Phone) -> None:
    world.press(chen, "3号楼")
    world.tap(chen, "no_address")
    world.say(chen, GATE)
    assert world.case().building == "3"


def test_neighbours_of_one_flat_are_one_household(world: World, chen: Phone) -> None:
    live_in(world, chen, "3号楼", "1", "502")
    live_in(world, world.resident(1002, "陈叔叔"), "3号楼", "1", "502室")
    assert len(world.rows(Household)) == 1


def test_a_room_number_that_is_none_is_asked_back(world: World, chen: Phone) -> None:
    world.press(chen, "7号楼")
    world.say(chen, "？？？")
    assert world.told(chen)[-1] == "refusal"
    assert texts(chen)[-1] == world.words("refusals", "no_room_number")
    world.say(chen, "A-1203")
    assert world.told(chen)[-1] == "address_saved"


def test_a_concern_written_in_place_of_the_room_is_taken_as_one(
    world: World, chen: Phone, wang: Phone
) -> None:
    world.press(chen, "7号楼")
    world.say(chen, "路灯坏了")
    assert world.told(chen)[-1] == "receipt"
    assert world.case().building == "7"
    assert world.rows(Household) == []
    world.say(chen, "502")
    assert world.told(chen)[-1] == "address_saved"


def test_a_photo_in_place_of_the_room_is_kept(world: World, chen: Phone, wang: Phone) -> None:
    world.press(chen, "7号楼")
    world.let(chen.photo, "路灯坏了")
    assert world.told(chen)[-1] == "receipt"
    assert "attachment" in world.told(wang)


def test_traditional_in_traditional_out_from_start_to_thanks(world: World, li: Phone, wang: Phone) -> None:
    tan = world.resident(1003, "譚姑娘", "zh-hant")
    world.press(tan, "3")
    world.press(tan, "1")
    world.say(tan, "302")
    world.say(tan, "樓上裝修，週日一早就開始，吵到不得了")
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.tap(li, "done")
    world.say(li, "上油")
    world.clock_shows("10:00")
    world.tap(tan, "solved_yes", "zh-Hant")
    world.tap(tan, "satisfied_5", "zh-Hant")
    world.tap(tan, "no_words", "zh-Hant")
    assert world.told(tan)[-3:] == ["ask_satisfied", "ask_review_words", "review_thanks"]
    assert {row.language for row in world.rows(Outbox) if row.chat_id == tan.user_id} == {"zh-Hant"}
    shown = "".join(texts(tan)) + "".join(label for message in tan.messages() for label in message.labels)
    assert simplified_in(shown) == set()


def test_a_resident_is_answered_in_the_script_they_wrote_last(world: World, chen: Phone) -> None:
    world.say(chen, "謝謝你們，辛苦了")
    assert texts(chen)[-1] == world.words("notices", "chat", "zh-Hant")
    world.say(chen, "谢谢你们，辛苦了")
    assert texts(chen)[-1] == world.words("notices", "chat")


def test_an_english_client_is_greeted_in_english_and_a_taiwanese_one_in_traditional(world: World) -> None:
    smith = world.resident(1004, "Ann Smith", "en")
    assert world.label("no_address", "en") in labels(smith)
    lin = world.resident(1005, "林小姐", "zh-tw")
    assert world.label("no_address", "zh-Hant") in labels(lin)


def live_in(world: World, phone: Phone, building: str, unit: str, room: str) -> None:
    """Give an address, pressing and writing as a resident does."""
    world.say(phone, "/address")
    world.press(phone, building)
    if world.told(phone)[-1] == "ask_unit":
        world.press(phone, unit)
    world.say(phone, room)


def simplified_in(text: str) -> set[str]:
    """Return the characters that only Simplified text has."""
    return {character for character in text if script_of(character) == "Hans"}
