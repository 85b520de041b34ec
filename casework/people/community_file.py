"""The community file's front door: read it, check it, and say everything that is wrong with it."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casework.errors import BadOrganisation
from casework.people.community_shape import Body, CommunityFile
from casework.people.consistency import contradictions, given_away, uncoordinated, unowned
from casework.people.yaml_lines import Loc, Problem, parse

__all__ = ["CommunityFile", "check", "read"]

# Kinds of pydantic's errors → what to write instead.
MENDS = {
    "missing": "the field is missing; add it",
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "float_parsing": "write a number such as 0.75",
    "string_type": "write a text here, not a list or fields",
    "string_too_short": "there is nothing in it; write a text",
    "time_parsing": "write a time of day with two digits each, such as 08:30",
    "date_from_datetime_parsing": "write a date such as 2026-10-01",
    "date_parsing": "write a date such as 2026-10-01",
    "tuple_type": "write a list: [one, two], or each entry on a line that begins with «- »",
    "model_type": "write fields here, each as «name: value» and indented",
    "too_short": "the list is empty; add an entry",
}


def read(path: Path) -> str:
    """Return the file's text; raise BadOrganisation with the mend when it can't be read as UTF-8."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise BadOrganisation([f"{path}: there is no such file; check the name and the folder."]) from error
    except OSError as error:
        says = f"the file can't be read ({error.strerror}); name a readable file"
        raise BadOrganisation([f"{path}: {says}."]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mend = "save it as UTF-8 in your editor (from GBK: iconv -f GB18030 -t UTF-8)"
        raise BadOrganisation([f"{path}, line {line}: the file is not UTF-8; {mend}."]) from error


def check(
    text: str,
    source: str,
    known_labels: Collection[str],
    retired: Collection[str] = (),
    given: Mapping[str, str] | None = None,
) -> CommunityFile:
    """Check a community file; raise BadOrganisation with all its problems, in the order of their lines.

    ``known_labels`` are the labels that open a case; each must find an owner. A body may still name a
    ``retired`` one. ``given`` are labels that were given to a body, by its key, outside the file: the body
    has them as long as the file names no owner.
    """
    document = parse(text, source)
    taken = dict(given_away(document.data, given or {}))
    problems = [
        *document.doubled,
        *_malformed(document.data),
        *contradictions(document.data, [*known_labels, *retired]),
    ]
    if not _in_doubt(problems, {"categories"}):
        problems += unowned(document.data, [label for label in known_labels if label not in taken])
    if not _in_doubt(problems, {"members"}):
        problems += uncoordinated(document.data)
    if problems:
        raise BadOrganisation(document.sentences(problems))
    return with_given(CommunityFile.model_validate(document.data), taken)


def with_given(file: CommunityFile, given: Mapping[str, str]) -> CommunityFile:
    """The file with labels added to the categories of the bodies that they were given to."""
    bodies = []
    for body in file.bodies:
        more = (name for name, key in given.items() if key == body.key)
        bodies.append(body.model_copy(update={"categories": (*body.categories, *more)}))
    return file.model_copy(update={"bodies": tuple(bodies)})


def _in_doubt(problems: list[Problem], fields: set[str]) -> bool:
    """Say whether a body's fields are so wrong that what seems to be missing may be a mere consequence."""
    within = [p.loc[2] if len(p.loc) > 2 else None for p in problems if p.loc[:1] == ("bodies",)]
    return any(field is None or field in fields or field not in Body.model_fields for field in within)


def _malformed(data: Any) -> Iterator[Problem]:
    try:
        CommunityFile.model_validate(data)
    except ValidationError as error:
        for details in _causes(error.errors(include_url=False)):
            yield Problem(details["loc"], _says(details))


def _causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what follows from another error: a field misspelt is not missing too, nor a list empty."""
    misspelt = {(*e["loc"][:-1], _meant(e["loc"])) for e in errors if e["type"] == "extra_forbidden"}
    return [
        e
        for e in errors
        if not (e["type"] == "missing" and e["loc"] in misspelt)
        and not (e["type"] == "too_short" and e["input"])
    ]


def _says(details: ErrorDetails) -> str:
    kind, value = details["type"], details["input"]
    if kind == "extra_forbidden":
        return _unknown_field(details["loc"])
    if kind == "value_error":
        return details["msg"].removeprefix("Value error, ")
    if value is None:
        return "null means nothing here; write a value or leave the line out"
    mend = MENDS.get(kind) or re.sub("^[A-Z][a-z]+ should", "it must", details["msg"])
    return f"«{value}»: {mend}" if isinstance(value, str) and value else mend


def _unknown_field(loc: Loc) -> str:
    meant = _meant(loc)
    mend = f"write «{meant}»" if meant else f"remove it; the fields here are {', '.join(_fields_beside(loc))}"
    return f"there is no field «{loc[-1]}» here; {mend}"


def _meant(loc: Loc) -> str | None:
    close = difflib.get_close_matches(str(loc[-1]), _fields_beside(loc), n=1)
    return close[0] if close else None


def _fields_beside(loc: Loc) -> list[str]:
    return list(_model_at(loc[:-1]).model_fields)


def _model_at(loc: Loc) -> type[BaseModel]:
    model: type[BaseModel] = CommunityFile
    for part in loc:
        if isinstance(part, str):
            model = _model_in(model.model_fields[part].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
