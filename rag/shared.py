"""`search` and `ask` on the index that the environment names, opened once a process and reused."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from rag.api import JobSearch
from rag.settings import load_settings
from rag.types import Answer, JobQuery, RetrievalConfig, SearchResult, Sort, Turn

_SHARED: dict[Path, JobSearch] = {}
_SHARED_LOCK = threading.Lock()


def _shared() -> JobSearch:
    """The index that the environment names, opened once a process."""
    settings = load_settings()
    path = settings.index.resolve()
    with _SHARED_LOCK:
        if path not in _SHARED:
            _SHARED[path] = JobSearch.open(settings=settings)
        return _SHARED[path]


def search(
    query: str | JobQuery,
    *,
    k: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
    strict: bool = False,
    config: RetrievalConfig | None = None,
) -> SearchResult:
    """`JobSearch.search` on the index that `ROLECALL_INDEX` names (default data/index), opened once and reused.

    Raises:
        IndexMissing: there is none; the message has the command that builds one.
        QueryError: the question cannot be used.
    """
    return _shared().search(query, k=k, offset=offset, sort=sort, strict=strict, config=config)


def ask(question: str, *, history: Sequence[Turn] = ()) -> Answer:
    """`JobSearch.ask` on the index that `ROLECALL_INDEX` names (default data/index), opened once and reused.

    Raises:
        IndexMissing: there is none; the message has the command that builds one.
        QueryError: the question cannot be used.
    """
    return _shared().ask(question, history=history)
