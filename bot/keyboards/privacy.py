"""The buttons under passed-on words, under a resident's own case, and about who sees who they are."""

from collections.abc import Callable

from bot.callbacks import Verb, pack
from bot.keyboards.button import Button, Facts, Rows, ask_resident, cancel, columns
from bot.keyboards.merging import unmerge
from bot.keyboards.residents import own_case
from casework.notice import Notice

SHAREABLE = ("room", "contact")


def _case_view(facts: Facts) -> Rows:
    """Add to it, write to its handler, and let them see one's room or account; a closed one has none.

    Of a merged one the resident may say that it is another matter.
    """
    rows = own_case(facts)
    if facts.get("can_unmerge"):
        rows = [*rows, *unmerge(facts["case"])]
    if not facts.get("can_add", True):
        return rows
    case, shared = facts["case"], facts.get("shared", [])
    write = [Button("write_handler", pack(Verb.WRITE, case))]
    complain = [Button("complain", pack(Verb.COMPLAIN, case))]
    return [*rows, write, complain, *([_sharing(case, what, shown=what in shared)] for what in SHAREABLE)]


def _sharing(case: int, what: str, *, shown: bool) -> Button:
    if shown:
        return Button(f"unshare_{what}", pack(Verb.UNSHARE, case, what))
    return Button(f"share_{what}", pack(Verb.SHARE, case, what))


def _question(facts: Facts) -> Rows:
    return [
        [
            Button("answer", pack(Verb.ANSWER, facts["case"])),
            Button("answer_later", pack(Verb.CANCEL)),
        ]
    ]


def _who(facts: Facts) -> Rows:
    """Show one's room (where there is one), one's account, or neither."""
    can = SHAREABLE if facts["home"] else ("contact",)
    offered = [what for what in can if what not in facts["shared"]]
    rows = [[_sharing(facts["case"], what, shown=False)] for what in offered]
    return [*rows, [Button("who_no", pack(Verb.WHO_NO, facts["case"]))]]


def _pass_on(facts: Facts) -> Rows:
    above = [[Button("who_pass_on", pack(Verb.WHO_ABOVE, facts["case"]))]]
    return above if facts.get("reached", True) else []


def _reveal(facts: Facts) -> Rows:
    return [[Button("reveal", pack(Verb.REVEAL, facts["case"]))]]


def _words(facts: Facts) -> Rows:
    return [[ask_resident(facts)]]


def _complaint(facts: Facts) -> Rows:
    """Complain about the handler, if there is one, or say that the case is about the body."""
    case = facts["case"]
    handler = Button("complain_handler", pack(Verb.COMPLAIN_HANDLER, case), {"name": facts["handler"]})
    body = Button("complain_body", pack(Verb.COMPLAIN_BODY, case), {"name": facts["body"]})
    return [*([[handler]] if facts["handler"] else []), [body], [Button("cancel", pack(Verb.CANCEL))]]


def _respondents(facts: Facts) -> Rows:
    case = facts["case"]
    bodies = [
        Button("named", pack(Verb.RESPONDENT, case, body["id"]), {"name": body["name"]})
        for body in facts["bodies"]
    ]
    return [*columns(bodies, 2), [Button("about_nobody", pack(Verb.RESPONDENT, case, 0))]]


def _forget(facts: Facts) -> Rows:
    """Withdraw what is open or let it go on without a name; without open cases there is one way."""
    ways = [("forget_withdraw", 0), ("forget_keep", 1)] if facts["open"] else [("forget_all", 0)]
    rows = [[Button(label, pack(Verb.FORGET, keep))] for label, keep in ways]
    return [*rows, [Button("forget_not", pack(Verb.CANCEL))]]


def _forget_again(facts: Facts) -> Rows:
    return [
        [Button("forget_yes", pack(Verb.FORGET_YES, facts["keep"]))],
        [Button("forget_not", pack(Verb.CANCEL))],
    ]


def _forget_for(facts: Facts) -> Rows:
    ways = [("forget_withdraw", 0), ("forget_keep", 1)] if facts["open"] else [("forget_all_for", 0)]
    rows = [[Button(label, pack(Verb.FORGET_FOR, facts["case"], keep))] for label, keep in ways]
    return [*rows, [Button("forget_not", pack(Verb.CANCEL))]]


KEYBOARDS: dict[Notice, Callable[[Facts], Rows]] = {
    Notice.CASE_VIEW: _case_view,
    Notice.RELAY_QUESTION: _question,
    Notice.ASK_WHO_WORDS: cancel,
    Notice.WHO_ASKED: _who,
    Notice.WHO_PASSED: _pass_on,
    Notice.WHO_REFUSED: _pass_on,
    Notice.WHO_WANTED: _reveal,
    Notice.ASK_COMPLAINT: _complaint,
    Notice.ASK_COMPLAINT_WORDS: cancel,
    Notice.CHOOSE_RESPONDENT: _respondents,
    Notice.SUPERVISE_COMPLAINT: _words,
    Notice.SUPERVISED_RESULT: _words,
    Notice.ASK_FORGET: _forget,
    Notice.ASK_FORGET_AGAIN: _forget_again,
    Notice.ASK_FORGET_FOR: _forget_for,
    Notice.RELAY_WORDS: _words,
    Notice.ASK_RELAY_WORDS: cancel,
    Notice.ASK_RESIDENT_WORDS: cancel,
    Notice.ASK_REVEAL_WORDS: cancel,
}
