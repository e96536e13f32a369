"""Files that survive a power cut: written, synced and renamed in an order that leaves the old or the new one.

Also says what went wrong with a path in words ("no space left"), and holds the lock of the one writer.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from index.errors import IndexCorrupt, IndexLocked, IndexUnusable

_CHUNK_BYTES = 1 << 20

_OS_REASONS = {
    errno.ENOSPC: "no space is left on the disk: free some and run the same command again, nothing is lost",
    errno.EDQUOT: "the disk quota is used up: free some space and run the same command again, nothing is lost",
    errno.EACCES: "permission is denied: make it readable and writable for this user",
    errno.EPERM: "permission is denied: make it readable and writable for this user",
    errno.EROFS: "the file system is read-only: open the index with read_only=True, or copy it elsewhere",
    errno.EMFILE: "too many files are open: raise `ulimit -n`",
    errno.ENOTDIR: "a part of the path is a file, not a directory",
    errno.EIO: "the disk reports an error: check it, then run `rolecall repair`",
}

DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""The second where SQLite's message quotes a damaged name."""

_SQLITE_REASONS = (
    ("disk is full", IndexUnusable, _OS_REASONS[errno.ENOSPC]),
    ("readonly", IndexUnusable, "the index is read-only: make it writable, or open it with read_only=True"),
    ("unable to open", IndexUnusable, "the database cannot be opened: check that the directory is writable"),
    ("locked", IndexLocked, "another process is writing this index: try again when it is done"),
    ("malformed", IndexCorrupt, "the database is damaged: run `rolecall repair`"),
    ("not a database", IndexCorrupt, "the database is damaged: run `rolecall repair`"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns errors of the system and of SQLite into IndexUnusable and its kinds, naming `path` and a way out."""
    try:
        yield
    except OSError as error:
        reason = _OS_REASONS.get(error.errno or 0, error.strerror or str(error))
        raise IndexUnusable(f"{error.filename or path}: {reason}") from error
    except DATABASE_ERRORS as error:
        words = str(error)
        for part, kind, reason in _SQLITE_REASONS:
            if part in words:
                raise kind(f"{path}: {reason} ({words})") from error
        # Whatever else SQLite or a codec says of rows that we wrote ourselves is damage.
        raise IndexCorrupt(f"{path}: the database answered `{words}`: run `rolecall repair`") from error


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Waits until the file's bytes are on the disk, whoever wrote them."""
    _sync(path, os.O_RDONLY)


def sync_directory(path: Path) -> None:
    """Waits until the names in a directory are on the disk: without it a new file can vanish."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        # On macOS fsync alone leaves the bytes in the drive's cache.
        full_sync = getattr(fcntl, "F_FULLFSYNC", None)
        if full_sync is None:
            os.fsync(descriptor)
        else:
            fcntl.fcntl(descriptor, full_sync)
    finally:
        os.close(descriptor)


def sync_tree(path: Path) -> None:
    """Syncs every file below a directory, then the directories from the innermost outwards."""
    for folder, _, names in os.walk(path, topdown=False):
        for name in sorted(names):
            sync_file(Path(folder) / name)
        sync_directory(Path(folder))


def replace(path: Path, content: bytes) -> None:
    """Puts `content` under a name so that after a power cut either the old or the new one stands there."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    sync_file(fresh)
    os.replace(fresh, path)
    sync_directory(path.parent)


class Lock:
    """A lock on a file or directory among processes and threads; released by `close` or by the process's end."""

    def __init__(self, path: Path, *, shared: bool = False, create: bool = False) -> None:
        flags = os.O_RDWR | os.O_CREAT if create else os.O_RDONLY
        self._descriptor: int | None = os.open(path, flags | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN):
                raise
            raise IndexLocked(f"{path}: another process is using it: try again when it is done") from error

    def close(self) -> None:
        """Releases the lock; more than once does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
