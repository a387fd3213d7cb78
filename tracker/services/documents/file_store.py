"""The store of files: a folder of its own outside the web root, where each file has a random name.

A file is written before the transaction that speaks of it and stays when that fails: what no row speaks of
after a day is swept (``file_sweeping``). Nothing in the store is ever opened to be run or unpacked.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from tracker.exchange.file_kinds import FileRefused, kind_of
from tracker.exchange.file_names import ending_of, safe_name
from tracker.services.errors import Invalid

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
"""Bytes of the largest file that is taken."""

PIECE = 64 * 1024
NAME = re.compile(r"[0-9a-f]{64}")
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store: its name there, what it is called, its size in bytes and what it holds."""

    stored_as: str
    file_name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that lies in the store; ``unfinished`` where its writing was broken off."""

    name: str
    path: Path
    written: datetime
    unfinished: bool


class FileStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, stream: BinaryIO, name: str) -> StoredFile:
        """Keeps what ``stream`` holds, called ``name`` where it comes from.

        Raises Invalid on ``document_file`` for what is too large, empty, or of a kind that is not taken;
        nothing stays in the store then.
        """
        stored_as = secrets.token_hex(32)
        path = self._place(stored_as)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(stored_as + UNFINISHED)
        ending = ending_of(name)
        try:
            with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
                size, sha256 = _copy(stream, file)
                kind = kind_of(file, ending)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except FileRefused as refused:
            details = {"name": safe_name(name, ending or "…"), **refused.details}
            raise Invalid("document_file", refused.fault, details) from refused
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
        called = safe_name(name, ending or kind.endings[0])
        return StoredFile(stored_as, called, kind.media_type, size, sha256)

    def path(self, stored_as: str) -> Path | None:
        """Where a file lies; None for what is no name of the store, or is not there."""
        path = self._place(stored_as) if NAME.fullmatch(stored_as) else None
        return path if path is not None and path.is_file() and not path.is_symlink() else None

    def remove(self, stored_as: str) -> None:
        """Takes a file out of the store, where it is there."""
        path = self.path(stored_as)
        if path is not None:
            path.unlink(missing_ok=True)

    def files(self) -> Iterator[Found]:
        """What lies in the store. What it has not written itself is passed over."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            name = path.name.removesuffix(UNFINISHED)
            if NAME.fullmatch(name) and name.startswith(path.parent.name) and not path.is_symlink():
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield Found(name, path, written, path.name != name)

    def _place(self, stored_as: str) -> Path:
        return self.folder / stored_as[:2] / stored_as


def _copy(stream: BinaryIO, file: BinaryIO) -> tuple[int, str]:
    """Copies piece by piece; the size in bytes and the SHA-256. Raises FileRefused for too much."""
    size, digest = 0, hashlib.sha256()
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > LARGEST:
            raise FileRefused("file_too_large", largest=LARGEST)
        digest.update(piece)
        file.write(piece)
    return size, digest.hexdigest()
