"""Who is told what: every notice of the desk by name, and the one way to put it in the outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from casework.desk import Desk
from casework.people.sides import is_about
from casework.rules.deadlines import speak_at
from casework.visits.carrying import carrier_of
from data import queries
from data.keys import fetch, key
from data.tables import Assignment, Case, Concern, Household, Outbox, Person
from data.vocabulary import Urgency


class Notice(StrEnum):
    """Every message the bot can send; each has a text in every language file."""

    # to a resident
    WELCOME = "welcome"
    HELP = "help"
    ASK_BUILDING = "ask_building"
    ASK_UNIT = "ask_unit"
    ASK_ROOM = "ask_room"
    ADDRESS_SAVED = "address_saved"
    ADDRESS_SKIPPED = "address_skipped"
    BANNED = "banned"
    STILL_BANNED = "still_banned"
    BAN_DECIDED = "ban_decided"
    ASK_BAN_APPEAL = "ask_ban_appeal"
    BAN_APPEALED = "ban_appealed"
    TOO_MUCH = "too_much"
    TURNED_DOWN = "turned_down"
    ASK_SPLIT = "ask_split"
    ASK_SAME = "ask_same"
    FOLLOWING = "following"
    FOLLOWED_NEWS = "followed_news"
    NOT_FOLLOWING = "not_following"
    YOURS_NOW = "yours_now"
    MERGED = "merged"
    RECEIPT = "receipt"
    RECEIPT_EMERGENCY = "receipt_emergency"
    RECEIPT_TRIAGE = "receipt_triage"
    ASK_CATEGORY = "ask_category"
    CHOOSE_CATEGORY = "choose_category"
    CATEGORY_SAVED = "category_saved"
    WAITS_FOR_TRIAGE = "waits_for_triage"
    CHAT = "chat"
    ASK_WORDS = "ask_words"
    ASK_ADDITION = "ask_addition"
    ADDED = "added"
    EDITED = "edited"
    NEW_OWNER = "new_owner"
    HELP_COMES = "help_comes"
    SIGNED = "signed"
    EXTENDED = "extended"
    PROGRESS = "progress"
    PLANNED = "planned"
    RESULT = "result"
    ASK_WITHDRAW = "ask_withdraw"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    ASK_SOLVED = "ask_solved"
    REMIND_SOLVED = "remind_solved"
    ASK_SATISFIED = "ask_satisfied"
    ASK_REVIEW_WORDS = "ask_review_words"
    REVIEW_THANKS = "review_thanks"
    CLOSED_SILENT = "closed_silent"
    SECOND_ROUND = "second_round"
    TO_DELIBERATION = "to_deliberation"
    MY_CASES = "my_cases"
    CASE_VIEW = "case_view"
    NO_CASES = "no_cases"
    RELAY_QUESTION = "relay_question"
    RELAY_SENT = "relay_sent"
    ASK_RELAY_WORDS = "ask_relay_words"
    IDENTITY_SHOWN = "identity_shown"
    WHO_ASKED = "who_asked"
    ASK_COMPLAINT = "ask_complaint"
    ASK_COMPLAINT_WORDS = "ask_complaint_words"
    RESPONDENT_NAMED = "respondent_named"
    OWN_DATA = "own_data"
    ASK_FORGET = "ask_forget"
    ASK_FORGET_AGAIN = "ask_forget_again"
    FORGOTTEN = "forgotten"
    ASK_FORGET_FOR = "ask_forget_for"
    FORGOTTEN_FOR = "forgotten_for"
    RECEPTION = "reception"
    RECEPTION_DAYS = "reception_days"
    RECEPTION_TIMES = "reception_times"
    ASK_BOOKING = "ask_booking"
    APPOINTMENT = "appointment"
    ASK_APPOINTMENT_WORDS = "ask_appointment_words"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    REMIND_APPOINTMENT = "remind_appointment"
    APPOINTMENT_MISSED = "appointment_missed"
    APPOINTMENT_CALLED_OFF = "appointment_called_off"
    INVITED_TO_TALK = "invited_to_talk"
    STICKER = "sticker"
    FILE_TOO_LARGE = "file_too_large"
    SORRY = "sorry"
    REFUSAL = "refusal"
    CANCELLED = "cancelled"
    # to a member
    JOINED = "joined"
    PING = "ping"
    PING_CLAIM = "ping_claim"
    PING_EMERGENCY = "ping_emergency"
    PING_ASSIST = "ping_assist"
    PING_RECTIFICATION = "ping_rectification"
    CARD_CLAIM = "card_claim"
    CARD_OFFERED = "card_offered"
    CARD_SIGNED = "card_signed"
    CARD_CLOSED = "card_closed"
    CARD_TAKEN = "card_taken"
    MERGED_IN = "merged_in"
    MERGED_AWAY = "merged_away"
    ASK_PLEDGE = "ask_pledge"
    ASK_PLEDGE_DATE = "ask_pledge_date"
    ASK_RETURN_REASON = "ask_return_reason"
    ASK_RETURN_OWNER = "ask_return_owner"
    ASK_JOINT_BODY = "ask_joint_body"
    ASK_ESCALATION = "ask_escalation"
    ASK_PROGRESS_WORDS = "ask_progress_words"
    ASK_DONE_WORDS = "ask_done_words"
    PROGRESS_SAVED = "progress_saved"
    DONE_SAVED = "done_saved"
    TAKEN_AWAY = "taken_away"
    RESIDENT_ADDED = "resident_added"
    SUPPORTED = "supported"
    RESIDENT_EDITED = "resident_edited"
    RESIDENT_WITHDREW = "resident_withdrew"
    REMIND_SIGN = "remind_sign"
    REMIND_NEAR_DUE = "remind_near_due"
    REMIND_PLEDGE = "remind_pledge"
    REMIND_OVERDUE = "remind_overdue"
    REVIEWED = "reviewed"
    DIGEST = "digest"
    DIGEST_EMPTY = "digest_empty"
    SUPERVISE = "supervise"
    ASK_CONFIRM = "ask_confirm"
    NOT_CONFIRMED = "not_confirmed"
    PART_DONE = "part_done"
    CARD_ASSIST = "card_assist"
    ASK_PART_WORDS = "ask_part_words"
    ASK_DECLINE_WORDS = "ask_decline_words"
    PART_DECLINED = "part_declined"
    PARTS_LATE = "parts_late"
    REMIND_PART = "remind_part"
    ASK_RESIDENT_WORDS = "ask_resident_words"
    RELAY_PASSED = "relay_passed"
    RELAY_WORDS = "relay_words"
    REVEALED = "revealed"
    ASK_WHO_WORDS = "ask_who_words"
    WHO_PASSED = "who_passed"
    WHO_REFUSED = "who_refused"
    SUPERVISE_COMPLAINT = "supervise_complaint"
    SUPERVISED_RESULT = "supervised_result"
    ASK_DAY_OFF = "ask_day_off"
    ASK_EXTENSION = "ask_extension"
    EXTENSION_SAVED = "extension_saved"
    EXTENSION_ANSWER = "extension_answer"
    DECIDE_EXTENSION = "decide_extension"
    EXTENSION_DECIDED = "extension_decided"
    PART_SIGNED = "part_signed"
    ASK_WHISTLE_BODY = "ask_whistle_body"
    VISIT_BUILDING = "visit_building"
    ASK_VISIT_WORDS = "ask_visit_words"
    VISIT_SAVED = "visit_saved"
    CARRIED = "carried"
    RECEPTION_DESK = "reception_desk"
    RECEPTION_DAY = "reception_day"
    RECEPTION_LIST = "reception_list"
    RECEPTION_GUEST = "reception_guest"
    RECEPTION_NEWS = "reception_news"
    ASK_OUTCOME = "ask_outcome"
    ASK_RECEPTION_WORDS = "ask_reception_words"
    OUTCOME_SAVED = "outcome_saved"
    ASK_CALL_OFF_WORDS = "ask_call_off_words"
    CALLED_OFF = "called_off"
    CHOOSE_TALK_BODY = "choose_talk_body"
    INVITATION_SENT = "invitation_sent"
    ASK_AWAY_UNTIL = "ask_away_until"
    ASK_AWAY_DATE = "ask_away_date"
    ASK_DEPUTY = "ask_deputy"
    AWAY_SAVED = "away_saved"
    DEPUTISE = "deputise"
    MARKED_AWAY = "marked_away"
    CAME_BACK = "came_back"
    # to a coordinator
    HANDED_OVER = "handed_over"
    MEMBER_AWAY = "member_away"
    TEAM = "team"
    VOICES = "voices"
    ASK_MERGE = "ask_merge"
    CONFIRM_MERGE = "confirm_merge"
    MERGE_SAVED = "merge_saved"
    UNMERGED = "unmerged"
    ASK_TURN_DOWN = "ask_turn_down"
    DECLINE_ASKED = "decline_asked"
    DECLINE_REFUSED = "decline_refused"
    DECLINE_SAVED = "decline_saved"
    ASK_BAN_SPAN = "ask_ban_span"
    ASK_BAN_WORDS = "ask_ban_words"
    BAN_SAVED = "ban_saved"
    BAN_APPEAL = "ban_appeal"
    APPEAL_SAVED = "appeal_saved"
    TRIAGE_CARD = "triage_card"
    TRIAGE_WAITS = "triage_waits"
    TRIAGE_EMPTY = "triage_empty"
    BRANCH_DECIDES = "branch_decides"
    CHOOSE_BODY = "choose_body"
    CASE_CARD = "case_card"
    ASK_PLAN_WORDS = "ask_plan_words"
    ASK_SETTLE_WORDS = "ask_settle_words"
    DECIDED = "decided"
    ASK_REVEAL_WORDS = "ask_reveal_words"
    WHO_WANTED = "who_wanted"
    CHOOSE_RESPONDENT = "choose_respondent"
    REVEAL_DONE = "reveal_done"
    STATS = "stats"
    CHOOSE_INVITE = "choose_invite"
    CHOOSE_INVITE_ROLE = "choose_invite_role"
    INVITE = "invite"
    UNDELIVERABLE = "undeliverable"
    LETTER_FAILED = "letter_failed"
    CALENDAR_GAP = "calendar_gap"
    UPDATE_FAILED = "update_failed"
    SIGN_LATE = "sign_late"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long_overdue"
    DELIBERATE = "deliberate"
    RETRAIN_RUNS = "retrain_runs"
    RETRAIN_PASSED = "retrain_passed"
    RETRAIN_REFUSED = "retrain_refused"
    RETRAIN_FAILED = "retrain_failed"
    MODEL_CARD = "model_card"
    MODEL_CHANGED = "model_changed"
    MODEL_LEFT = "model_left"
    LEDGER_DRAFTED = "ledger_drafted"
    RATING_DRAFTED = "rating_drafted"
    LEDGER_CARD = "ledger_card"
    LEDGER_LINE = "ledger_line"
    LEDGER_FILE = "ledger_file"
    APPEAL_CARD = "appeal_card"
    ASK_APPEAL_NOTE = "ask_appeal_note"
    APPEAL_CLOSED = "appeal_closed"
    IMPROVE_CARD = "improve_card"
    ASK_LEAVE_OUT_WORDS = "ask_leave_out_words"
    LEAVE_OUT_PROPOSED = "leave_out_proposed"
    LEAVE_OUT_CARD = "leave_out_card"
    LEAVE_OUT_DECIDED = "leave_out_decided"
    # about accounts, to members
    LEDGER_PUBLISHED = "ledger_published"
    LEDGER_OWN = "ledger_own"
    RATING_PUBLISHED = "rating_published"
    RATING_CARD = "rating_card"
    RATING_BODY = "rating_body"
    LEDGER_CORRECTED = "ledger_corrected"
    ASK_APPEAL_WORDS = "ask_appeal_words"
    APPEAL_SENT = "appeal_sent"
    APPEAL_DECIDED = "appeal_decided"
    IMPROVE = "improve"
    IMPROVED = "improved"
    IMPROVEMENT_LIFTED = "improvement_lifted"
    # in a group
    GROUP_OFFER = "group_offer"
    GROUP_REGISTERED = "group_registered"
    GROUP_HELLO = "group_hello"
    GROUP_SETTLED = "group_settled"
    # attachments that go with a notice
    ATTACHMENT = "attachment"


CARRIED = frozenset({Notice.RESULT, Notice.ASK_SOLVED, Notice.REMIND_SOLVED, Notice.PLANNED, Notice.MERGED})
FOLLOWED = frozenset(
    {Notice.SIGNED, Notice.EXTENDED, Notice.NEW_OWNER, Notice.PROGRESS, Notice.PLANNED}
    | {Notice.RESULT, Notice.SECOND_ROUND, Notice.TO_DELIBERATION}
)


def tell(
    desk: Desk,
    person: Person,
    notice: Notice,
    facts: dict[str, Any] | None = None,
    *,
    case: Case | None = None,
    concern: Concern | None = None,
    assignment: Assignment | None = None,
    chat_id: int | None = None,
    edits: int | None = None,
    reply_to: int | None = None,
    asked: bool = False,
    not_before: datetime | None = None,
) -> Outbox | None:
    """Put a notice for a person in the outbox; return None when no chat reaches them.

    ``asked`` marks an answer to what the person just did: it is sent at once, whatever the hour.
    Everything else waits for the end of the quiet hours, unless the case is urgent. What is news to the
    reporter of a case is news to those who follow it.
    """
    if case is not None and notice in FOLLOWED and person.id == case.reporter_id:
        for _, follower in queries.supporters(desk.session, key(case)):
            tell(desk, follower, Notice.FOLLOWED_NEWS, (facts or {}) | {"news": notice.value}, case=case)
    chat = chat_id if chat_id is not None else private_chat(person)
    if chat is None:
        return _carry(desk, person, notice, facts or {}, case)
    urgency = case.urgency if case else Urgency.NORMAL
    moment = desk.now if asked else speak_at(desk.now, urgency, desk.zone, desk.parameters.quiet)
    row = Outbox(
        chat_id=chat,
        person_id=person.id,
        language=person.language,
        kind=notice.value,
        facts=facts or {},
        case_id=case.id if case else None,
        concern_id=concern.id if concern else None,
        assignment_id=assignment.id if assignment else None,
        edits=edits,
        reply_to=reply_to,
        created_at=desk.now,
        not_before=max(moment, not_before) if not_before else moment,
    )
    desk.session.add(row)
    return row


def post(desk: Desk, chat_id: int, notice: Notice, facts: dict[str, Any]) -> None:
    """Put a notice for a group in the outbox, in the community's first language, out of quiet hours."""
    desk.session.add(
        Outbox(
            chat_id=chat_id,
            language=desk.community.languages[0],
            kind=notice.value,
            facts=facts,
            created_at=desk.now,
            not_before=speak_at(desk.now, Urgency.NORMAL, desk.zone, desk.parameters.quiet),
        )
    )


