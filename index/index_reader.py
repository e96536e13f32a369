"""IndexReader: all of an index that only reads. Opening verifies and catches up with the store.

The store is the truth, generations are made from it. Where a generation is damaged or behind, the one before answers
or a new one is made; a view is one generation and never changes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index import files, generations, opening
from index.errors import IndexCorrupt, IndexMissing
from index.store import FILE_NAME, Store
from index.view import IndexView

if TYPE_CHECKING:
    from index.history import Change
    from index.intake import Embeds
    from index.listings import FeedState
    from index.runtimes import RuntimeName
    from index.stats import IndexStats
    from index.verifying import VerifyReport
    from index.view import Vector


_log = logging.getLogger(__name__)


def _no_step(_: str) -> None: ...


class IndexReader:
    """An index of job postings in a directory, to read. Thread-safe; a context manager."""

    def __init__(
        self,
        path: Path,
        *,
        load_embedder: Callable[[], Embeds],
        read_only: bool,
        steps: Callable[[str], None],
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._load_embedder = load_embedder
        self._embedder: Embeds | None = None
        self._steps = steps
        self._writing = threading.Lock()
        self._loading = threading.Lock()
        self._embedding = threading.Lock()
        self._opened: opening.Opened | None = None

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        model: str | None = None,
        runtime: RuntimeName = "auto",
        query_prompt: str = "",
        passage_prompt: str = "",
        read_only: bool = False,
        create: bool = True,
        embedder: Embeds | None = None,
        steps: Callable[[str], None] = _no_step,
    ) -> Self:
        """The index in a directory, verified, and brought up to date with its store where that is behind.

        Args:
            path: the directory.
            model: the embedding model, a path or a hub name; None for the default one. Loaded when first needed.
            runtime: what runs it.
            query_prompt: put before a question when it is embedded.
            passage_prompt: put before each passage.
            read_only: nothing is written, not even to repair.
            create: make the directory and an empty store where there is none.
            embedder: used in place of `model`.
            steps: called with the name of each durable step that is done; for tracing and tests.

        Raises:
            IndexMissing: there is none, and `read_only` or not `create`.
            SchemaMismatch: it was written by another version.
        """

        def load() -> Embeds:
            if embedder is not None:
                return embedder
            from index.embed import Embedder

            return Embedder.open(
                model, runtime=runtime, query_prompt=query_prompt, passage_prompt=passage_prompt
            )

        index = cls(Path(path), load_embedder=load, read_only=read_only, steps=steps)
        with files.explained(index.path):
            index._prepare(create=create and not read_only)
        return index

    def close(self) -> None:
        """Lets go of the view; views handed out stay usable."""
        with self._loading:
            self._opened = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ------------------------------------------------------------------------------------------

    def view(self) -> IndexView:
        """The newest generation; cheap when nothing has changed, so ask for it once a search.

        Raises:
            IndexMissing: nothing was ever synced.
            IndexCorrupt: no generation is whole and the store cannot give one.
        """
        opened = self._opened
        if opened is not None and generations.stamp(self.path) == opened.stamp:
            return opened.view
        # While one thread opens the new generation the others go on with the one they have.
        if not self._loading.acquire(blocking=opened is None) and opened is not None:
            return opened.view
        try:
            return self._renewed()
        finally:
            self._loading.release()

    def _renewed(self) -> IndexView:
        if self._opened is None or generations.stamp(self.path) != self._opened.stamp:
            self._load(opened=self._opened is None)
        if self._opened is None:
            raise IndexMissing(f"{self.path}: nothing is in it yet: run `rolecall build SOURCES`")
        return self._opened.view

    def embed(self, text: str) -> Vector:
        """float32 (dim,), unit length: a question as a vector, for `IndexView.dense`.

        Raises:
            FingerprintMismatch: the index was embedded with another model.
        """
        return self.embedder.query(text)

    @property
    def embedder(self) -> Embeds:
        """The embedding model, loaded on first use and compared with the one that the index records.

        Raises:
            FingerprintMismatch: they differ.
        """
        from index.intake import check_model

        with self._embedding:
            if self._embedder is None:
                embedder = self._load_embedder()
                if recorded := opening.recorded_model(self.path, self._opened):
                    check_model(embedder, self.path, model=recorded[0], fingerprint=recorded[1])
                self._embedder = embedder
            return self._embedder

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each feed that was followed, by its name."""
        from index import following

        with Store.open(self.path, read_only=True) as store, files.explained(self.path):
            return following.states(store)

    def changes(self, since: date) -> list[Change]:
        """What happened to postings on a day and after it, oldest first."""
        from index import history

        with Store.open(self.path, read_only=True) as store, files.explained(self.path):
            return list(history.read(store, since))

    def verify(self) -> VerifyReport:
        """Reads all that is stored and says what is not as it was written; changes nothing."""
        from index.verifying import verify

        return verify(self.path)

    def stats(self) -> IndexStats:
        """Counts, the model, and bytes on disk."""
        from index.stats import stats

        return stats(self.path)

    def _prepare(self, *, create: bool) -> None:
        if not create and not (self.path / FILE_NAME).exists() and not generations.numbers(self.path):
            raise IndexMissing(f"{self.path}: there is no index: build one with `rolecall build SOURCES`")
        if not self.read_only:
            opening.prepare(self.path)
        try:
            with self._loading:
                self._load(opened=True)
        except IndexCorrupt as error:
            # `view` says so again, and `repair` needs an open index.
            _log.warning("%s", str(error))

    def _load(self, *, opened: bool = False) -> None:
        """Opens the newest generation; makes one where it is damaged or behind the store."""
        with files.explained(self.path):
            found = opening.newest(self.path)
            if opened or found is None or not found.is_current:
                found = opening.caught_up(self.path, found, read_only=self.read_only, steps=self._steps)
        self._opened = found or self._opened
