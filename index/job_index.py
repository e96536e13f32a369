"""JobIndex: postings in, hits out. One writer, many readers; what is committed is never lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from index import files, opening
from index.errors import IndexUnusable
from index.index_reader import IndexReader
from index.store import Store
from index.sync import SyncReport
from index.types import Posting, Rejected
from index.view import IndexView

if TYPE_CHECKING:
    from index.intake import Progress
    from index.listings import Reading
    from index.repair import RepairReport

__all__ = ["IndexView", "JobIndex", "SyncReport"]


def _no_progress(_stage: str, _done: int, _total: int | None) -> None: ...


class JobIndex(IndexReader):
    """An index of job postings in a directory. Thread-safe; a context manager."""

    def sync(
        self,
        items: Iterable[Posting | Rejected],
        *,
        now: datetime,
        progress: Progress | None = None,
        snapshot_of: Collection[str] = (),
        readings: Sequence[Reading] = (),
        expire: bool = True,
    ) -> SyncReport:
        """Takes postings in; only passages without a vector are embedded. Returns what has changed.

        Nothing changes for readers until the end, then all at once. Interrupted, it goes on where it stopped
        when it is called again: vectors are kept as they are made.

        Args:
            items: postings and rejected records, as the feed readers give them.
            now: the time to record; a clock that went back is noted and changes nothing.
            progress: called with a stage ("read", "embed", "index"), what is done, and of how many where known.
            snapshot_of: sources of which `items` is everything there is: their missing postings are closed.
            readings: the feeds that `items` come from, filled while they are read (`index.refresh`).
            expire: postings whose last day is before that of `now` are closed.

        Raises:
            IndexLocked: another process is writing.
            FingerprintMismatch: the index was embedded with another model.
        """
        from index import writing

        if self.read_only:
            raise IndexUnusable(f"{self.path}: opened read-only: open it without read_only to sync")
        with self._writing:
            embedder = self.embedder
            report_progress = progress or _no_progress
            with opening.writer_lock(self.path), opening.open_store(self.path, self._opened) as store:
                report = writing.run(
                    store,
                    items,
                    embedder=embedder,
                    now=now,
                    snapshot_of=snapshot_of,
                    progress=report_progress,
                    steps=self._steps,
                    readings=readings,
                    expire=expire,
                )
                self._publish(store, report_progress)
            with self._loading:
                return replace(report, generation=self._renewed().generation)

    def repair(self, *, now: datetime, progress: Progress | None = None) -> RepairReport:
        """Mends what `verify` finds: from the store, else from what is left of it and the newest generation.

        Raises:
            IndexLocked: another process is writing.
            IndexCorrupt: nothing is left to restore from.
        """
        from index.repair import repair

        if self.read_only:
            raise IndexUnusable(f"{self.path}: opened read-only: open it without read_only to repair")
        with self._writing, files.explained(self.path):
            with opening.writer_lock(self.path):
                report = repair(
                    self.path,
                    self._load_embedder,
                    now=now,
                    progress=progress or _no_progress,
                    steps=self._steps,
                )
            with self._loading:
                self._load()
            return report

    def _publish(self, store: Store, progress: Progress) -> None:
        """Publishes a generation unless the one in use shows the store as it is."""
        opened = self._opened
        shown = opened.manifest.data_version if opened is not None and opened.manifest is not None else -1
        if shown == store.data_version:
            return
        progress("index", 0, 1)
        opening.make(store, steps=self._steps)
        progress("index", 1, 1)
