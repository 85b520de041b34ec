"""What the year came to, and whether its books are in order."""

import re
from collections import Counter
from datetime import timedelta

from rich.console import Console
from rich.table import Table
from sqlmodel import Session, col, select

from app.live_labels import load_texts
from benchmarks.story.year import Year
from casework.audit import RULES, audit
from casework.desk import Desk
from casework.ledger import cards, ratings
from casework.notice import Notice
from casework.people.figures import on_time_percent
from casework.rules import quarters
from data import queries
from data.engine import transaction
from data.keys import fetch
from data.tables import Case, Community, Concern, Event, Ledger, Outbox, Person, Review
from data.vocabulary import Outcome, Solved, State

SHOWN = 20
EVENTS = (
    *("returned", "escalated", "joined", "declined", "part_late", "assist_done"),
    *("sign_late", "overdue", "raised", "extension_asked", "extended", "not_extended"),
    *("rectification_opened", "supported", "turned_down", "decline_refused"),
    *("resident_asked", "resident_answered", "who_asked", "who_refused", "shared", "revealed"),
)
_NAME = re.compile(r"住户\d{4}")


def show(year: Year, concerns: int) -> int:
    """Print the year's figures and every breach of a rule; return the exit code."""
    out = Console()
    with transaction(year.world.engine) as session:
        cases = queries.all_cases(session, year.world.community_id)
        _show_cases(out, session, year, cases)
        _show_reviews(out, session)
        _show_accounts(out, session, year)
        breaches = [str(breach) for breach in audit(session, year.world.community_id)]
        breaches += named_to_strangers(session)
    _show_work(out, year, len(cases), concerns)
    for sentence in breaches[:SHOWN]:
        out.print(f"[red]✗[/red] {sentence}")
    verdict = "PASS" if not breaches else "FAIL"
    out.print(
        f"{verdict}: {concerns} concerns, {len(cases)} cases, {len(RULES) + 1} rules, "
        f"{len(breaches)} breaches, {1000 * year.seconds / concerns:.0f} ms of processor time a concern"
    )
    return 0 if not breaches else 1


def named_to_strangers(session: Session) -> list[str]:
    """Say which notices name a resident to somebody else: the story's residents have names of their own.

    Only the notice that shows a resident may, and only to whom the timeline says that they were shown to.
    """
    shown = session.exec(select(Event).where(col(Event.kind) == "revealed")).all()
    may_see = {(event.case_id, event.data["to"]) for event in shown}
    name_of = {person.id: person.name for person in session.exec(select(Person)).all()}
    people = session.exec(select(Person).where(col(Person.name).startswith("住户"))).all()
    residents = {person.id for person in people}
    rows = session.exec(select(Outbox).where(col(Outbox.person_id).not_in(residents))).all()
    naming = [row for row in rows if _NAME.search(str(row.facts))]
    return [
        f"notice {row.id} ({row.kind}) names a resident"
        for row in naming
        if row.kind != Notice.REVEALED or (row.case_id, name_of.get(row.person_id)) not in may_see
    ]


def _show_cases(out: Console, session: Session, year: Year, cases: list[Case]) -> None:
    table = Table("cases", "", title="The year")
    states = Counter(case.state for case in cases)
    for state in State:
        table.add_row(state.value, str(states[state]))
    outcomes = Counter(case.outcome for case in cases)
    for outcome in Outcome:
        table.add_row(f"· {outcome.value}", str(outcomes[outcome]))
    happened = Counter(session.exec(select(Event.kind)).all())
    for kind in EVENTS:
        table.add_row(f"events: {kind}", str(happened[kind]))
    asked = Counter(session.exec(select(Outbox.kind).where(col(Outbox.edits).is_(None))).all())
    for notice in (Notice.ASK_SAME, Notice.ASK_SPLIT):
        table.add_row(f"asked: {notice.value}", str(asked[notice.value]))
    table.add_row("complaints about a handler", str(sum(case.accused_id is not None for case in cases)))
    approved = session.exec(select(Ledger).where(col(Ledger.approved_at).is_not(None))).all()
    table.add_row("ledgers approved", str(len(approved)))
    desk = Desk(session, year.world.now, fetch(session, Community, year.world.community_id))
    table.add_row("on time", f"{on_time_percent(desk, cases)} %")
    chat = session.exec(select(Concern).where(col(Concern.case_id).is_(None))).all()
    table.add_row("messages answered as chat", str(len(chat)))
    out.print(table)


def _show_accounts(out: Console, session: Session, year: Year) -> None:
    """Print the last quarter's ledger and the year's rating in the words that people read."""
    desk = Desk(
        session, year.world.now - timedelta(seconds=1), fetch(session, Community, year.world.community_id)
    )
    texts = load_texts()["zh-Hans"]
    row, view = cards.stored_or_counted(desk, quarters.of(desk.now, desk.zone))
    out.print(texts.say("notices", "ledger_card", **cards.summary(desk, row, view)), markup=False)
    rated = ratings.draw_up(desk, desk.now.astimezone(desk.zone).year)
    out.print(texts.say("notices", "rating_card", **ratings.summary(rated)), markup=False)
    for line in rated["bodies"][:2]:
        out.print(texts.say("notices", "rating_body", **ratings.opened(rated, line)), markup=False)


def _show_reviews(out: Console, session: Session) -> None:
    reviews = session.exec(select(Review)).all()
    answered = [review for review in reviews if review.solved is not None]
    solved = Counter(review.solved for review in answered)
    grades = [review.satisfied for review in answered if review.satisfied is not None]
    table = Table("reviews", "", title="What residents said")
    table.add_row("asked", str(len(reviews)))
    table.add_row("answered", str(len(answered)))
    for answer in Solved:
        table.add_row(f"solved: {answer.value}", f"{solved[answer]} ({solved[answer] / len(answered):.0%})")
    table.add_row("satisfied, mean", f"{sum(grades) / len(grades):.2f}")
    out.print(table)


def _show_work(out: Console, year: Year, cases: int, concerns: int) -> None:
    world = year.world
    out.print(
        f"{concerns} messages, {cases} cases, {world.acts} acts, {world.fired} timers, "
        f"{world.delivered} notices, {sum(world.refusals.values())} refusals, "
        f"{year.seconds:.0f} s of processor time"
    )
    out.print("refused most: " + ", ".join(f"{r} {n}" for r, n in world.refusals.most_common(8)))
