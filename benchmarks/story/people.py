"""What simulated people do when a notice reaches them: sign, return, forget, finish, choose, judge."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.story.talking import TALKS, declines_part, turn_down, while_working
from benchmarks.story.world import World
from casework.cases import claiming, cooperation, joint, progress, rectification, residents, reviews, triage
from casework.desk import Desk
from casework.notice import Notice
from classifier.examples import Example
from data import queries
from data.keys import fetch, key
from data.tables import Case, Outbox, Person
from data.vocabulary import ReturnReason, Solved, State

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Temper:
    """What a member is like: shares of the pings they overlook, give back, pass up, or do too late."""

    overlooks: float
    late: float
    pace: timedelta


TEMPERS = (
    Temper(overlooks=0.02, late=0.05, pace=2 * HOUR),
    Temper(overlooks=0.05, late=0.20, pace=6 * HOUR),
    Temper(overlooks=0.30, late=0.45, pace=14 * HOUR),
)
TEMPER_SHARES = (6, 3, 1)
GIVES_BACK, NAMES_OWNER, ESCALATES, ASKS_HELP, GIVES_NEWS = 0.06, 0.5, 0.03, 0.03, 0.25
CLAIMS = 0.4
CHOOSES, WITHDRAWS, ADDS = 0.7, 0.015, 0.03
SILENT, WORDS_TOO = 0.35, 0.3
TOO_BIG = "楼长这里解决不了，要请上面出面"
RESULTS = ["修好了", "已处理，麻烦看看", "人到现场处理过了", "换了新的"]


@dataclass
class Cast:
    """Everybody of the story. ``truth`` says what each message is really about."""

    truth: dict[str, Example]
    lot: random.Random
    tempers: dict[int, Temper]

    def temper(self, person_id: int) -> Temper:
        """Return what a member is like, drawn when they are first met."""
        if person_id not in self.tempers:
            self.tempers[person_id] = self.lot.choices(TEMPERS, TEMPER_SHARES)[0]
        return self.tempers[person_id]

    def react(self, world: World, notice: Outbox) -> None:
        """Let the person to whom a notice came do what they do."""
        reaction = REACTIONS.get(Notice(notice.kind))
        if reaction is not None and notice.person_id is not None and not notice.edits:
            reaction(self, world, notice, notice.person_id)

    def soon(self, pace: timedelta) -> timedelta:
        """Draw how long somebody takes whose pace is this: most are quicker, a few much slower."""
        return timedelta(seconds=self.lot.expovariate(1 / pace.total_seconds()))

    def about(self, desk: Desk, case_id: int) -> Example:
        """Return what the case is really about."""
        return self.truth[queries.concerns(desk.session, case_id)[0].text]


def _person(desk: Desk, person_id: int) -> Person:
    return fetch(desk.session, Person, person_id)


def _pinged(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    temper, work = cast.temper(who), notice.assignment_id or 0
    dice = cast.lot.random()
    if dice < temper.overlooks:
        return
    when = cast.soon(temper.pace / (8 if notice.facts["urgency"] != "normal" else 1))
    dice = cast.lot.random()
    if dice < GIVES_BACK:
        world.later(when, lambda desk: _give_back(cast, desk, who, work))
    elif dice < GIVES_BACK + ESCALATES:
        world.later(when, lambda desk: cooperation.escalate(desk, _person(desk, who), work, TOO_BIG))
    else:
        world.later(when, lambda desk: _sign(cast, world, desk, who, work))


def _asked_to_claim(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    """Whoever has time claims it; many leave it to the others, and somebody comes second."""
    work = notice.assignment_id or 0
    if cast.lot.random() < CLAIMS:
        when = cast.soon(cast.temper(who).pace)
        world.later(when, lambda desk: _claim(cast, world, desk, who, work))


def _claim(cast: Cast, world: World, desk: Desk, who: int, work: int) -> None:
    claiming.claim(desk, _person(desk, who), work)
    world.later(timedelta(minutes=2), lambda desk: _sign(cast, world, desk, who, work))


def _give_back(cast: Cast, desk: Desk, who: int, work: int) -> None:
    bodies = [
        body for body in queries.seats(desk.session, desk.community_id, desk.now) if body.member is not None
    ]
    named = key(cast.lot.choice(bodies).body) if cast.lot.random() < NAMES_OWNER else None
    reason = cast.lot.choice(list(ReturnReason))
    cooperation.give_back(desk, _person(desk, who), work, reason, named)


def _sign(cast: Cast, world: World, desk: Desk, who: int, work: int) -> None:
    person = _person(desk, who)
    promised = cast.lot.choice(progress.offers(desk, person, work))
    assignment = progress.sign(desk, person, work, promised)
    while_working(cast, world, who, key(assignment), assignment.case_id)
    if cast.lot.random() < ASKS_HELP:
        world.later(cast.soon(HOUR), lambda desk: _ask_help(cast, desk, who, work))
    if cast.lot.random() < GIVES_NEWS:
        halfway = (promised - desk.now) / 2
        world.later(
            halfway, lambda desk: progress.report_progress(desk, _person(desk, who), work, "料已经买了")
        )
    late = cast.lot.random() < cast.temper(who).late
    share = cast.lot.uniform(1.05, 2.5) if late else cast.lot.uniform(0.3, 0.98)
    world.later((promised - desk.now) * share, lambda desk: _finish(cast, desk, who, key(assignment)))


def _ask_help(cast: Cast, desk: Desk, who: int, work: int) -> None:
    bodies = queries.seats(desk.session, desk.community_id, desk.now)
    joint.ask_in(desk, _person(desk, who), work, key(cast.lot.choice(bodies).body), "来帮一把，五天内")


def _finish(cast: Cast, desk: Desk, who: int, work: int) -> None:
    progress.finish(desk, _person(desk, who), work, cast.lot.choice(RESULTS))


def _reminded(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    """Whoever is reminded often does it then; whoever never signed signs."""
    if cast.lot.random() < 0.6:
        work = notice.assignment_id or 0
        world.later(cast.soon(cast.temper(who).pace), lambda desk: _finish(cast, desk, who, work))


def _asked_category(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    if cast.lot.random() < CHOOSES:
        case = notice.case_id or 0
        world.later(cast.soon(timedelta(minutes=4)), lambda desk: _choose(cast, desk, who, case))


def _choose(cast: Cast, desk: Desk, who: int, case: int) -> None:
    label = cast.about(desk, case).label
    if label == "not_a_concern":
        residents.withdraw(desk, _person(desk, who), case)
    else:
        triage.choose_category(desk, _person(desk, who), case, label)


def _triage(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case = notice.case_id or 0
    world.later(cast.soon(3 * HOUR), lambda desk: _decide(cast, desk, who, case))


def _decide(cast: Cast, desk: Desk, who: int, case_id: int) -> None:
    person, case = _person(desk, who), fetch(desk.session, Case, case_id)
    if case.state is not State.TRIAGE:
        return  # another coordinator was quicker
    label = cast.about(desk, case_id).label
    dice = cast.lot.random()
    if label == "not_a_concern":
        triage.dismiss(desk, person, case_id)
    elif dice < 0.03:
        triage.plan(desk, person, case_id, desk.now + cast.lot.randint(10, 60) * DAY, "要等大修资金批下来")
    elif dice < 0.06 and case.dispatched_at is None:
        turn_down(desk, who, case_id)
    elif case.returns or label == case.category:
        bodies = [row for row in queries.seats(desk.session, desk.community_id, desk.now) if row.person]
        triage.choose_owner(desk, person, case_id, key(cast.lot.choice(bodies).body))
    else:
        triage.correct_category(desk, person, case_id, label)


def _asked_in(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    if not declines_part(cast, world, who, notice.assignment_id or 0):
        _pinged(cast, world, notice, who)


def _receipt(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case, dice = notice.case_id or 0, cast.lot.random()
    if dice < WITHDRAWS:
        world.later(cast.soon(DAY), lambda desk: residents.withdraw(desk, _person(desk, who), case))


def _asked_solved(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    if cast.lot.random() < SILENT:
        return
    review = int(notice.facts["review"])
    world.later(cast.soon(10 * HOUR), lambda desk: _judge(cast, world, desk, who, review))


def _judge(cast: Cast, world: World, desk: Desk, who: int, review_id: int) -> None:
    review = reviews.own_review(desk, _person(desk, who), review_id)
    case = fetch(desk.session, Case, review.case_id)
    yes = 0.6 if case.due_breached_at else 0.78
    solved = cast.lot.choices(list(Solved), (yes, 0.12, 1 - 0.12 - yes))[0]
    reviews.answer_solved(desk, _person(desk, who), review_id, solved)
    grades = {Solved.YES: (4, 5), Solved.PARTLY: (2, 3, 4), Solved.NO: (1, 2)}[solved]
    grade = cast.lot.choice(grades)
    minute = timedelta(minutes=1)
    world.later(minute, lambda desk: reviews.answer_satisfied(desk, _person(desk, who), review_id, grade))
    if cast.lot.random() < WORDS_TOO:
        words = lambda desk: reviews.answer_words(desk, _person(desk, who), review_id, "谢谢")  # noqa: E731
        world.later(2 * minute, words)


def _asked_confirm(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case = notice.case_id or 0
    act = rectification.confirm if cast.lot.random() < 0.85 else rectification.not_yet
    world.later(cast.soon(8 * HOUR), lambda desk: act(desk, _person(desk, who), case))


def _deliberate(cast: Cast, world: World, notice: Outbox, who: int) -> None:
    case = notice.case_id or 0
    words = "联席会议定：由物业一周内换新，业委会验收"
    world.later(cast.soon(8 * DAY), lambda desk: rectification.settle(desk, _person(desk, who), case, words))


Reaction = Callable[[Cast, World, Outbox, int], None]
REACTIONS: dict[Notice, Reaction] = {
    Notice.PING: _pinged,
    Notice.PING_CLAIM: _asked_to_claim,
    Notice.PING_EMERGENCY: _pinged,
    Notice.PING_ASSIST: _asked_in,
    Notice.PING_RECTIFICATION: _pinged,
    Notice.REMIND_SIGN: _pinged,
    Notice.REMIND_NEAR_DUE: _reminded,
    Notice.REMIND_PLEDGE: _reminded,
    Notice.REMIND_OVERDUE: _reminded,
    Notice.NOT_CONFIRMED: _reminded,
    Notice.ASK_CATEGORY: _asked_category,
    Notice.TRIAGE_CARD: _triage,
    Notice.TRIAGE_WAITS: _triage,
    Notice.RECEIPT: _receipt,
    Notice.ASK_SOLVED: _asked_solved,
    Notice.REMIND_SOLVED: _asked_solved,
    Notice.ASK_CONFIRM: _asked_confirm,
    Notice.DELIBERATE: _deliberate,
    **TALKS,
}
