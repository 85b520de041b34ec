"""What residents write and press: each handler parses, makes one casework call, and answers."""

from bot.callbacks import Press
from bot.group import words_of
from bot.parse import is_too_large
from bot.turn import Turn
from casework.cases import cards, intake, progress, residents, reviews, triage, understanding
from casework.cases.facts import case_facts
from casework.conduct import gate
from casework.errors import Refused
from casework.notice import Notice
from casework.people import joining, questions
from casework.privacy import relay
from data.keys import fetch, key
from data.tables import Case
from data.vocabulary import Awaiting, Solved


def can_be_read(turn: Turn) -> bool:
    """Say whether the message holds anything for the desk; what it cannot take is answered here."""
    telegram = turn.update.message
    readable = bool(turn.message.text.strip() or turn.message.sent)
    if telegram is not None and is_too_large(telegram):
        turn.reply(Notice.FILE_TOO_LARGE)
    elif not readable:
        turn.reply(Notice.STICKER)
    return readable


def write(turn: Turn) -> None:
    """Take in words and files: a piece of an album, a reply to a card of ours, or something new."""
    if intake.joins_album(turn.desk, turn.reader, turn.person, turn.home, turn.message):
        return
    if _is_reply_to_words(turn) or _is_reply_about_case(turn):
        return
    if gate.admits(turn.desk, turn.reader, turn.person, turn.message):
        intake.receive(turn.desk, turn.reader, turn.person, turn.home, turn.message)


def _is_reply_to_words(turn: Turn) -> bool:
    """Pass a reply to passed-on words back to who wrote them."""
    case = relay.relayed(turn.desk, turn.message)
    if case is None:
        return False
    relay.reply(turn.desk, turn.person, case, turn.message)
    if case.reporter_id != turn.person.id:
        turn.reply(Notice.RELAY_PASSED, case_facts(turn.desk, case), key(case))
    return True


def _is_reply_about_case(turn: Turn) -> bool:
    case = residents.case_replied_to(turn.desk, turn.message)
    if case is None:
        return False
    work = cards.assignment_of(turn.desk, turn.person, key(case))
    if work is not None:
        progress.report_progress(turn.desk, turn.person, work, turn.message.text, turn.message.sent)
        turn.reply(Notice.PROGRESS_SAVED, {"number": case.number, "case": key(case)}, key(case))
        return True
    if case.reporter_id != turn.person.id:
        return False
    residents.add(turn.desk, turn.person, key(case), turn.message)
    return True


def edited(turn: Turn) -> None:
    """Follow an edit of a message that became a concern; chat that was edited is read afresh."""
    message, words = turn.message, words_of(turn)
    concern = residents.edit(turn.desk, turn.person, message.chat_id, message.message_id, words)
    if concern is not None:
        intake.read_afresh(turn.desk, turn.reader, turn.person, turn.home, concern)


def start(turn: Turn, payload: str) -> None:
    """Greet, or let a member take the seat their invitation is for.

    Whoever has cases sees them: what was registered in a group could not be told before.
    """
    if payload:
        joining.join(turn.desk, turn.person, payload)
        return
    joining.welcome(turn.desk, turn.person)
    cases = residents.my_cases(turn.desk, turn.person)
    if cases:
        turn.reply(Notice.MY_CASES, {"cases": cases})


def my(turn: Turn) -> None:
    """List the resident's cases."""
    cases = residents.my_cases(turn.desk, turn.person)
    turn.reply(Notice.MY_CASES if cases else Notice.NO_CASES, {"cases": cases})


def view(turn: Turn, press: Press) -> None:
    """Show one case with its timeline."""
    case, facts = residents.view(turn.desk, turn.person, press.number())
    turn.reply(Notice.CASE_VIEW, facts, key(case))


def choose_building(turn: Turn, press: Press) -> None:
    """Keep the building and ask for the unit, where it has several."""
    building = joining.choose_building(turn.desk, turn.person, press.number())
    if len(building.units) > 1:
        turn.edit(Notice.ASK_UNIT, {"building": building.name, "units": building.units})
    else:
        _ask_room(turn, building.name, building.units[0] if building.units else "")


def choose_unit(turn: Turn, press: Press) -> None:
    """Keep the unit and ask for the room."""
    _ask_room(turn, turn.home.name if turn.home else "", press.word())


def _ask_room(turn: Turn, building: str, unit: str) -> None:
    joining.choose_unit(turn.desk, turn.person, unit)
    turn.edit(Notice.ASK_ROOM, {"building": building, "unit": unit})


