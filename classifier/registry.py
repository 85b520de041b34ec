"""Keeps the models of one installation in a directory, one of them serving."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from classifier.artefact import load, save, write_atomically
from classifier.failures import ClassifierError, DamagedModel, MissingEncoder, ModelError, NoModel
from classifier.model import Model

POINTER = "serving.json"
KEPT = 10  # earlier versions that can be rolled back to


@dataclass(frozen=True, slots=True)
class Served:
    """What the pointer file says: which version serves, and which did before, latest last."""

    version: str
    before: tuple[str, ...] = ()


class Registry:
    """The models in one directory; any number of threads and processes may use it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._refused: str | None = None
        self._trouble: str | None = None

    def serving(self) -> Model:
        """The model that serves now; another process's promotion is noticed at the next call.

        When the promoted file can't be read, the model served so far goes on serving; when its encoder is
        not installed here, the latest earlier one that can.
        """
        version = self._served().version
        model = self._model
        if model is not None and version in (model.version, self._refused):
            return model
        with self._lock:
            return self._reload(version)

    def trouble(self) -> str | None:
        """Why another model than the promoted one serves, with the mend; None when it does."""
        self.serving()
        return self._trouble if self._refused else None

    def versions(self) -> tuple[str, ...]:
        """All versions that are there, oldest first."""
        return tuple(sorted(path.stem for path in self.directory.glob("[!.]*.npz")))

    def earlier(self) -> tuple[str, ...]:
        """The versions that served before, latest last."""
        return self._served().before

    def add(self, model: Model) -> str:
        """Store a candidate; it serves only after `promote`."""
        save(model, self._path(model.version))
        return model.version

    def get(self, version: str) -> Model:
        """Read one version; raises `ModelError` when it is missing or damaged."""
        return load(self._path(version))

    def promote(self, version: str) -> None:
        """Let this version serve; raises `ModelError`, and changes nothing, when it can't be read."""
        model = self.get(version)
        before = self._before(version)
        with self._lock:
            self._point(Served(version, before))
            self._model, self._refused = model, None

    def rollback(self) -> str:
        """Let the version serve that did before, and return it."""
        served = self._served()
        if not served.before:
            raise ModelError("There is no earlier model to go back to; run `linli train` for a new one.")
        *earlier, version = served.before
        model = self.get(version)
        with self._lock:
            self._point(Served(version, tuple(earlier)))
            self._model, self._refused = model, None
        return version

    def _before(self, version: str) -> tuple[str, ...]:
        try:
            served = self._served()
        except ModelError:
            return ()
        if served.version == version:
            return served.before
        return (*served.before, served.version)[-KEPT:]

    def _reload(self, version: str) -> Model:
        if self._model is None or version not in (self._model.version, self._refused):
            try:
                self._model, self._refused = self.get(version), None
            except ClassifierError as error:
                if self._model is None:
                    self._model = self._instead(error)
                self._refused, self._trouble = version, str(error)
        return self._model

    def _instead(self, error: ClassifierError) -> Model:
        """The latest earlier model that can be used here, in place of one whose encoder is missing."""
        if isinstance(error, MissingEncoder):
            for version in reversed(self.earlier()):
                with suppress(ModelError):
                    return self.get(version)
        raise error

    def _path(self, version: str) -> Path:
        if not version or Path(version).name != version:
            raise ModelError(f"«{version}» is not a version; the model directory has one file for each.")
        return self.directory / f"{version}.npz"

    def _point(self, served: Served) -> None:
        content = json.dumps({"version": served.version, "before": served.before}, indent=1)
        write_atomically(self.directory / POINTER, content.encode())

    def _served(self) -> Served:
        try:
            row = json.loads((self.directory / POINTER).read_text(encoding="utf-8"))
            return Served(str(row["version"]), tuple(map(str, row["before"])))
        except FileNotFoundError as error:
            raise NoModel(f"No model serves in {self.directory}; run `linli train`.") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedModel(f"{self.directory / POINTER} can't be read; run `linli train`.") from error
