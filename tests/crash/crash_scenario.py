"""What the index must hold after revision r of a small board, and a check that a view shows exactly that."""

# ruff: noqa: E402  (these run as scripts too, and find the helpers of the tests first)
from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import numpy as np
from fake_embedder import FakeEmbedder
from small_postings import posting

from index import passages, taxonomy
from index.columns import Columns
from index.job_index import IndexView, JobIndex
from index.types import Posting

SIZE = 12
CLASSES = 4
NOW = datetime(2026, 5, 1, tzinfo=UTC)
_REVISION = re.compile(r"\brevision(\d{1,6})\b")


def board(revision: int) -> list[Posting]:
    """The complete board: each revision rewrites a quarter of the postings, hides one and shows the last hidden."""
    return [
        posting(number, revision=last_change(number, revision))
        for number in range(SIZE)
        if number != hidden(revision)
    ]


def last_change(number: int, revision: int) -> int:
    """The revision that wrote a posting's text as it is in another."""
    return max(0, revision - (revision - number) % CLASSES)


def hidden(revision: int) -> int:
    """The posting that is missing from a revision, never one that it rewrites."""
    return (revision * CLASSES + revision + 1) % SIZE


def sync(index: JobIndex, revision: int) -> None:
    """Brings the index to a revision."""
    index.sync(board(revision), now=NOW, snapshot_of=["board"])


def shown(view: IndexView) -> int:
    """The revision that a view shows: the newest that a text names."""
    return max(int(match[1]) for each in view.ids for match in _REVISION.finditer(view.posting(each).text))


def check(view: IndexView, revision: int | None = None) -> int:
    """Fails unless every part of the view shows the same revision (this one, where given); returns it."""
    revision = shown(view) if revision is None else revision
    expected = {each.id: each for each in board(revision)}
    if not set(view.ids) == set(expected):
        raise AssertionError(f"revision {revision}: {sorted(set(view.ids) ^ set(expected))}")
    embedder = FakeEmbedder()
    for posting_id, wanted in expected.items():
        if view.posting(posting_id) != wanted:
            raise AssertionError(f"{posting_id} is not as in revision {revision}")
        pieces = passages.cut(wanted, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens)
        vectors = embedder.queries([passages.embedded_text(each) for each in pieces]).astype(np.float16)
        if not np.array_equal(view.vectors_of(posting_id), vectors.astype(np.float32)):
            raise AssertionError(f"{posting_id} has other vectors than in revision {revision}")
    _check_searches(view, revision, expected)
    return revision


def _check_searches(view: IndexView, revision: int, expected: dict[str, Posting]) -> None:
    number = (revision + CLASSES) % SIZE
    wanted = expected[f"board:{number}"]
    duties = wanted.sections[0]
    text = f"{wanted.title} · {wanted.company}\n{wanted.text[: duties.end - 1]}"
    for hit in (view.dense(FakeEmbedder().query(text), k=1)[0], view.lexical(f"number{number}", k=1)[0]):
        if (hit.posting_id, hit.start, hit.end) != (wanted.id, duties.start, duties.end - 1):
            raise AssertionError(f"revision {revision}: {hit} is not the passage of {wanted.id}")
    named = [view.ids[row] for row in np.flatnonzero(view.naming(f"revision{revision}"))]
    if named != [each for each in view.ids if f"revision{revision} " in expected[each].text]:
        raise AssertionError(f"revision {revision}: {named} are said to name it")
    if view.columns.n != len(view.ids) or sum(view.companies.values()) != len(view.ids):
        raise AssertionError(f"revision {revision}: the columns are of another generation")


def folder() -> tempfile.TemporaryDirectory[str]:
    """A temporary folder in memory where there is one: what is tested here does not need a slow disk."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)


def preload() -> None:
    """Loads all that a sync needs, so that a forked process starts at once; starts no thread."""
    import faiss  # noqa: F401
    import tantivy  # noqa: F401

    import index.repair
    import index.stats
    import index.writing  # noqa: F401

    Columns.of(board(0))
    taxonomy.skill_forms("Kafka")


def open_index(
    path: Path, *, read_only: bool = False, steps: Callable[[str], None] | None = None
) -> JobIndex:
    """The index of the board, with the embedder that needs no weights."""
    extra = {} if steps is None else {"steps": steps}
    return JobIndex.open(path, embedder=FakeEmbedder(), read_only=read_only, **extra)
