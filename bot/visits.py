"""What members press and write when they log for somebody without Telegram, and the journal of it."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.notice import Notice
from casework.people import questions
from casework.visits import journal, logging
from data.keys import key
from data.vocabulary import Awaiting, VisitKind


def visit(turn: Turn) -> None:
    """Begin to log what was heard at a door."""
    _ask_building(turn, VisitKind.VISIT)


def talk(turn: Turn) -> None:
    """Begin to log what was heard at a sit-down talk."""
    _ask_building(turn, VisitKind.TALK)


def ask_words(turn: Turn, press: Press) -> None:
    """Ask for the words, or a photo of the form."""
    logging.must_be_member(turn.desk, turn.person)
    kind = VisitKind(press.word())
    prompt = turn.reply(Notice.ASK_VISIT_WORDS, {"kind": kind.value})
    building = press.number(1) or None
    questions.ask(turn.desk, turn.person, Awaiting.VISIT_WORDS, building, prompt, kind=kind.value)


def give_words(turn: Turn) -> None:
    """Take the words or the form, and say what became of them."""
    building = turn.person.awaiting_ref
    kind = VisitKind(str(turn.person.awaiting_data.get("kind", VisitKind.VISIT.value)))
    case = logging.log(turn.desk, turn.reader, turn.person, kind, building, turn.message)
    questions.settle(turn.desk, turn.person)
    facts = {
        "number": case.number,
        "category": case.category,
        "state": case.state.value,
        "kind": kind.value,
        **logging.facts_of(turn.desk, case),
    }
    turn.reply(Notice.VISIT_SAVED, facts, key(case))


def voices(turn: Turn) -> None:
    """Show what was heard in the last weeks."""
    turn.reply(Notice.VOICES, journal.show(turn.desk, turn.person))


def _ask_building(turn: Turn, kind: VisitKind) -> None:
    buildings = logging.choices(turn.desk, turn.person)
    turn.reply(Notice.VISIT_BUILDING, {"kind": kind.value, "buildings": buildings})
