"""A resident takes along what is kept of them, and has it erased: nothing of it is found anywhere."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.playground.phone import Phone
from casework.clockwork import sweep_erasures
from casework.desk import Desk
from casework.learning.opinions import collect, recent_words
from data.engine import transaction
from data.keys import fetch
from data.tables import Ban, Community, Concern, Erasure, Household, KeptBan, Person, Retraining
from data.vocabulary import Outcome, State
from tests.acceptance.test_address import live_in
from tests.acceptance.test_handling import sign
from tests.acceptance.test_relay import my_case
from tests.acceptance.test_reveals import reveal
from tests.acceptance.world import ZONE, World, labels, texts

ACCOUNT = 730_991_001
NAME, ROOM = "陈桂香", "1788"
GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
MORE = "特别是刮风的时候，门轴像猫叫"
LAMP = "3号楼东侧路灯不亮，老人摔了一跤"
SECRETS = (NAME, ROOM, str(ACCOUNT), "吱呀", "猫叫", "摔了一跤", "优惠券")


@pytest.fixture
def xiang(world: World, li: Phone, wang: Phone, zhou: Phone) -> Phone:
    """陈桂香, about whom the desk knows a good deal: three cases, an answer, a reveal, photos, chat."""
    phone = world.resident(ACCOUNT, NAME)
    live_in(world, phone, "3号楼", "2", ROOM)
    world.say(phone, GATE)
    world.let(phone.photo, LAMP)
    world.say(phone, "楼道里有股怪味，像下水道反上来的")
    world.tap(phone, "something_else")
    world.say(phone, "超市发的优惠券到了")
    world.press(li, world.label("sign"))
    world.press(li, labels(li)[0])
    world.tap(li, "ask_resident")
    world.say(li, f"{NAME}家是{ROOM}吗，什么时候响")
    world.say(phone, MORE)
    reveal(world, zhou, "要上门看门轴")
    world.say(li, "换过门轴了", reply_to=li.messages()[-1].message_id)
    return phone


def everything(world: World) -> dict[str, str]:
    """Return all that stands in every column of every table, by table and column."""
    with world.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        found = {}
        for table in tables.all():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():  # noqa: S608
                for column, value in row.items():
                    place = f"{table}.{column}"
                    found[place] = f"{found.get(place, '')}\n{_readable(value)}"
    return found


def _readable(value: Any) -> str:
    """Undo what JSON does to words, so that they can be found."""
    try:
        return json.dumps(json.loads(value), ensure_ascii=False) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)


def traces(world: World, *secrets: str) -> set[tuple[str, str]]:
    """Return where any of the secrets stands."""
    return {(place, s) for place, held in everything(world).items() for s in secrets if s in held}


def forget(world: World, phone: Phone, way: str) -> None:
    """Ask to be forgotten, and say yes twice."""
    world.say(phone, "/forget")
    world.tap(phone, way)
    world.tap(phone, "forget_yes")
    world.pump()
    sweep_erasures(world.engine, world.now)


def test_nothing_is_found_of_who_was_forgotten(world: World, xiang: Phone, li: Phone) -> None:
    assert {secret for _, secret in traces(world, *SECRETS)} == set(SECRETS)
    forget(world, xiang, "forget_withdraw")
    assert texts(xiang)[-1] == world.words("notices", "forgotten", kept=0)
    assert traces(world, *SECRETS) == set()
    assert [case.state for case in world.cases()] == [State.ARCHIVED] * 3
    assert {case.outcome for case in world.cases()} == {Outcome.WITHDRAWN}
    assert {case.category for case in world.cases()} == {"noise", "facilities", "sanitation"}
    assert not any(row.completed_at is None for row in world.rows(Erasure))
    assert world.rows(Household) == []
    assert "吱呀" not in texts(li)[-1]


def test_what_goes_on_keeps_its_words_until_it_is_closed(
    world: World, xiang: Phone, li: Phone, wang: Phone
) -> None:
    forget(world, xiang, "forget_keep")
    kept = traces(world, NAME, ROOM, str(ACCOUNT), "优惠券")
    assert {place for place, _ in kept} == {"event.data", "inbox.payload"}  # what 李姐 wrote herself
    world.say(li, "/work")
    world.press(li, labels(li)[0])
    assert GATE in texts(li)[-1]
    world.tap(li, "done")
    world.say(li, "门轴换好了")
    sign(world, wang)
    world.tap(wang, "done")
    world.say(wang, "灯换好了")
    world.pass_time(timedelta(days=9))
    sweep_erasures(world.engine, world.now)
    assert [case.outcome for case in world.cases()][:2] == [Outcome.SILENT, Outcome.SILENT]
    assert traces(world, "吱呀", "猫叫", "摔了一跤", NAME, ROOM) == set()
    assert [row.completed_at for row in world.rows(Erasure)] == [None]  # the third waits in triage


def test_what_others_said_stays(world: World, xiang: Phone, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(chen, "not_same")
    forget(world, xiang, "forget_withdraw")
    (theirs,) = [c for c in world.rows(Concern) if c.text]
    assert theirs.text == GATE
    assert "陈阿姨" in [person.name for person in world.rows(Person)]
    assert GATE in my_case(world, chen)


def test_what_a_neighbour_follows_becomes_theirs_without_a_word_of_the_first(
    world: World, xiang: Phone, chen: Phone, li: Phone
) -> None:
    world.say(chen, "3号楼门口的大门一开一关吱呀响，孩子睡不着")
    world.tap(chen, "same")
    assert "您留言" not in my_case(world, chen)
    assert "周书记把您是谁" not in my_case(world, chen)
    forget(world, xiang, "forget_withdraw")
    first = world.cases()[0]
    assert (first.state, first.shared) == (State.ACCEPTED, [])
    assert traces(world, NAME, ROOM, str(ACCOUNT), "整晚睡不着", "猫叫") - {("inbox.payload", NAME)} <= {
        ("event.data", NAME),
        ("event.data", ROOM),
        ("inbox.payload", ROOM),
    }  # what 李姐 herself wrote, in a case that goes on
    assert "猫叫" not in my_case(world, chen)
    world.tap(li, "ask_resident")
    world.say(li, "门轴换过了，还响吗")
    assert "门轴换过了" in texts(chen)[-1]


def test_a_flat_where_somebody_else_lives_stays(world: World, xiang: Phone, chen: Phone) -> None:
    live_in(world, chen, "3号楼", "2", ROOM)
    forget(world, xiang, "forget_withdraw")
    assert [flat.room for flat in world.rows(Household)] == [ROOM]


def test_nothing_they_taught_is_learnt_from_any_more(world: World, xiang: Phone, zhou: Phone) -> None:
    world.say(zhou, "/case 1")
    world.forge(zhou, "tcat:1:facilities")
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, fetch(session, Community, 1))
        assert [opinion.label for opinion in collect(desk)] == ["facilities"]
        report = {"changes": [{"text": GATE, "before": "noise", "after": "pets"}], "odd": []}
        session.add(Retraining(community_id=1, person_id=1, asked_at=world.now, report=report))
    forget(world, xiang, "forget_withdraw")
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, fetch(session, Community, 1))
        assert collect(desk) == []
        assert recent_words(desk) == []
    assert traces(world, "吱呀") == set()


def test_it_is_asked_twice_and_can_be_left(world: World, xiang: Phone) -> None:
    world.say(xiang, "/forget")
    assert world.label("forget_all") not in labels(xiang)
    world.tap(xiang, "forget_withdraw")
    world.tap(xiang, "forget_not")
    assert world.rows(Erasure) == []
    assert GATE in [concern.text for concern in world.rows(Concern)]


def test_without_open_cases_there_is_one_way(world: World, chen: Phone) -> None:
    world.say(chen, "/forget")
    assert labels(chen) == [world.label("forget_all"), world.label("forget_not")]
    world.tap(chen, "forget_all")
    world.tap(chen, "forget_yes")
    assert "陈阿姨" not in [person.name for person in world.rows(Person)]


def test_a_member_leaves_their_seat_first(world: World, li: Phone) -> None:
    world.say(li, "/forget")
    assert texts(li)[-1] == world.words("refusals", "members_stay", body="3号楼中心户")
    assert world.forge(li, "fgty:0") == world.words("refusals", "members_stay", body="3号楼中心户")


def test_a_second_press_or_a_block_makes_nobody_known_again(world: World, xiang: Phone) -> None:
    forget(world, xiang, "forget_withdraw")
    world.forge(xiang, "fgty:0")
    world.let(xiang.block)
    assert traces(world, *SECRETS) == set()


def test_who_writes_again_is_met_for_the_first_time(world: World, xiang: Phone) -> None:
    forget(world, xiang, "forget_withdraw")
    world.let(xiang.start)
    world.say(xiang, "/my")
    assert world.told(xiang)[-1] == "no_cases"


def test_one_s_own_data_comes_as_two_files(world: World, xiang: Phone) -> None:
    world.say(xiang, "/mydata")
    assert world.told(xiang)[-2:] == ["own_data", "own_data"]
    readable, data = (download(world, xiang, name) for name in ("linli-my-data.txt", "linli-my-data.json"))
    for known in (NAME, f"2单元 {ROOM}室", GATE, MORE, "要上门看门轴", "优惠券", "CT-2026-0002"):
        assert known in readable.decode("utf-8-sig")
    told = json.loads(data)
    assert told["person"]["telegram_id"] == ACCOUNT
    assert [case["category"] for case in told["cases"]] == ["noise", "facilities", "sanitation"]
    assert len(told["cases"][1]["files"]) == 1
    assert {"revealed", "resident_answered"} <= {event["kind"] for event in told["cases"][0]["timeline"]}
    assert "502" not in str(told)


def test_one_s_own_data_holds_nothing_of_others(world: World, xiang: Phone, chen: Phone) -> None:
    world.say(chen, "3号楼电梯门关不上")
    world.say(xiang, "/mydata")
    assert "电梯门" not in download(world, xiang, "linli-my-data.json").decode()


def test_the_files_come_privately(world: World, xiang: Phone) -> None:
    world.say(xiang, "/mydata")
    assert {row.chat_id for row in world.notices("own_data")} == {ACCOUNT}


def download(world: World, phone: Phone, name: str) -> bytes:
    """Fetch the newest file of this name from somebody's screen."""
    media = [m["media"] for m in phone.screen()["messages"] if m.get("kind") == "document"]
    newest = next(file for file in reversed(media) if file["file_name"] == name)
    return httpx.get(f"{world.url}{newest['url']}").content


