"""Tokens, methods and what a bot says about itself."""

import httpx
import pytest

from bot.playground.phone import Control
from bot.playground.server import StandIn
from tests.playground.conftest import Api


def test_it_introduces_itself(api: Api) -> None:
    me = api("getMe")
    assert me["id"] == int(api.token.partition(":")[0])
    assert me["is_bot"] is True
    assert me["can_read_all_group_messages"] is False


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_methods_are_case_insensitive_and_take_get_and_post(api: Api, method: str) -> None:
    answer = api.client.request(method, f"{api.url}/bot{api.token}/GETME")
    assert answer.json()["ok"] is True


def test_an_unknown_method_is_404(api: Api) -> None:
    assert api.refused("sendTelepathy") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


def test_a_token_of_the_wrong_shape_is_404(api: Api) -> None:
    api.token = "nonsense"
    assert api.refused("getMe")["error_code"] == 404


def test_a_revoked_token_is_401_until_restored(api: Api, control: Control) -> None:
    control.revoke(api.token)
    assert api.refused("getMe")["description"] == "Unauthorized"
    control.restore(api.token)
    assert api("getMe")


def test_it_can_accept_named_tokens_only(client: httpx.Client) -> None:
    with StandIn(tokens=["1:mine"]) as stand_in:
        assert Api(stand_in.url, "1:mine", client)("getMe")["id"] == 1
        assert Api(stand_in.url, "2:other", client).refused("getMe")["error_code"] == 401


def test_urlencoded_values_are_read_like_json(api: Api) -> None:
    commands = '[{"command": "my", "description": "我的办件"}]'
    address = f"{api.url}/bot{api.token}/setMyCommands"
    assert api.client.post(address, data={"commands": commands}).json()["result"] is True
    assert api("getMyCommands") == [{"command": "my", "description": "我的办件"}]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"command": "我的", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "my", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_commands_are_checked(api: Api, command: dict[str, str], reason: str) -> None:
    assert reason in api.refused("setMyCommands", commands=[command])["description"]


def test_commands_are_kept_per_scope_and_language(api: Api) -> None:
    one, two = [{"command": "a", "description": "a"}], [{"command": "b", "description": "b"}]
    api("setMyCommands", commands=one)
    api("setMyCommands", commands=two, language_code="zh", scope={"type": "all_private_chats"})
    assert api("getMyCommands") == one
    assert api("getMyCommands", language_code="zh", scope={"type": "all_private_chats"}) == two
    api("deleteMyCommands")
    assert api("getMyCommands") == []


def test_bodies_that_are_no_json_are_400(api: Api) -> None:
    address = f"{api.url}/bot{api.token}/sendMessage"
    answer = api.client.post(address, content=b"{", headers={"content-type": "application/json"})
    assert answer.status_code == 400
