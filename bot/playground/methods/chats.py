"""Looking at chats and their members, and leaving them."""

from collections.abc import Callable
from typing import Any

from bot.playground.chat import ALIVE, Chat, Json
from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.posting import chat_json, find_chat
from bot.playground.world import Bot, World

NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
)  # fmt: skip
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics", "can_edit_tag", "can_react_to_messages",
)  # fmt: skip


def get_chat(world: World, bot: Bot, params: Params) -> Json:
    chat = find_chat(world, bot, params)
    if chat.private and not chat.messages:
        raise bad_request("chat not found")
    return {
        **chat_json(world, chat),
        "accent_color_id": 2,
        "max_reaction_count": 11,
        "accepted_gift_types": NO_GIFTS,
        **({} if chat.private else {"permissions": dict.fromkeys(PERMISSIONS, True)}),
    }


def member_json(world: World, chat: Chat, who: int, status: str | None = None) -> Json:
    """A ChatMember; somebody unknown to the chat has left."""
    status = status or chat.members.get(who, "left")
    member: Json = {"status": status, "user": world.author(who)}
    if status == "administrator":
        return {**member, "is_anonymous": False, **dict.fromkeys(RIGHTS, True)}
    if status == "creator":
        return {**member, "is_anonymous": False}
    if status == "restricted":
        return {**member, "is_member": True, "until_date": 0, **dict.fromkeys(PERMISSIONS, False)}
    return {**member, "until_date": 0} if status == "kicked" else member


def get_chat_member(world: World, bot: Bot, params: Params) -> Json:
    chat, who = find_chat(world, bot, params), params.integer("user_id")
    if who not in world.users and world.bot_by_id(who) is None:
        raise bad_request("user not found" if chat.private else "member not found")
    return member_json(world, chat, who)


def get_chat_administrators(world: World, bot: Bot, params: Params) -> list[Json]:
    chat = find_chat(world, bot, params)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    heads = [who for who, status in chat.members.items() if status in ("creator", "administrator")]
    return [member_json(world, chat, who) for who in heads if who != bot.id]


def get_chat_member_count(world: World, bot: Bot, params: Params) -> int:
    chat = find_chat(world, bot, params)
    return sum(status in ALIVE for status in chat.members.values())


def leave_chat(world: World, bot: Bot, params: Params) -> bool:
    chat = find_chat(world, bot, params)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[bot.id] = "left"
    world.beat()
    return True


def get_user_profile_photos(world: World, bot: Bot, params: Params) -> Json:
    return {"total_count": 0, "photos": []}


METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getUserProfilePhotos": get_user_profile_photos,
}
