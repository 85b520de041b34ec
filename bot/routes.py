"""Which handler answers which update: commands, presses, and words by what was asked last."""

from collections.abc import Callable

from telegram import ChatMemberUpdated
from telegram import Message as TelegramMessage

from bot import (
    absence,
    accounts,
    appeals,
    claims,
    complaints,
    conduct,
    coordinator,
    extensions,
    following,
    group,
    joint,
    labels,
    learning,
    member,
    merging,
    privacy,
    rating,
    reception,
    reception_desk,
    relay,
    resident,
    visits,
    whistle,
)
from bot.callbacks import Press, Verb, unpack
from bot.parse import GROUPS
from bot.turn import Turn
from casework.cases.answering import question_answered
from casework.errors import Refused
from casework.notice import Notice
from casework.people import joining, questions, reach
from data.vocabulary import Awaiting

Handler = Callable[[Turn], object]
PressHandler = Callable[[Turn, Press], None]

PRESSES: dict[Verb, PressHandler] = {
    Verb.BUILDING: resident.choose_building,
    Verb.UNIT: resident.choose_unit,
    Verb.NO_ADDRESS: resident.no_address,
    Verb.CATEGORIES: resident.categories,
    Verb.CATEGORY: resident.category,
    Verb.OTHER: resident.other,
    Verb.INSIST: resident.insist,
    Verb.ADD: resident.ask_addition,
    Verb.VIEW: resident.view,
    Verb.WITHDRAW: resident.ask_withdraw,
    Verb.WITHDRAW_YES: resident.withdraw,
    Verb.SOLVED: resident.solved,
    Verb.SATISFIED: resident.satisfied,
    Verb.NO_WORDS: resident.no_words,
    Verb.REGISTER: group.register,
    Verb.ANSWER: relay.ask_answer,
    Verb.WRITE: relay.ask_words,
    Verb.SHARE: relay.share,
    Verb.UNSHARE: relay.unshare,
    Verb.COMPLAIN: complaints.ask,
    Verb.COMPLAIN_HANDLER: complaints.ask_words,
    Verb.COMPLAIN_BODY: complaints.about_body,
    Verb.RESPONDENTS: complaints.ask_respondent,
    Verb.RESPONDENT: complaints.respondent,
    Verb.FORGET: privacy.ask_forget_again,
    Verb.FORGET_YES: privacy.forget,
    Verb.ASK_FORGET_FOR: privacy.ask_forget_for,
    Verb.FORGET_FOR: privacy.forget_for,
    Verb.ASK_RESIDENT: relay.ask_question,
    Verb.REVEAL: relay.ask_reveal,
    Verb.ASK_WHO: relay.ask_who,
    Verb.WHO_NO: relay.refuse_who,
    Verb.WHO_ABOVE: relay.pass_who_on,
    Verb.SPLIT: following.split,
    Verb.WHOLE: following.keep_whole,
    Verb.SAME: following.follow,
    Verb.NOT_SAME: following.not_the_same,
    Verb.UNFOLLOW: following.stop,
    Verb.CLAIM: claims.claim,
    Verb.SIGN: member.ask_date,
    Verb.PLEDGE: member.sign,
    Verb.PLEDGE_OTHER: member.ask_other_date,
    Verb.RETURN: member.ask_return_reason,
    Verb.RETURN_REASON: member.ask_return_owner,
    Verb.RETURN_OWNER: member.give_back,
    Verb.JOINT: joint.ask_body,
    Verb.JOINT_BODY: joint.ask_part,
    Verb.DECLINE: joint.ask_decline,
    Verb.WHISTLE: whistle.ask_department,
    Verb.WHISTLE_BODY: whistle.ask_part,
    Verb.ESCALATE: member.ask_escalation,
    Verb.PROGRESS: member.ask_progress,
    Verb.DONE: member.ask_result,
    Verb.WORK: member.show,
    Verb.CONFIRM: member.confirm,
    Verb.NOT_YET: member.not_yet,
    Verb.EXTEND: extensions.ask,
    Verb.EXTEND_YES: extensions.grant,
    Verb.EXTEND_NO: extensions.refuse,
    Verb.VISIT_BUILDING: visits.ask_words,
    Verb.AWAY_UNTIL: absence.ask_deputy,
    Verb.AWAY_OTHER: absence.ask_other_day,
    Verb.AWAY_DEPUTY: absence.go,
    Verb.AWAY_BACK: absence.press_back,
    Verb.RECEPTION: reception.overview,
    Verb.RECEPTION_BODY: reception.days,
    Verb.RECEPTION_DAY: reception.times,
    Verb.RECEPTION_TIME: reception.ask_booking,
    Verb.BOOK: reception.book,
    Verb.APPOINTMENT: reception.view,
    Verb.APPOINTMENT_WORDS: reception.ask_words,
    Verb.SHOW_NAME: reception.show_name,
    Verb.HIDE_NAME: reception.hide_name,
    Verb.GIVE_UP: reception.give_up,
    Verb.DIARY: reception_desk.days,
    Verb.DIARY_DAY: reception_desk.day,
    Verb.GUEST: reception_desk.guest,
    Verb.CAME: reception_desk.ask_words,
    Verb.TALKED: reception_desk.talked,
    Verb.MISSED: reception_desk.missed,
    Verb.CALL_OFF_SLOT: reception_desk.ask_call_off_slot,
    Verb.CALL_OFF_DAY: reception_desk.ask_call_off_day,
    Verb.OPEN_DAY: reception_desk.open_again,
    Verb.INVITE_TO_TALK: reception_desk.invite,
    Verb.INVITE_BY: reception_desk.invite_by,
    Verb.CANCEL: lambda turn, _press: cancel(turn),
    Verb.MERGE: merging.ask,
    Verb.MERGE_WITH: merging.choose,
    Verb.MERGE_YES: merging.merge,
    Verb.UNMERGE: merging.undo,
    Verb.TRIAGE_CATEGORIES: coordinator.categories,
    Verb.TRIAGE_CATEGORY: coordinator.category,
    Verb.OWNERS: coordinator.owners,
    Verb.OWNER: coordinator.owner,
    Verb.DISMISS: coordinator.dismiss,
    Verb.PLAN: coordinator.ask_plan,
    Verb.SETTLE: coordinator.ask_settlement,
    Verb.TURN_DOWN: conduct.ask_turn_down,
    Verb.TURN_DOWN_YES: conduct.agree,
    Verb.TURN_DOWN_NO: conduct.disagree,
    Verb.BAN: conduct.ask_ban_span,
    Verb.BAN_FOR: conduct.ask_ban_words,
    Verb.APPEAL_BAN: conduct.ask_appeal,
    Verb.LIFT_BAN: conduct.lift,
    Verb.KEEP_BAN: conduct.keep,
    Verb.INVITE_BODY: coordinator.ask_invite_role,
    Verb.INVITE_ROLE: coordinator.invite,
    Verb.INVITE_SEAT: coordinator.invite_to_seat,
    Verb.PROMOTE: learning.promote,
    Verb.LEAVE_MODEL: learning.leave,
    Verb.ROLL_BACK: learning.roll_back,
    Verb.LABEL_ADD: labels.choose_body,
    Verb.LABEL_BODY: labels.ask_new,
    Verb.LABEL_CHOOSE: labels.choose,
    Verb.LABEL_RENAME: labels.ask_name,
    Verb.LABEL_RETIRE: labels.choose_heir,
    Verb.LABEL_INTO: labels.retire,
    Verb.LEDGER: accounts.turn_to,
    Verb.LEDGER_BODY: accounts.open_body,
    Verb.LEDGER_MEMBER: accounts.open_member,
    Verb.LEDGER_APPROVE: accounts.approve,
    Verb.LEDGER_FILE: accounts.send_file,
    Verb.RATING: rating.turn_to,
    Verb.RATING_BODY: rating.open_body,
    Verb.RATING_APPROVE: rating.approve,
    Verb.APPEAL: appeals.ask,
    Verb.APPEAL_UPHOLD: appeals.ask_note,
    Verb.APPEAL_REJECT: appeals.ask_note,
    Verb.IMPROVED: accounts.improved,
    Verb.LEAVE_OUT: accounts.ask_leave_out,
    Verb.LEAVE_OUT_YES: accounts.decide_leave_out,
    Verb.LEAVE_OUT_NO: accounts.decide_leave_out,
}

