"""What simulated people do when they are asked: the same, two matters, who are you, may it take longer?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from casework.cases import extensions, following, joint, splitting
from casework.cases.intake import Message
from casework.conduct import declining
from casework.desk import Desk
from casework.ledger import ledgers, yearly
from casework.notice import Notice
from casework.privacy import asking_who, complaints, relay, reveals
from classifier.examples import Example
from data.keys import fetch
from data.tables import Building, Case, Outbox, Person

if TYPE_CHECKING:
    from benchmarks.story.people import Cast
    from benchmarks.story.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SAME, SPLITS, ANSWERS, AGREES, GRANTS, DECLINES_PART = 0.6, 0.7, 0.7, 0.7, 0.8, 0.15
ASKS_RESIDENT, ASKS_WHO, ASKS_LONGER, COMPLAINS = 0.06, 0.04, 0.06, 0.08
SHOWS, SAYS_NO = 0.5, 0.3
QUESTION, ANSWER = "是白天还是晚上？", "晚上，九点以后"
WHY = "要上门看一看，得先约时间"
COMPLAINT = "答应来修，来了两趟都没修好，说话也冲"
TOO_MUCH = "要三分之二的业主同意才能做，现在只有四户"


def while_working(cast: Cast, world: World, who: int, work: int, case_id: int) -> None:
    """Let a handler who signed in ask the resident something, who they are, or for more time."""
    dice = cast.lot.random()
    if dice < ASKS_RESIDENT:
        _soon(cast, world, 3 * HOUR, lambda desk: relay.ask(desk, _person(desk, who), case_id, QUESTION))
    elif dice < ASKS_RESIDENT + ASKS_WHO:
        _soon(cast, world, 3 * HOUR, lambda desk: asking_who.ask_who(desk, _person(desk, who), case_id, WHY))
    elif dice < ASKS_RESIDENT + ASKS_WHO + ASKS_LONGER:
        _soon(cast, world, 3 * HOUR, lambda desk: _ask_longer(cast, desk, who, work, case_id))


def turn_down(desk: Desk, who: int, case_id: int) -> None:
    """Let a coordinator propose to decline what cannot be done."""
    declining.propose(desk, _person(desk, who), case_id, TOO_MUCH)


def _ask_longer(cast: Cast, desk: Desk, who: int, work: int, case_id: int) -> None:
    due = fetch(desk.session, Case, case_id).due_at or desk.now
    day = (due + cast.lot.randint(2, 10) * DAY).astimezone(desk.zone)
    extensions.ask(desk, _person(desk, who), work, f"{day.month}月{day.day}日，配件要从厂家订")


def _person(desk: Desk, person_id: int) -> Person:
    return fetch(desk.session, Person, person_id)


def _soon(cast: Cast, world: World, pace: timedelta, act: Callable[[Desk], object]) -> None:
    world.later(cast.soon(pace), act)


def _message(world: World, words: str) -> Message:
    return Message(words, chat_id=0, message_id=10_000_000 + world.acts)


def _same(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    concern = int(notice.facts["concern"])
    if cast.lot.random() < SAME:
        _soon(cast, world, 2 * HOUR / 60, lambda desk: following.follow(desk, _person(desk, who), concern))
    else:
        _soon(cast, world, 2 * HOUR / 60, lambda desk: _another(desk, who, concern))


def _another(desk: Desk, who: int, concern: int) -> None:
    person = _person(desk, who)
    following.not_the_same(desk, person, _home(desk, person), concern)


def _home(desk: Desk, person: Person) -> Building:
    return fetch(desk.session, Building, person.building_id or 0)


def _two(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    concern, first, splits = (
        int(notice.facts["concern"]),
        notice.facts["parts"][0],
        cast.lot.random() < SPLITS,
    )

    def act(desk: Desk) -> None:
        person = _person(desk, who)
        if splits:
            splitting.split(desk, world.reader, person, _home(desk, person), concern)
        else:
            splitting.keep_whole(desk, world.reader, person, _home(desk, person), concern, first)

    _soon(cast, world, 2 * HOUR / 60, act)


def _questioned(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case, message = notice.case_id or 0, _message(world, ANSWER)
    if cast.lot.random() < ANSWERS:
        _soon(cast, world, 2 * HOUR, lambda desk: relay.answer(desk, _person(desk, who), case, message))


def _asked_who(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case, dice = notice.case_id or 0, cast.lot.random()
    if dice < SHOWS:
        _soon(cast, world, HOUR, lambda desk: reveals.share(desk, _person(desk, who), case, reveals.ROOM))
    elif dice < SHOWS + SAYS_NO:
        _soon(cast, world, HOUR, lambda desk: asking_who.refuse(desk, _person(desk, who), case))


def _refused(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case = notice.case_id or 0
    _soon(cast, world, HOUR, lambda desk: asking_who.pass_on(desk, _person(desk, who), case))


def _wanted(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case = notice.case_id or 0
    if cast.lot.random() < AGREES:
        _soon(cast, world, 3 * HOUR, lambda desk: reveals.reveal(desk, _person(desk, who), case, WHY))


def _decides_extension(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    asked, granted = int(notice.facts["extension"]), cast.lot.random() < GRANTS
    _soon(
        cast,
        world,
        4 * HOUR,
        lambda desk: extensions.decide(desk, _person(desk, who), asked, granted=granted),
    )


def _signs_decline(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    row, agree = int(notice.facts["decline"]), cast.lot.random() < AGREES
    _soon(cast, world, 4 * HOUR, lambda desk: declining.decide(desk, _person(desk, who), row, agree=agree))


def _approves(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    ledger = int(notice.facts["ledger"])
    _soon(cast, world, DAY, lambda desk: ledgers.approve(desk, _person(desk, who), ledger))


def _approves_rating(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    year = int(notice.facts["year"])
    _soon(cast, world, DAY, lambda desk: yearly.approve(desk, _person(desk, who), year))


def _second_round(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    """Some complain about a handler who did not mend it the first time."""
    case = notice.case_id or 0
    if cast.lot.random() < COMPLAINS:
        cast.truth.setdefault(COMPLAINT, Example(COMPLAINT, complaints.CATEGORY))
        message = _message(world, COMPLAINT)
        _soon(cast, world, HOUR, lambda desk: complaints.complain(desk, _person(desk, who), case, message))


def declines_part(cast: Cast, world: World, who: int, work: int) -> bool:
    """Let a body that was asked in decline its part now and then; say whether it does."""
    if cast.lot.random() >= DECLINES_PART:
        return False
    why = "这周人手不够，请找志愿队"
    _soon(cast, world, 5 * HOUR, lambda desk: joint.decline(desk, _person(desk, who), work, why))
    return True


TALKS: dict[Notice, Callable[[Cast, World, Outbox, int], None]] = {
    Notice.ASK_SAME: _same,
    Notice.ASK_SPLIT: _two,
    Notice.RELAY_QUESTION: _questioned,
    Notice.WHO_ASKED: _asked_who,
    Notice.WHO_REFUSED: _refused,
    Notice.WHO_WANTED: _wanted,
    Notice.DECIDE_EXTENSION: _decides_extension,
    Notice.DECLINE_ASKED: _signs_decline,
    Notice.LEDGER_DRAFTED: _approves,
    Notice.RATING_DRAFTED: _approves_rating,
    Notice.SECOND_ROUND: _second_round,
}
