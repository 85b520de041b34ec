"""The desk as its operator runs it: ``linli run`` in a process of its own, against a stand-in."""

import os
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType

from app.org_commands import load
from app.wiring import open_database, utc_now
from casework.desk import Desk
from casework.people import offices
from casework.people.joining import invite_to_seat
from casework.people.organisation import import_community
from data.engine import transaction

TOKEN = "7:measured"  # noqa: S105 - the stand-in takes any


class DeskProcess:
    """A running desk: ``with DeskProcess(url, folder): …``. Its log goes to ``folder/desk.log``."""

    def __init__(self, telegram_api: str, folder: Path, models: Path) -> None:
        self.database = folder / "desk.db"
        self.log = folder / "desk.log"
        with as_file(files("app.samples") / "sample.yaml") as community:
            self.environment = os.environ | {
                "LINLI_BOT_TOKEN": TOKEN,
                "LINLI_TELEGRAM_API": telegram_api,
                "LINLI_DATABASE_URL": f"sqlite:///{self.database}",
                "LINLI_COMMUNITY": str(community),
                "LINLI_MODEL_DIR": str(models.absolute()),
                "LINLI_LOG_LEVEL": "WARNING",
            }

    def invite_everybody(self) -> list[str]:
        """Import the sample community and invite the first member of each body; return the tokens."""
        engine = open_database(self.environment["LINLI_DATABASE_URL"])
        with transaction(engine) as session:
            community = import_community(
                session, load(Path(self.environment["LINLI_COMMUNITY"])), utc_now()
            ).community
            session.flush()
            desk = Desk(session, utc_now(), community)
            members = offices.load(desk).members
            first = {member.body_id: member_id for member_id, member in reversed(members.items())}
            return [invite_to_seat(desk, None, member_id).token for member_id in first.values()]

    def __enter__(self) -> "DeskProcess":
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "app", "run"]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)  # noqa: S603
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