ANSWERS: dict[Awaiting, Handler] = {
    Awaiting.ROOM: resident.give_room,
    Awaiting.CONCERN_WORDS: resident.give_concern_words,
    Awaiting.ADDITION: resident.give_addition,
    Awaiting.REVIEW_WORDS: resident.give_review_words,
    Awaiting.PLEDGE_DATE: member.give_date,
    Awaiting.PROGRESS_WORDS: member.give_progress,
    Awaiting.DONE_WORDS: member.give_result,
    Awaiting.PLAN_WORDS: coordinator.give_plan,
    Awaiting.SETTLE_WORDS: coordinator.give_settlement,
    Awaiting.VISIT_WORDS: visits.give_words,
    Awaiting.APPOINTMENT_WORDS: reception.give_words,
    Awaiting.RECEPTION_WORDS: reception_desk.give_words,
    Awaiting.CALL_OFF_WORDS: reception_desk.give_call_off,
    Awaiting.TURN_DOWN_WORDS: conduct.give_turn_down,
    Awaiting.BAN_WORDS: conduct.give_ban,
    Awaiting.BAN_APPEAL: conduct.give_appeal,
    Awaiting.APPEAL_WORDS: appeals.give,
    Awaiting.APPEAL_NOTE: appeals.give_note,
    Awaiting.LEAVE_OUT_WORDS: accounts.give_leave_out,
    Awaiting.ESCALATE_WORDS: member.escalate,
    Awaiting.PART_WORDS: joint.give_part,
    Awaiting.DECLINE_WORDS: joint.decline,
    Awaiting.RELAY_QUESTION: relay.give_question,
    Awaiting.RELAY_ANSWER: relay.give_answer,
    Awaiting.RELAY_WORDS: relay.give_words,
    Awaiting.REVEAL_WORDS: relay.reveal,
    Awaiting.WHO_WORDS: relay.give_who,
    Awaiting.COMPLAINT_WORDS: complaints.complain,
    Awaiting.EXTENSION_WORDS: extensions.give,
    Awaiting.WHISTLE_WORDS: whistle.blow,
    Awaiting.AWAY_DATE: absence.give_day,
    Awaiting.MERGE_NUMBER: merging.give_number,
    Awaiting.LABEL_WORDS: labels.give_words,
}

