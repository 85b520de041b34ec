"""What coordinators press and write about the labels: show them, add one, rename one, retire one."""

from bot.callbacks import Press
from bot.script import in_script
from bot.turn import Turn
from casework.learning import label_changes
from casework.people import questions
from data.vocabulary import Awaiting, LabelChangeKind

NONE = "-"  # in a press: no label takes the examples


def show(turn: Turn) -> None:
    """Show the labels and what they are learnt from."""
    known = turn.models.serving().labels
    turn.reply(*label_changes.show(turn.desk, turn.person, turn.labels, known))


def choose(turn: Turn, press: Press) -> None:
    """Offer the labels that may be changed so."""
    turn.edit(*label_changes.choose(turn.desk, turn.person, turn.labels, LabelChangeKind(press.word())))


def choose_body(turn: Turn, _press: Press) -> None:
    """Offer the bodies that may handle a new label."""
    turn.edit(*label_changes.choose_body(turn.desk, turn.person))


def ask_new(turn: Turn, press: Press) -> None:
    """Ask how the new label is called."""
    prompt = turn.reply(*label_changes.ask_new(turn.desk, turn.person, press.number()))
    questions.ask(turn.desk, turn.person, Awaiting.LABEL_WORDS, press.number(), prompt)


def ask_name(turn: Turn, press: Press) -> None:
    """Ask how a label is to be called."""
    name = press.word()
    prompt = turn.reply(*label_changes.ask_name(turn.desk, turn.person, turn.labels, name))
    questions.ask(turn.desk, turn.person, Awaiting.LABEL_WORDS, None, prompt, label=name)


def give_words(turn: Turn) -> None:
    """Read the lines of a name: in Chinese, of a new label what it covers, in English if it was written."""
    chinese, *more = [line.strip() for line in turn.message.text.strip().splitlines()] or [""]
    names = {"zh_hans": in_script(chinese, "zh-Hans"), "zh_hant": in_script(chinese, "zh-Hant")}
    label, body_id = turn.person.awaiting_data.get("label"), turn.person.awaiting_ref
    if label is not None:
        if more:
            names["en"] = more[-1]
        card = label_changes.rename(turn.desk, turn.person, turn.labels, label, names)
    else:
        covers, english = (*more, "", "")[:2]
        names["en"] = english or names["zh_hans"]
        card = label_changes.add(turn.desk, turn.person, turn.labels, body_id or 0, names, covers)
    questions.settle(turn.desk, turn.person)
    turn.reply(*card)


def choose_heir(turn: Turn, press: Press) -> None:
    """Offer the labels that may take the examples."""
    turn.edit(*label_changes.choose_heir(turn.desk, turn.person, turn.labels, press.word()))


def retire(turn: Turn, press: Press) -> None:
    """Take a label out of use."""
    into = None if press.word(1) == NONE else press.word(1)
    turn.edit(*label_changes.retire(turn.desk, turn.person, turn.labels, press.word(), into))
