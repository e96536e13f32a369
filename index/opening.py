"""Which generation to answer from: the newest that is whole, made anew when the store is ahead of it.

Verifies before anything is used. Where nothing can be written, a generation is made in a temporary directory:
slower to open, as exact to search.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from index import files, generations, snapshot
from index.errors import IndexCorrupt, IndexLocked, IndexMissing, IndexUnusable, SchemaMismatch
from index.generations import Manifest
from index.store import FILE_NAME, Store
from index.types import Posting
from index.view import IndexView

LOCK_NAME = "lock"
_LOCK_PATIENCE_S = 2.0
"""Readers that open an index hold the lock for an instant, to see whether somebody writes."""
_ATTEMPTS = 5
"""Two refreshes while a generation is being opened remove it: then the next one is there."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation ready to read. `stamp` is what `CURRENT` looked like before it was opened."""

    view: IndexView
    manifest: Manifest | None
    """None for a temporary one."""
    stamp: tuple[int, int, int] | None
    is_current: bool
    """Whether it is the one that `CURRENT` names."""


def writer_lock(index: Path) -> files.Lock:
    """The lock of the one writer; close it when done.

    Raises:
        IndexLocked: another process is writing.
    """
    deadline = time.monotonic() + _LOCK_PATIENCE_S
    while True:
        try:
            with files.explained(index):
                return files.Lock(index / LOCK_NAME, create=True)
        except IndexLocked:
            if time.monotonic() > deadline:
                raise IndexLocked(
                    f"{index}: another process is writing this index: wait until it is done"
                ) from None
            time.sleep(0.02)


def prepare(index: Path) -> None:
    """Makes the directory and the store's tables, or migrates them, where that is needed.

    A store that is gone or damaged beside generations is left to `rolecall repair`.

    Raises:
        SchemaMismatch: the store is of a newer version.
        IndexLocked: another process is writing just now.
    """
    index.mkdir(parents=True, exist_ok=True)
    if store_is_gone(index):
        return
    try:
        Store.open(index, read_only=True).close()
    except (IndexMissing, SchemaMismatch):
        with writer_lock(index):
            Store.open(index).close()
    except IndexCorrupt as error:
        _log.warning("%s", str(error))


def store_is_gone(index: Path) -> bool:
    """Whether there are generations without the store that they were made from."""
    return not (index / FILE_NAME).exists() and bool(generations.numbers(index))


def open_store(index: Path, opened: Opened | None) -> Store:
    """The store, for writing; the caller holds the writer's lock.

    Raises:
        IndexCorrupt: it is gone or older than the generation in use: to write to it would lose postings.
    """
    if store_is_gone(index):
        raise IndexCorrupt(f"{index / FILE_NAME}: is gone: run `rolecall repair`, which restores it")
    store = Store.open(index)
    if (
        opened is not None
        and opened.manifest is not None
        and opened.manifest.data_version > store.data_version
    ):
        store.close()
        raise IndexCorrupt(
            f"{store.path}: is older than its generation: run `rolecall repair`, which restores it"
        )
    return store


def newest(index: Path) -> Opened | None:
    """The best generation that is whole, or None; what is damaged is passed over and logged."""
    for _ in range(_ATTEMPTS):
        stamp = generations.stamp(index)
        named = generations.named(index)
        for number in generations.candidates(index, named):
            opened = _open(index, number)
            if opened is not None:
                view, manifest = opened
                return Opened(view, manifest, stamp, is_current=number == named)
        if stamp == generations.stamp(index):
            break
    return None


def _open(index: Path, number: int) -> tuple[IndexView, Manifest] | None:
    try:
        lock = files.Lock(generations.folder_of(index, number), shared=True)
    except (OSError, IndexLocked):
        return None  # just being removed
    try:
        manifest = generations.read_manifest(index, number)
        if manifest.snapshot_version != snapshot.SNAPSHOT_VERSION:
            raise IndexCorrupt(f"generation {number} was written by another version")
        generations.verify(index, manifest)
        parts = snapshot.read(generations.folder_of(index, number))
    except (OSError, IndexCorrupt) as error:
        lock.close()
        # As text: a kept record would keep the error, and with it everything on the stack.
        _log.warning("generation %d is passed over: %s", number, str(error))
        return None
    except BaseException:
        lock.close()
        raise
    view = IndexView(parts, generation=number, stored=partial(_stored, index), release=lock.close)
    return view, manifest


