"""The bot itself: who it is, its commands and descriptions, logging out."""

import re
from collections.abc import Callable
from typing import Any

from bot.playground.chat import Json
from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.world import Bot, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, bot: Bot, params: Params) -> Json:
    return {
        **bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _place(params: Params) -> str:
    """Where commands apply: scope and language together."""
    scope = params.object("scope") or {"type": "default"}
    return "commands " + "/".join(str(value) for value in scope.values()) + "/" + params.text("language_code")


def set_my_commands(world: World, bot: Bot, params: Params) -> bool:
    commands = params.object("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("can't parse commands list JSON object")
    bot.settings[_place(params)] = {"commands": [_checked(command) for command in commands]}
    return True


def _checked(command: Json) -> Json:
    name = str(command.get("command", "")).removeprefix("/")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": command["description"]}


def get_my_commands(world: World, bot: Bot, params: Params) -> list[Json]:
    commands: list[Json] = bot.settings.get(_place(params), {}).get("commands", [])
    return commands


def delete_my_commands(world: World, bot: Bot, params: Params) -> bool:
    bot.settings.pop(_place(params), None)
    return True


def _setting(name: str) -> tuple[Callable[..., bool], Callable[..., Json]]:
    """A setter and a getter for one text about the bot."""

    def write(world: World, bot: Bot, params: Params) -> bool:
        bot.settings[f"{name} {params.text('language_code')}"] = {name: params.text(name)}
        return True

    def read(world: World, bot: Bot, params: Params) -> Json:
        return bot.settings.get(f"{name} {params.text('language_code')}", {name: ""})

    return write, read


def log_out(world: World, bot: Bot, params: Params) -> bool:
    return True


def set_chat_menu_button(world: World, bot: Bot, params: Params) -> bool:
    bot.settings[f"menu {params.text('chat_id')}"] = params.object("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, bot: Bot, params: Params) -> Json:
    return bot.settings.get(f"menu {params.text('chat_id')}", {"type": "default"})


SET_NAME, GET_NAME = _setting("name")
SET_DESCRIPTION, GET_DESCRIPTION = _setting("description")
SET_SHORT, GET_SHORT = _setting("short_description")

METHODS: dict[str, Callable[[World, Bot, Params], Any]] = {
    "getMe": get_me,
    "logOut": log_out,
    "close": log_out,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": SET_NAME,
    "getMyName": GET_NAME,
    "setMyDescription": SET_DESCRIPTION,
    "getMyDescription": GET_DESCRIPTION,
    "setMyShortDescription": SET_SHORT,
    "getMyShortDescription": GET_SHORT,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
