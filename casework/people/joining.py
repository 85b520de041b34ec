"""How people come to the desk: pressing start, following an invitation, giving an address."""

import re
import secrets
from datetime import timedelta

from casework.absence import pending
from casework.desk import Desk
from casework.errors import Refused
from casework.notice import Notice
from casework.notices import tell
from casework.people import questions
from casework.people.permissions import must_coordinate
from casework.rules.deadlines import next_digest
from data import queries
from data.keys import fetch, key
from data.tables import Body, Building, Household, Invite, Member, Person
from data.vocabulary import LANGUAGES, Awaiting, Role

INVITE_LASTS = timedelta(days=7)
# «502», «5楼2号», «12-3-502», «A1203室», «5樓之2», «东户»: twelve characters, with a figure or 户 in them.
_FIGURES = "0-9零〇一二两兩三四五六七八九十百户戶"
_ROOM = re.compile(
    rf"(?=.*[{_FIGURES}])[{_FIGURES}A-Za-z甲乙丙丁东東西南北中号號室房楼樓层層座栋棟幢单單元之/# -]{{1,12}}"
)
_SCRIPTS = {"Hans": "zh-Hans", "Hant": "zh-Hant"}


def meet(desk: Desk, telegram_id: int, name: str, language: str) -> Person:
    """Return a new person for an account that was never seen before."""
    person = Person(community_id=desk.community_id, telegram_id=telegram_id, name=name, language=language)
    desk.session.add(person)
    desk.session.flush()
    return person


def be_in_touch(desk: Desk, person: Person) -> None:
    """Note that the person wrote privately: from now on private messages reach them."""
    if person.started_at is None:
        person.started_at = desk.now
        desk.session.add(person)
    if person.blocked_at is not None:
        person.blocked_at = None
        desk.session.add(person)


def answer_in(desk: Desk, person: Person, script: str | None) -> None:
    """Answer the person in the script they wrote; None keeps what it was."""
    language = _SCRIPTS.get(script or "")
    if language in desk.community.languages and person.language != language:
        person.language = language or person.language
        desk.session.add(person)


def language_for(desk: Desk, language_code: str | None) -> str:
    """Choose a language for a newcomer from their Telegram client's code."""
    code = (language_code or "").lower()
    wished = "zh-Hans"
    if code.startswith("zh"):
        traditional = any(mark in code for mark in ("hant", "tw", "hk", "mo"))
        wished = "zh-Hant" if traditional else "zh-Hans"
    elif code:
        wished = "en"
    offered = [language for language in desk.community.languages if language in LANGUAGES]
    return wished if wished in offered else offered[0]


def welcome(desk: Desk, person: Person) -> None:
    """Greet a person who pressed start and ask where they live, unless that is known."""
    choices = [] if person.building_id else _building_choices(desk)
    tell(desk, person, Notice.WELCOME, {"community": desk.community.name, "buildings": choices}, asked=True)


def ask_address(desk: Desk, person: Person) -> None:
    """Ask again where the person lives."""
    facts = {"community": desk.community.name, "buildings": _building_choices(desk)}
    tell(desk, person, Notice.ASK_BUILDING, facts, asked=True)


def choose_building(desk: Desk, person: Person, building_id: int) -> Building:
    """Keep the building; its units are asked next."""
    building = fetch(desk.session, Building, building_id)
    if building.community_id != desk.community_id:
        raise Refused("unknown_button")
    person.building_id = building_id
    person.household_id = None
    desk.session.add(person)
    return building


def choose_unit(desk: Desk, person: Person, unit: str) -> None:
    """Keep the unit until the room is written; a house without units has the empty one."""
    if unit not in (fetch(desk.session, Building, person.building_id or 0).units or [""]):
        raise Refused("unknown_button")
    questions.ask(desk, person, Awaiting.ROOM, person.building_id, unit=unit)


def may_be_room(text: str) -> bool:
    """Say whether words can be meant as a room's number, be it a poor one; a sentence can't."""
    return _ROOM.fullmatch(text.strip()) is not None or not any(letter.isalpha() for letter in text)


