"""What members and residents say to each other through the desk, and who is shown who they are."""

from bot import resident
from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import residents
from casework.cases.facts import case_facts
from casework.notice import Notice
from casework.people import questions
from casework.privacy import asking_who, relay, reveals
from data.keys import fetch, key
from data.tables import Case
from data.vocabulary import Awaiting


def ask_question(turn: Turn, press: Press) -> None:
    """Ask a member what they want to know from the resident."""
    case = relay.must_be_able_to_ask(turn.desk, turn.person, press.number())
    _ask(turn, case, Notice.ASK_RESIDENT_WORDS, Awaiting.RELAY_QUESTION)


def give_question(turn: Turn) -> None:
    """Pass the member's question on."""
    message = turn.message
    case = relay.ask(turn.desk, turn.person, turn.person.awaiting_ref or 0, message.text, message.sent)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.RELAY_PASSED, case_facts(turn.desk, case), key(case))


def ask_answer(turn: Turn, press: Press) -> None:
    """Ask the resident for the answer that a member waits for."""
    case = relay.must_be_able_to_write(turn.desk, turn.person, press.number())
    _ask(turn, case, Notice.ASK_RELAY_WORDS, Awaiting.RELAY_ANSWER)


def give_answer(turn: Turn) -> None:
    """Pass the resident's answer on; an emergency is no answer, and the question stands on."""
    if relay.is_alarm(turn.reader, turn.message):
        resident.write(turn)
        return
    relay.answer(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message)
    questions.settle(turn.desk, turn.person)


def ask_words(turn: Turn, press: Press) -> None:
    """Ask the resident what they want to say to whoever has the case."""
    case = relay.must_be_able_to_write(turn.desk, turn.person, press.number())
    _ask(turn, case, Notice.ASK_RELAY_WORDS, Awaiting.RELAY_WORDS)


def give_words(turn: Turn) -> None:
    """Pass the resident's words on."""
    relay.write(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message)
    questions.settle(turn.desk, turn.person)


def share(turn: Turn, press: Press) -> None:
    """Show whoever handles the case the resident's room or account."""
    _show(turn, reveals.share(turn.desk, turn.person, press.number(), press.word(1)))


def unshare(turn: Turn, press: Press) -> None:
    """Show it to nobody else from now on."""
    _show(turn, reveals.unshare(turn.desk, turn.person, press.number(), press.word(1)))


def ask_reveal(turn: Turn, press: Press) -> None:
    """Ask a coordinator why the handler must know who the resident is."""
    case, _, handler = reveals.must_be_able_to_reveal(turn.desk, turn.person, press.number())
    facts = case_facts(turn.desk, case) | {"handler": handler.name}
    prompt = turn.reply(Notice.ASK_REVEAL_WORDS, facts, key(case))
    questions.ask(turn.desk, turn.person, Awaiting.REVEAL_WORDS, key(case), prompt)


def reveal(turn: Turn) -> None:
    """Reveal who the resident is for the reason in the message."""
    case = reveals.reveal(turn.desk, turn.person, turn.person.awaiting_ref or 0, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.REVEAL_DONE, case_facts(turn.desk, case), key(case))


def ask_who(turn: Turn, press: Press) -> None:
    """Ask a handler why they want to know who the resident is."""
    case = asking_who.must_be_able_to_ask_who(turn.desk, turn.person, press.number())
    _ask(turn, case, Notice.ASK_WHO_WORDS, Awaiting.WHO_WORDS)


def give_who(turn: Turn) -> None:
    """Ask the resident, for the reason in the message."""
    case_id = turn.person.awaiting_ref or 0
    reached = asking_who.ask_who(turn.desk, turn.person, case_id, turn.message.text)
    questions.settle(turn.desk, turn.person)
    case = fetch(turn.desk.session, Case, case_id)
    turn.reply(Notice.WHO_PASSED, case_facts(turn.desk, case) | {"reached": reached}, case_id)


def refuse_who(turn: Turn, press: Press) -> None:
    """Say no for the resident."""
    _show(turn, asking_who.refuse(turn.desk, turn.person, press.number()))


def pass_who_on(turn: Turn, press: Press) -> None:
    """Put the question before the coordinators."""
    asking_who.pass_on(turn.desk, turn.person, press.number())
    turn.toast("saved")


def _ask(turn: Turn, case: Case, notice: Notice, awaiting: Awaiting) -> None:
    prompt = turn.reply(notice, case_facts(turn.desk, case), key(case))
    questions.ask(turn.desk, turn.person, awaiting, key(case), prompt)


def _show(turn: Turn, case: Case) -> None:
    turn.toast("saved")
    turn.desk.session.flush()
    _, facts = residents.view(turn.desk, turn.person, key(case))
    turn.edit(Notice.CASE_VIEW, facts, key(case))
