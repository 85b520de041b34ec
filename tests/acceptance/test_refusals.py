"""What the desk says no to, and that it goes on afterwards."""

from bot.playground.phone import Phone
from data.tables import Inbox
from tests.acceptance.world import World, texts


def test_a_refusal_is_told_once_and_the_desk_goes_on(world: World, chen: Phone) -> None:
    world.say(chen, "/triage")
    assert texts(chen)[-1] == world.words("refusals", "coordinators_only")
    world.say(chen, "谢谢")
    assert world.told(chen)[-2:] == ["refusal", "chat"]
    assert all(row.handled_at and not row.error for row in world.rows(Inbox))