COMMANDS: dict[str, Handler] = {
    "my": resident.my,
    "address": lambda turn: joining.ask_address(turn.desk, turn.person),
    "help": lambda turn: turn.reply(Notice.HELP),
    "work": member.work,
    "reception": reception.show,
    "away": absence.ask,
    "back": absence.back,
    "team": absence.team,
    "visit": visits.visit,
    "talk": visits.talk,
    "voices": visits.voices,
    "triage": coordinator.waiting,
    "case": coordinator.find,
    "stats": coordinator.stats,
    "invite": coordinator.ask_invite,
    "retrain": learning.ask,
    "model": learning.show,
    "labels": labels.show,
    "ledger": accounts.show,
    "mydata": privacy.my_data,
    "forget": privacy.ask_forget,
    "rating": rating.show,
    "cancel": lambda turn: cancel(turn),
}


def answer(turn: Turn) -> None:
    """Find the handler for the turn's update and let it answer."""
    update = turn.update
    if update.callback_query is not None:
        _press(turn, update.callback_query.data or "")
    elif update.my_chat_member is not None:
        _membership(turn, update.my_chat_member)
    elif update.edited_message is not None:
        resident.edited(turn)
    elif update.message is not None:
        _message(turn, update.message)


def _membership(turn: Turn, change: ChatMemberUpdated) -> None:
    """Follow a block in a private chat; that a group lets us in or out says nothing about who did it."""
    if change.chat.type not in GROUPS:
        gone = change.new_chat_member.status in ("kicked", "left")
        reach.blocked(turn.desk, turn.person, now_blocked=gone)


def command_of(message: TelegramMessage, bot_username: str) -> tuple[str, str] | None:
    """Return a message's command and what follows it; None for words and for other bots' commands."""
    text = message.text or ""
    if not text.startswith("/"):
        return None
    head, _, rest = text[1:].partition(" ")
    name, _, addressed = head.partition("@")
    if addressed and addressed.lower() != bot_username.lower():
        return None
    return name.lower(), rest.strip()


def cancel(turn: Turn) -> None:
    """Give up the question that was asked last."""
    questions.settle(turn.desk, turn.person)
    if turn.update.callback_query is not None:
        turn.toast("cancelled")
        turn.edit(Notice.CANCELLED)
    else:
        turn.reply(Notice.CANCELLED)


def _press(turn: Turn, data: str) -> None:
    try:
        press = unpack(data)
        handler = PRESSES[press.verb]
    except (ValueError, KeyError) as error:
        raise Refused("unknown_button") from error
    try:
        handler(turn, press)
    except (ValueError, LookupError, OverflowError) as error:
        # A button of another version, one whose case is not in this database, a number beyond all measure.
        raise Refused("unknown_button") from error


def _message(turn: Turn, message: TelegramMessage) -> None:
    if message.migrate_to_chat_id is not None:
        reach.chat_migrated(turn.desk, message.chat.id, message.migrate_to_chat_id)
        return
    command = command_of(message, turn.bot_username)
    if message.chat.type in GROUPS:
        _in_group(turn, command)
    elif command is not None:
        _command(turn, *command)
    else:
        _words(turn)


def _in_group(turn: Turn, command: tuple[str, str] | None) -> None:
    if command is None:
        group.write(turn)
    elif command[0] in ("start", "help"):
        turn.reply(Notice.GROUP_HELLO, {"bot": turn.bot_username})
    elif command[0] == "here":
        group.settle(turn)


def _command(turn: Turn, name: str, rest: str) -> None:
    if name == "start":
        resident.start(turn, rest)
    else:
        COMMANDS.get(name, COMMANDS["help"])(turn)


def _words(turn: Turn) -> None:
    if not resident.can_be_read(turn):
        return
    asked = question_answered(turn.desk, turn.person, turn.message)
    if asked is None:
        resident.write(turn)
    else:
        ANSWERS[asked](turn)
