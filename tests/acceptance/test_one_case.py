"""From the first words to the archive: one case, told through the phones."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.vocabulary import Outcome, State
from tests.acceptance.world import World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def test_a_resident_gets_a_receipt_with_owner_and_date(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    receipt = texts(chen)[-1]
    assert "CT-2026-0001" in receipt
    assert "噪音扰民" in receipt
    assert "3号楼中心户" in receipt
    assert "12月1日" in receipt
    case = world.case()
    assert (case.state, case.building, case.category) == (State.ASSIGNED, "3", "noise")


def test_the_member_is_pinged_with_words_place_and_deadline_but_no_name(
    world: World, chen: Phone, li: Phone
) -> None:
    world.say(chen, GATE)
    ping = texts(li)[-1]
    assert GATE in ping
    assert "3号楼" in ping
    assert "12月1日" in ping
    assert "陈阿姨" not in ping


def test_a_case_is_signed_done_and_found_satisfying(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.press(li, labels(li)[0])
    world.press(li, labels(li)[0])
    assert world.case().state is State.ACCEPTED
    assert "李姐" in texts(chen)[-1]
    world.press(li, next(label for label in labels(li) if "办好" in label))
    world.say(li, "给门轴上了油，换了缓冲器，试了几次都不响了")
    assert world.case().state is State.RESOLVED
    assert "换了缓冲器" in texts(chen)[-1]
    world.pass_time(timedelta(days=1))
    assert labels(chen) == solved_labels(world)
    world.press(chen, labels(chen)[0])
    assert (world.case().state, world.case().outcome) == (State.ARCHIVED, Outcome.SATISFIED)
    world.press(chen, labels(chen)[0])
    world.say(chen, "李姐办事真利索")
    assert world.timeline()[-1] == "reviewed"


def test_not_solved_opens_a_second_round_with_a_supervisor_and_a_third_goes_to_deliberation(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    handle(world, chen, li)
    world.press(chen, solved_labels(world)[2])
    case = world.case()
    assert (case.state, case.round) == (State.RECTIFICATION, 2)
    assert "周书记" in "".join(texts(chen)[-2:])
    assert any("李姐" in text or GATE in text for text in texts(zhou)[-1:])
    world.press(li, next(label for label in labels(li) if "办好" in label))
    world.say(li, "这回把整扇门轴换了")
    assert world.case().state is State.RECTIFICATION, "only the supervisor may confirm"
    assert "把整扇门轴换了" in texts(zhou)[-1]
    world.press(zhou, labels(zhou)[0])
    assert world.case().state is State.RESOLVED
    world.pass_time(timedelta(days=1))
    world.press(chen, solved_labels(world)[2])
    assert world.case().state is State.DELIBERATION
    assert "CT-2026-0001" in texts(zhou)[-1]


def test_silence_is_reminded_once_and_then_closed_as_silent(world: World, chen: Phone, li: Phone) -> None:
    handle(world, chen, li)
    world.pass_time(timedelta(days=10))
    assert (world.case().state, world.case().outcome) == (State.ARCHIVED, Outcome.SILENT)
    assert len(world.notices("remind_solved")) == 1


def test_partly_is_its_own_outcome(world: World, chen: Phone, li: Phone) -> None:
    handle(world, chen, li)
    world.press(chen, solved_labels(world)[1])
    assert world.case().outcome is Outcome.PARTLY


def handle(world: World, resident: Phone, member: Phone) -> None:
    """Bring the gate's case to the resident's question."""
    world.say(resident, GATE)
    world.press(member, labels(member)[0])
    world.press(member, labels(member)[0])
    world.press(member, next(label for label in labels(member) if "办好" in label))
    world.say(member, "上了油")
    world.pass_time(timedelta(days=1))


def solved_labels(world: World) -> list[str]:
    """Return what the three answers are called in Simplified Chinese."""
    texts_ = world.desk.handling.texts["zh-Hans"]
    return [texts_.say("buttons", f"solved_{answer}") for answer in ("yes", "partly", "no")]
