"""Who a resident is: hidden, revealed for a reason, shown with their consent, and each look can be read."""

import pytest

from bot.playground.phone import Phone
from data.tables import Outbox
from tests.acceptance.test_address import live_in
from tests.acceptance.test_handling import sign
from tests.acceptance.test_relay import GATE, my_case
from tests.acceptance.world import World, texts

WHY = "要上门看墙里的水管"


@pytest.fixture
def case(world: World, chen: Phone, li: Phone) -> None:
    """李姐 has 陈阿姨's case, and no more than the words and the building."""
    live_in(world, chen, "3号楼", "2", "502")
    world.say(chen, GATE)
    sign(world, li)


def reveal(world: World, zhou: Phone, why: str) -> None:
    """Reveal who the resident of the first case is."""
    world.say(zhou, "/case 1")
    world.tap(zhou, "reveal")
    world.say(zhou, why)


@pytest.mark.usefixtures("case")
def test_a_coordinator_reveals_for_a_reason_and_the_resident_reads_it(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    reveal(world, zhou, "？")
    assert texts(zhou)[-1] == world.words("refusals", "why_missing")
    world.say(zhou, WHY)
    for known in ("陈阿姨", "3号楼 2单元 502室", "tg://user?id=1001", WHY):
        assert known in texts(li)[-1]
    assert world.told(chen)[-1] == "identity_shown"
    assert WHY in texts(chen)[-1]
    assert f"周书记把您是谁告诉了李姐：{WHY}" in my_case(world, chen)
    assert "502" not in str([row.facts for row in world.rows(Outbox) if row.chat_id == zhou.user_id])


@pytest.mark.usefixtures("case")
def test_nobody_but_a_coordinator_reveals(world: World, li: Phone, charlie: Phone) -> None:
    for phone in (li, charlie):
        assert world.forge(phone, "rvl:1") == world.words("refusals", "coordinators_only")
    assert world.notices("revealed") == []


def test_nobody_is_revealed_to_nobody(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, "楼道里有股怪味")
    assert world.forge(zhou, "rvl:1") == world.words("refusals", "nobody_handles")


@pytest.mark.usefixtures("case")
def test_the_resident_shows_the_room_and_takes_it_back(
    world: World, chen: Phone, li: Phone, wang: Phone, zheng: Phone, zhou: Phone
) -> None:
    my_case(world, chen)
    world.tap(chen, "share_room")
    assert "502室" in texts(li)[-1]
    assert "tg://" not in texts(li)[-1]
    assert "李姐看到了您同意给看的门牌" in texts(chen)[-1]
    world.tap(li, "return")
    world.tap(li, "return_not_ours")
    world.press(li, "物业服务中心")
    assert "502室" in texts(wang)[-1]
    my_case(world, chen)
    world.tap(chen, "unshare_room")
    world.say(zhou, "/case 1")
    world.tap(zhou, "owners")
    world.press(zhou, "东院党小组")
    assert world.told(zheng)[-1] == "ping"
    assert world.case().shared == []
    assert [row.chat_id for row in world.notices("revealed")] == [li.user_id, wang.user_id]
    assert "您不再给别人看门牌" in my_case(world, chen)


@pytest.mark.usefixtures("case")
def test_the_account_is_shown_by_itself(world: World, chen: Phone, li: Phone) -> None:
    my_case(world, chen)
    world.tap(chen, "share_contact")
    assert "tg://user?id=1001" in texts(li)[-1]
    assert "502" not in texts(li)[-1]


def test_without_an_address_there_is_no_room_to_show(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    my_case(world, chen)
    assert world.tap(chen, "share_room").text == world.words("refusals", "no_address_yet")
    assert world.forge(li, "shr:1:room") == world.words("refusals", "not_yours")


@pytest.mark.usefixtures("case")
def test_a_look_is_never_pushed_out_of_the_timeline(world: World, chen: Phone, zhou: Phone) -> None:
    reveal(world, zhou, WHY)
    for number in range(9):
        my_case(world, chen)
        world.tap(chen, "write_handler")
        world.say(chen, f"第{number}次，又响了")
    assert WHY in my_case(world, chen)
