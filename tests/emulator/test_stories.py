"""One case from the first words to the archive, told at an emulator that this project did not write."""

from datetime import timedelta
from typing import Any

import pytest

from casework.notice import Notice
from data.vocabulary import Outcome, State
from tests.acceptance.world import labels, texts
from tests.emulator.world import EmulatedWorld

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
OIL = "给门轴上了油，试了几次都不响了"
GROUP = -1001
BOT = "@TestNameBot"

pytestmark = pytest.mark.slow


@pytest.fixture
def li(world: EmulatedWorld) -> Any:
    """李姐, the member household of building 3."""
    return world.member(2001, "李姐")


@pytest.fixture
def chen(world: EmulatedWorld) -> Any:
    """陈阿姨, a resident of building 3, who has not met the bot yet."""
    return world.phone(1001, "陈阿姨")


def test_a_case_in_a_private_chat(world: EmulatedWorld, chen: Any, li: Any) -> None:
    world.let(chen.start)
    assert "测试小区" in texts(chen)[-1]
    world.say(chen, GATE)
    assert "CT-2026-0001" in texts(chen)[-1]
    assert "3号楼中心户" in texts(chen)[-1]
    handle(world, li)
    assert OIL in texts(chen)[-1]
    review(world, chen)


def test_a_case_from_a_group(world: EmulatedWorld, chen: Any, li: Any) -> None:
    world.say(chen, "大家吃了吗", chat=GROUP)
    assert texts(chen, chat=GROUP) == []
    world.say(chen, f"{BOT} {GATE}", chat=GROUP)
    said, offer = chen.messages(GROUP)[-2:]
    assert "陈阿姨" in offer.text
    assert offer.reply_to == said.message_id
    world.tap(chen, "register", chat=GROUP)
    registered = chen.messages(GROUP)[-1]
    assert (registered.message_id, registered.labels) == (offer.message_id, ())
    assert "CT-2026-0001" in registered.text
    assert BOT in registered.text, "whom private words don't reach is told how to change that"
    assert texts(chen) == []
    world.let(chen.start)
    handle(world, li)
    assert OIL in texts(chen)[-1]
    review(world, chen)
    assert len(texts(chen, chat=GROUP)) == 1, "everything else was said privately"


def test_another_person_presses_in_the_group(world: EmulatedWorld, chen: Any, li: Any) -> None:
    world.say(chen, f"{BOT} {GATE}", chat=GROUP)
    charlie = world.phone(2003, "查理")
    world.tap(charlie, "register", chat=GROUP)
    assert world.cases() == []
    world.tap(chen, "register", chat=GROUP)
    assert world.case().state is State.ASSIGNED


def test_traditional_is_answered_in_traditional(world: EmulatedWorld) -> None:
    lin = world.resident(1002, "林先生", "zh-hant")
    world.say(lin, "7號樓樓上裝修敲到晚上十一點")
    assert "編號" in texts(lin)[-1]


def handle(world: EmulatedWorld, member: Any) -> None:
    """Let the member sign in with the first date and report the case done."""
    assert GATE in texts(member)[-1]
    card = member.messages()[-1]
    world.tap(member, "sign", message_id=card.message_id)
    world.press(member, labels(member)[0])
    assert world.case().state is State.ACCEPTED
    assert member.messages()[-1].message_id == card.message_id, "the card was edited, not sent anew"
    world.tap(member, "done")
    world.say(member, OIL)
    assert world.case().state is State.RESOLVED


def review(world: EmulatedWorld, resident: Any) -> None:
    """Let the resident be asked a day later, and answer all three questions."""
    world.pass_time(timedelta(days=1))
    assert len(world.notices(Notice.ASK_SOLVED)) == 1
    world.tap(resident, "solved_yes")
    world.tap(resident, "satisfied_5")
    world.say(resident, "李姐办事真利索")
    case = world.case()
    assert (case.state, case.outcome) == (State.ARCHIVED, Outcome.SATISFIED)
    assert world.timeline()[-1] == "reviewed"
    assert "⭐" not in "".join(labels(resident))
