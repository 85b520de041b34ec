"""What a button carries: a verb and its arguments in at most 64 bytes."""

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 64


class Verb(StrEnum):
    """What a press asks for; each has one handler in ``presses``."""

    # a resident
    BUILDING = "bld"
    UNIT = "unit"
    NO_ADDRESS = "noad"
    CATEGORIES = "cats"
    CATEGORY = "cat"
    OTHER = "other"
    INSIST = "ins"
    ADD = "add"
    VIEW = "view"
    WITHDRAW = "wd"
    WITHDRAW_YES = "wdy"
    SOLVED = "slv"
    SATISFIED = "sat"
    NO_WORDS = "now"
    REGISTER = "reg"
    ANSWER = "answ"
    WRITE = "wrt"
    SHARE = "shr"
    UNSHARE = "unshr"
    WHO_NO = "whon"
    COMPLAIN = "cmp"
    COMPLAIN_HANDLER = "cmph"
    COMPLAIN_BODY = "cmpb"
    FORGET = "fgt"
    FORGET_YES = "fgty"
    SPLIT = "spl"
    WHOLE = "whl"
    SAME = "same"
    NOT_SAME = "nsm"
    UNFOLLOW = "unf"
    UNMERGE = "unm"
    APPEAL_BAN = "apb"
    RECEPTION = "rc"
    RECEPTION_BODY = "rcb"
    RECEPTION_DAY = "rcd"
    RECEPTION_TIME = "rct"
    BOOK = "rck"
    APPOINTMENT = "rca"
    APPOINTMENT_WORDS = "rcw"
    SHOW_NAME = "rcn"
    HIDE_NAME = "rch"
    GIVE_UP = "rcg"
    # a member
    CLAIM = "clm"
    SIGN = "sign"
    PLEDGE = "plg"
    PLEDGE_OTHER = "plgo"
    RETURN = "ret"
    RETURN_REASON = "retr"
    RETURN_OWNER = "reto"
    JOINT = "jnt"
    JOINT_BODY = "jntb"
    DECLINE = "decl"
    WHISTLE = "whis"
    WHISTLE_BODY = "whisb"
    ESCALATE = "esc"
    PROGRESS = "prog"
    DONE = "done"
    WORK = "work"
    CONFIRM = "conf"
    NOT_YET = "noty"
    EXTEND = "ext"
    EXTEND_YES = "exty"
    EXTEND_NO = "extn"
    CANCEL = "cncl"
    ASK_RESIDENT = "askr"
    ASK_WHO = "who"
    WHO_ABOVE = "whop"
    VISIT_BUILDING = "vis"
    AWAY_UNTIL = "awu"
    AWAY_OTHER = "awo"
    AWAY_DEPUTY = "awd"
    AWAY_BACK = "awb"
    DIARY = "dy"
    DIARY_DAY = "dyd"
    GUEST = "dyg"
    CAME = "dyc"
    TALKED = "dyt"
    MISSED = "dym"
    CALL_OFF_SLOT = "dys"
    CALL_OFF_DAY = "dyx"
    OPEN_DAY = "dyo"
    INVITE_TO_TALK = "inv"
    INVITE_BY = "invt"
    # a coordinator
    MERGE = "mrg"
    MERGE_WITH = "mrgw"
    MERGE_YES = "mrgy"
    TRIAGE_CATEGORIES = "tcs"
    TRIAGE_CATEGORY = "tcat"
    OWNERS = "ows"
    OWNER = "own"
    DISMISS = "dis"
    PLAN = "plan"
    SETTLE = "settle"
    REVEAL = "rvl"
    ASK_FORGET_FOR = "fgo"
    FORGET_FOR = "fgoy"
    RESPONDENTS = "rsps"
    RESPONDENT = "rsp"
    TURN_DOWN = "td"
    TURN_DOWN_YES = "tdy"
    TURN_DOWN_NO = "tdn"
    BAN = "ban"
    BAN_FOR = "banf"
    LIFT_BAN = "lift"
    KEEP_BAN = "keep"
    INVITE_BODY = "invb"
    INVITE_ROLE = "invr"
    INVITE_SEAT = "invs"
    PROMOTE = "prm"
    LEAVE_MODEL = "lvm"
    ROLL_BACK = "rbk"
    LABEL_ADD = "lba"
    LABEL_BODY = "lbb"
    LABEL_CHOOSE = "lbc"
    LABEL_RENAME = "lbn"
    LABEL_RETIRE = "lbr"
    LABEL_INTO = "lbi"
    # accounts
    LEDGER = "ldg"
    LEDGER_BODY = "ldgb"
    LEDGER_MEMBER = "ldgm"
    LEDGER_APPROVE = "ldga"
    LEDGER_FILE = "ldgf"
    RATING = "rtg"
    RATING_BODY = "rtgb"
    RATING_APPROVE = "rtga"
    APPEAL = "apl"
    APPEAL_UPHOLD = "aplu"
    APPEAL_REJECT = "aplr"
    IMPROVED = "impd"
    LEAVE_OUT = "lvo"
    LEAVE_OUT_YES = "lvoy"
    LEAVE_OUT_NO = "lvon"


@dataclass(frozen=True, slots=True)
class Press:
    """A parsed press: the verb and its arguments, in order."""

    verb: Verb
    arguments: tuple[str, ...]

    def number(self, index: int = 0) -> int:
        """Return an argument that is a row's id; raise ValueError for anything else."""
        return int(self.word(index))

    def word(self, index: int = 0) -> str:
        """Return an argument; raise ValueError where there is none."""
        if index >= len(self.arguments):
            raise ValueError(f"press {self.verb} has no argument {index}")
        return self.arguments[index]


def pack(verb: Verb, *arguments: object) -> str:
    """Write a press as callback data; raise ValueError when Telegram would refuse its length."""
    data = ":".join([verb.value, *map(str, arguments)])
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback data of {len(data.encode())} bytes, Telegram takes {MAX_BYTES}: {data}")
    return data


def unpack(data: str) -> Press:
    """Read callback data; raise ValueError for what no button of this version says."""
    verb, *arguments = data.split(":")
    return Press(Verb(verb), tuple(arguments))
