"""What is in an index, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import generations
from index.store import FILE_NAME, Store


@dataclass(frozen=True, slots=True)
class IndexStats:
    """Counts of the store, the model, the generation in use, and bytes on disk."""

    open: int
    closed: int
    passages: int
    vectors: int
    """Fewer than passages: equal texts share one."""
    model: str
    fingerprint: str
    dim: int
    schema_version: int
    data_version: int
    generation: int
    """0 where there is none."""
    last_sync_at: str
    store_bytes: int
    generation_bytes: int
    """Of the generation in use."""
    total_bytes: int
    """Of all generations and the store."""


def stats(index: Path) -> IndexStats:
    """The numbers of an index, as of now.

    Raises:
        IndexMissing: there is none.
    """
    from index.schema import schema_version

    number = generations.named(index) or 0
    sizes = {path: path.stat().st_size for path in index.rglob("*") if path.is_file()}
    current = generations.folder_of(index, number)
    with Store.open(index, read_only=True) as store, store.reading():
        return IndexStats(
            open=store.count("postings", "WHERE state = 'open'"),
            closed=store.count("postings", "WHERE state = 'closed'"),
            passages=store.count("passages"),
            vectors=store.count("vectors"),
            model=store.fact("model") or "",
            fingerprint=store.fact("fingerprint") or "",
            dim=int(store.fact("dim") or 0),
            schema_version=schema_version(store.connection),
            data_version=store.data_version,
            generation=number,
            last_sync_at=store.fact("last_sync_at") or "",
            store_bytes=sizes.get(index / FILE_NAME, 0),
            generation_bytes=sum(size for path, size in sizes.items() if current in path.parents),
            total_bytes=sum(sizes.values()),
        )
