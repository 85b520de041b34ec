"""The words of the desk as enumerations; each value is what the database holds."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum as SAEnum


class State(StrEnum):
    """Where a case stands. All but ``ARCHIVED`` are open."""

    TRIAGE = "triage"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    RESOLVED = "resolved"
    RECTIFICATION = "rectification"
    DELIBERATION = "deliberation"
    ARCHIVED = "archived"


class Outcome(StrEnum):
    """Why an archived case was closed."""

    SATISFIED = "satisfied"
    PARTLY = "partly"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    NOT_A_CONCERN = "not_a_concern"
    DECLINED = "declined"


class Urgency(StrEnum):
    """How soon somebody must act."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Way(StrEnum):
    """The three ways of handling a case (分流承办, 集体合办, 提级联办)."""

    SINGLE = "single"
    JOINT = "joint"
    ESCALATED = "escalated"


class Role(StrEnum):
    """What a member may do beside handling: a coordinator also triages and steers."""

    HANDLER = "handler"
    COORDINATOR = "coordinator"


class Part(StrEnum):
    """A body's part in a case."""

    LEAD = "lead"
    ASSIST = "assist"


class AssignmentState(StrEnum):
    """What became of one body's assignment."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    RETURNED = "returned"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


OPEN_ASSIGNMENTS = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


class ReturnReason(StrEnum):
    """Why a member gives a case back."""

    NOT_OURS = "not_ours"
    NO_MEANS = "no_means"
    TOO_VAGUE = "too_vague"
    ABOUT_ME = "about_me"


class Solved(StrEnum):
    """The resident's first answer in a review."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class AttachmentKind(StrEnum):
    """What came with the words."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    LOCATION = "location"


class TimerKind(StrEnum):
    """What a due time is for."""

    CHOICE = "choice"  # the resident was asked back and has not chosen
    WORDS = "words"  # photos or a voice came without words
    CLAIM = "claim"  # so long may any member of a body claim it
    SIGN = "sign"
    NEAR_DUE = "near_due"
    PLEDGE = "pledge"
    PART = "part"  # the date of one body's part in a joint case
    DUE = "due"
    UP = "up"  # a case that missed its date goes up a tier
    BRANCH = "branch"  # and later before the branch
    PLANNED = "planned"
    ASK = "ask"
    REMIND = "remind"
    CLOSE = "close"
    TRIAGE = "triage"
    SPLIT = "split"  # the resident was shown two concerns in one message
    SAME = "same"  # the resident was asked whether somebody else reported it already


class Awaiting(StrEnum):
    """The one question a person was asked last and may answer in free words."""

    ROOM = "room"
    CONCERN_WORDS = "concern_words"
    ADDITION = "addition"
    REVIEW_WORDS = "review_words"
    PLEDGE_DATE = "pledge_date"
    PROGRESS_WORDS = "progress_words"
    DONE_WORDS = "done_words"
    PLAN_WORDS = "plan_words"
    SETTLE_WORDS = "settle_words"
    VISIT_WORDS = "visit_words"
    TURN_DOWN_WORDS = "turn_down_words"
    BAN_WORDS = "ban_words"
    BAN_APPEAL = "ban_appeal"
    APPEAL_WORDS = "appeal_words"
    APPEAL_NOTE = "appeal_note"
    LEAVE_OUT_WORDS = "leave_out_words"
    ESCALATE_WORDS = "escalate_words"
    PART_WORDS = "part_words"
    DECLINE_WORDS = "decline_words"
    RELAY_QUESTION = "relay_question"  # a member writes what they ask the resident
    RELAY_ANSWER = "relay_answer"  # the resident was asked by a member
    RELAY_WORDS = "relay_words"  # the resident writes to whoever handles the case
    REVEAL_WORDS = "reveal_words"
    WHO_WORDS = "who_words"  # a handler writes why they want to know who the resident is
    COMPLAINT_WORDS = "complaint_words"
    EXTENSION_WORDS = "extension_words"
    WHISTLE_WORDS = "whistle_words"
    AWAY_DATE = "away_date"  # until which day a member is away
    MERGE_NUMBER = "merge_number"
    APPOINTMENT_WORDS = "appointment_words"  # what the resident wants to talk about
    RECEPTION_WORDS = "reception_words"  # what was said at a reception
    CALL_OFF_WORDS = "call_off_words"
    LABEL_WORDS = "label_words"  # how a label is called


class VisitKind(StrEnum):
    """Where a member heard it: at a door (串门), at a sit-down talk (说事), or on a reception day (接待)."""

    VISIT = "visit"
    TALK = "talk"
    RECEPTION = "reception"


class AppointmentState(StrEnum):
    """What became of an appointment (约谈). Only a booked one holds its place."""

    BOOKED = "booked"
    CANCELLED = "cancelled"  # by the resident
    MOVED = "moved"
    CALLED_OFF = "called_off"  # by whoever receives
    CAME = "came"  # and what was said became a case
    TALKED = "talked"  # came, and nothing is to be done
    MISSED = "missed"


class AppointmentStep(StrEnum):
    """What the desk does next about an appointment."""

    DAY_BEFORE = "day_before"
    SOON = "soon"
    OUTCOME = "outcome"
    OUTCOME_AGAIN = "outcome_again"


class Source(StrEnum):
    """Who corrected a category; each correction may become a training example."""

    RESIDENT = "resident"
    COORDINATOR = "coordinator"
    RETURN = "return"


class ModelChangeKind(StrEnum):
    """How another model of the classifier began to serve."""

    PROMOTED = "promoted"
    ROLLED_BACK = "rolled_back"


class LabelChangeKind(StrEnum):
    """What became of a label (类别)."""

    ADDED = "added"
    RENAMED = "renamed"
    RETIRED = "retired"


class LetterKind(StrEnum):
    """What a letter by e-mail is for."""

    WHISTLE = "whistle"
    REMINDER = "reminder"
    OVER = "over"


LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def enum_column(kind: type[StrEnum]) -> Any:
    """Return a column type that stores a StrEnum's values and lets the database refuse any other."""
    return SAEnum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=32,
        create_constraint=True,
        name=kind.__name__.lower(),
    )
