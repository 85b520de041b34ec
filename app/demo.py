"""The demo: the whole desk over the playground, with a sample community and four people on phones."""

import asyncio
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from app.classifier_commands import ensure_model
from app.running import run_desk
from app.settings import Settings
from app.wiring import open_database, utc_now
from bot.playground.cast import Actor, Cast
from bot.playground.phone import Phone
from bot.playground.server import serve
from casework.desk import Desk
from casework.people.community_file import check
from casework.people.joining import invite_to_seat
from casework.people.offices import load
from casework.people.organisation import import_community
from classifier.failures import ModelError
from classifier.labels import LabelSet
from classifier.own_labels import own_labels
from classifier.registry import Registry
from data.engine import transaction

TOKEN = "1:playground"  # noqa: S105 - the stand-in takes any
MEMBER, COORDINATOR = "王师傅", "周书记"
# A visitor does not wait a day to be asked, nor for the end of the night.
HURRIED = {
    "review": {"ask_after": "5 s", "at": None, "remind_after": "2 min", "close_after": "2 min"},
    "quiet": None,
}


def sample_community() -> str:
    """Return the text of the community file that is shipped."""
    return files("app.samples").joinpath("sample.yaml").read_text(encoding="utf-8")


def prepare(database: Path, labels: LabelSet) -> tuple[Engine, Mapping[str, str]]:
    """Make a fresh database with the sample community; return it and the invitations by name.

    ``labels`` are those of the installation that the community is checked against.
    """
    for leftover in database.parent.glob(f"{database.name}*"):
        leftover.unlink()
    engine = open_database(f"sqlite:///{database}")
    with transaction(engine) as session:
        retired = [label.name for label in labels.retired]
        file = check(sample_community(), "sample.yaml", labels.concerns, retired, labels.given)
        community = import_community(session, file, utc_now()).community
        community.parameters = community.parameters | HURRIED
        session.add(community)
        session.flush()
        desk = Desk(session, utc_now(), community)
        organisation = load(desk)
        seats = {organisation.person_of(m_id).name: m_id for m_id in organisation.members}
        return engine, {name: invite_to_seat(desk, None, seats[name]).token for name in (MEMBER, COORDINATOR)}


def cast_with(invitations: Mapping[str, str]) -> Cast:
    """Return who plays on the page's phones."""
    return Cast(
        actors=(
            Actor(
                1001,
                "陈阿姨",
                "居民",
                "zh-hans",
                "3号楼",
                suggestions=(
                    "3号楼门口的大门一开一关吱呀响，整晚睡不着",
                    "二单元电梯卡在四楼不动了，里面还有个小孩",
                    "东门那边路灯黑了三天，晚上回家怕摔",
                ),
            ),
            Actor(
                1002,
                "林先生",
                "居民",
                "zh-hant",
                "7號樓",
                suggestions=(
                    "樓上裝修敲到晚上十一點，小朋友都睡不了",
                    "地下車庫有人把機車停在我的車位上",
                    "謝謝你們上次幫忙！",
                ),
            ),
            Actor(2001, MEMBER, "成员", "zh-hans", "物业维修", start_payload=invitations[MEMBER]),
            Actor(
                3001, COORDINATOR, "协调员", "zh-hans", "网格党支部", start_payload=invitations[COORDINATOR]
            ),
        ),
        token=TOKEN,
        group_title="幸福里业主群",
    )


async def run_demo(
    host: str,
    port: int,
    directory: Path,
    registry: Registry | None = None,
    ready: asyncio.Event | None = None,
) -> None:
    """Run playground and desk in one process until cancelled; ``ready`` is set once the page can open.

    Without a registry of models the demo uses the one in its directory, which it trains when there is none.
    """
    registry, ready = registry or _model(directory / "models"), ready or asyncio.Event()
    engine, invitations = prepare(directory / "demo.db", own_labels(registry.directory))
    cast = cast_with(invitations)
    settings = Settings(
        bot_token=SecretStr(TOKEN), telegram_api=f"http://{host}:{port}", webhook_url=None, _env_file=None
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(host, port, cast, ready=ready))
        await ready.wait()
        tasks.create_task(run_desk(engine, registry, settings))
        tasks.create_task(asyncio.to_thread(_press_start, cast, settings.telegram_api))


def _model(directory: Path) -> Registry:
    """Return a model for the demo; one that is damaged or can't be used here is trained anew."""
    try:
        return ensure_model(directory)
    except ModelError:
        shutil.rmtree(directory)
        return ensure_model(directory)


def _press_start(cast: Cast, url: str) -> None:
    """Let those who work here press START; residents do it themselves."""
    for actor in cast.actors:
        if actor.start_payload:
            with Phone(url, cast.token, actor.user_id, actor.name, actor.language_code) as phone:
                phone.start(actor.start_payload)
