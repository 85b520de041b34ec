"""Sends every message of a file through the running desk and says whether each was answered once.

    python -m benchmarks.real FILE.jsonl

FILE holds one JSON object a line with at least ``text``; ``label``, where it is given, is only
compared. Each message comes from a person of its own, the next one when the answer is there.
"""

import contextlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlmodel import col, select

from app.classifier_commands import ensure_model
from app.settings import load_settings
from benchmarks.desk_process import TOKEN, DeskProcess
from bot.playground.control_client import Control
from bot.playground.phone import NothingCame, Phone
from bot.playground.server import StandIn
from casework.rules.verdict import NOT_A_CONCERN
from data.engine import open_engine, transaction
from data.keys import key
from data.tables import Case, Concern, Outbox
from data.vocabulary import State

STDERR = Console(stderr=True)
MAX_TEXT = 4096
FIRST_PERSON = 100_001
FIRST_MEMBER = 50_001
START_PATIENCE = 120.0
ANSWER_PATIENCE = 30.0
ANSWERS = ("receipt", "receipt_emergency", "receipt_triage", "ask_category", "ask_split", "ask_same", "chat")
COLUMNS = ("cases", "sent out", "asked back or triage", "asked: two, or the same?", "chat")
CASES, SENT_OUT, TRIAGE, ASKED_FIRST, CHAT = COLUMNS


@dataclass(frozen=True)
class Outcome:
    """What became of all messages, as the database and the stand-in's log tell it."""

    concerns: list[Concern]
    cases: dict[int, Case]
    answers: Counter[int]
    doubled_sends: int


def main(path: Path) -> int:
    """Measure one file; return the exit code."""
    messages = read_messages(path)
    if messages is None:
        print(f"skipped: {path} is not there")
        return 0
    models = load_settings().model_dir
    ensure_model(models)
    with tempfile.TemporaryDirectory() as folder, StandIn() as stand_in:
        desk = DeskProcess(stand_in.url, Path(folder), models)
        invitations = desk.invite_everybody()
        with desk:
            take_seats(stand_in.url, invitations)
            milliseconds = pour(stand_in.url, messages)
        outcome = gather(desk.database, stand_in.url)
    show_table(outcome)
    return verdict(outcome, messages, milliseconds)


def read_messages(path: Path) -> list[dict[str, Any]] | None:
    """Read the file; None when it is not there."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def take_seats(url: str, invitations: list[str]) -> None:
    """Let one member of each body join, so that concerns find somebody."""
    for number, token in enumerate(invitations):
        with Phone(url, TOKEN, FIRST_MEMBER + number, "成员") as phone:
            started = phone.start(token)
            phone.wait(after=started.message_id, timeout=START_PATIENCE)


def pour(url: str, messages: list[dict[str, Any]]) -> list[float]:
    """Let one person after another press start and write; return words → answer in milliseconds.

    The time is what the person sees: from the moment the words are sent to the moment the answer is
    on the screen, the stand-in's own share included.
    """
    milliseconds = []
    for number, message in enumerate(track(messages, description="messages", console=STDERR)):
        with Phone(url, TOKEN, FIRST_PERSON + number, "居民") as phone:
            started = phone.start()
            phone.wait(after=started.message_id, timeout=START_PATIENCE)
            begun = perf_counter()
            sent = phone.say(str(message["text"])[:MAX_TEXT])
            with contextlib.suppress(NothingCame):
                phone.wait(after=sent.message_id, timeout=ANSWER_PATIENCE)
                milliseconds.append((perf_counter() - begun) * 1000)
    Control(url).idle()
    return milliseconds


def gather(database: Path, url: str) -> Outcome:
    """Read what the desk wrote down, and what the stand-in saw sent twice."""
    with transaction(open_engine(f"sqlite:///{database}")) as session:
        concerns = list(session.exec(select(Concern).order_by(col(Concern.id))).all())
        cases = {key(case): case for case in session.exec(select(Case)).all()}
        sent = session.exec(
            select(Outbox.person_id).where(col(Outbox.kind).in_(ANSWERS), col(Outbox.sent_at).is_not(None))
        ).all()
    doubled = sum(
        row["count"] - 1 for row in Control(url).doubles("sendMessage") if "XFL-" in (row["text"] or "")
    )
    return Outcome(concerns, cases, Counter(person for person in sent if person is not None), doubled)


def show_table(outcome: Outcome) -> None:
    """Print by category what became a case at once, what was asked first, and what was taken for chat."""
    table = Table("category", *COLUMNS)
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for concern in outcome.concerns:
        case = outcome.cases.get(concern.case_id or 0)
        if case is None:
            rows[concern.category][CHAT if concern.category == NOT_A_CONCERN else ASKED_FIRST] += 1
            continue
        rows[case.category][CASES] += 1
        rows[case.category][TRIAGE if case.state is State.TRIAGE else SENT_OUT] += 1
    for category, row in sorted(rows.items()):
        table.add_row(category, *(str(row[column]) for column in COLUMNS))
    total = sum(rows.values(), Counter[str]())
    table.add_section()
    table.add_row("all", *(str(total[column]) for column in COLUMNS))
    Console().print(table)


def verdict(outcome: Outcome, messages: list[dict[str, Any]], milliseconds: list[float]) -> int:
    """Print the figures and, last, whether every message was answered exactly once."""
    people = Counter(concern.person_id for concern in outcome.concerns)
    lost = len(messages) - len(people)
    doubled = sum(count - 1 for count in people.values()) + outcome.doubled_sends
    unanswered = sum(1 for person in people if outcome.answers[person] != 1)
    asked = [
        concern.category in _right(row) for concern, row in zip(outcome.concerns, messages, strict=False)
    ]
    if all("label" in row for row in messages) and len(asked) == len(messages):
        print(f"first guess as labelled: {sum(asked)} of {len(asked)} ({sum(asked) / len(asked):.1%})")
    if len(milliseconds) > 1:
        p50, p95 = quantiles(milliseconds, n=20)[9], quantiles(milliseconds, n=20)[18]
        print(f"update → answer: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    fine = lost == 0 and doubled == 0 and unanswered == 0
    answered = sum(outcome.answers.values())
    print(
        f"{'PASS' if fine else 'FAIL'}: {len(messages)} messages, {answered} answers, "
        f"{len(outcome.cases)} cases, {lost} lost, {doubled} doubled, {unanswered} not answered exactly once"
    )
    return 0 if fine else 1


def _right(row: dict[str, Any]) -> list[str]:
    return list(row.get("accept") or [row.get("label", "")])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "tests/heldout/messages.jsonl")))
