"""A damaged store read as far as it goes into a new one, with what is gone taken from the newest whole generation.

A generation holds the open postings, their passages and their vectors as the store has them, so that as a rule
nothing of them is lost. Closed postings stand in the store alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index import bodies, generations, schema, snapshot
from index.errors import IndexCorrupt, IndexUnusable
from index.files import DATABASE_ERRORS
from index.following import DAYS_KNOWN
from index.generations import Manifest
from index.listings import FeedState
from index.snapshot import Snapshot
from index.store import Known, Store
from index.verifying import checked

UNKNOWN_RULES = "unknown"
"""Recorded as the rules of cutting where passages may be missing: the next sync cuts all postings anew."""


_ORDERS = {"aliases": "alias {0}, row {0}", "vectors": "number {0}", "listings": "row {0}, feed {0}"}
_PAIRS = ("aliases", "listings")
"""Tables of which only the whole row tells one from another."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole generation to restore from."""

    manifest: Manifest
    parts: Snapshot
    keys: list[bytes]
    """The key of each vector."""


def newest_backup(index: Path) -> Backup | None:
    """The newest whole generation, or None."""
    for number in generations.candidates(index, generations.named(index)):
        with suppress(IndexUnusable, OSError):
            manifest = generations.read_manifest(index, number)
            generations.verify(index, manifest)
            folder = generations.folder_of(index, number)
            if manifest.snapshot_version == snapshot.SNAPSHOT_VERSION:
                return Backup(manifest, snapshot.read(folder), snapshot.read_keys(folder))
    return None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could not be restored."""

    lost: tuple[str, ...]
    """Ids of postings of which nothing is left."""
    unreadable: tuple[str, ...]
    """Tables that could not be read to their end: closed postings may be gone without a trace."""


def salvage(damaged: Path, fresh: Store, backup: Backup | None, *, stamp: str) -> Salvaged:
    """Fills an empty store; returns what is lost.

    Args:
        damaged: the damaged database; it is only read.
        fresh: where to write.
        backup: a whole generation.
        stamp: the time to record for postings whose own is gone.

    Raises:
        IndexCorrupt: neither the database nor a generation says which model was used.
    """
    facts: dict[str, str] = dict(readable(damaged, "facts"))
    if backup is None and "fingerprint" not in facts:
        raise IndexCorrupt(f"{damaged}: too little can be read: build it anew with `rolecall build SOURCES`")
    with fresh.transaction():
        lost = _restore_postings(damaged, fresh, backup, stamp)
        fresh.put("vectors", readable(damaged, "vectors"))
        missing = (pair for pair in _backup_vectors(backup) if not fresh.has_vector(pair[0]))
        fresh.put("vectors", missing)
        rows = {known.row for known in fresh.known().values()}
        fresh.put("aliases", (pair for pair in readable(damaged, "aliases") if pair[1] in rows))
        for table in ("listings", "last_days"):
            fresh.put(table, (each for each in readable(damaged, table) if each[0] in rows))
        fresh.put("events", readable(damaged, "events"))
        # Without what makes a server answer "not modified": what is lost must come again.
        fresh.put(
            "feeds", ((*each, FeedState().model_dump_json()) for *each, _ in readable(damaged, "feeds"))
        )
        last_passage = [int(facts.get("last_passage", 0)), *(row[0] for row in readable(damaged, "passages"))]
        if backup is not None:
            facts |= {
                "model": backup.manifest.model,
                "fingerprint": backup.manifest.fingerprint,
                "dim": str(backup.manifest.dim),
                "data_version": str(max(backup.manifest.data_version, int(facts.get("data_version", 0)))),
            }
            last_passage.append(int(backup.parts.rows.passage_id.max(initial=0)))
        facts.pop(DAYS_KNOWN, None)
        facts |= {
            "passage_rules": UNKNOWN_RULES,
            "last_row": str(max(rows, default=0)),
            "last_passage": str(max(last_passage)),
        }
        for name, value in facts.items():
            fresh.set_fact(name, value)
    return Salvaged(lost, tuple(table for table in schema.TABLES if not _ends(damaged, table)))


def readable(damaged: Path, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows that fit their checksum: from the first on until the damage, then from the last back to it."""
    seen: set[object] = set()
    for direction in ("ASC", "DESC"):
        with suppress(*DATABASE_ERRORS), closing(_tolerant(damaged)) as connection:
            order = _ORDERS.get(table, f"{schema.TABLES[table][0]} {{0}}").format(direction)
            for row, _ in checked(connection, table, f"ORDER BY {order}"):
                identity = row if table in _PAIRS else row and row[0]
                if row is not None and identity not in seen:
                    seen.add(identity)
                    yield row