def give_room(desk: Desk, person: Person, room: str) -> dict[str, str]:
    """Keep the room and return the address in parts; Refused when it is not like a room's number."""
    room = room.strip()
    if _ROOM.fullmatch(room) is None:
        raise Refused("no_room_number")
    room = room.removesuffix("室").removesuffix("号").removesuffix("號")
    building = fetch(desk.session, Building, person.building_id or 0)
    unit = str(person.awaiting_data.get("unit", ""))
    flat = queries.household(desk.session, key(building), unit, room)
    if flat is None:
        flat = Household(building_id=key(building), unit=unit, room=room)
        desk.session.add(flat)
        desk.session.flush()
    person.household_id = flat.id
    questions.settle(desk, person)
    return {"building": building.name, "unit": unit, "room": room}


def invite(desk: Desk, by: Person | None, body_id: int, role: Role) -> Invite:
    """Invite somebody new into a body. ``by`` is None when the box's owner does it at the terminal."""
    _must_invite(desk, by)
    body = fetch(desk.session, Body, body_id)
    if body.community_id != desk.community_id or body.retired:
        raise Refused("unknown_button")
    return _write_invite(desk, by, body_id, role, None)


def invite_to_seat(desk: Desk, by: Person | None, member_id: int) -> Invite:
    """Invite the person whom the community file names for a seat."""
    _must_invite(desk, by)
    member = fetch(desk.session, Member, member_id)
    if fetch(desk.session, Person, member.person_id).telegram_id is not None or member.left_at is not None:
        raise Refused("seat_taken")
    return _write_invite(desk, by, member.body_id, member.role, member_id)


def join(desk: Desk, person: Person, token: str) -> Member:
    """Let a person take the seat they were invited to."""
    row = queries.invite(desk.session, token)
    if row is None:
        raise Refused("invite_unknown")
    if row.used_at is not None:
        raise Refused("invite_used")
    if row.expires_at <= desk.now:
        raise Refused("invite_expired")
    row.used_at, row.used_by = desk.now, key(person)
    desk.session.add(row)
    member = _take_seat(desk, person, row.member_id) if row.member_id else _new_seat(desk, person, row)
    member.digest_at = next_digest(desk.now, desk.zone, desk.parameters.digest_at)
    desk.session.add(member)
    facts = {"body": fetch(desk.session, Body, row.body_id).name, "role": member.role.value}
    tell(desk, person, Notice.JOINED, facts, asked=True)
    desk.session.flush()
    pending.ask_anew(desk)
    return member


def _take_seat(desk: Desk, person: Person, member_id: int) -> Member:
    """Put the account in place of the name that the community file had; all seats of that name follow."""
    named = fetch(desk.session, Person, fetch(desk.session, Member, member_id).person_id)
    if named.telegram_id is not None and named.id != person.id:
        raise Refused("seat_taken")
    person.name = named.name
    desk.session.add(person)
    for seat in queries.memberships(desk.session, key(named)):
        seat.person_id = key(person)
        desk.session.add(seat)
    return fetch(desk.session, Member, member_id)


def _new_seat(desk: Desk, person: Person, row: Invite) -> Member:
    member = queries.seat(desk.session, row.body_id, key(person)) or Member(
        body_id=row.body_id, person_id=key(person), joined_at=desk.now
    )
    member.role = row.role
    member.left_at = None
    return member


def _must_invite(desk: Desk, by: Person | None) -> None:
    if by is not None:
        must_coordinate(desk, by)


def _write_invite(desk: Desk, by: Person | None, body_id: int, role: Role, member_id: int | None) -> Invite:
    row = Invite(
        token=secrets.token_urlsafe(12),
        body_id=body_id,
        member_id=member_id,
        role=role,
        created_by=by.id if by else None,
        created_at=desk.now,
        expires_at=desk.now + INVITE_LASTS,
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _building_choices(desk: Desk) -> list[dict[str, object]]:
    return [
        {"id": key(building), "name": building.name}
        for building in queries.buildings(desk.session, desk.community_id)
    ]
