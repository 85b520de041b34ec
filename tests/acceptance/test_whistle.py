"""The sunroom: what the compound can't stop is passed up, and the branch whistles for a department."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.playground.phone import Phone
from data.tables import Assignment, Letter, Pledge
from data.vocabulary import AssignmentState, State, Way
from tests.acceptance.post_office import PostOffice
from tests.acceptance.test_handling import sign
from tests.acceptance.world import World, labels, texts

SUNROOM = "7号楼顶楼在搭阳光房，钢架都立起来了，这是违建吧"
DEPARTMENT = "街道执法队"
TASK = "周五前到7号楼顶楼看一看，该停的停下来"


@pytest.fixture
def office(world: World) -> Iterator[PostOffice]:
    """A post office that takes letters."""
    built = PostOffice(world)
    yield built
    built.close()


def whistle(world: World, phone: Phone, words: str = TASK) -> None:
    """Whistle for the department from the card on the screen."""
    world.tap(phone, "whistle")
    world.press(phone, DEPARTMENT)
    world.say(phone, words)


def test_the_branch_whistles_and_the_department_answers_by_a_link(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.let(chen.photo, SUNROOM)
    sign(world, zhou)
    whistle(world, zhou)
    assert world.told(chen)[-1] == "help_comes"
    assert world.case().way is Way.ESCALATED
    office.carry()
    (letter,) = office.mailbox.letters
    assert letter["To"] == "zhifa@example.org"
    assert "违建" not in letter["Subject"] or DEPARTMENT in letter["Subject"]
    assert TASK in office.words()
    assert SUNROOM in office.words()
    assert [part.get_content_maintype() for part in letter.iter_attachments()] == ["image"]

    link = office.link()
    assert TASK in office.page.get(link).text
    office.answer(link, do="sign", day="2026-11-26", words="派人去")
    assert world.told(chen)[-1] == "signed"
    assert world.told(zhou)[-1] == "part_signed"
    office.answer(link, do="progress", words="已经到现场，要求停工")
    assert "已经到现场，要求停工" in texts(chen)[-1]
    done = office.answer(link, do="done", words="钢架已经拆除")
    assert world.words("pages", "stage_answered") in done.text
    assert world.told(zhou)[-1] == "part_done"
    assert all(pledge.kept is not False for pledge in world.rows(Pledge))

    world.tap(zhou, "done")
    world.say(zhou, "阳光房拆掉了")
    assert world.case().state is State.RESOLVED
    assert {"whistled", "assist_done"} <= set(world.timeline())


def test_a_letter_never_says_who_the_resident_is(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, "/address")
    world.press(chen, "3号楼")
    world.press(chen, world.label("unit", unit="2"))
    world.say(chen, "502")
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    shown = office.mailbox.letters[0].as_string() + office.words() + office.page.get(office.link()).text
    for secret in ("陈阿姨", "502", str(chen.user_id)):
        assert secret not in shown


def test_looking_changes_nothing_however_often(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    before = (world.timeline(), world.rows(Assignment), world.rows(Letter))
    for _ in range(3):
        assert office.page.get(office.link()).status_code == 200
        assert office.page.ask("HEAD", office.link()).status_code == 200
    assert (world.timeline(), world.rows(Assignment), world.rows(Letter)) == before


def test_a_final_answer_is_given_once(world: World, chen: Phone, zhou: Phone, office: PostOffice) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    link = office.link()
    assert office.answer(link, do="decline", words="？").status_code == 422
    office.answer(link, do="decline", words="这一片归城管二中队，不归我们")
    assert world.told(zhou)[-1] == "part_declined"
    assert "不归我们" in texts(zhou)[-1]
    again = office.answer(link, do="done", words="拆好了")
    assert world.words("refusals", "letter_answered") in again.text
    assert world.rows(Assignment)[-1].state is AssignmentState.RETURNED


def test_a_bad_and_a_late_link_get_a_friendly_page(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    link = office.link()
    for bad in ("/letter/1-aaaaaaaaaaaaaaaaaaaaaaaa", "/letter/x", "/", link[:-1]):
        page = office.page.get(bad)
        assert (page.status_code, world.words("pages", "stage_unknown") in page.text) == (404, True)
    assert office.page.post("/letter/1-aaaaaaaaaaaaaaaaaaaaaaaa", data={"do": "done"}).status_code == 404
    world.pass_time(timedelta(days=31))
    assert world.words("pages", "stage_expired") in office.page.get(link).text
    assert world.words("refusals", "letter_expired") in office.answer(link, do="done", words="好了").text


def test_a_date_that_passed_is_refused_and_the_words_are_kept(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    page = office.answer(office.link(), do="sign", day="2026-11-20", words="我们<b>这就</b>派人")
    assert world.words("refusals", "date_in_past") in page.text
    assert "我们&lt;b&gt;这就&lt;/b&gt;派人" in page.text
    assert office.answer(office.link(), do="nonsense").status_code == 422


def test_a_department_that_lets_its_day_pass_is_written_to_again(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    sign(world, zhou)
    whistle(world, zhou)
    office.carry()
    world.pass_time(timedelta(days=4))
    office.carry()
    assert len(office.mailbox.letters) == 2
    assert world.told(zhou).count("parts_late") == 1
    office.answer(office.link(), do="done", words="拆好了")
    assert world.words("pages", "stage_answered") in office.page.get(office.link(0)).text


def test_a_server_that_is_busy_is_tried_again_and_one_that_refuses_is_not(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.mailbox.answers = ["451 later"]
    office.carry()
    (letter,) = world.rows(Letter)
    assert (letter.sent_at, letter.failed_at, letter.attempts) == (None, None, 1)
    world.now += timedelta(minutes=1)
    office.carry()
    assert len(office.mailbox.letters) == 1

    office.answer(office.link(), do="decline", words="先找物业停工")
    world.tap(zhou, "joint_again")
    world.say(zhou, "/case 1")
    whistle(world, zhou, "再来看一次")
    office.mailbox.answers = ["550 no such mailbox"]
    office.carry()
    assert world.rows(Letter)[-1].failed_at is not None
    assert "letter_failed" in world.told(zhou)
    assert "part_declined" in world.told(zhou)
    assert world.rows(Assignment)[-1].state is AssignmentState.CANCELLED


def test_a_letter_in_flight_when_the_process_dies_goes_out_again_under_the_same_id(
    world: World, chen: Phone, zhou: Phone, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(office.post, "_mark", dies)
    with pytest.raises(KeyboardInterrupt):
        office.carry()
    monkeypatch.undo()
    office.carry()
    assert len(office.mailbox.letters) == 1, "its claim still holds"
    office.post.release()
    office.carry()
    first, second = office.mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    office.post.release()
    office.carry()
    assert len(office.mailbox.letters) == 2


def test_without_a_server_people_are_told(world: World, chen: Phone, zhou: Phone) -> None:
    office = PostOffice(world, set_up=False)
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    office.carry()
    office.close()
    assert "letter_failed" in world.told(zhou)
    assert office.mailbox.letters == []


def test_only_the_branch_and_the_committee_whistle(world: World, chen: Phone, li: Phone, zhou: Phone) -> None:
    world.say(chen, "3号楼大门吱呀响")
    assert world.label("whistle") not in labels(li)
    assert world.forge(li, "whis:1") == world.words("refusals", "may_not_whistle")
    department = world.rows(Assignment)[0].body_id  # any body that is no department
    assert world.forge(zhou, f"whisb:1:{department}") == world.words("refusals", "nobody_to_whistle_for")
    world.tap(li, "joint")
    assert DEPARTMENT not in labels(li)


def test_a_department_reads_that_its_part_was_called_off(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.let(chen.photo, SUNROOM)
    whistle(world, zhou)
    office.carry()
    link = office.link()
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    office.carry()
    whistled, over = office.mailbox.letters
    assert world.case().number in over["Subject"]
    assert TASK in office.words()
    assert SUNROOM not in office.words()
    assert list(over.iter_attachments()) == []
    for opened in (link, office.link()):
        assert world.words("pages", "stage_over") in office.page.get(opened).text
    assert whistled["To"] == over["To"]


def test_a_letter_that_never_went_out_is_not_sent_after_all(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    whistle(world, zhou)
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    office.carry()
    assert office.mailbox.letters == []


def test_who_has_answered_for_good_gets_no_further_letter(
    world: World, chen: Phone, zhou: Phone, office: PostOffice
) -> None:
    world.say(chen, SUNROOM)
    sign(world, zhou)
    whistle(world, zhou)
    office.carry()
    office.answer(office.link(), do="done", words="钢架已经拆除")
    world.say(chen, "/my")
    world.press(chen, labels(chen)[0])
    world.tap(chen, "withdraw")
    world.tap(chen, "withdraw_yes")
    office.carry()
    assert len(office.mailbox.letters) == 1
