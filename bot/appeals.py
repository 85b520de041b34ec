"""What members and coordinators press and write about appeals: the words against a line, the decision."""

from bot.callbacks import Press, Verb
from bot.turn import Turn
from casework.errors import Refused
from casework.ledger import appeals
from casework.ledger.view import shown
from casework.notice import Notice
from casework.people import questions
from data.keys import fetch
from data.tables import Ledger
from data.vocabulary import Awaiting


def ask(turn: Turn, press: Press) -> None:
    """Ask a member what is wrong with their line."""
    ledger_id, member_id = press.number(), press.number(1)
    row, line = appeals.line_to_appeal(turn.desk, turn.person, ledger_id, member_id)
    facts = {"quarter": row.view["quarter"], "line": shown(line)}
    prompt = turn.reply(Notice.ASK_APPEAL_WORDS, facts)
    questions.ask(turn.desk, turn.person, Awaiting.APPEAL_WORDS, ledger_id, prompt, member=member_id)


def give(turn: Turn) -> None:
    """Take the member's words and put them before the coordinators."""
    ledger_id, member_id = turn.person.awaiting_ref or 0, turn.person.awaiting_data["member"]
    appeals.make(turn.desk, turn.person, ledger_id, member_id, _words(turn))
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.APPEAL_SENT)


def ask_note(turn: Turn, press: Press) -> None:
    """Ask a coordinator for the reason of the decision that was pressed."""
    appeal, row = appeals.to_decide(turn.desk, turn.person, press.number())
    upheld = press.verb is Verb.APPEAL_UPHOLD
    facts = appeals.facts(turn.desk, appeal, row) | {"upheld": upheld}
    prompt = turn.reply(Notice.ASK_APPEAL_NOTE, facts)
    questions.ask(turn.desk, turn.person, Awaiting.APPEAL_NOTE, press.number(), prompt, upheld=upheld)


def give_note(turn: Turn) -> None:
    """Decide the appeal with the coordinator's words."""
    appeal_id, upheld = turn.person.awaiting_ref or 0, turn.person.awaiting_data["upheld"]
    appeal = appeals.decide(turn.desk, turn.person, appeal_id, _words(turn), upheld=upheld)
    row = fetch(turn.desk.session, Ledger, appeal.ledger_id)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.APPEAL_CLOSED, appeals.facts(turn.desk, appeal, row))


def _words(turn: Turn) -> str:
    words = turn.message.text.strip()
    if not words:
        raise Refused("no_words_given")
    return words
