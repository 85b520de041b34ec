"""Photos, albums, voices, places and files: with words, before words, and without any."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Attachment
from data.vocabulary import State
from tests.acceptance.world import World, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
MANY = timedelta(minutes=11)


def test_a_photo_with_words_is_one_case_with_its_photo(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.photo, GATE)
    assert world.told(chen)[-1] == "receipt"
    assert world.told(li)[-2:] == ["ping", "attachment"]
    assert li.last().kind == "photo"


def test_an_album_with_the_words_first(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.album, GATE, None, None)
    assert world.told(li)[-4:] == ["ping", "attachment", "attachment", "attachment"]
    assert world.told(chen).count("receipt") == 1
    assert len(world.cases()) == 1


def test_an_album_with_the_words_last(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.album, None, None, GATE)
    world.pass_time(MANY)
    assert world.told(li)[-4:] == ["ping", "attachment", "attachment", "attachment"]
    assert "ask_words" not in world.told(chen), "the words came before the question was sent"
    assert len(world.cases()) == 1


def test_an_album_whose_pieces_have_words_each_keeps_them_all(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.album, GATE, "门轴锈了", None)
    assert "门轴锈了" in "".join(texts(li))
    assert len(world.cases()) == 1


def test_an_album_in_pieces_that_come_apart_is_asked_about_once(world: World, chen: Phone, li: Phone) -> None:
    for _ in range(3):
        world.let(chen.photo, None, album="900")
        world.pass_time(timedelta(seconds=1))
    world.pass_time(timedelta(seconds=5))
    assert world.told(chen).count("ask_words") == 1
    world.say(chen, GATE)
    assert world.told(li)[-4:] == ["ping", "attachment", "attachment", "attachment"]
    assert len(world.cases()) == 1


def test_words_after_a_photo(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.photo)
    assert world.told(chen)[-1] == "ask_words"
    world.say(chen, GATE)
    assert world.told(chen)[-1] == "receipt"
    assert world.told(li)[-2:] == ["ping", "attachment"]
    world.pass_time(MANY)
    assert len(world.cases()) == 1


def test_photos_one_by_one_and_then_the_words_are_one_case(world: World, chen: Phone, li: Phone) -> None:
    world.let(chen.photo)
    world.let(chen.photo)
    world.let(chen.location)
    world.say(chen, GATE)
    world.pass_time(MANY)
    assert len(world.cases()) == 1
    assert world.told(li)[-4:] == ["ping", "attachment", "attachment", "attachment"]


def test_a_photo_whose_words_come_with_a_second_photo_keeps_both(
    world: World, chen: Phone, li: Phone
) -> None:
    world.let(chen.photo)
    world.let(chen.photo, GATE)
    assert world.told(li)[-3:] == ["ping", "attachment", "attachment"]
    assert len(world.cases()) == 1


def test_a_voice_alone_goes_to_the_coordinator_who_can_hear_it(
    world: World, chen: Phone, zhou: Phone
) -> None:
    world.let(chen.voice)
    assert world.told(chen)[-1] == "ask_words"
    world.pass_time(MANY)
    assert world.case().state is State.TRIAGE
    assert world.told(chen)[-1] == "receipt_triage"
    assert world.told(zhou)[-2:] == ["triage_card", "attachment"]
    assert zhou.last().kind == "voice"


def test_a_place_alone_is_asked_about_and_shown(world: World, chen: Phone, wang: Phone) -> None:
    world.let(chen.location)
    assert world.told(chen)[-1] == "ask_words"
    world.say(chen, "这里的路灯不亮")
    assert wang.last().kind == "location"


def test_photos_that_never_get_words_are_one_case_in_triage(world: World, chen: Phone, zhou: Phone) -> None:
    world.let(chen.album, None, None)
    world.pass_time(MANY)
    assert world.told(zhou)[-3:] == ["triage_card", "attachment", "attachment"]
    assert world.told(chen).count("receipt_triage") == 1


def test_words_that_come_after_the_waiting_are_a_matter_of_their_own(
    world: World, chen: Phone, zhou: Phone, li: Phone
) -> None:
    world.let(chen.photo)
    world.pass_time(MANY)
    world.say(chen, GATE)
    assert [case.state for case in world.cases()] == [State.TRIAGE, State.ASSIGNED]


def test_a_caption_written_later_into_the_photo_is_its_words(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    sent = world.let(chen.photo)
    world.let(chen.edit, sent.message_id, GATE)
    assert world.told(chen)[-1] == "receipt"
    world.say(chen, "3号楼路灯不亮")
    world.pass_time(MANY)
    assert len(world.cases()) == 2


def test_an_album_added_by_reply_shows_its_late_words(world: World, chen: Phone, li: Phone) -> None:
    sent = world.say(chen, GATE)
    world.let(chen.photo, None, album="901", reply_to=sent.message_id)
    world.let(chen.photo, "这是门轴", album="901")
    assert "这是门轴" in "".join(texts(li))
    assert len(world.rows(Attachment)) == 2
    assert world.told(li).count("attachment") == 2
    assert len(world.cases()) == 1


def test_every_kind_of_file_reaches_the_member(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    for act in (chen.voice, chen.document, chen.location, chen.photo):
        world.tap(chen, "add", message_id=receipt(chen))
        world.let(act)
    assert [m.kind for m in li.messages()[-4:]] == ["voice", "document", "location", "photo"]


def receipt(phone: Phone) -> int:
    """Return the id of the receipt."""
    return next(m.message_id for m in phone.messages() if not m.mine and "CT-2026-0001" in m.text)
