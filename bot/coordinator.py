"""What coordinators press and write: triage, owners, plans, figures, invitations."""

from bot.callbacks import Press
from bot.turn import Turn
from casework.cases import cards, rectification, triage
from casework.errors import Refused
from casework.notice import Notice
from casework.people import figures, joining, questions
from data.keys import fetch, key
from data.tables import Body, Case, Invite
from data.vocabulary import Awaiting, Role


def waiting(turn: Turn) -> None:
    """Send the cards of every case in triage again."""
    if not triage.show_waiting(turn.desk, turn.person):
        turn.reply(Notice.TRIAGE_EMPTY)


def find(turn: Turn) -> None:
    """Show the case whose number follows the command."""
    notice, facts = cards.find(turn.desk, turn.person, turn.message.text)
    turn.reply(notice, facts, facts["case"])


def stats(turn: Turn) -> None:
    """Show the figures."""
    turn.reply(Notice.STATS, figures.stats(turn.desk, turn.person))


def categories(turn: Turn, press: Press) -> None:
    """Show every category for a case in triage."""
    _, facts = cards.steer(turn.desk, turn.person, press.number())
    more = {"categories": turn.categories, "coordinator": True}
    turn.edit(Notice.CHOOSE_CATEGORY, facts | more, press.number())


def category(turn: Turn, press: Press) -> None:
    """Correct the category; the case goes to its owner."""
    if press.word(1) not in turn.categories:
        raise Refused("unknown_button")
    case = triage.correct_category(turn.desk, turn.person, press.number(), press.word(1))
    _show(turn, case)


def owners(turn: Turn, press: Press) -> None:
    """Offer every body that can be reached."""
    notice, facts = cards.owners(turn.desk, turn.person, press.number())
    turn.edit(notice, facts, press.number())


def owner(turn: Turn, press: Press) -> None:
    """Give the case to a body."""
    _show(turn, triage.choose_owner(turn.desk, turn.person, press.number(), press.number(1)))


def dismiss(turn: Turn, press: Press) -> None:
    """Close what is no concern."""
    _show(turn, triage.dismiss(turn.desk, turn.person, press.number()))


def ask_plan(turn: Turn, press: Press) -> None:
    """Ask for a date and a reason."""
    _, facts = cards.steer(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_PLAN_WORDS, facts, press.number())
    questions.ask(turn.desk, turn.person, Awaiting.PLAN_WORDS, press.number(), prompt)


def give_plan(turn: Turn) -> None:
    """Put the case into the work plan."""
    case_id = turn.person.awaiting_ref or 0
    case = triage.plan_in_words(turn.desk, turn.person, case_id, turn.message.text)
    questions.settle(turn.desk, turn.person)
    _reply_decided(turn, case)


def ask_settlement(turn: Turn, press: Press) -> None:
    """Ask for the resolution's words."""
    _, facts = cards.steer(turn.desk, turn.person, press.number())
    prompt = turn.reply(Notice.ASK_SETTLE_WORDS, facts, press.number())
    questions.ask(turn.desk, turn.person, Awaiting.SETTLE_WORDS, press.number(), prompt)


def give_settlement(turn: Turn) -> None:
    """Write the resolution down and tell the resident."""
    case_id = turn.person.awaiting_ref or 0
    case = rectification.settle(turn.desk, turn.person, case_id, turn.message.text)
    questions.settle(turn.desk, turn.person)
    _reply_decided(turn, case)


def ask_invite(turn: Turn) -> None:
    """Ask for which body somebody is invited."""
    notice, facts = cards.seats_to_fill(turn.desk, turn.person)
    turn.reply(notice, facts)


def ask_invite_role(turn: Turn, press: Press) -> None:
    """Ask for which seat, or in which role."""
    notice, facts = cards.seats_in(turn.desk, turn.person, press.number())
    turn.edit(notice, facts)


def invite(turn: Turn, press: Press) -> None:
    """Make an invitation for somebody new and show its link."""
    _show_link(turn, joining.invite(turn.desk, turn.person, press.number(), Role(press.word(1))))


def invite_to_seat(turn: Turn, press: Press) -> None:
    """Make an invitation for somebody whom the community file names and show its link."""
    _show_link(turn, joining.invite_to_seat(turn.desk, turn.person, press.number()))


def _show_link(turn: Turn, row: Invite) -> None:
    body = fetch(turn.desk.session, Body, row.body_id)
    link = invite_link(turn.bot_username, row.token)
    facts = {"body": body.name, "role": row.role.value, "link": link, "days": joining.INVITE_LASTS.days}
    turn.edit(Notice.INVITE, facts)


def invite_link(bot_username: str, token: str) -> str:
    """Return the link that opens the bot with an invitation."""
    return f"https://t.me/{bot_username}?start={token}"


def _show(turn: Turn, case: Case) -> None:
    turn.desk.session.flush()
    _, facts = cards.steer(turn.desk, turn.person, key(case))
    turn.edit(Notice.DECIDED, facts, key(case))


def _reply_decided(turn: Turn, case: Case) -> None:
    turn.desk.session.flush()
    _, facts = cards.steer(turn.desk, turn.person, key(case))
    turn.reply(Notice.DECIDED, facts, key(case))
