"""MarkdownV2 as Telegram reads it: markers, escapes, and the sentences for what is wrong."""

import re
from dataclasses import dataclass, field

from bot.playground.chat import Json
from bot.playground.errors import Refusal, bad_request

RESERVED = set("_*[]()~`>#+-=|{}.!")
MARKERS = {"||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough"}
NAMES = {"bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough"}
NAMES |= {"spoiler": "Spoiler", "text_link": "TextUrl", "code": "Code", "pre": "PreCode"}
CODE = re.compile(r"```(?:(\w+)\n)?(.*?)```|`(.*?)(?<!\\)`", re.S)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts entities."""
    return len(text.encode("utf-16-le")) // 2


def cannot_parse(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def entity(kind: str, start: int, end: int, **more: str) -> Json:
    return {"type": kind, "offset": start, "length": end - start, **more}


@dataclass
class MarkdownReader:
    """Walks the source once; `read` returns the plain text and its entities."""

    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[str, int, int]] = field(default_factory=list)
    """(kind, UTF-16 offset, source index)."""
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            kind, _, index = self.open[-1]
            where = len(self.source[:index].encode())
            raise cannot_parse(f"Can't find end of {NAMES[kind]} entity at byte offset {where}")
        return "".join(self.out), self.entities

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def _step(self) -> None:
        char = self.source[self.at]
        if char == "\\" and self.at + 1 < len(self.source):
            self._put(self.source[self.at + 1])
            self.at += 2
        elif char not in RESERVED or self._line_quote(char):
            self._put(char) if char != ">" else None
            self.at += 1
        elif not (self._code(char) or self._link(char) or self._marker()):
            raise cannot_parse(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _line_quote(self, char: str) -> bool:
        """A `>` at the start of a line opens a quotation up to the line's end."""
        if char != ">" or (self.at > 0 and self.source[self.at - 1] != "\n"):
            return False
        line = self.source[self.at + 1 :].partition("\n")[0]
        self.entities.append(entity("blockquote", self.length, self.length + utf16(line)))
        return True

    def _code(self, char: str) -> bool:
        if char != "`":
            return False
        found = CODE.match(self.source, self.at)
        if found is None:
            raise cannot_parse(
                f"Can't find end of Code entity at byte offset {len(self.source[: self.at].encode())}"
            )
        language, block, inline = found.groups()
        start = self.length
        self._put(re.sub(r"\\(.)", r"\1", inline if block is None else block, flags=re.S))
        more = {"language": language} if language else {}
        self.entities.append(entity("code" if block is None else "pre", start, self.length, **more))
        self.at = found.end()
        return True

    def _link(self, char: str) -> bool:
        if char == "[":
            self.open.append(("text_link", self.length, self.at))
            self.at += 1
            return True
        if char != "]" or not self.open or self.open[-1][0] != "text_link":
            return False
        _, start, _ = self.open.pop()
        target = re.compile(r"\]\(((?:\\.|[^)\\])*)\)").match(self.source, self.at)
        if target:
            url = re.sub(r"\\(.)", r"\1", target[1])
            self.entities.append(entity("text_link", start, self.length, url=url))
        self.at = target.end() if target else self.at + 1
        return True

    def _marker(self) -> bool:
        for mark, kind in MARKERS.items():
            if self.source.startswith(mark, self.at):
                self._toggle(kind)
                self.at += len(mark)
                return True
        return False

    def _toggle(self, kind: str) -> None:
        if self.open and self.open[-1][0] == kind:
            _, start, _ = self.open.pop()
            self.entities += [entity(kind, start, self.length)] if self.length > start else []
        elif any(kind == other for other, _, _ in self.open):
            other, _, index = self.open[-1]
            where = len(self.source[:index].encode())
            raise cannot_parse(f"Can't find end of {NAMES[other]} entity at byte offset {where}")
        else:
            self.open.append((kind, self.length, self.at))
