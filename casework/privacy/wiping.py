"""Taking a person's words, files and traces out of the rows that hold them; the rows stay as figures."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from casework.desk import Desk
from casework.learning.discretion import discreet
from casework.privacy.reveals import CONTACT_LINK
from data import queries
from data.keys import key
from data.tables import Attachment, Case, Concern, Event, Inbox, Outbox, Person

GONE = "…"
SHORTEST = 4  # characters of words that are looked for where nothing else says whose they are
WORDS = frozenset({"words", "why", "task", "text", "before", "place", "answer"})
WHO = frozenset({"resident", "home", "unit", "room", "account"})
FILES = frozenset({"file_id", "latitude", "longitude"})
PUT_OFF = "planned"  # the one event whose reason is in words


def wipe_identity(desk: Desk, person: Person, cases: Sequence[Case], farewell: Outbox | None) -> None:
    """Take name, account and address out of everything; what was on its way to them is not sent."""
    account = person.telegram_id
    for notice in queries.notices_to(desk.session, key(person), account):
        if notice is not farewell:
            _empty(desk, notice, account)
    for notice in queries.notices_about(desk.session, [key(case) for case in cases], ()):
        if notice is not farewell:
            notice.facts = without(notice.facts, WHO, "")
            desk.session.add(notice)
    for concern in queries.concerns_in_chat(desk.session, account) if account else ():
        concern.chat_id = 0  # what they logged for others, too
        desk.session.add(concern)
    wipe_updates(desk, cases, account)
    for case in cases:
        case.shared = []
        desk.session.add(case)


def wipe_words(desk: Desk, person: Person, cases: Sequence[Case], kept: Sequence[Case] = ()) -> None:
    """Take what was said and sent in these cases out of everything, and in all that are theirs no more.

    Only what they said in the cases that are ``kept`` stays.
    """
    ids, open_ids = {key(case) for case in cases}, {key(case) for case in kept}
    said = [c for c in queries.concerns_of(desk.session, key(person)) if c.case_id not in open_ids]
    passed_on = {c.case_id for c in said if c.case_id is not None} - ids  # by now, those are others'
    theirs = [e for e in queries.events_of(desk.session, passed_on) if e.person_id == person.id]
    events = [*queries.events_of(desk.session, ids), *theirs]
    fragments = _fragments(said, events)
    for concern in said:
        concern.text, concern.evidence = "", []
        desk.session.add(concern)
    for file in queries.attachments_of(desk.session, key(person), ids):
        if file.case_id not in open_ids:
            _wipe_file(desk, file)
    _wipe_rows(desk, ids, events)
    _wipe_conduct(desk, person, ids)
    _wipe_notices(desk, ids | passed_on, [key(concern) for concern in said])
    for case in cases:
        case.place = None
        desk.session.add(case)
    if fragments:
        _wipe_quotations(desk, fragments)


def without(facts: Any, keys: Collection[str], put: str) -> Any:
    """Return facts with these keys' words replaced, however deep they stand."""
    if isinstance(facts, list):
        return [without(fact, keys, put) for fact in facts]
    if not isinstance(facts, dict):
        return facts
    return {
        name: put if name in keys and fact and not isinstance(fact, dict) else without(fact, keys, put)
        for name, fact in facts.items()
    }


def _empty(desk: Desk, notice: Outbox, account: int | None) -> None:
    """Leave of a notice to somebody no more than that there was one, of which kind, and when."""
    notice.facts, notice.message_id, notice.edits, notice.reply_to = {}, None, None, None
    if notice.chat_id == account:
        notice.chat_id = 0
    if notice.sent_at is None and notice.failed_at is None:
        notice.failed_at, notice.error = desk.now, "erased"
    desk.session.add(notice)


def _wipe_rows(desk: Desk, case_ids: Collection[int], events: Iterable[Event]) -> None:
    for event in events:
        event.data = without(event.data, WORDS | ({"reason"} if event.kind == PUT_OFF else set()), GONE)
        desk.session.add(event)
    for review in queries.reviews_of(desk.session, case_ids):
        review.words = GONE if review.words else None
        desk.session.add(review)
    for letter in queries.letters_of(desk.session, case_ids):
        letter.facts = without(letter.facts, WORDS, GONE)
        desk.session.add(letter)
    for rows in queries.work_on(desk.session, case_ids):
        for row in rows:
            row.words = GONE if row.words else ""
            desk.session.add(row)


def _wipe_conduct(desk: Desk, person: Person, case_ids: Collection[int]) -> None:
    """Take the words out of why somebody was banned or turned down, and of what they said to it."""
    bans, declines = queries.bans_and_declines(desk.session, key(person), case_ids)
    for ban in bans:
        ban.appeal = GONE if ban.appeal else None
    for row in (*bans, *declines):
        row.reason = GONE
        desk.session.add(row)


