"""Who has no telephone is forgotten by a coordinator's hand; who wrote it down takes none of it along."""

import json

from sqlmodel import col, select

from bot.playground.phone import Phone
from casework.clockwork import sweep_erasures
from data.engine import transaction
from data.tables import Attachment, Concern, Member, Person, Visit
from data.vocabulary import Outcome
from tests.acceptance.test_forgetting import download, forget, traces
from tests.acceptance.test_handling import sign
from tests.acceptance.test_visits import logs
from tests.acceptance.world import World

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
DOOR = "609 王奶奶\n门口的路灯不亮，不敢出门"
HEARD = ("609", "王奶奶", "不敢出门")


def test_a_coordinator_has_a_resident_without_telegram_forgotten(
    world: World, li: Phone, wang: Phone, zhou: Phone
) -> None:
    logs(world, li, DOOR)
    sign(world, wang)
    world.tap(wang, "done")
    world.say(wang, "换了灯泡")
    assert {secret for _, secret in traces(world, *HEARD)} == set(HEARD)
    world.say(zhou, "/case 1")
    world.tap(zhou, "forget_for")
    world.tap(zhou, "forget_all_for")
    assert world.told(zhou)[-1] == "forgotten_for"
    sweep_erasures(world.engine, world.now)
    assert traces(world, *HEARD) == set()
    assert [visit.kind.value for visit in world.rows(Visit)] == ["visit"], "the journal still counts it"
    world.say(zhou, "/case 1")
    assert world.label("forget_for") not in zhou.messages()[-1].labels


def test_nobody_else_can_have_them_forgotten(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    logs(world, li, DOOR)
    world.say(chen, GATE)
    assert world.forge(li, "fgoy:1:0") == world.words("refusals", "coordinators_only")
    assert world.forge(zhou, "fgoy:2:0") == world.words("refusals", "asks_themselves")


def test_a_photographed_form_goes_with_its_resident(world: World, li: Phone, zhou: Phone) -> None:
    world.say(li, "/talk")
    world.press(li, "3号楼")
    world.let(li.photo, "609 王奶奶")
    assert traces(world, "王奶奶")
    world.say(zhou, "/case 1")
    world.tap(zhou, "forget_for")
    world.tap(zhou, "forget_withdraw")
    sweep_erasures(world.engine, world.now)
    assert traces(world, "王奶奶", "609") == set()
    assert {file.file_id for file in world.rows(Attachment)} == {None}
    assert world.case().outcome is Outcome.WITHDRAWN


def test_a_member_takes_along_that_they_logged_but_not_what_they_heard(
    world: World, li: Phone, wang: Phone
) -> None:
    logs(world, li, DOOR)
    world.say(li, "/mydata")
    data = json.loads(download(world, li, "linli-my-data.json"))
    assert [(v["kind"], v["number"]) for v in data["visits"]] == [("visit", world.case().number)]
    assert "不敢出门" not in json.dumps(data, ensure_ascii=False)
    leaves(world, "李姐")
    forget(world, li, "forget_all")
    assert traces(world, str(li.user_id)) == set(), "nor where they wrote it down"
    assert "不敢出门" in world.rows(Concern)[0].text, "what was said is the resident's"


def leaves(world: World, name: str) -> None:
    """Let a member leave their seat."""
    with transaction(world.engine) as session:
        seated = select(Member).join(Person, col(Person.id) == col(Member.person_id))
        seat = session.exec(seated.where(col(Person.name) == name)).one()
        seat.left_at = world.now
        session.add(seat)
