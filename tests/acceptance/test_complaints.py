"""Complaints: about a body, which learns no names and is watched; about a handler, whom they never reach."""

import pytest

from bot.playground.phone import Phone
from data.tables import Assignment, Outbox
from data.vocabulary import State
from tests.acceptance.reader import KNOWN
from tests.acceptance.test_address import live_in
from tests.acceptance.test_handling import give_back, sign
from tests.acceptance.test_relay import GATE, my_case
from tests.acceptance.test_reveals import reveal
from tests.acceptance.world import World, labels, texts

WORDS = "李姐说好周五来修，没来也没说一声"


@pytest.fixture
def case(world: World, chen: Phone, li: Phone) -> None:
    """李姐 has 陈阿姨's case."""
    live_in(world, chen, "3号楼", "2", "502")
    world.say(chen, GATE)
    sign(world, li)


def complain(world: World, chen: Phone, name: str = "李姐") -> None:
    """Complain about the handler of the only case."""
    my_case(world, chen)
    world.tap(chen, "complain")
    world.tap(chen, "complain_handler", name=name)
    world.say(chen, WORDS)


@pytest.mark.usefixtures("case")
def test_a_complaint_about_a_handler_goes_past_their_body(
    world: World, chen: Phone, li: Phone, zheng: Phone
) -> None:
    complain(world, chen)
    first, second = world.cases()
    assert (second.state, second.about_id, second.category) == (State.ASSIGNED, first.id, "governance")
    assert "东院党小组 郑组长" in texts(chen)[-1]
    assert WORDS in texts(zheng)[-1]
    assert "3号楼中心户 李姐（CT-2026-0001）" in texts(zheng)[-1]
    assert WORDS not in str(texts(li))


@pytest.mark.usefixtures("case")
def test_the_handler_never_gets_it_by_return_escalation_or_hand(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    complain(world, chen)
    give_back(world, zheng, "not_ours", "3号楼中心户")
    holders = {work.body_id for work in world.rows(Assignment) if work.case_id == 2}
    assert world.rows(Assignment)[0].body_id not in holders
    newest = world.rows(Assignment)[-1].id
    assert world.forge(li, f"sign:{newest}") == world.words("refusals", "not_your_body")
    world.forge(zhou, f"own:2:{world.rows(Assignment)[0].body_id}")
    assert world.rows(Assignment)[0].body_id not in {w.body_id for w in world.rows(Assignment)[1:]}
    assert not [row for row in world.rows(Outbox) if row.chat_id == li.user_id and row.case_id == 2]


def test_a_coordinator_steers_no_complaint_about_themselves(world: World, chen: Phone, zhou: Phone) -> None:
    world.say(chen, "3号楼楼顶有违建")
    sign(world, zhou)
    ding = world.member(2009, "丁主任")
    complain(world, chen, "周书记")
    assert WORDS in texts(ding)[-1]
    world.say(zhou, "/case 2")
    assert texts(zhou)[-1] == world.words("refusals", "about_you")
    assert world.forge(zhou, "dis:2") == world.words("refusals", "about_you")
    assert not [row for row in world.rows(Outbox) if row.chat_id == zhou.user_id and row.case_id == 2]


@pytest.mark.usefixtures("case")
def test_the_body_it_is_about_learns_no_names_and_is_watched(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    my_case(world, chen)
    world.tap(chen, "complain")
    world.tap(chen, "complain_body", name="3号楼中心户")
    assert world.told(zheng)[-1] == "supervise_complaint"
    assert "respondent_named" in world.told(chen)
    assert world.forge(zhou, "rvl:1") == world.words(
        "refusals", "respondent_gets_no_identity", body="3号楼中心户"
    )
    assert world.forge(chen, "shr:1:room") == world.words(
        "refusals", "respondent_gets_no_identity", body="3号楼中心户"
    )
    world.tap(zheng, "ask_resident")
    world.say(zheng, "他们来过没有")
    world.say(chen, "没有")
    assert "没有" in texts(zheng)[-1]
    world.tap(li, "done")
    world.say(li, "修好了")
    assert world.told(zheng)[-1] == "supervised_result"


@pytest.mark.usefixtures("case")
def test_a_coordinator_says_whom_it_is_about_and_takes_it_back(
    world: World, chen: Phone, li: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(zhou, "/case 1")
    world.tap(zhou, "respondent")
    world.press(zhou, "3号楼中心户")
    assert "3号楼中心户" in my_case(world, chen)
    assert "⚖️" in texts(zhou)[-1]
    world.tap(zhou, "respondent")
    world.tap(zhou, "about_nobody")
    assert world.case().respondent_id is None
    reveal(world, zhou, "要上门看看")
    assert "502室" in texts(li)[-1]
    assert world.forge(li, "rsp:1:0") == world.words("refusals", "coordinators_only")


def test_what_is_about_the_property_company_is_so_from_the_start(
    world: World, chen: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    ding = world.member(2009, "丁主任")
    assert all(word != "物业费" for word, *_ in KNOWN)
    world.say(chen, "物业费涨了，没有人说为什么")
    world.tap(chen, "something_else")
    zhou = world.member(3001, "周书记")
    world.forge(zhou, "tcat:1:fees")
    assert world.told(wang)[-1] == "ping"
    assert "supervise_complaint" in world.told(ding)
    assert world.case().respondent_id is not None


def test_before_anybody_has_it_there_is_nobody_to_complain_about(world: World, chen: Phone) -> None:
    world.say(chen, "楼道里有股怪味")
    assert world.forge(chen, "cmp:1") == world.words("refusals", "nobody_handled")
    assert labels(chen)
