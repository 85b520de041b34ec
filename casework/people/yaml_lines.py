"""A YAML text as plain values, with the line on which each of them stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casework.errors import BadOrganisation

Loc = tuple[str | int, ...]
NULLS = ("null", "~")
NAMES_OF_ENTRIES = ("key", "number", "name")

# What the parser says, in part → what a person should do about it.
MENDS = {
    "\\t": "indent with spaces, not with tabs",
    "mapping values": "put a text that contains a colon in quotation marks, or indent like the lines above",
    "expected ':'": "after the field's name write a colon «:» (not «：») and a space",
    "end of stream": "close the quotation mark or the bracket",
    "<block end>": 'indent like the lines above; a text with {, [ or " at its start needs quotation marks',
    "',' or": "close the bracket, or put a text that begins with { or [ in quotation marks",
    "another document": "remove the line «---» and what follows it",
    "alias": "write the entry out once more in place of «*…»",
}
OTHER_MEND = "compare it with the lines around it: indentation, colons, quotation marks"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place, with the mend. ``line`` is None where the place itself tells it."""

    loc: Loc
    says: str
    line: int | None = None


@dataclass(frozen=True)
class Document:
    """A parsed text: every scalar is a string, as written; an empty field counts as not written.

    YAML's own guesses (22:00 is 1320, 010 is 8, no is false) are left out on purpose.
    """

    source: str
    root: Node
    data: Any
    doubled: list[Problem] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """Return the line of a field or entry; of what surrounds it when it is missing."""
        node, line = self.root, self.root.start_mark.line
        for part in loc:
            found = _step(node, part)
            if found is None:
                break
            node, line = found
        return line + 1

    def path(self, loc: Loc) -> str:
        """Name a place as people do: entries by their key, name or number."""
        names, here = [], self.data
        for part in loc:
            here = _inside(here, part)
            if isinstance(part, str) or isinstance(here, dict):
                names.append(part if isinstance(part, str) else _entry_name(here, part))
        return " › ".join(names)

    def sentence(self, problem: Problem) -> str:
        """Write a problem as «source, line, field: what is wrong; the mend.»"""
        line = problem.line or self.line(problem.loc)
        path = self.path(problem.loc)
        return f"{self.source}, line {line}{', ' if path else ''}{path}: {problem.says}."

    def sentences(self, problems: list[Problem]) -> list[str]:
        """Write all problems in the order of their lines."""
        return [self.sentence(p) for p in sorted(problems, key=lambda p: p.line or self.line(p.loc))]


def parse(text: str, source: str) -> Document:
    """Parse a text; raise BadOrganisation with line, column and mend where it is no YAML mapping."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise BadOrganisation([_syntax_sentence(error, source)]) from error
    except yaml.reader.ReaderError as error:
        raise BadOrganisation([_character_sentence(error, text, source)]) from error
    except RecursionError as error:
        says = "the brackets are nested too deep; write it like the sample"
        raise BadOrganisation([f"{source}: {says}."]) from error
    if root is None:
        raise BadOrganisation([f"{source}: the file is empty; begin with a copy of the sample community."])
    if not isinstance(root, MappingNode):
        line = root.start_mark.line + 1
        raise BadOrganisation([f"{source}, line {line}: this is no list of fields; begin with «key: …»."])
    return Document(source, root, _plain(root), list(_doubled(root, ())))


class _Loader(yaml.BaseLoader):
    """Every scalar is text; aliases are refused, so that each entry stands on a line of its own."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias is not understood here", mark)
        return super().compose_node(parent, index)


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {_key(key): _plain(value) for key, value in node.value if not _is_blank(value)}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    return None if _is_unquoted(node) and node.value in NULLS else node.value


def _is_blank(node: Node) -> bool:
    return _is_unquoted(node) and not node.value


def _is_unquoted(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None


def _key(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else "?"


def _doubled(node: Node, loc: Loc) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for part, child, line in _children(node):
        here = (*loc, part)
        if isinstance(part, str) and part in lines:
            says = f"the field stands here a second time (first on line {lines[part]}); remove one of the two"
            yield Problem(here, says, line + 1)
        lines[str(part)] = line + 1
        yield from _doubled(child, here)


def _children(node: Node) -> Iterator[tuple[str | int, Node, int]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield _key(key), value, key.start_mark.line
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item, item.start_mark.line


def _step(node: Node, part: str | int) -> tuple[Node, int] | None:
    # The last of two fields with one name is the one whose value was taken.
    found = [(child, line) for name, child, line in _children(node) if name == part]
    return found[-1] if found else None


def _inside(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(part))
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _entry_name(entry: dict[str, Any], index: int) -> str:
    names = (entry.get(name) for name in NAMES_OF_ENTRIES)
    return next((name for name in names if isinstance(name, str)), f"entry {index + 1}")


def _syntax_sentence(error: yaml.MarkedYAMLError, source: str) -> str:
    problem = error.problem or "this is no YAML"
    mend = next((mend for sign, mend in MENDS.items() if sign in problem), OTHER_MEND)
    # While it scans, the parser notices late: what is not closed began at the context.
    scanning = (error.context or "").startswith("while scanning")
    mark = (error.context_mark if scanning else None) or error.problem_mark
    place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return f"{source}{place}: {problem}; {mend}."


def _character_sentence(error: yaml.reader.ReaderError, text: str, source: str) -> str:
    line = text.count("\n", 0, error.position) + 1
    code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
    return f"{source}, line {line}: there is an invisible character (U+{code:04X}); delete it."
