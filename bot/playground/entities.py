"""Formatted text: parse modes, entities found by themselves, trimming and length limits."""

import html
import re
from typing import Any

from bot.playground.chat import Json
from bot.playground.errors import bad_request
from bot.playground.markdown import MarkdownReader, cannot_parse, entity, utf16
from bot.playground.params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*/?>")
NAMED = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
FOUND = re.compile(
    r"(?P<url>(?:https?://|\bt\.me/|\bwww\.)[^\s<>\"，。；！？、（）《》]+)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.]+\b)"
    r"|(?P<bot_command>(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z]\w{2,31})"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


def read_text(params: Params, name: str = "text") -> tuple[str, list[Json]]:
    """A message's text and entities; raises 400 when it is empty, too long or badly marked up."""
    raw = params.text(name)
    if not raw:
        raise bad_request("message text is empty")
    text, entities = _formatted(raw, params, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(params: Params) -> Json:
    """The caption fields of a media message; none when there is no caption."""
    raw = params.text("caption")
    text, entities = _formatted(raw, params, "caption_entities") if raw else ("", [])
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return caption_fields(text, entities)


def caption_fields(text: str, entities: list[Json]) -> Json:
    fields: Json = {"caption": text} if text else {}
    return {**fields, "caption_entities": entities} if entities else fields


def text_fields(text: str, entities: list[Json]) -> Json:
    return {"text": text, "entities": entities} if entities else {"text": text}


def plain(text: str) -> tuple[str, list[Json]]:
    """What a person typed: trimmed, with commands, mentions and links found."""
    text = text.strip()
    return text, find_entities(text)


def _formatted(raw: str, params: Params, entities_name: str) -> tuple[str, list[Json]]:
    mode, given = params.text("parse_mode").lower(), params.object(entities_name)
    if mode == "html":
        text, entities = read_html(raw)
    elif mode == "markdownv2":
        text, entities = MarkdownReader(raw).read()
    elif mode in ("", "none"):
        text, entities = raw, [dict(one) for one in given or [] if isinstance(one, dict)]
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, sorted(entities + _apart(find_entities(text), entities), key=_order)


def _order(one: Json) -> tuple[int, int]:
    return one["offset"], -one["length"]


def _apart(found: list[Json], marked: list[Json]) -> list[Json]:
    """Those found that lie outside code and links."""
    solid = [m for m in marked if m["type"] in ("code", "pre", "text_link")]

    def clear(one: Json) -> bool:
        end = one["offset"] + one["length"]
        return all(end <= m["offset"] or one["offset"] >= m["offset"] + m["length"] for m in solid)

    return [one for one in found if clear(one)]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Strip outer white space, as Telegram does, and move the entities along."""
    cut = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end, kept = utf16(text), []
    for one in entities:
        start = max(0, one["offset"] - cut)
        stop = min(end, one["offset"] + one["length"] - cut)
        kept += [{**one, "offset": start, "length": stop - start}] if stop > start else []
    return text, kept


def find_entities(text: str) -> list[Json]:
    """Commands, mentions, links, mail addresses and hashtags, with UTF-16 offsets."""
    found = []
    for hit in FOUND.finditer(text):
        start = utf16(text[: hit.start()])
        found.append(entity(str(hit.lastgroup), start, start + utf16(hit[0])))
    return found


def read_html(source: str) -> tuple[str, list[Json]]:
    """Telegram's HTML: plain text and entities; raises 400 with the tag and its byte offset."""
    out, entities, at = "", [], 0
    open_tags: list[tuple[str, int, Json]] = []
    while at < len(source):
        if source[at] == "<":
            tag = TAG.match(source, at)
            where = len(source[:at].encode())
            if tag is None:
                raise cannot_parse(
                    f'Unsupported start tag "{source[at + 1 : at + 2]}" at byte offset {where}'
                )
            name = tag[2].lower()
            if tag[1]:
                entities += _close(open_tags, name, utf16(out), where)
            else:
                open_tags.append((name, utf16(out), _attributes(name, tag[3], where)))
            at = tag.end()
        else:
            piece = NAMED.match(source, at) if source[at] == "&" else None
            out += html.unescape(piece[0]) if piece else source[at]
            at = piece.end() if piece else at + 1
    if open_tags:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return out, entities


def _close(open_tags: list[tuple[str, int, Json]], name: str, end: int, where: int) -> list[Json]:
    if not open_tags:
        raise cannot_parse(f"Unexpected end tag at byte offset {where}")
    expected, start, more = open_tags.pop()
    if expected != name:
        raise cannot_parse(
            f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{name}>"'
        )
    kind = TAGS[name]
    if end <= start or (kind == "text_link" and "url" not in more):
        return []
    return [entity(kind, start, end, **more)]


def _attributes(name: str, source: str, where: int) -> Json:
    if name not in TAGS:
        raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {where}')
    pairs: list[tuple[Any, ...]] = re.findall(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", source)
    given = {key.lower(): html.unescape(one or two or three) for key, one, two, three in pairs}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    if name == "a" and given.get("href"):
        return {"url": given["href"]}
    return {"custom_emoji_id": given["emoji-id"]} if "emoji-id" in given else {}
