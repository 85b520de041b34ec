"""Takes out of a message what leads to a person, before it is learnt from or shown in a report."""

import re

from classifier.place import DASHED, DASHED_ROOM, FLOOR_ROOM, ROOM
from classifier.text import mask

ROOMS = (DASHED, DASHED_ROOM, ROOM, FLOOR_ROOM)
DIGIT = re.compile(r"\d")


def discreet(text: str) -> str:
    """Hide phone numbers, identity numbers and links; write the digits of a room as zeros.

    The classifier reads any number as a zero anyway, so that nothing it learns is lost.
    """
    text = mask(text)
    for room in ROOMS:
        text = room.sub(lambda found: DIGIT.sub("0", found[0]), text)
    return text
