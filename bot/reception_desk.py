"""What whoever receives presses and writes: who comes, what came of it, and when nobody is received."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases.facts import case_facts
from casework.errors import Refused
from casework.notice import Notice
from casework.people import questions
from casework.reception import calling_off, diary, inviting, outcomes
from casework.visits.logging import facts_of
from data.keys import fetch, key
from data.tables import Appointment, Body
from data.vocabulary import Awaiting


def days(turn: Turn, _press: Press) -> None:
    """Show the days to come."""
    facts = diary.upcoming(turn.desk, turn.person)
    if facts is None:
        raise Refused("not_your_body")
    turn.edit(Notice.RECEPTION_DESK, facts)


def day(turn: Turn, press: Press) -> None:
    """Show who comes on a day."""
    turn.edit(Notice.RECEPTION_DAY, diary.day(turn.desk, turn.person, press.number(), press.number(1)))


def guest(turn: Turn, press: Press) -> None:
    """Show who comes by one appointment."""
    turn.edit(Notice.RECEPTION_GUEST, diary.guest(turn.desk, turn.person, press.number()))


def ask_words(turn: Turn, press: Press) -> None:
    """Ask what was said."""
    appointment = outcomes.must_be_to_settle(turn.desk, turn.person, press.number())
    facts = diary.guest(turn.desk, turn.person, key(appointment))
    prompt = turn.reply(Notice.ASK_RECEPTION_WORDS, facts)
    questions.ask(turn.desk, turn.person, Awaiting.RECEPTION_WORDS, key(appointment), prompt)


def give_words(turn: Turn) -> None:
    """Write down what was said, and say what became of it."""
    appointment = turn.person.awaiting_ref or 0
    case = outcomes.log(turn.desk, turn.reader, turn.person, appointment, turn.message)
    questions.settle(turn.desk, turn.person)
    facts = case_facts(turn.desk, case) | facts_of(turn.desk, case) | {"what": "came"}
    turn.reply(Notice.OUTCOME_SAVED, facts, key(case))


def talked(turn: Turn, press: Press) -> None:
    """Note that they came and nothing is to be done."""
    appointment = outcomes.came_without_matter(turn.desk, turn.person, press.number())
    _saved(turn, appointment, "talked")


def missed(turn: Turn, press: Press) -> None:
    """Note that they did not come."""
    _saved(turn, outcomes.missed(turn.desk, turn.person, press.number()), "missed")


def ask_call_off_slot(turn: Turn, press: Press) -> None:
    """Ask why the time of an appointment is closed."""
    appointment = calling_off.must_be_able_to_call_off(turn.desk, turn.person, press.number())
    facts = {"on": turn.desk.local(appointment.starts_at), "at": turn.desk.local(appointment.starts_at)}
    prompt = turn.reply(Notice.ASK_CALL_OFF_WORDS, facts | {"whole_day": False})
    questions.ask(turn.desk, turn.person, Awaiting.CALL_OFF_WORDS, key(appointment), prompt)


def ask_call_off_day(turn: Turn, press: Press) -> None:
    """Ask why a whole day is closed."""
    body, on = press.number(), press.number(1)
    calling_off.must_be_able_to_close(turn.desk, turn.person, body, on)
    shown = diary.day(turn.desk, turn.person, body, on)["on"]
    facts = {"on": shown, "at": shown, "whole_day": True}
    prompt = turn.reply(Notice.ASK_CALL_OFF_WORDS, facts)
    questions.ask(turn.desk, turn.person, Awaiting.CALL_OFF_WORDS, body, prompt, day=on)


def give_call_off(turn: Turn) -> None:
    """Close the time or the day for the reason in the message."""
    ref, on, why = turn.person.awaiting_ref or 0, turn.person.awaiting_data.get("day"), turn.message.text
    if on is None:
        facts = calling_off.call_off_slot(turn.desk, turn.person, ref, why)
    else:
        facts = calling_off.call_off_day(turn.desk, turn.person, ref, int(on), why)
    questions.settle(turn.desk, turn.person)
    turn.reply(Notice.CALLED_OFF, facts)


def open_again(turn: Turn, press: Press) -> None:
    """Let a closed day be booked again."""
    calling_off.open_again(turn.desk, turn.person, press.number(), press.number(1))
    turn.desk.session.flush()
    day(turn, press)


def invite(turn: Turn, press: Press) -> None:
    """Invite the resident of a case to talk; where several bodies may receive, ask which."""
    case, bodies = inviting.choices(turn.desk, turn.person, press.number())
    if len(bodies) == 1:
        _invite(turn, key(case), key(bodies[0]))
        return
    named = [{"id": key(body), "name": body.name} for body in bodies]
    turn.reply(Notice.CHOOSE_TALK_BODY, case_facts(turn.desk, case) | {"bodies": named}, key(case))


def invite_by(turn: Turn, press: Press) -> None:
    """Invite the resident of a case to the reception days of the body that was chosen."""
    _invite(turn, press.number(), press.number(1))


def _invite(turn: Turn, case_id: int, body_id: int) -> None:
    case = inviting.invite(turn.desk, turn.person, case_id, body_id)
    body = fetch(turn.desk.session, Body, body_id).name
    turn.reply(Notice.INVITATION_SENT, case_facts(turn.desk, case) | {"body": body}, case_id)


def _saved(turn: Turn, appointment: Appointment, what: str) -> None:
    shown = diary.guest(turn.desk, turn.person, key(appointment))
    turn.edit(Notice.OUTCOME_SAVED, {"what": what, "number": shown["number"]})
