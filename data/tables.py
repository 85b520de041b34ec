"""All tables in one import, for the metadata and for those who need several."""

from data.tables_absence import Absence
from data.tables_cases import (
    Assignment,
    Attachment,
    Case,
    Concern,
    Correction,
    Event,
    Pledge,
    Rectification,
    Review,
    Timer,
)
from data.tables_clocks import Extension
from data.tables_conduct import Ban, Decline, KeptBan
from data.tables_delivery import Inbox, Outbox
from data.tables_following import Supporter
from data.tables_learning import LabelChange, ModelChange, Retraining
from data.tables_ledger import Appeal, Exclusion, Improvement, Ledger, YearRating
from data.tables_letters import Letter
from data.tables_people import Body, Building, Community, Household, Invite, Member, Person
from data.tables_privacy import Erasure
from data.tables_reception import Appointment, Closure
from data.tables_visits import Visit

__all__ = [
    "Absence",
    "Appeal",
    "Appointment",
    "Assignment",
    "Attachment",
    "Ban",
    "Body",
    "Building",
    "Case",
    "Closure",
    "Community",
    "Concern",
    "Correction",
    "Decline",
    "Erasure",
    "Event",
    "Exclusion",
    "Extension",
    "Household",
    "Improvement",
    "Inbox",
    "Invite",
    "KeptBan",
    "LabelChange",
    "Ledger",
    "Letter",
    "Member",
    "ModelChange",
    "Outbox",
    "Person",
    "Pledge",
    "Rectification",
    "Retraining",
    "Review",
    "Supporter",
    "Timer",
    "Visit",
    "YearRating",
]
