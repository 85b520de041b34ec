"""王奶奶 of 502 has no telephone: 李姐 writes down what she says, and carries the question and the answer."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Household, Person, Review, Visit
from data.vocabulary import Outcome, Solved, State, VisitKind
from tests.acceptance.world import World, labels, texts

DOOR = "502 王奶奶\n门口的路灯不亮，不敢出门"


def logs(world: World, member: Phone, words: str, command: str = "/visit", building: str = "3号楼") -> None:
    world.say(member, command)
    world.press(member, building)
    world.say(member, words)


def test_what_is_said_at_the_door_goes_the_road_of_any_words(world: World, li: Phone, wang: Phone) -> None:
    logs(world, li, DOOR)
    case = world.case()
    assert (case.category, case.building, case.state) == ("facilities", "3", State.ASSIGNED)
    assert world.told(wang)[-1] == "ping"
    assert "王奶奶" not in texts(wang)[-1]
    assert "502" not in texts(wang)[-1]
    assert world.told(li)[-1] == "visit_saved"
    assert "CT-2026-0001" in texts(li)[-1]
    (visit,) = world.rows(Visit)
    assert visit.kind is VisitKind.VISIT
    assert [flat.room for flat in world.rows(Household)] == ["502"]


def test_the_member_carries_the_question_and_the_answer(world: World, li: Phone, wang: Phone) -> None:
    logs(world, li, DOOR)
    world.tap(wang, "sign")
    world.press(wang, labels(wang)[0])
    world.tap(wang, "done")
    world.say(wang, "换了灯泡")
    assert world.told(li)[-1] == "carried"
    assert "502" in texts(li)[-1], "whoever logged it knows where to go"
    world.pass_time(timedelta(days=1))
    assert labels(li) == [world.label(f"solved_{answer.value}") for answer in Solved]
    world.tap(li, "solved_yes")
    case = world.case()
    assert case.outcome is Outcome.SATISFIED
    (review,) = world.rows(Review)
    assert review.via_id is not None, "marked as carried"


def test_the_handler_never_carries_the_answer_about_their_own_work(
    world: World, li: Phone, zhou: Phone
) -> None:
    logs(world, li, "502 王奶奶\n楼上敲到半夜")
    world.tap(li, "sign")
    world.press(li, labels(li)[0])
    world.tap(li, "done")
    world.say(li, "谈好了")
    world.pass_time(timedelta(days=1))
    assert "carried" not in world.told(li)
    assert world.told(zhou)[-1] == "carried"
    assert world.forge(li, "slv:1:yes") == world.words("refusals", "not_yours")
    world.tap(zhou, "solved_no")
    assert world.case().state is State.RECTIFICATION


def test_a_photographed_form_is_read_by_a_coordinator(world: World, li: Phone, zhou: Phone) -> None:
    world.say(li, "/talk")
    world.press(li, "3号楼")
    world.let(li.photo)
    assert world.case().state is State.TRIAGE
    assert "triage_card" in world.told(zhou)
    assert world.notices("attachment")


def test_the_same_resident_is_known_again(world: World, li: Phone, wang: Phone) -> None:
    before = len(world.rows(Person))
    logs(world, li, DOOR)
    logs(world, li, "502 王奶奶\n电梯门关不上")
    assert len(world.rows(Person)) == before + 1
    assert len(world.cases()) == 2


def test_only_members_log_for_others(world: World, chen: Phone) -> None:
    world.say(chen, "/visit")
    assert texts(chen)[-1] == world.words("refusals", "members_log")
    world.forge(chen, "vis:visit:1")
    assert world.rows(Visit) == []


def test_nothing_said_is_nothing_logged(world: World, li: Phone) -> None:
    logs(world, li, "啊")
    assert texts(li)[-1] == world.words("refusals", "nothing_logged")
    world.say(li, "路灯不亮")
    assert len(world.cases()) == 1, "the question still stands"


def test_the_journal_is_the_coordinators_and_names_nobody(
    world: World, li: Phone, wang: Phone, zhou: Phone
) -> None:
    logs(world, li, DOOR)
    logs(world, li, "停水了", command="/talk")
    world.say(zhou, "/voices")
    journal = texts(zhou)[-1]
    assert "记下 2 件" in journal
    assert "CT-2026-0001" in journal
    assert "王奶奶" not in journal
    assert "502" not in journal
    world.say(li, "/voices")
    assert texts(li)[-1] == world.words("refusals", "coordinators_only")
