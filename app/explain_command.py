"""The command that says where a message would go, and which rule sends it there."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from sqlalchemy import Engine
from sqlmodel import select

from app import org_commands
from app.classifier_commands import ensure_model, model_directory
from app.live_labels import own_texts
from app.sentences import sentences
from app.settings import Settings
from app.wiring import community_id_in, utc_now
from bot.render import in_script
from bot.texts import Texts, with_reason
from casework.cases.explaining import explain
from casework.desk import Desk
from casework.people.organisation import import_community
from classifier.own_labels import own_labels
from data.base import Table
from data.engine import open_engine, transaction
from data.keys import fetch, key
from data.tables import Community, Person
from data.vocabulary import LANGUAGES, Urgency


def add(commands: typer.Typer, settings: Callable[[], Settings], database: Callable[[], Engine]) -> None:
    """Put the command beside the others about the organisation."""

    @commands.command("explain")
    def explain_command(
        message: Annotated[str, typer.Argument(help="What a resident would write.")],
        file: Annotated[Path | None, typer.Option(help="A community file; else the database.")] = None,
        building: Annotated[str | None, typer.Option(help="Where the resident lives.")] = None,
        category: Annotated[str | None, typer.Option(help="In place of what the model says.")] = None,
        urgency: Annotated[Urgency | None, typer.Option(help="In place of what the model says.")] = None,
        language: Annotated[str | None, typer.Option(help="zh-Hans, zh-Hant or en.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    ) -> None:
        """Say who would get MESSAGE, and why: the prediction, each rule that is tried, the dates."""
        with sentences(), org_commands.sentences():
            reader = ensure_model(settings().model_dir).serving()
            with _desk(file, database) as desk:
                _must_be_known(desk, building, category, language)
                found = explain(desk, reader, message, building=building, category=category, urgency=urgency)
                texts = own_texts(settings().model_dir, desk.parameters.words)[
                    language or desk.community.languages[0]
                ]
            typer.echo(json.dumps(found, ensure_ascii=False) if as_json else _said(found, texts))


def _said(found: dict[str, Any], texts: Texts) -> str:
    return texts.say("explain", "report", **with_reason(texts, in_script(found, texts.language)))


@contextmanager
def _desk(file: Path | None, database: Callable[[], Engine]) -> Iterator[Desk]:
    """Open the desk on the database, or on a community file as if everybody of it were at their phone."""
    if file is None:
        engine = database()
        with transaction(engine) as session:
            yield Desk(session, utc_now(), fetch(session, Community, community_id_in(engine)))
        return
    community = org_commands.load(file)
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/explain.db")
        Table.metadata.create_all(engine)  # sooner done than every migration, for a database nobody keeps
        with transaction(engine) as session:
            stored = import_community(session, community, utc_now()).community
            for person in session.exec(select(Person)).all():
                person.telegram_id, person.started_at = person.telegram_id or -key(person), utc_now()
                session.add(person)
            session.flush()
            yield Desk(session, utc_now(), stored)
        engine.dispose()


def _must_be_known(desk: Desk, building: str | None, category: str | None, language: str | None) -> None:
    for option, value, known in (
        ("--building", building, desk.community.building_numbers),
        ("--category", category, list(own_labels(model_directory()).concerns)),
        ("--language", language, list(LANGUAGES)),
    ):
        if value is not None and value not in known:
            raise typer.BadParameter(
                f"«{value}» is not known; write one of: {', '.join(known)}", param_hint=option
            )
