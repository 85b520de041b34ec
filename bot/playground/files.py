"""Stored files: what was sent by people or uploaded by bots, under ids that keep their kind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


@dataclass
class StoredFile:
    """One file; `size` may be larger than the content kept, which is padded on download."""

    id: str
    unique_id: str
    kind: str
    path: str
    content: bytes
    size: int
    name: str
    mime: str
    width: int = 0
    height: int = 0
    seconds: int = 0

    def basics(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def as_content(self) -> Any:
        """The message field of its kind: a list of sizes for photos, an object for the others."""
        if self.kind == "photo":
            return self._photo_sizes()
        return {**self.basics(), **self._details()}

    def _photo_sizes(self) -> list[dict[str, Any]]:
        """Thumbnail and full size; both ids lead to the same file."""
        small = {"width": max(1, self.width // 8), "height": max(1, self.height // 8)}
        thumb = {**self.basics(), "file_id": self.id + "-s", "file_unique_id": self.unique_id + "s", **small}
        return [thumb, {**self.basics(), "width": self.width, "height": self.height}]

    def _details(self) -> dict[str, Any]:
        if self.kind == "voice":
            return {"duration": self.seconds, "mime_type": self.mime}
        if self.kind == "sticker":
            flags = {"is_animated": False, "is_video": False, "type": "regular"}
            return {"width": 512, "height": 512, "emoji": self.name, **flags}
        if self.kind in ("video", "audio"):
            shape = {"width": self.width, "height": self.height} if self.kind == "video" else {}
            return {"duration": self.seconds, "file_name": self.name, "mime_type": self.mime, **shape}
        return {"file_name": self.name, "mime_type": self.mime}


def store(
    files: dict[str, StoredFile],
    kind: str,
    content: bytes,
    name: str,
    mime: str,
    *,
    size: int | None = None,
    seconds: int = 0,
) -> StoredFile:
    """Keep a file under a fresh id and return it."""
    number = len(files) + 1
    width, height = picture_size(content) if kind == "photo" else (0, 0)
    file_id = f"{kind[:2].upper()}AC{number:06d}{hashlib.sha256(f'{kind}{number}'.encode()).hexdigest()[:20]}"
    suffix = name.rpartition(".")[2] if "." in name else "bin"
    path = f"{kind}s/file_{number}.{suffix}"
    unique = hashlib.sha256(content + name.encode() + str(number).encode()).hexdigest()[:15]
    actual = len(content) if size is None else size
    stored = StoredFile(file_id, unique, kind, path, content, actual, name, mime, width, height, seconds)
    files[file_id] = stored
    return stored


def find(files: dict[str, StoredFile], file_id: str) -> StoredFile | None:
    """The file behind an id; a photo's thumbnail id leads to the photo."""
    return files.get(file_id.removesuffix("-s"))


def is_picture(content: bytes) -> bool:
    return content.startswith(PICTURE_STARTS)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG; a usual photo's size for every other format."""
    if content.startswith(PICTURE_STARTS[0]) and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    return 1280, 960
