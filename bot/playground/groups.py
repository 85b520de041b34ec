"""Groups: making them, joining and leaving, and becoming a supergroup."""

from bot.playground.chat import Chat, Json
from bot.playground.errors import Impossible
from bot.playground.posting import announce
from bot.playground.standing import tell_membership
from bot.playground.world import Bot, World


def find_group(world: World, data: Json) -> Chat:
    chat = world.groups.get(int(data["chat"]))
    if chat is None:
        raise Impossible(f"there is no group {data['chat']}")
    return chat


def _member(world: World, data: Json) -> int:
    """A person's or a bot's id: {id, name, language_code}, a bare id, or a token."""
    who = data["who"]
    if isinstance(who, dict):
        return world.person(int(who["id"]), str(who["name"]), who.get("language_code")).id
    return int(who) if str(who).lstrip("-").isdigit() else world.bot(str(who)).id


def make_group(world: World, data: Json) -> Json:
    """A group of people and bots; the first member creates it, and everybody else is announced."""
    chat = world.group(str(data["title"]), (), bool(data.get("supergroup")))
    first, *others = data["members"]
    chat.members[_member(world, {"who": first})] = "creator"
    for who in others:
        join(world, {"chat": chat.id, "who": who})
    return group_json(chat)


def group_json(chat: Chat) -> Json:
    return {"chat_id": chat.id, "title": chat.title, "type": chat.type, "members": chat.members}


def join(world: World, data: Json) -> Json:
    """Add a person or a bot, with the service message and, for bots, `my_chat_member`."""
    chat, who = find_group(world, data), _member(world, data)
    before, chat.members[who] = chat.members.get(who, "left"), str(data.get("status") or "member")
    creator = next(iter(chat.members))
    bot = world.bot_by_id(who)
    if bot:
        tell_membership(world, bot, chat, creator, before, chat.members[who])
    announce(world, chat.add(creator, {"new_chat_members": [world.author(who)]}, world.now()))
    return group_json(chat)


def leave(world: World, data: Json) -> Json:
    """Remove somebody; a removed bot was kicked, and learns of it by `my_chat_member`."""
    chat, who = find_group(world, data), _member(world, data)
    bot, creator = world.bot_by_id(who), next(iter(chat.members))
    before, after = chat.members.get(who, "left"), "kicked" if bot else "left"
    message = chat.add(creator if bot else who, {"left_chat_member": world.author(who)}, world.now())
    if bot:
        tell_membership(world, bot, chat, creator, before, after)
    chat.members[who] = after
    announce(world, message)
    return group_json(chat)


def set_status(world: World, data: Json) -> Json:
    """Make a member administrator, restricted, and so on."""
    chat, who = find_group(world, data), _member(world, data)
    before, chat.members[who] = chat.members.get(who, "left"), str(data["status"])
    bot: Bot | None = world.bot_by_id(who)
    if bot:
        tell_membership(world, bot, chat, next(iter(chat.members)), before, chat.members[who])
    world.beat()
    return group_json(chat)


def migrate(world: World, data: Json) -> Json:
    """Turn a group into a supergroup: a new id, service messages, the old id refused."""
    old = find_group(world, data)
    if old.migrated_to or old.type == "supergroup":
        raise Impossible(f"group {old.id} is a supergroup already")
    new = world.group(old.title, (), supergroup=True)
    new.members = dict(old.members)
    creator = next(iter(old.members))
    announce(world, old.add(creator, {"migrate_to_chat_id": new.id}, world.now()))
    old.migrated_to = new.id
    announce(world, new.add(creator, {"migrate_from_chat_id": old.id}, world.now()))
    return group_json(new)