def _stored(index: Path, posting_id: str) -> Posting:
    with Store.open(index, read_only=True) as store, files.explained(index):
        return store.posting(posting_id)


def caught_up(
    index: Path, opened: Opened | None, *, read_only: bool, steps: Callable[[str], None]
) -> Opened | None:
    """A generation that shows all that the store has acknowledged; None where nothing was ever synced.

    Raises:
        IndexCorrupt: there is no whole generation and the store cannot give one.
        IndexLocked: there is no whole generation and another process is writing.
    """
    try:
        lock = files.Lock(index / LOCK_NAME, shared=True) if read_only else writer_lock(index)
    except IndexLocked:
        if opened is None and not read_only:
            raise
        return opened  # the writer at work will publish what it commits
    except (OSError, IndexUnusable):
        return _aside(index, opened)  # not writable for us
    with lock:
        if read_only:
            return _aside(index, opened)
        if opened is None or opened.stamp != generations.stamp(index):
            opened = newest(index)  # another process was faster
        if not _behind(index, opened):
            return _named(index, opened)
        try:
            with Store.open(index) as store:
                make(store, steps=steps)
        except IndexCorrupt:
            raise
        except IndexUnusable as error:
            _log.warning("no generation can be written, one is made aside: %s", str(error))
            return _aside(index, opened)
        return newest(index)


def _named(index: Path, opened: Opened | None) -> Opened | None:
    """A whole generation that shows all; `CURRENT` names it afterwards."""
    if opened is None or opened.manifest is None or opened.is_current:
        return opened
    generations.name(index, opened.manifest.generation)
    return replace(opened, stamp=generations.stamp(index), is_current=True)


def make(store: Store, *, steps: Callable[[str], None]) -> int:
    """Makes a generation from the store and publishes it; the caller holds the writer's lock."""
    index = store.path.parent
    with store.reading(), files.explained(index):
        return generations.publish(index, partial(snapshot.write, store=store), steps=steps)


def recorded_model(index: Path, opened: Opened | None) -> tuple[str, str] | None:
    """The name and the fingerprint of the model that an index was embedded with, or None."""
    if opened is not None and opened.manifest is not None:
        return opened.manifest.model, opened.manifest.fingerprint
    with Store.open(index, read_only=True) as store:
        fingerprint = store.fact("fingerprint")
        return None if fingerprint is None else (store.fact("model") or "", fingerprint)


def _behind(index: Path, opened: Opened | None) -> bool:
    """Whether the store has acknowledged more than a generation shows."""
    try:
        with Store.open(index, read_only=True) as store:
            version = store.data_version
    except SchemaMismatch:
        raise
    except IndexUnusable as error:
        if opened is None:
            raise
        _log.warning("the store cannot be read, the last whole generation answers: %s", str(error))
        return False
    if opened is None or opened.manifest is None:
        return version > 0
    return opened.manifest.data_version < version


def _aside(index: Path, opened: Opened | None) -> Opened | None:
    """The generation opened, or one made in a temporary directory when it is behind the store."""
    if not _behind(index, opened):
        return opened
    folder = tempfile.TemporaryDirectory(prefix="rolecall-", ignore_cleanup_errors=True)
    stamp = generations.stamp(index)
    with Store.open(index, read_only=True) as store, store.reading(), files.explained(index):
        snapshot.write(Path(folder.name), store)
    parts = snapshot.read(Path(folder.name))
    view = IndexView(parts, generation=0, stored=partial(_stored, index), release=folder.cleanup)
    return Opened(view, None, stamp, is_current=False)