def no_address(turn: Turn, _press: Press) -> None:
    """Go on without an address, or with as much of it as was given."""
    questions.settle(turn.desk, turn.person)
    turn.edit(Notice.ADDRESS_SKIPPED)


def give_room(turn: Turn) -> None:
    """Take the room number that was asked for."""
    turn.reply(Notice.ADDRESS_SAVED, joining.give_room(turn.desk, turn.person, turn.message.text))


def categories(turn: Turn, press: Press) -> None:
    """Show all categories for a case of the resident's."""
    _, facts = residents.view(turn.desk, turn.person, press.number())
    turn.edit(Notice.CHOOSE_CATEGORY, facts | {"categories": turn.categories}, press.number())


def category(turn: Turn, press: Press) -> None:
    """Take the resident's choice of category."""
    if press.word(1) not in turn.categories:
        raise Refused("unknown_button")
    case = triage.choose_category(turn.desk, turn.person, press.number(), press.word(1))
    _show_case(turn, case)


def other(turn: Turn, press: Press) -> None:
    """Take «something else»: a coordinator decides."""
    case = triage.leave_to_triage(turn.desk, turn.person, press.number())
    turn.edit(Notice.WAITS_FOR_TRIAGE, residents.view(turn.desk, turn.person, key(case))[1], key(case))


def insist(turn: Turn, press: Press) -> None:
    """Open a case from what was taken for chat."""
    understanding.insist(turn.desk, turn.reader, turn.person, turn.home, press.number())
    turn.toast("saved")


def ask_addition(turn: Turn, press: Press) -> None:
    """Ask for the words or photos to add."""
    _, facts = residents.view(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_ADDITION, facts, press.number())
    questions.ask(turn.desk, turn.person, Awaiting.ADDITION, press.number(), prompt)


def give_addition(turn: Turn) -> None:
    """Add what was asked for to its case."""
    residents.add(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message)
    questions.settle(turn.desk, turn.person)


def give_concern_words(turn: Turn) -> None:
    """Take the words to files that came without any; further files join the first."""
    concern = intake.waiting_concern(turn.desk, turn.person)
    intake.complete(turn.desk, turn.reader, turn.person, turn.home, concern, turn.message)


def ask_withdraw(turn: Turn, press: Press) -> None:
    """Ask whether the resident really wants to withdraw."""
    _, facts = residents.view(turn.desk, turn.person, press.number())
    turn.reply(Notice.ASK_WITHDRAW, facts, press.number())


def withdraw(turn: Turn, press: Press) -> None:
    """Withdraw the case."""
    case = residents.withdraw(turn.desk, turn.person, press.number())
    turn.edit(Notice.WITHDRAWN, {"number": case.number, "case": key(case)}, key(case))


def solved(turn: Turn, press: Press) -> None:
    """Take the first answer of a review and ask the second question."""
    review = reviews.answer_solved(turn.desk, turn.person, press.number(), Solved(press.word(1)))
    case = fetch(turn.desk.session, Case, review.case_id)
    facts = {"number": case.number, "case": key(case), "review": key(review), "solved": press.word(1)}
    facts["state"] = case.state.value
    turn.edit(Notice.ASK_SATISFIED, facts, key(case))


def satisfied(turn: Turn, press: Press) -> None:
    """Take the second answer of a review and ask for words."""
    review = reviews.answer_satisfied(turn.desk, turn.person, press.number(), int(press.word(1)))
    case = fetch(turn.desk.session, Case, review.case_id)
    facts = {"number": case.number, "case": key(case), "review": key(review), "satisfied": review.satisfied}
    facts["solved"] = review.solved.value if review.solved else None
    turn.edit(Notice.ASK_REVIEW_WORDS, facts, key(case))


def no_words(turn: Turn, press: Press) -> None:
    """End a review without words."""
    questions.settle(turn.desk, turn.person)
    review = reviews.own_review(turn.desk, turn.person, press.number())
    turn.edit(
        Notice.REVIEW_THANKS, {"solved": review.solved.value if review.solved else None}, review.case_id
    )


def give_review_words(turn: Turn) -> None:
    """Take the words of a review."""
    if not turn.message.text.strip():
        turn.reply(Notice.STICKER)
        return
    review = reviews.answer_words(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(
        Notice.REVIEW_THANKS, {"solved": review.solved.value if review.solved else None}, review.case_id
    )


def _show_case(turn: Turn, case: Case) -> None:
    _, facts = residents.view(turn.desk, turn.person, key(case))
    turn.edit(Notice.CATEGORY_SAVED, facts, key(case))