def ban(world: World, zhou: Phone) -> None:
    """Ban whoever wrote the first case for a week."""
    world.say(zhou, "/case 1")
    world.tap(zhou, "ban")
    world.tap(zhou, "ban_days", days=7)
    world.say(zhou, "在消息里骂人")


def test_a_ban_outlives_its_person(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, GATE)
    ban(world, zhou)
    world.say(chen, "/forget")
    (until,) = {row.until for row in world.rows(Ban)}
    local = until.astimezone(ZONE).isoformat(timespec="minutes")
    assert world.words("notices", "ask_forget", total=1, open=1, banned=local) == texts(chen)[-1]
    world.tap(chen, "forget_withdraw")
    world.tap(chen, "forget_yes")
    sweep_erasures(world.engine, world.now)
    assert traces(world, str(chen.user_id)) == set()
    (kept,) = world.rows(KeptBan)
    assert kept.until == until
    assert set(KeptBan.model_fields) == {"id", "community_id", "account_mark", "until"}

    world.say(chen, "又是我，楼道灯不亮")
    assert world.told(chen)[-1] == "still_banned"
    assert len(world.cases()) == 1
    world.say(chen, "3号楼电梯里有人被困")
    assert len(world.cases()) == 2, "an emergency is heard"
    world.say(chen, "/forget")
    world.tap(chen, "forget_withdraw")
    world.tap(chen, "forget_yes")
    assert [row.until for row in world.rows(KeptBan)] == [until], "coming back twice makes it no longer"

    world.pass_time(timedelta(days=8))
    sweep_erasures(world.engine, world.now)
    assert world.rows(KeptBan) == []
    world.say(chen, "楼道灯不亮")
    assert len(world.cases()) == 3


def test_an_appeal_lapses_with_the_one_who_made_it(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, GATE)
    ban(world, zhou)
    world.tap(chen, "appeal_ban")
    world.say(chen, "是我孙子拿手机写的")
    forget(world, chen, "forget_withdraw")
    assert world.tap(zhou, "lift_ban").text == world.words("refusals", "decided_already")
    world.say(chen, "楼道灯不亮")
    assert world.told(chen)[-1] == "still_banned"
