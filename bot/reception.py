"""What residents press and write on their way to a reception day: who, which day, what time, what about."""

from bot import resident
from bot.callbacks import Press
from bot.turn import Turn
from casework.notice import Notice
from casework.people import questions
from casework.privacy.relay import is_alarm
from casework.reception import booking, diary, own, showing
from casework.reception.booking import Purpose
from casework.reception.facts import own_facts
from data.keys import key
from data.vocabulary import Awaiting


def show(turn: Turn) -> None:
    """Show whoever receives their days, and everybody else who receives and what they booked."""
    days = diary.upcoming(turn.desk, turn.person)
    if days is not None:
        turn.reply(Notice.RECEPTION_DESK, days)
    else:
        turn.reply(Notice.RECEPTION, showing.overview(turn.desk, turn.person))


def overview(turn: Turn, _press: Press) -> None:
    """Show who receives, and what the person booked."""
    turn.edit(Notice.RECEPTION, showing.overview(turn.desk, turn.person))


def days(turn: Turn, press: Press) -> None:
    """Offer the days on which a body has free places."""
    facts = showing.days(turn.desk, turn.person, press.number(), Purpose.read(press.word(1)))
    turn.edit(Notice.RECEPTION_DAYS, facts)


def times(turn: Turn, press: Press) -> None:
    """Offer the free times of a day."""
    purpose = Purpose.read(press.word(2))
    facts = showing.times(turn.desk, turn.person, press.number(), press.number(1), purpose)
    turn.edit(Notice.RECEPTION_TIMES, facts)


def ask_booking(turn: Turn, press: Press) -> None:
    """Ask whether this is the time."""
    purpose = Purpose.read(press.word(3))
    chosen = (press.number(), press.number(1), press.number(2))
    turn.edit(Notice.ASK_BOOKING, showing.choice(turn.desk, turn.person, *chosen, purpose))


def book(turn: Turn, press: Press) -> None:
    """Take the place, or show what is free now where somebody was faster."""
    purpose = Purpose.read(press.word(3))
    body, entry, minute = press.number(), press.number(1), press.number(2)
    taken = booking.book(turn.desk, turn.person, body, entry, minute, purpose)
    if taken is None:
        day = showing.choice(turn.desk, turn.person, body, entry, minute, purpose)["day"]
        facts = showing.times(turn.desk, turn.person, body, day, purpose, taken=True)
        turn.edit(Notice.RECEPTION_TIMES, facts)
        return
    _show(turn, key(taken), "booked" if purpose.moving is None else "moved")


def view(turn: Turn, press: Press) -> None:
    """Show one appointment of the person's."""
    _show(turn, press.number(), "")


def ask_words(turn: Turn, press: Press) -> None:
    """Ask what it is to be about."""
    appointment = booking.own(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_APPOINTMENT_WORDS, own_facts(turn.desk, appointment))
    questions.ask(turn.desk, turn.person, Awaiting.APPOINTMENT_WORDS, key(appointment), prompt)


def give_words(turn: Turn) -> None:
    """Keep what it is to be about; an emergency is a matter of its own, and the question stands on."""
    if is_alarm(turn.reader, turn.message):
        resident.write(turn)
        return
    appointment = turn.person.awaiting_ref or 0
    own.say_what_about(turn.desk, turn.person, appointment, turn.message.text)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.APPOINTMENT, showing.appointment(turn.desk, turn.person, appointment, "about"))


def show_name(turn: Turn, press: Press) -> None:
    """Let whoever receives know who comes."""
    own.show_name(turn.desk, turn.person, press.number(), shared=True)
    _show(turn, press.number(), "shared")


def hide_name(turn: Turn, press: Press) -> None:
    """Show the name to nobody else."""
    own.show_name(turn.desk, turn.person, press.number(), shared=False)
    _show(turn, press.number(), "shared")


def give_up(turn: Turn, press: Press) -> None:
    """Give the place up."""
    appointment = own.cancel(turn.desk, turn.person, press.number())
    turn.edit(Notice.APPOINTMENT_CANCELLED, own_facts(turn.desk, appointment))


def _show(turn: Turn, appointment: int, what: str) -> None:
    turn.edit(Notice.APPOINTMENT, showing.appointment(turn.desk, turn.person, appointment, what))
