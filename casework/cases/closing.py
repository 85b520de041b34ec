"""The end of a round: promises settled, the result told, the question whether it is really solved set."""

from collections.abc import Sequence

from casework.cases.dispatch import UNTIL_DONE
from casework.cases.facts import attachment_facts, case_facts, owner_facts, reporter_of
from casework.cases.lateness import note_missed_date
from casework.cases.pings import retire_cards
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.privacy.respondents import tell_watcher
from casework.rules.deadlines import ask_at
from casework.timeline import Happened, cancel_timers, record, set_timer
from data import queries
from data.keys import key
from data.tables import Assignment, Attachment, Case, Person
from data.vocabulary import AssignmentState, TimerKind


def close_assignment(desk: Desk, case: Case, assignment: Assignment, member_id: int | None) -> None:
    """Mark an assignment done by a member and settle the promise that stood for it."""
    assignment.state = AssignmentState.DONE
    assignment.member_id = member_id
    assignment.closed_at = desk.now
    desk.session.add(assignment)
    pledge = queries.open_pledge(desk.session, key(assignment))
    if pledge is not None:
        pledge.fulfilled_at = desk.now
        pledge.kept = desk.now <= pledge.promised_for
        desk.session.add(pledge)
    retire_cards(desk, case, assignment)


def conclude(
    desk: Desk,
    case: Case,
    assignment: Assignment,
    by: Person,
    words: str,
    attached: Sequence[Attachment] = (),
) -> None:
    """Tell the resident the result of a case that was just resolved, and set the time of the question."""
    note_missed_date(desk, case)
    case.resolved_at = desk.now
    desk.session.add(case)
    cancel_timers(desk, case, UNTIL_DONE)
    record(desk, case, Happened.FINISHED, by, words=words)
    question = ask_at(desk.now, desk.zone, desk.parameters.review)
    set_timer(desk, case, TimerKind.ASK, question)
    facts = case_facts(desk, case) | owner_facts(desk, assignment)
    tell_watcher(desk, case, facts | {"words": words})
    tell_reporter(
        desk, case, Notice.RESULT, facts | {"words": words, "asked_on": desk.local(question)}, attached
    )


def tell_reporter(
    desk: Desk, case: Case, notice: Notice, facts: dict[str, object], attached: Sequence[Attachment] = ()
) -> None:
    """Tell the resident news of their case, with the photos that came with it."""
    person = reporter_of(desk, case)
    tell(desk, person, notice, facts, case=case)
    for attachment in attached:
        tell(desk, person, Notice.ATTACHMENT, attachment_facts(case, attachment), case=case)
