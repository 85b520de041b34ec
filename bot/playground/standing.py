"""How a person or a group stands with a bot: started, blocked, member or not."""

from bot.playground.chat import Chat, Json, Message
from bot.playground.methods.chats import member_json
from bot.playground.people import Hand, say
from bot.playground.posting import chat_json
from bot.playground.world import Bot, World


def start(hand: Hand, data: Json) -> Message:
    """Press START, from an invite link when there is a payload; a blocked bot is unblocked by it."""
    if hand.chat.blocked:
        unblock(hand, data)
    payload = str(data.get("payload") or "")
    return say(hand, {"text": f"/start {payload}".strip()})


def block(hand: Hand, data: Json) -> None:
    _standing(hand, blocked=True)


def unblock(hand: Hand, data: Json) -> None:
    _standing(hand, blocked=False)


def _standing(hand: Hand, blocked: bool) -> None:
    """Block or unblock; the bot is told of the change."""
    chat, world = hand.world.dialog(hand.bot, hand.user), hand.world
    if chat.blocked == blocked:
        return
    before, chat.blocked = ("kicked" if chat.blocked else "member"), blocked
    after = "kicked" if blocked else "member"
    tell_membership(world, hand.bot, chat, hand.user.id, before, after)
    world.beat()


def tell_membership(world: World, bot: Bot, chat: Chat, by: int, before: str, after: str) -> None:
    """Send `my_chat_member`: the bot's own standing in a chat changed."""
    change = {
        "chat": chat_json(world, chat),
        "from": world.author(by),
        "date": world.now(),
        "old_chat_member": member_json(world, chat, bot.id, before),
        "new_chat_member": member_json(world, chat, bot.id, after),
    }
    bot.queue.push("my_chat_member", change)
