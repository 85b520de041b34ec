"""The resident's judgement: solved, satisfied, words; silence; and what a «no» sets going."""

from casework.cases.facts import case_facts, person_of_member, reporter_of
from casework.cases.rectification import open_second_round
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell, tell_coordinators
from casework.people import questions
from casework.rules.states import Move, after
from casework.timeline import Happened, cancel_timers, record, set_timer
from casework.visits.carrying import must_speak_for
from data import queries
from data.keys import fetch, key
from data.tables import Case, Person, Review
from data.vocabulary import Awaiting, Outcome, Solved, State, TimerKind

ASKING = (TimerKind.ASK, TimerKind.REMIND, TimerKind.CLOSE)
_OUTCOMES = {Solved.YES: Outcome.SATISFIED, Solved.PARTLY: Outcome.PARTLY}


def ask(desk: Desk, case: Case) -> None:
    """Ask the resident whether it is solved; the handler of this moment is the one who is judged."""
    if case.state is not State.RESOLVED or queries.review(desk.session, key(case), case.round):
        return
    leading = queries.lead(desk.session, key(case))
    review = Review(
        case_id=key(case),
        round=case.round,
        person_id=case.reporter_id,
        handler_id=leading.member_id if leading else None,
        asked_at=desk.now,
    )
    desk.session.add(review)
    desk.session.flush()
    habits = desk.parameters.review
    set_timer(desk, case, TimerKind.REMIND, desk.now + habits.remind_after)
    record(desk, case, Happened.REVIEW_ASKED)
    tell(desk, reporter_of(desk, case), Notice.ASK_SOLVED, _facts(desk, case, review), case=case)


def remind(desk: Desk, case: Case) -> None:
    """Remind the resident once; after that only the close is left."""
    review = queries.review(desk.session, key(case), case.round)
    if case.state is not State.RESOLVED or review is None or review.reminded_at is not None:
        return
    review.reminded_at = desk.now
    desk.session.add(review)
    set_timer(desk, case, TimerKind.CLOSE, desk.now + desk.parameters.review.close_after)
    record(desk, case, Happened.REVIEW_REMINDED)
    tell(desk, reporter_of(desk, case), Notice.REMIND_SOLVED, _facts(desk, case, review), case=case)


def close_silent(desk: Desk, case: Case) -> None:
    """Archive a case whose resident did not answer; silence is its own outcome, never satisfaction."""
    review = queries.review(desk.session, key(case), case.round)
    if case.state is not State.RESOLVED:
        return
    if review is not None:
        review.closed_at = desk.now
        desk.session.add(review)
    record(desk, case, Happened.FELL_SILENT)
    _archive(desk, case, Move.FALL_SILENT, Outcome.SILENT)
    tell(desk, reporter_of(desk, case), Notice.CLOSED_SILENT, case_facts(desk, case), case=case)


def answer_solved(desk: Desk, person: Person, review_id: int, solved: Solved) -> Review:
    """Take the first answer: yes and partly archive the case, no opens the next round."""
    review, case = _open_review(desk, person, review_id)
    if review.solved is not None or case.state is not State.RESOLVED or case.round != review.round:
        raise Refused("already_reviewed")
    review.solved = solved
    review.answered_at = desk.now
    desk.session.add(review)
    cancel_timers(desk, case, ASKING)
    record(desk, case, Happened.REVIEWED, person, solved=solved.value, via=review.via_id is not None)
    _tell_handler(desk, case, review)
    if solved in _OUTCOMES:
        _archive(desk, case, Move.REVIEW_GOOD, _OUTCOMES[solved])
    elif case.round == 1:
        open_second_round(desk, case, review)
    else:
        _to_deliberation(desk, case)
    return review


def answer_satisfied(desk: Desk, person: Person, review_id: int, satisfied: int) -> Review:
    """Take the second answer, 1 to 5, and wait for words."""
    review, _ = _open_review(desk, person, review_id)
    if review.solved is None or review.satisfied is not None:
        raise Refused("already_reviewed")
    if not 1 <= satisfied <= 5:
        raise Refused("unknown_button")
    review.satisfied = satisfied
    desk.session.add(review)
    questions.ask(desk, person, Awaiting.REVIEW_WORDS, review_id)
    return review


def answer_words(desk: Desk, person: Person, review_id: int, words: str) -> Review:
    """Take the resident's own words; a handler who must do it again reads them."""
    review, case = _open_review(desk, person, review_id)
    review.words = words
    desk.session.add(review)
    record(desk, case, Happened.REVIEWED, person, words=words, via=review.via_id is not None)
    return review


def own_review(desk: Desk, person: Person, review_id: int) -> Review:
    """Return a review that this person was asked for."""
    return _open_review(desk, person, review_id)[0]


def _open_review(desk: Desk, person: Person, review_id: int) -> tuple[Review, Case]:
    review = fetch(desk.session, Review, review_id)
    case = fetch(desk.session, Case, review.case_id)
    if must_speak_for(desk, person, case):
        review.via_id = person.id
        desk.session.add(review)
    handler = person_of_member(desk, review.handler_id)
    if handler is not None and handler.id == person.id:
        raise Refused("own_case")
    if review.closed_at is not None:
        raise Refused("review_closed")
    return review, case


def _archive(desk: Desk, case: Case, move: Move, outcome: Outcome) -> None:
    case.state = after(case.state, move)
    case.outcome = outcome
    case.closed_at = desk.now
    desk.session.add(case)
    cancel_timers(desk, case)


def _to_deliberation(desk: Desk, case: Case) -> None:
    case.state = after(case.state, Move.REVIEW_BAD_AGAIN)
    desk.session.add(case)
    reminded = desk.calendar.after(desk.now, desk.parameters.deadlines.rectification)
    set_timer(desk, case, TimerKind.TRIAGE, reminded)
    record(desk, case, Happened.TO_DELIBERATION)
    tell(desk, reporter_of(desk, case), Notice.TO_DELIBERATION, case_facts(desk, case), case=case)
    tell_coordinators(desk, Notice.DELIBERATE, case_facts(desk, case), case=case)


def _tell_handler(desk: Desk, case: Case, review: Review) -> None:
    handler = person_of_member(desk, review.handler_id)
    if handler is not None and review.solved in _OUTCOMES:
        facts = case_facts(desk, case) | {"solved": review.solved.value}
        tell(desk, handler, Notice.REVIEWED, facts, case=case)


def _facts(desk: Desk, case: Case, review: Review) -> dict[str, object]:
    words = queries.last_words(desk.session, key(case), Happened.FINISHED.value)
    return case_facts(desk, case) | {"review": key(review), "words": words}
