"""What members do with a case: give it back, ask others in, pass it up, give news, report it done."""

from datetime import timedelta

import pytest
from sqlmodel import select, update

from bot.playground.phone import Phone
from casework.cases import progress
from casework.desk import Desk
from casework.errors import Refused
from data.engine import transaction
from data.keys import fetch
from data.tables import Assignment, Community, Member, Person, Pledge
from data.vocabulary import AssignmentState, State, Way
from tests.acceptance.world import TOKEN, World, labels, texts

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
WANG = "物业服务中心"


def give_back(world: World, phone: Phone, reason: str, owner: str | None = None) -> None:
    """Return the newest case with a reason and perhaps an owner."""
    world.tap(phone, "return")
    world.tap(phone, f"return_{reason}")
    if owner is None:
        world.tap(phone, "owner_unknown")
    else:
        world.press(phone, owner)


def ask_in(world: World, phone: Phone, body: str, words: str = "把门轴换了") -> None:
    """Ask a body in for a part of the newest case."""
    world.tap(phone, "joint")
    world.press(phone, body)
    world.say(phone, words)


def sign(world: World, phone: Phone) -> None:
    """Sign the newest case with the first date on offer."""
    world.tap(phone, "sign")
    world.press(phone, labels(phone)[0])


def test_a_return_with_an_owner_goes_straight_there_and_the_clock_runs_on(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    due = world.case().due_at
    world.pass_time(timedelta(hours=3))
    give_back(world, li, "not_ours", WANG)
    assert world.told(wang)[-1] == "ping"
    assert world.told(chen)[-1] == "new_owner"
    assert (world.case().state, world.case().returns, world.case().due_at) == (State.ASSIGNED, 1, due)
    assert world.told(li)[-1] == "card_closed"
    assert "returned" in world.timeline()


def test_a_return_without_an_owner_goes_to_the_coordinator(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    give_back(world, li, "too_vague")
    assert world.case().state is State.TRIAGE
    assert world.told(zhou)[-1] == "triage_card"
    assert world.words("triage_reasons", "returned_too_vague") in texts(zhou)[-1]


def test_after_two_returns_the_coordinator_decides(
    world: World, chen: Phone, li: Phone, wang: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    give_back(world, li, "not_ours", WANG)
    give_back(world, wang, "not_ours", "东院党小组")
    assert world.told(zheng)[-1] == "ping"
    give_back(world, zheng, "no_means", WANG)
    assert world.case().state is State.TRIAGE
    assert world.told(zhou)[-1] == "branch_decides"
    for said in (WANG, "东院党小组", world.words("triage_reasons", "returned_no_means")):
        assert said in texts(zhou)[-1]


def test_what_the_branch_decided_is_not_returned_again(
    world: World, chen: Phone, li: Phone, wang: Phone, zheng: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    due = world.case().due_at
    give_back(world, li, "not_ours", WANG)
    give_back(world, wang, "not_ours", "东院党小组")
    give_back(world, zheng, "no_means")
    world.pass_time(timedelta(hours=5))
    assert world.told(zhou).count("branch_decides") == 2  # it waits for nobody else
    world.press(zhou, WANG)
    assert world.told(wang)[-1] == "ping"
    world.tap(wang, "return")
    refused = world.tap(wang, "return_not_ours")
    assert refused.alert
    assert refused.text == world.words("refusals", "returned_enough")
    assert (world.case().state, world.case().returns, world.case().due_at) == (State.ASSIGNED, 3, due)
    world.tap(wang, "return_about_me")
    world.press(wang, world.label("owner_unknown"))
    assert world.case().state is State.TRIAGE


def test_the_resident_reads_who_returned_it_and_why(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    give_back(world, li, "too_vague")
    world.say(chen, "/my")
    world.press(chen, next(label for label in labels(chen) if "CT-" in label))
    assert "3号楼中心户" + world.words("triage_reasons", "returned_too_vague") in texts(chen)[-1]


def test_of_two_who_press_at_once_one_has_it_and_the_other_is_told(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.say(chen, "3号楼电梯有人被困")
    assert world.told(wang)[-1] == world.told(zhao)[-1] == "ping_emergency"
    for phone in (wang, zhao):
        world.tap(phone, "sign")
    minute = int((world.now + timedelta(hours=1)).timestamp()) // 60
    presses = [press_of(phone, f"plg:1:{minute}") for phone in (wang, zhao)]
    world.pump()
    for press in presses:  # both stand in the inbox before either is handled
        world.control.raw_update(TOKEN, {"callback_query": press})
    world.do(world.polling.poll_once(0))
    first, second = (world.desk.handling.next() for _ in presses)
    world.send()
    assert [toast.alert for toast in first or []] == [False]
    assert [toast.text for toast in second or []] == [
        world.words("refusals", "taken_by_another", handler="王师傅")
    ]
    assert len(world.rows(Pledge)) == 1


def press_of(phone: Phone, data: str) -> dict[str, object]:
    """Return a press as Telegram would send it."""
    user = {"id": phone.user_id, "is_bot": False, "first_name": phone.name}
    chat = {"id": phone.user_id, "type": "private"}
    card = {"message_id": 999_999, "date": 1, "chat": chat, "text": ""}
    return {"id": f"{phone.user_id}", "from": user, "message": card, "chat_instance": "1", "data": data}


def test_a_press_loses_to_one_that_another_process_took_in_the_same_moment(
    world: World, chen: Phone, wang: Phone, zhao: Phone
) -> None:
    world.say(chen, "3号楼电梯有人被困")
    with transaction(world.engine) as session:
        desk = Desk(session, world.now, fetch(session, Community, 1))
        seats = {desk.session.get(Person, m.person_id).name: m for m in session.exec(select(Member))}  # type: ignore[union-attr]
        fetch(session, Assignment, 1)  # read as it was offered …
        session.exec(  # … and taken by the other before we write
            update(Assignment)
            .values(state=AssignmentState.ACCEPTED, member_id=seats["赵师傅"].id)
            .execution_options(synchronize_session=False)
        )
        person = fetch(session, Person, seats["王师傅"].person_id)
        with pytest.raises(Refused) as refused:
            progress.sign(desk, person, 1, world.now + timedelta(hours=1))
        assert (refused.value.reason, refused.value.facts) == ("taken_by_another", {"handler": "赵师傅"})


def test_a_case_is_not_returned_to_who_returned_it(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    give_back(world, li, "not_ours", WANG)
    give_back(world, wang, "not_ours", "3号楼中心户")
    assert world.told(li).count("ping") == 1
    assert world.told(zhou)[-1] in ("ping", "triage_card")


def test_a_case_that_falls_due_in_triage_is_late_all_the_same(
    world: World, chen: Phone, li: Phone, wang: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    give_back(world, li, "not_ours")
    world.pass_time(timedelta(days=8))
    breach = world.case().due_breached_at
    assert breach is not None
    world.tap(zhou, "owners")
    world.press(zhou, WANG)
    world.pass_time(timedelta(days=2))
    assert world.case().due_breached_at == breach
    assert "remind_overdue" in world.told(wang)


def test_a_signed_case_can_still_be_returned(world: World, chen: Phone, li: Phone, wang: Phone) -> None:
    world.say(chen, GATE)
    sign(world, li)
    give_back(world, li, "no_means", WANG)
    assert world.case().state is State.ASSIGNED
    world.pass_time(timedelta(hours=20))
    assert "remind_pledge" not in world.told(li)


def test_a_member_complained_about_asks_for_somebody_else(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    give_back(world, li, "about_me")
    assert world.words("triage_reasons", "returned_about_me") in texts(zhou)[-1]


def test_joint_handling_is_done_when_every_part_is(world: World, chen: Phone, li: Phone, wang: Phone) -> None:
    world.say(chen, GATE)
    ask_in(world, li, WANG)
    assert world.told(wang)[-1] == "ping_assist"
    assert world.told(chen)[-1] == "help_comes"
    assert world.case().way is Way.JOINT
    assert (world.case().due_at - world.now).days == 15
    world.tap(li, "done")
    world.say(li, "都好了")
    assert texts(li)[-1] == world.words("refusals", "parts_open", bodies=WANG)
    sign(world, wang)
    world.tap(wang, "part_done")
    world.say(wang, "门轴换好了")
    assert world.told(li)[-1] == "part_done"
    assert "门轴换好了" in texts(li)[-1]
    world.say(li, "一起验过了")
    assert world.case().state is State.RESOLVED
    assert "一起验过了" in texts(chen)[-1]


def test_an_assisting_member_neither_returns_nor_ends_the_whole(
    world: World, chen: Phone, li: Phone, wang: Phone
) -> None:
    world.say(chen, GATE)
    ask_in(world, li, WANG)
    assert world.label("return") not in labels(wang)
    world.tap(wang, "part_done")
    world.say(wang, "我这边好了")
    assert world.case().state is State.ASSIGNED


def test_the_same_body_is_asked_in_once(world: World, chen: Phone, li: Phone, wang: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "joint")
    asked = li.last().message_id
    world.press(li, WANG, message_id=asked)
    world.say(li, "把门轴换了")
    assert world.press(li, WANG, message_id=asked).alert
    assert world.told(wang).count("ping_assist") == 1


def test_escalation_goes_up_a_tier_with_the_longer_time(
    world: World, chen: Phone, li: Phone, zheng: Phone
) -> None:
    world.say(chen, GATE)
    card = ping(li)
    world.tap(li, "escalate")
    world.say(li, "门是整栋楼的，要物业和业委会一起定")
    assert world.told(zheng)[-1] == "ping"
    assert world.told(chen)[-1] == "new_owner"
    assert all("要物业和业委会一起定" in texts(phone)[-1] for phone in (zheng, chen))
    world.say(chen, "/my")
    world.press(chen, next(label for label in labels(chen) if "CT-" in label))
    assert "上报给东院党小组：门是整栋楼的，要物业和业委会一起定" in texts(chen)[-1]
    assert world.case().way is Way.ESCALATED
    assert (world.case().due_at - world.now).days == 15
    assert world.tap(li, "sign", message_id=card).alert


def test_escalation_passes_over_a_tier_that_nobody_can_reach(
    world: World, chen: Phone, li: Phone, zhou: Phone
) -> None:
    world.say(chen, GATE)
    world.tap(li, "escalate")
    world.say(li, "我们劝不动")
    assert world.told(zhou)[-1] == "ping"


def test_passing_up_needs_a_reason(world: World, chen: Phone, li: Phone, zheng: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "escalate")
    world.say(li, "……")
    assert texts(li)[-1] == world.words("refusals", "why_missing")
    assert "escalated" not in world.timeline()
    world.say(li, "我们劝不动")
    assert world.told(zheng)[-1] == "ping"


def test_above_the_top_there_is_nobody(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    pressed = world.tap(li, "escalate")
    assert pressed.alert
    assert world.case().state is State.ASSIGNED


def test_news_with_a_photo_reach_the_resident(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign(world, li)
    world.tap(li, "progress")
    world.let(li.photo, "门轴已经拆下来了")
    assert world.told(chen)[-2:] == ["progress", "attachment"]
    assert "门轴已经拆下来了" in texts(chen)[-2]
    assert chen.last().kind == "photo"
    assert world.told(li)[-1] == "progress_saved"


def test_an_album_of_news_with_the_words_last_loses_no_word(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    sign(world, li)
    world.tap(li, "progress")
    world.let(li.album, None, None, "左边是旧的，右边是新的")
    assert world.told(chen).count("attachment") == 3
    assert "左边是旧的，右边是新的" in "".join(texts(chen))
    assert world.cases() == [world.case()]


def test_news_by_replying_to_the_ping(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.say(li, "下午去看", reply_to=ping(li))
    assert "下午去看" in texts(chen)[-1]
    assert len(world.cases()) == 1


def test_done_with_words_and_a_photo(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.let(li.photo, "换了缓冲器")
    assert world.case().state is State.RESOLVED
    assert world.told(chen)[-2:] == ["result", "attachment"]
    assert world.told(li)[-1] == "done_saved"


def test_done_with_the_photo_first_and_then_the_words(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.let(li.photo)
    assert world.case().state is State.ASSIGNED
    assert world.told(li)[-1] == "ask_done_words"
    world.say(li, "换了缓冲器")
    assert world.case().state is State.RESOLVED
    assert "attachment" in world.told(chen)
    assert "换了缓冲器" in texts(chen)[-1]


def test_an_album_as_the_result_shows_every_photo(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.let(li.album, "前后对比", None)
    assert world.case().state is State.RESOLVED
    assert world.told(chen).count("attachment") == 2


def test_a_reply_to_another_ping_is_news_of_that_case(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    first = ping(li)
    world.say(chen, "3号楼有人半夜敲到很晚")
    world.tap(li, "done")
    world.say(li, "下午去看大门", reply_to=first)
    assert [case.state for case in world.cases()] == [State.ASSIGNED, State.ASSIGNED]
    world.say(li, "和楼上说好了")
    assert [case.state for case in world.cases()] == [State.ASSIGNED, State.RESOLVED]


def test_a_sticker_in_place_of_the_result_changes_nothing(world: World, chen: Phone, li: Phone) -> None:
    world.say(chen, GATE)
    world.tap(li, "done")
    world.let(li.sticker)
    assert world.told(li)[-1] == "sticker"
    assert "progress" not in world.told(chen)
    world.say(li, "换了缓冲器")
    assert world.case().state is State.RESOLVED


def ping(phone: Phone) -> int:
    """Return the id of the newest message that pings."""
    return next(m.message_id for m in reversed(phone.messages()) if "派给" in m.text and m.labels)
