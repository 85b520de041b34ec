"""What members and coordinators press and write about accounts: look, open, approve, improve, leave out."""

from bot.callbacks import Press, Verb
from bot.turn import Turn
from casework.cases.facts import case_facts
from casework.errors import Refused
from casework.ledger import cards, exclusions, export, improvements, ledgers
from casework.notice import Notice
from casework.people import questions
from data.vocabulary import Awaiting


def show(turn: Turn) -> None:
    """Show the ledger, all of it or the member's own lines; a quarter may follow the command."""
    turn.reply(*cards.show(turn.desk, turn.person, turn.message.text.partition(" ")[2].strip()))


def turn_to(turn: Turn, press: Press) -> None:
    """Show another quarter in place of this one."""
    turn.edit(*cards.show(turn.desk, turn.person, press.word()))


def open_body(turn: Turn, press: Press) -> None:
    """Open a body's line into its cases."""
    turn.edit(*cards.show_body(turn.desk, turn.person, press.word(), press.number(1)))


def open_member(turn: Turn, press: Press) -> None:
    """Open a member's line into its cases."""
    turn.edit(*cards.show_member(turn.desk, turn.person, press.word(), press.number(1)))


def send_file(turn: Turn, press: Press) -> None:
    """Send a coordinator the quarter's workbook."""
    facts = export.file_facts(turn.desk, turn.person, press.word())
    turn.reply(Notice.LEDGER_FILE, facts)
    turn.toast("done")


def approve(turn: Turn, press: Press) -> None:
    """Approve a draft, so that it is published."""
    row = ledgers.approve(turn.desk, turn.person, press.number())
    turn.edit(*cards.show(turn.desk, turn.person, row.view["quarter"]))


def improved(turn: Turn, press: Press) -> None:
    """Confirm that what had to improve has improved."""
    improvement = improvements.confirm(turn.desk, turn.person, press.number())
    turn.edit(Notice.IMPROVED, improvements.facts(turn.desk, improvement))


def ask_leave_out(turn: Turn, press: Press) -> None:
    """Ask for the reason why a case should be left out of all accounts."""
    case = exclusions.may_propose(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_LEAVE_OUT_WORDS, case_facts(turn.desk, case), press.number())
    questions.ask(turn.desk, turn.person, Awaiting.LEAVE_OUT_WORDS, press.number(), prompt)


def give_leave_out(turn: Turn) -> None:
    """Propose it with the reason: the first signature."""
    case_id, reason = turn.person.awaiting_ref or 0, turn.message.text.strip()
    if not reason:
        raise Refused("no_words_given")
    row = exclusions.propose(turn.desk, turn.person, case_id, reason)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.LEAVE_OUT_PROPOSED, exclusions.facts(turn.desk, row), case_id)


def decide_leave_out(turn: Turn, press: Press) -> None:
    """Give the second signature, or refuse it."""
    confirmed = press.verb is Verb.LEAVE_OUT_YES
    row = exclusions.decide(turn.desk, turn.person, press.number(), confirmed=confirmed)
    turn.edit(Notice.LEAVE_OUT_DECIDED, exclusions.facts(turn.desk, row), row.case_id)
