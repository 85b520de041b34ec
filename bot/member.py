"""What members press and write about their work: parse, one casework call, the card as it stands."""

from datetime import UTC, datetime

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, cooperation, progress, rectification
from casework.errors import Refused
from casework.notice import Notice
from casework.people import digest, questions
from casework.rules import promise
from data.keys import key
from data.tables import Outbox
from data.vocabulary import Awaiting, ReturnReason


def show(turn: Turn, press: Press) -> None:
    """Show the work card as things stand now."""
    _show(turn, press.number())


def work(turn: Turn) -> None:
    """List what is open in the member's hands."""
    digest.show(turn.desk, turn.person)


def ask_date(turn: Turn, press: Press) -> None:
    """Offer dates to promise."""
    _edit(turn, cards.dates(turn.desk, turn.person, press.number()))


def sign(turn: Turn, press: Press) -> None:
    """Sign in with the date on the button."""
    promised = datetime.fromtimestamp(press.number(1) * 60, UTC)
    progress.sign(turn.desk, turn.person, press.number(), promised)
    turn.toast("saved")
    _show(turn, press.number())


def ask_other_date(turn: Turn, press: Press) -> None:
    """Ask for a date in the member's own words."""
    _ask(turn, press.number(), Notice.ASK_PLEDGE_DATE, Awaiting.PLEDGE_DATE)


def give_date(turn: Turn) -> None:
    """Sign in with a date in words."""
    work_id = turn.person.awaiting_ref or 0
    promised = promise.parse(turn.message.text, turn.desk.now, turn.desk.zone)
    if promised is None:
        raise Refused("date_unclear")
    asked_back = cards.day_off(turn.desk, turn.person, work_id, promised)
    if asked_back is not None:
        questions.settle(turn.desk, turn.person)
        _reply(turn, asked_back)
        return
    progress.sign(turn.desk, turn.person, work_id, promised, turn.message.text)
    questions.settle(turn.desk, turn.person)
    notice, facts = cards.work(turn.desk, turn.person, work_id)
    turn.reply(notice, facts, facts["case"])


def ask_return_reason(turn: Turn, press: Press) -> None:
    """Ask why the case is given back."""
    _edit(turn, cards.question(turn.desk, turn.person, press.number(), Notice.ASK_RETURN_REASON))


def ask_return_owner(turn: Turn, press: Press) -> None:
    """Ask whose it is instead."""
    reason = ReturnReason(press.word(1))
    cooperation.must_be_able_to_return(turn.desk, turn.person, press.number(), reason)
    notice, facts = cards.other_bodies(turn.desk, turn.person, press.number(), Notice.ASK_RETURN_OWNER)
    _edit(turn, (notice, facts | {"reason": reason.value}))


def give_back(turn: Turn, press: Press) -> None:
    """Give the case back with a reason and perhaps an owner."""
    reason, proposed = ReturnReason(press.word(1)), press.number(2)
    cooperation.give_back(turn.desk, turn.person, press.number(), reason, proposed or None)
    _show(turn, press.number())


def ask_escalation(turn: Turn, press: Press) -> None:
    """Ask why the case should go up a tier."""
    prompt = _reply(turn, cards.escalation(turn.desk, turn.person, press.number()))
    questions.ask(turn.desk, turn.person, Awaiting.ESCALATE_WORDS, press.number(), prompt)


def escalate(turn: Turn) -> None:
    """Pass the case up for the reason in the message."""
    work_id = turn.person.awaiting_ref or 0
    cooperation.escalate(turn.desk, turn.person, work_id, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.desk.session.flush()
    _reply(turn, cards.work(turn.desk, turn.person, work_id))


def ask_progress(turn: Turn, press: Press) -> None:
    """Ask for the news."""
    _ask(turn, press.number(), Notice.ASK_PROGRESS_WORDS, Awaiting.PROGRESS_WORDS)


def give_progress(turn: Turn) -> None:
    """Pass the news on to the resident."""
    work_id = turn.person.awaiting_ref or 0
    case = progress.report_progress(turn.desk, turn.person, work_id, turn.message.text, turn.message.sent)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.PROGRESS_SAVED, {"number": case.number, "case": key(case)}, key(case))


def ask_result(turn: Turn, press: Press) -> None:
    """Ask for the result in words, with photos if there are any."""
    _ask(turn, press.number(), Notice.ASK_DONE_WORDS, Awaiting.DONE_WORDS)


def give_result(turn: Turn) -> None:
    """Report the work done; photos that come before the words are kept and the words still awaited."""
    work_id = turn.person.awaiting_ref or 0
    if not turn.message.text.strip():
        progress.report_progress(turn.desk, turn.person, work_id, "", turn.message.sent)
        _reply(turn, cards.question(turn.desk, turn.person, work_id, Notice.ASK_DONE_WORDS))
        return
    case = progress.finish(turn.desk, turn.person, work_id, turn.message.text, turn.message.sent)
    questions.settle(turn.desk, turn.person)
    turn.reply(
        Notice.DONE_SAVED, {"number": case.number, "case": key(case), "state": case.state.value}, key(case)
    )


def confirm(turn: Turn, press: Press) -> None:
    """Confirm, as the supervisor, that the second round is done."""
    case = rectification.confirm(turn.desk, turn.person, press.number())
    turn.edit(
        Notice.DONE_SAVED, {"number": case.number, "case": key(case), "state": case.state.value}, key(case)
    )


def not_yet(turn: Turn, press: Press) -> None:
    """Say, as the supervisor, that it is not done yet."""
    rectification.not_yet(turn.desk, turn.person, press.number())
    turn.toast("saved")


def _ask(turn: Turn, work_id: int, notice: Notice, awaiting: Awaiting) -> None:
    card = cards.question(turn.desk, turn.person, work_id, notice)
    questions.ask(turn.desk, turn.person, awaiting, work_id, _reply(turn, card))


def _show(turn: Turn, work_id: int) -> None:
    turn.desk.session.flush()
    _edit(turn, cards.work(turn.desk, turn.person, work_id))


def _edit(turn: Turn, card: cards.Card) -> None:
    notice, facts = card
    turn.edit(notice, facts, facts["case"])


def _reply(turn: Turn, card: cards.Card) -> Outbox | None:
    notice, facts = card
    return turn.reply(notice, facts, facts["case"])
