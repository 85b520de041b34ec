"""Two stories from end to end: the dog without a leash, and the gate that squeals all night."""

from datetime import timedelta

from bot.playground.phone import Phone
from casework.audit import audit
from data.engine import transaction
from data.tables import Pledge, Rectification, Review
from data.vocabulary import Outcome, Solved, State
from tests.acceptance.test_handling import sign
from tests.acceptance.world import World, labels, texts

DOG = "3号楼有人遛大狗不牵绳，孩子都不敢下楼"
SAME_DOG = "3号楼那条大狗又不牵绳，差点扑到老人"
GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"


def judge(world: World, phone: Phone, answer: Solved) -> None:
    """Wait for the question, and answer it."""
    world.pass_time(timedelta(days=2))
    world.tap(phone, f"solved_{answer.value}")


def test_the_dog_takes_two_rounds_and_a_meeting(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone, charlie: Phone
) -> None:
    # Two households say it; nobody learns who the other is.
    world.say(chen, DOG)
    neighbour = world.resident(1002, "吴先生")
    world.say(neighbour, SAME_DOG)
    world.tap(neighbour, "same")
    assert world.case().supporters == 1
    assert world.told(charlie) == ["joined"], "building 7 has nothing to do with it"
    # 李姐 knocks at the door and promises; the dog is on no leash a week later.
    sign(world, li)
    world.tap(li, "done")
    world.say(li, "上门说过了，答应牵绳")
    assert "答应牵绳" in texts(neighbour)[-1]
    judge(world, chen, Solved.NO)
    # The second round is watched by somebody who is not its handler.
    (second,) = world.rows(Rectification)
    assert second.supervisor_id is not None
    assert second.supervisor_id != second.handler_id
    assert world.case().state is State.RECTIFICATION
    world.tap(li, "done")
    world.say(li, "又去了一次，狗主人登记了")
    assert world.case().state is State.RECTIFICATION, "only the supervisor may confirm"
    world.tap(zheng, "confirm")
    judge(world, chen, Solved.NO)
    # Twice not solved is for all to talk over, and what they resolve is judged as well.
    assert world.case().state is State.DELIBERATION
    world.tap(zhou, "settle")
    world.say(zhou, "议事会定：划出遛狗时段和地段，不牵绳的公示")
    assert "划出遛狗时段" in texts(chen)[-1]
    judge(world, chen, Solved.YES)
    case = world.case()
    assert (case.state, case.outcome) == (State.ARCHIVED, Outcome.SATISFIED)
    assert [review.solved for review in world.rows(Review)] == [Solved.NO, Solved.NO, Solved.YES]
    shown = " ".join(" ".join(texts(phone)) for phone in (li, zheng, zhou, neighbour))
    assert "陈阿姨" not in shown
    assert in_order(world)


def test_the_gate_goes_to_the_right_hands_and_is_late(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    assert world.told(li)[-1] == "ping", "the nearest tier first"
    # It is the hinge and not a quarrel: 李姐 gives it back and names whose it is.
    world.tap(li, "return")
    world.tap(li, "return_not_ours")
    world.press(li, "物业服务中心")
    assert world.told(wang)[-1] == "ping"
    assert "new_owner" in world.told(chen)
    sign(world, wang)
    (pledge,) = world.rows(Pledge)
    # The promised evening passes, and so does the date; both are written down once.
    world.pass_time(timedelta(days=7, hours=2))
    (pledge,) = world.rows(Pledge)
    assert pledge.kept is False
    late = world.case().due_breached_at
    assert late is not None
    assert world.timeline().count("pledge_passed") == 1
    world.tap(wang, "done")
    world.say(wang, "合页上了油，换了闭门器")
    judge(world, chen, Solved.PARTLY)
    case = world.case()
    assert (case.state, case.outcome) == (State.ARCHIVED, Outcome.PARTLY)
    assert case.due_breached_at == late, "what was late stays late"
    world.say(chen, "/my")
    world.press(chen, next(label for label in labels(chen) if case.number in label))
    assert "合页上了油" in texts(chen)[-1]
    assert in_order(world)


def in_order(world: World) -> bool:
    """Say whether the books of the story are in order."""
    with transaction(world.engine) as session:
        return audit(session, 1) == []
