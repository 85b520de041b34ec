"""The control port: faults, groups, odd updates, accounts, and the log of calls, as JSON over HTTP."""

from collections import Counter
from typing import Any

from starlette.routing import Route

from bot.playground import groups
from bot.playground.cast import read_cast
from bot.playground.chat import Chat, Json
from bot.playground.errors import Impossible
from bot.playground.faults import read_fault
from bot.playground.log import LoggedCall
from bot.playground.people_routes import answering
from bot.playground.world import World


class Control:
    """The server's side of it; each method answers one POST under /control/."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        """One route for every public method."""
        names = [name for name in vars(Control) if not name.startswith("_") and name != "routes"]
        return [
            Route(f"/control/{name}", answering(getattr(self, name)), methods=["GET", "POST"])
            for name in names
        ]

    # faults
    def fault(self, data: Json) -> Json:
        """Set a trap for coming calls."""
        self.world.faults.append(read_fault(data))
        return {"faults": len(self.world.faults)}

    def faults(self, data: Json) -> Json:
        return {"faults": [fault.as_json() for fault in self.world.faults]}

    def clear_faults(self, data: Json) -> Json:
        self.world.faults.clear()
        return {"faults": 0}

    def flood_limits(self, data: Json) -> Json:
        self.world.flood.on = bool(data["on"])
        return {"on": self.world.flood.on}

    # updates
    def duplicate_updates(self, data: Json) -> Json:
        """The next `count` updates arrive twice, under the same update_id."""
        self.world.bot(data["token"]).queue.double = int(data["count"])
        return {}

    def redeliver(self, data: Json) -> Json:
        """The last `count` confirmed updates arrive once more."""
        count = self.world.bot(data["token"]).queue.deliver_again(int(data["count"]))
        self.world.beat()
        return {"count": count}

    def reorder_updates(self, data: Json) -> Json:
        """The next `count` updates are gathered and then arrive newest first."""
        self.world.bot(data["token"]).queue.hold = int(data["count"])
        return {}

    def release_updates(self, data: Json) -> Json:
        self.world.bot(data["token"]).queue.release()
        self.world.beat()
        return {}

    def raw_update(self, data: Json) -> Json:
        """Queue any object as an update, malformed ones too."""
        number = self.world.bot(data["token"]).queue.push_raw(dict(data["update"]))
        self.world.beat()
        return {"update_id": number}

    def album_gap(self, data: Json) -> Json:
        """Seconds between the pieces of coming albums."""
        self.world.album_gap = float(data["seconds"])
        return {}

    # accounts
    def tokens(self, data: Json) -> Json:
        """Accept only these tokens; null accepts every well-formed one."""
        given = data["tokens"]
        self.world.tokens = None if given is None else frozenset(given)
        return {}

    def revoke(self, data: Json) -> Json:
        """From now on the token gets 401, until it is restored."""
        self.world.revoked.add(str(data["token"]))
        return {}

    def restore(self, data: Json) -> Json:
        self.world.revoked.discard(str(data["token"]))
        return {}

    def privacy(self, data: Json) -> Json:
        """Switch a bot's privacy mode in groups."""
        self.world.bot(data["token"]).reads_all = not data["on"]
        return {}

    def deactivate(self, data: Json) -> Json:
        """The person deletes her account."""
        self.world.users[int(data["user_id"])].deactivated = True
        return {}

    # messages
    def age(self, data: Json) -> Json:
        """Make a message older than 48 hours."""
        message = self._chat(data).find(int(data["message_id"]))
        if message is None:
            raise Impossible(f"there is no message {data['message_id']}")
        message.aged = True
        return {}

    def expire_callbacks(self, data: Json) -> Json:
        """Every button pressed so far is now too old to be answered."""
        for callback in self.world.callbacks.values():
            callback.expired = True
        return {}

    def _chat(self, data: Json) -> Chat:
        chat_id = int(data["chat"])
        if chat_id < 0:
            return groups.find_group(self.world, data)
        return self.world.dialogs[self.world.bot(data["token"]).id, chat_id]

    # groups
    def group(self, data: Json) -> Json:
        return groups.make_group(self.world, data)

    def join(self, data: Json) -> Json:
        return groups.join(self.world, data)

    def leave(self, data: Json) -> Json:
        return groups.leave(self.world, data)

    def status(self, data: Json) -> Json:
        return groups.set_status(self.world, data)

    def migrate(self, data: Json) -> Json:
        return groups.migrate(self.world, data)

    # looking
    def calls(self, data: Json) -> Json:
        """The logged calls, filtered by method, chat, contained words, token and number."""
        return {"calls": [call.as_json() for call in self._matching(data)]}

    def counts(self, data: Json) -> Json:
        """How often each (method, chat, text) took effect; more than once is a double."""
        effective = [call for call in self._matching(data) if call.effective]
        tally = Counter((call.method, call.chat_id, call.text) for call in effective)
        rows: list[dict[str, Any]] = [
            {"method": method, "chat_id": chat, "text": text, "count": count}
            for (method, chat, text), count in tally.items()
        ]
        return {"counts": rows, "total": len(effective)}

    def _matching(self, data: Json) -> list[LoggedCall]:
        chat = None if data.get("chat") is None else str(data["chat"])
        wanted = data.get("method"), chat, data.get("contains"), data.get("token")
        since = int(data.get("since") or 0)
        return [call for call in self.world.calls if call.number > since and call.matches(*wanted)]

    async def idle(self, data: Json) -> Json:
        """Wait until no update is unconfirmed and no call is being carried out."""
        world, token = self.world, data.get("token")

        def pending() -> int:
            return sum(bot.queue.pending for bot in world.bots.values() if token in (None, bot.token))

        def look() -> bool | None:
            return (pending() == 0 and world.running == 0) or world.closing or None

        await world.pulse.until(look, float(data.get("timeout", 10)))
        return {"idle": pending() == 0 and world.running == 0, "pending": pending()}

    def cast(self, data: Json) -> Json:
        """Give the page its people."""
        self.world.cast = read_cast(data)
        self.world.beat()
        return self.world.cast.as_json()
