"""A case that is watched over by somebody who isn't there gets another supervisor."""

from casework.cases import rectification
from casework.cases.facts import case_facts, owner_facts, person_of_member, reporter_of, said
from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell
from casework.people import offices
from casework.people.offices import Organisation
from casework.privacy.respondents import watcher
from casework.timeline import Happened, record
from data import queries
from data.keys import key
from data.tables import Assignment, Case
from data.vocabulary import State


def replace(desk: Desk, case: Case, reason: str) -> None:
    """Let somebody else watch over a case, or the coordinators; a report that waits is put before them."""
    organisation = offices.load(desk)
    leading = queries.lead(desk.session, key(case))
    former = case.supervisor_id
    case.supervisor_id = _chosen(organisation, case, leading)
    desk.session.add(case)
    watching = person_of_member(desk, case.supervisor_id)
    name = watching.name if watching else ""
    record(desk, case, Happened.SUPERVISOR_CHANGED, supervisor=name, former=former, reason=reason)
    if case.state is State.RECTIFICATION and leading is not None:
        _hand_the_round_over(desk, organisation, case, leading)
    elif watching is not None:
        owner = owner_facts(desk, leading) if leading else {"owner": None, "handler": None}
        facts = case_facts(desk, case) | owner | {"words": said(desk, case).words}
        facts["body"] = facts.get("respondent", "")
        tell(desk, watching, Notice.SUPERVISE_COMPLAINT, facts, case=case)


def _chosen(organisation: Organisation, case: Case, leading: Assignment | None) -> int | None:
    if case.state is State.RECTIFICATION and leading is not None:
        return rectification.supervisor_for(organisation, case, leading)
    return watcher(organisation, case, case.respondent_id) if case.respondent_id is not None else None


def _hand_the_round_over(desk: Desk, organisation: Organisation, case: Case, leading: Assignment) -> None:
    second = queries.rectification(desk.session, key(case), case.round)
    if second is not None:
        second.supervisor_id = case.supervisor_id
        desk.session.add(second)
    rectification.tell_watchers(desk, case, leading)
    report = rectification.waits_to_be_confirmed(desk, case)
    if report is not None and not rectification.ask_to_confirm(desk, case, leading, report):
        # Nobody is left but the handler and the resident: the resident's own answer decides.
        by = person_of_member(desk, leading.member_id) or reporter_of(desk, case)
        rectification.close_round(desk, case, leading, by, report)
