"""Members take their seats by an invitation; each invitation is good for one person and seven days."""

from datetime import timedelta

from bot.playground.phone import Phone
from data.tables import Member, Person
from tests.acceptance.world import World, texts


def test_a_named_member_joins_by_an_invitation(world: World, li: Phone) -> None:
    assert world.told(li) == ["joined"]
    assert "3号楼中心户" in texts(li)[-1]
    assert len([p for p in world.rows(Person) if p.name == "李姐" and p.telegram_id == li.user_id]) == 1


def test_an_invitation_is_used_once(world: World, chen: Phone) -> None:
    token = world.invitation("李姐")
    world.let(world.phone(2001, "李姐").start, token)
    world.let(chen.start, token)
    assert texts(chen)[-1] == world.words("refusals", "invite_used")
    assert len(world.rows(Member)) == len({(m.body_id, m.person_id) for m in world.rows(Member)})


def test_the_same_person_pressing_start_again_is_told_so_and_stays(world: World) -> None:
    token = world.invitation("李姐")
    phone = world.phone(2001, "李姐")
    world.let(phone.start, token)
    world.let(phone.start, token)
    assert texts(phone)[-1] == world.words("refusals", "invite_used")
    world.say(phone, "/work")
    assert world.told(phone)[-1] == "digest_empty"


def test_an_invitation_expires(world: World, chen: Phone) -> None:
    token = world.invitation("李姐")
    world.pass_time(timedelta(days=8))
    world.let(chen.start, token)
    assert texts(chen)[-1] == world.words("refusals", "invite_expired")


def test_an_unknown_invitation_is_refused_and_the_desk_serves_the_resident(world: World, chen: Phone) -> None:
    world.let(chen.start, "no-such-invitation")
    assert texts(chen)[-1] == world.words("refusals", "invite_unknown")
    world.say(chen, "谢谢")
    assert world.told(chen)[-1] == "chat"


def test_a_resident_who_joins_keeps_their_cases(world: World, chen: Phone, wang: Phone) -> None:
    world.say(chen, "3号楼路灯不亮")
    world.let(chen.start, world.invitation("李姐"))
    world.say(chen, "/my")
    assert world.told(chen)[-1] == "my_cases"


def test_two_seats_of_one_name_need_two_accounts_only_once(world: World, li: Phone, chen: Phone) -> None:
    world.let(chen.start, world.invitation("查理"))
    world.say(chen, "/work")
    assert world.told(chen)[-1] == "digest_empty"
