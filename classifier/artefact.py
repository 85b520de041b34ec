"""Writes a model to one file, atomically, and reads it back without executing anything in it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.curves import Steepness, YesNo
from classifier.embedding import encoder
from classifier.failures import ClassifierError, DamagedModel, ModelError, OldModel
from classifier.labels import label_set
from classifier.model import Calibration, Cuts, Known, Model, TermWeights
from classifier.nearness import Directions
from classifier.prediction import Thresholds
from classifier.terms import Terms

FORMAT = 3
Arrays = dict[str, NDArray[Any]]


def save(model: Model, path: Path) -> None:
    """Write the model; whoever reads `path` meanwhile sees the old file or the new one, never a part."""
    arrays: Arrays = {
        "rarity": model.terms.rarity,
        "steps": model.weights.steps,
        "size": model.weights.size,
        "bias": model.bias,
    }
    if model.known:
        arrays |= _known_arrays(model.known)
    words = _bytes(_described(model))
    stored = {"described": words, "digest": _digest(words, arrays), **arrays}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **stored)  # type: ignore[arg-type]
    write_atomically(path, buffer.getvalue())


def load(path: Path) -> Model:
    """Read a model; raise `DamagedModel` or `ModelError` with the mend."""
    described, arrays = _read(path)
    if described.get("format") != FORMAT:
        raise OldModel(f"{path.name} has another format than this version reads; run `linli train`.")
    try:
        model = _model(described, arrays)
    except (KeyError, TypeError, ValueError, ClassifierError) as error:
        raise DamagedModel(
            f"{path.name} doesn't hold together ({error}); roll back or run `linli train`."
        ) from error
    if model.embedder:
        encoder(model.embedder)
    return model


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file by new content that is on the disk before the name points to it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_directory(path.parent)
    except OSError as error:
        raise ModelError(
            f"{path} can't be written ({error.strerror}); free space or check rights, then repeat."
        ) from error


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _described(model: Model) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": model.version,
        "labels": model.labels.as_data(),
        "words": list(model.words),
        "terms": list(model.terms.names),
        "questions": list(model.questions),
        "embedder": model.embedder,
        "calibration": asdict(model.calibration),
        "thresholds": asdict(model.thresholds),
        "cuts": asdict(model.cuts),
        "metrics": dict(model.metrics),
        "facts": dict(model.facts),
    }


def _known_arrays(known: Known) -> Arrays:
    centre = known.directions.centre
    return ({} if centre is None else {"centre": centre}) | {
        "axes": known.directions.axes,
        "leading": known.directions.leading,
        "pairs": known.weights.astype(np.float16),
        "chat": known.chat.astype(np.float16),
        "concerns": known.concerns.astype(np.float16),
    }


def _known(arrays: Arrays) -> Known | None:
    if "axes" not in arrays:
        return None
    directions = Directions(arrays["axes"], arrays["leading"], arrays.get("centre"))
    return Known(directions, *(arrays[name].astype(np.float32) for name in ("pairs", "chat", "concerns")))


def _calibration(row: dict[str, Any]) -> Calibration:
    curves = {
        name: YesNo(tuple(row[name]["slopes"]), row[name]["offset"]) for name in row if name != "steepness"
    }
    return Calibration(steepness=Steepness(**row["steepness"]), **curves)


def _bytes(described: dict[str, Any]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), dtype=np.uint8)


def _digest(words: NDArray[np.uint8], arrays: Arrays) -> NDArray[np.uint8]:
    """A sum over everything that is stored, so that no change goes unseen."""
    sum_ = hashlib.blake2b(words.tobytes(), digest_size=16)
    for name in sorted(arrays):
        sum_.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode())
        sum_.update(np.ascontiguousarray(arrays[name]).tobytes())
    return np.frombuffer(sum_.digest(), dtype=np.uint8)


def _read(path: Path) -> tuple[dict[str, Any], Arrays]:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays: Arrays = {name: file[name] for name in file.files}
        words, digest = arrays.pop("described"), arrays.pop("digest")
        whole = np.array_equal(digest, _digest(words, arrays))
        described = json.loads(words.tobytes())
    except FileNotFoundError as error:
        raise ModelError(f"There is no model file {path.name}; run `linli train`.") from error
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DamagedModel(f"{path.name} can't be read ({error}); roll back or run `linli train`.") from error
    if not whole or not isinstance(described, dict):
        raise DamagedModel(f"{path.name} was changed after it was written; roll back or run `linli train`.")
    return described, arrays


def _model(described: dict[str, Any], arrays: Arrays) -> Model:
    return Model(
        labels=label_set(described["labels"]),
        words=tuple(described["words"]),
        terms=Terms.of(described["terms"], arrays["rarity"]),
        questions=tuple(described["questions"]),
        weights=TermWeights(arrays["steps"], arrays["size"]),
        bias=arrays["bias"],
        embedder=described["embedder"],
        known=_known(arrays),
        calibration=_calibration(described["calibration"]),
        thresholds=Thresholds(**described["thresholds"]),
        cuts=Cuts(**described["cuts"]),
        version=described["version"],
        metrics=described["metrics"],
        facts=described["facts"],
    )
