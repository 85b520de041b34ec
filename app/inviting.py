"""Invitations made at the terminal, before there is a coordinator who could make them in Telegram."""

from sqlalchemy import Engine

from app.reaching import username
from app.settings import BadSettings, Settings
from app.wiring import community_id_in, utc_now
from bot.coordinator import invite_link
from casework.desk import Desk
from casework.errors import Refused
from casework.people import joining
from casework.people.offices import Organisation, load
from data.engine import transaction
from data.keys import fetch
from data.tables import Community, Invite
from data.vocabulary import Role


async def link(
    engine: Engine, settings: Settings, body_key: str, name: str | None, *, coordinator: bool
) -> str:
    """Make an invitation and return its link; raise BadSettings for a body or a name nobody knows."""
    name_of_bot = await username(settings)
    with transaction(engine) as session:
        desk = Desk(session, utc_now(), fetch(session, Community, community_id_in(engine)))
        organisation = load(desk)
        body_id = _body(organisation, body_key)
        if name is None:
            role = Role.COORDINATOR if coordinator else Role.HANDLER
            row = joining.invite(desk, None, body_id, role)
        else:
            row = _invite_to_seat(desk, _seat(organisation, body_id, name), name)
        return invite_link(name_of_bot, row.token)


def _invite_to_seat(desk: Desk, member_id: int, name: str) -> Invite:
    try:
        return joining.invite_to_seat(desk, None, member_id)
    except Refused as refusal:
        raise BadSettings(
            f"{name} has joined already; leave --name out to invite somebody else into the body."
        ) from refusal


def _body(organisation: Organisation, key: str) -> int:
    by_key = {body.key: body_id for body_id, body in organisation.standing().items()}
    if key not in by_key:
        raise BadSettings(f"there is no body «{key}»; the community file has {', '.join(sorted(by_key))}.")
    return by_key[key]


def _seat(organisation: Organisation, body_id: int, name: str) -> int:
    seats = {
        organisation.person_of(member_id).name: member_id
        for member_id, member in organisation.members.items()
        if member.body_id == body_id
    }
    if name not in seats:
        raise BadSettings(
            f"nobody called «{name}» sits there; the community file has {', '.join(seats) or 'nobody'}."
        )
    return seats[name]
