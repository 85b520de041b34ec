"""Retrains the classifier in this process from what the desk was taught."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.corrections_file import read_corrections
from app.settings import Settings
from app.wiring import NoCommunity, community_id_in, open_database
from casework.desk import Desk
from casework.learning.changed_labels import inherited, without_young
from casework.learning.lessons import Lessons, teach
from casework.learning.opinions import Opinion, collect, recent_words, with_rivals
from classifier.examples import corpus_files
from classifier.own_labels import own_labels, read_own
from classifier.registry import Registry
from classifier.retraining import Retraining, retrain
from classifier.training import Progress
from classifier.turnstile import one_at_a_time
from data.engine import transaction
from data.keys import fetch
from data.tables import Community


def run(settings: Settings, files: Sequence[Path], tell: Progress, now: datetime) -> dict[str, Any]:
    """Retrain once and return the result as plain values; raises `Busy` while another one runs.

    `files` hold corrections beside those in the database, which may then be without a community.
    """
    with one_at_a_time(settings.model_dir):
        registry = Registry(settings.model_dir)
        registry.serving()  # before anything is read: without one there is nothing to compare with
        opinions = [opinion for file in files for opinion in read_corrections(file, now)]
        try:
            taught, recent = heard(open_database(settings.database_url), now)
        except NoCommunity:
            if not files:
                raise
            taught, recent = [], []
        lessons, result = learn(registry, [*taught, *opinions], recent, tell)
    return result.as_data() | {"doubts": [asdict(doubt) for doubt in lessons.doubts]}


def heard(engine: Engine, now: datetime) -> tuple[list[Opinion], list[str]]:
    """Read from the database what the desk was taught and what was written to it last."""
    community_id = community_id_in(engine)
    with transaction(engine) as session:
        desk = Desk(session, now, fetch(session, Community, community_id))
        return collect(desk), recent_words(desk)


def learn(
    registry: Registry, opinions: Sequence[Opinion], recent: Sequence[str], tell: Progress | None = None
) -> tuple[Lessons, Retraining]:
    """Weigh the opinions, train a candidate on them and judge it; it is stored when it passes."""
    labels, serving = own_labels(registry.directory), registry.serving()
    corpus = read_own(corpus_files(), labels)
    opinions = inherited(with_rivals(opinions, serving.predict_many), labels, serving.labels)
    lessons, labels = without_young(teach(opinions, corpus, labels), labels)
    result = retrain(
        registry, lessons.taught, recent=recent, corpus=lessons.corpus, labels=labels, progress=tell
    )
    return lessons, result