def _tolerant(damaged: Path) -> sqlite3.Connection:
    """A connection that reads on past a damaged description of a table and past damaged text."""
    connection = schema.connect_to_read(damaged)
    connection.execute("PRAGMA writable_schema = ON")
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    return connection


def _ends(damaged: Path, table: str) -> bool:
    """Whether a table can be read from its first row to as many as its tally says."""
    try:
        with closing(_tolerant(damaged)) as connection:
            found = sum(1 for row, _ in checked(connection, table) if row is not None)
            tally = connection.execute("SELECT rows FROM tallies WHERE name = ?", (table,)).fetchone()
    except DATABASE_ERRORS:
        return False
    return bool(tally == (found,))


def _restore_postings(damaged: Path, fresh: Store, backup: Backup | None, stamp: str) -> tuple[str, ...]:
    """Writes postings with their bodies; what the store cannot give comes from the backup."""
    held = {} if backup is None else backup.parts.rows.as_stored()
    postings = {row[0]: Known(*row) for row in readable(damaged, "postings")}
    done: set[str] = set()
    last_row = max(postings, default=0)
    for row, body in readable(damaged, "bodies"):
        known, last_row = postings.get(row), max(last_row, row)
        with suppress(IndexUnusable):
            if known is None:
                known = _described(row, body, held, stamp)
            elif bodies.content_hash(bodies.expanded(body)) != known.content_hash:
                continue
            if known.posting_id not in done:
                done.add(known.posting_id)
                fresh.put_posting(known)
                fresh.put("bodies", [(row, body)])
    by_id = {known.posting_id: known for known in postings.values()}
    for posting_id, place in held.items():
        if backup is not None and posting_id not in done:
            content_hash, body = backup.parts.bodies.stored(place)
            last_row += 1
            known = by_id.get(posting_id) or Known(last_row, posting_id, "", "open", b"", stamp, stamp, None)
            source = bodies.decode(bodies.restored(body, content_hash)).source
            fresh.put_posting(replace(known, source=source, content_hash=content_hash))
            fresh.put("bodies", [(known.row, body)])
            done.add(posting_id)
    return tuple(sorted(by_id.keys() - done))


def _described(row: int, body: bytes, held: dict[str, int], stamp: str) -> Known:
    """What is known of a posting whose body alone is left."""
    content = bodies.expanded(body)
    posting = bodies.decode(content)
    closed = bool(held) and posting.id not in held
    return Known(
        row=row,
        posting_id=posting.id,
        source=posting.source,
        state="closed" if closed else "open",
        content_hash=bodies.content_hash(content),
        first_seen=stamp,
        last_seen=stamp,
        closed_on=stamp[:10] if closed else None,
    )


def _backup_vectors(backup: Backup | None) -> Iterator[tuple[bytes, bytes]]:
    """Key and half-precision vector of every text that a generation has embedded, once each."""
    if backup is None:
        return
    first = {key: number for number, key in reversed(list(enumerate(backup.keys)))}
    for key, number in first.items():
        vector = backup.parts.vectors.rows(np.array([number]))[0]
        yield key, vector.astype("<f2").tobytes()