def _wipe_notices(desk: Desk, case_ids: Collection[int], concern_ids: Collection[int]) -> None:
    for notice in queries.notices_about(desk.session, case_ids, concern_ids):
        notice.facts = without(without(notice.facts, WORDS | WHO, GONE), FILES, "")
        if notice.kind == "attachment" and notice.sent_at is None:
            notice.failed_at = notice.failed_at or desk.now
        desk.session.add(notice)


def _wipe_file(desk: Desk, file: Attachment) -> None:
    file.file_id = file.file_unique_id = file.media_group = None
    file.file_size = file.latitude = file.longitude = None
    desk.session.add(file)


def wipe_updates(desk: Desk, cases: Sequence[Case], account: int | None = None) -> None:
    """Empty the stored updates of the account, and those of others that show one of its cases.

    What the account wrote after it asked to be forgotten is a new beginning, and stays to be answered.
    """
    numbers = [case.number for case in cases]
    sought = [*numbers, *([str(account)] if account is not None else [])]
    for update in queries.updates_with(desk.session, sought) if sought else ():
        shown = json.dumps(update.payload, ensure_ascii=False)
        quoted = CONTACT_LINK.format(account) in shown or any(number in shown for number in numbers)
        if (quoted or _names(update.payload, account)) and not _is_to_come(update, account):
            _empty_update(desk, update)


def wipe_logged(desk: Desk, person: Person) -> None:
    """Empty the stored updates in which members wrote down what this person said, and who it was."""
    said = {(c.chat_id, c.message_id) for c in queries.concerns_of(desk.session, key(person)) if c.chat_id}
    for update in queries.updates_with(desk.session, [f'"message_id": {number}' for _, number in said]):
        message = update.payload.get("message") or update.payload.get("edited_message") or {}
        if (message.get("chat", {}).get("id"), message.get("message_id")) in said:
            _empty_update(desk, update)


def wipe_updates_showing(desk: Desk, numbers: Sequence[str]) -> None:
    """Empty the stored updates of others that show one of these numbers."""
    for update in queries.updates_with(desk.session, numbers) if numbers else ():
        if not _is_to_come(update, None):
            _empty_update(desk, update)


def _empty_update(desk: Desk, update: Inbox) -> None:
    update.payload = {}
    update.handled_at = update.handled_at or desk.now
    desk.session.add(update)


def _is_to_come(update: Inbox, account: int | None) -> bool:
    """Say whether an update still waits to be answered; a second press of the account is none."""
    waits = update.handled_at is None and update.failed_at is None and update.attempts == 0
    pressed = update.payload.get("callback_query")
    return waits and not (isinstance(pressed, dict) and pressed.get("from", {}).get("id") == account)


def _names(payload: Any, account: int | None) -> bool:
    """Say whether the account stands anywhere in an update as somebody's number."""
    if account is None:
        return False
    if isinstance(payload, list):
        return any(_names(part, account) for part in payload)
    if isinstance(payload, dict):
        return payload.get("id") == account or any(_names(part, account) for part in payload.values())
    return False


def _wipe_quotations(desk: Desk, fragments: Sequence[str]) -> None:
    """Take the words out of where a report or a stored update quotes them without naming the case."""
    written = [json.dumps(fragment)[1:-1] for fragment in fragments]
    for notice in queries.notices_without_case(desk.session, written):
        notice.facts = _unquoted(notice.facts, fragments)
        desk.session.add(notice)
    for retraining in queries.retrainings_with(desk.session, written):
        retraining.report = _unquoted(retraining.report, fragments)
        desk.session.add(retraining)
    for update in queries.updates_with(desk.session, written):
        if not _is_to_come(update, None):
            _empty_update(desk, update)


def _unquoted(facts: Any, fragments: Sequence[str]) -> Any:
    if isinstance(facts, dict):
        return {name: _unquoted(fact, fragments) for name, fact in facts.items()}
    if isinstance(facts, list):
        return [_unquoted(fact, fragments) for fact in facts]
    quotes = isinstance(facts, str) and any(fragment in facts for fragment in fragments)
    return GONE if quotes else facts


def _fragments(said: Iterable[Concern], events: Iterable[Event]) -> list[str]:
    """Return the beginnings of all lines said by the person or about them, as reports may quote them."""
    texts = [concern.text for concern in said]
    texts += [str(event.data.get(name, "")) for event in events for name in WORDS]
    lines = {line.strip() for text in texts for seen in (text, discreet(text)) for line in seen.splitlines()}
    return sorted({line[:40] for line in lines if len(line) >= SHORTEST})