def _carry(
    desk: Desk, person: Person, notice: Notice, facts: dict[str, Any], case: Case | None
) -> Outbox | None:
    """Let a member pass on what a resident without Telegram must hear or be asked."""
    if case is None or notice not in CARRIED or person.id != case.reporter_id:
        return None
    carrier = carrier_of(desk, case)
    if carrier is None:
        return None
    whom = {"carried": notice.value, "resident": person.name} | _home(desk, person)
    return tell(desk, carrier, Notice.CARRIED, facts | whom, case=case)


def _home(desk: Desk, person: Person) -> dict[str, Any]:
    if person.household_id is None:
        return {"unit": None, "room": None}
    flat = fetch(desk.session, Household, person.household_id)
    return {"unit": flat.unit or None, "room": flat.room}


def take_buttons(desk: Desk, notice_id: int) -> None:
    """Take the buttons off a message that was sent: what it asked is answered or given up."""
    row = fetch(desk.session, Outbox, notice_id)
    if row.message_id is None:
        return
    desk.session.add(
        Outbox(
            chat_id=row.chat_id,
            person_id=row.person_id,
            language=row.language,
            kind=row.kind,
            facts=row.facts | {"over": True},
            case_id=row.case_id,
            edits=row.message_id,
            created_at=desk.now,
            not_before=desk.now,
        )
    )


def tell_coordinators(
    desk: Desk, notice: Notice, facts: dict[str, Any] | None = None, *, case: Case | None = None
) -> int:
    """Tell every coordinator who can be reached, and whom the case is not about; return how many that are."""
    people = [p for p in queries.coordinators(desk.session, desk.community_id) if not is_about(p, case)]
    for person in people:
        tell(desk, person, notice, facts, case=case)
    return len(people)


def private_chat(person: Person) -> int | None:
    """Return the person's private chat, which Telegram numbers like the account; None if unreachable."""
    return person.telegram_id if person.reachable() else None
