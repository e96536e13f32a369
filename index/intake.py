"""Carries a sync out: spools what is new, embeds what has no vector yet, then changes the store in one commit.

Vectors are committed as they are made, under the hash of their text, so that an interrupted sync goes on where
it stopped. Postings change all at once or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index import bodies, passages
from index.errors import FingerprintMismatch, ModelError
from index.files import explained
from index.history import differences
from index.store import Known, Store
from index.types import Posting, Rejected

Progress = Callable[[str, int, int | None], None]
Steps = Callable[[str], None]

PASSAGE_RULES = 1
"""Raised with every change to what `passages.cut` gives: an index is then cut anew, equal passages keep their vectors."""

EMBED_BATCH = 512
"""Texts embedded between two commits: what a kill can cost, some seconds on a slow machine."""

_SPOOL = """
DROP TABLE IF EXISTS temp.incoming;
DROP TABLE IF EXISTS temp.pieces;
DROP TABLE IF EXISTS temp.wanted;
CREATE TEMP TABLE incoming (
    number INTEGER PRIMARY KEY, posting_id TEXT UNIQUE, source TEXT, content_hash BLOB, body BLOB, aliases TEXT,
    last_day TEXT, title TEXT, company TEXT, note TEXT
);
CREATE TEMP TABLE pieces (
    number INTEGER, ordinal INTEGER, kind TEXT, start INTEGER, end INTEGER, vector_key BLOB,
    PRIMARY KEY (number, ordinal)
) WITHOUT ROWID;
CREATE TEMP TABLE wanted (number INTEGER PRIMARY KEY, vector_key BLOB UNIQUE, text TEXT);
"""


class Embeds(Protocol):
    """What the index needs of an embedding model; `index.embed.Embedder` is one."""

    @property
    def fingerprint(self) -> str:
        """Names the model's weights and whatever else changes its vectors."""

    @property
    def model(self) -> str:
        """The model's name, for people."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """The longest text the model reads, in its own tokens."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in the model's tokens."""

    def passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Float32 (n, dim), unit rows."""

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Float32 (n, dim), unit rows."""

    def query(self, text: str) -> npt.NDArray[np.float32]:
        """Float32 (dim,), a unit vector."""


@dataclass(slots=True)
class Received:
    """What came in: the content hash of each posting by id, those past their last day, and what could not be taken."""

    seen: dict[str, bytes] = field(default_factory=dict)
    overdue: set[str] = field(default_factory=set)
    rejected: list[Rejected] = field(default_factory=list)


def bind(store: Store, embedder: Embeds) -> None:
    """Records the model in a store without one.

    Raises:
        FingerprintMismatch: the store was embedded with another model.
    """
    recorded = store.fact("fingerprint")
    if recorded is not None:
        check_model(embedder, store.path.parent, model=store.fact("model") or "", fingerprint=recorded)
        return
    with store.transaction():
        store.set_fact("fingerprint", embedder.fingerprint)
        store.set_fact("model", embedder.model)
        store.set_fact("dim", str(embedder.dim))


def check_model(embedder: Embeds, index: Path, *, model: str, fingerprint: str) -> None:
    """Compares the model with the one that an index records.

    Raises:
        FingerprintMismatch: they differ.
    """
    if fingerprint != embedder.fingerprint:
        raise FingerprintMismatch(
            f"{index}: embedded with the model {model} ({fingerprint}), but the one in use is {embedder.model} "
            f"({embedder.fingerprint}): set ROLECALL_EMBEDDING_MODEL to the first, or build another index with "
            "`rolecall build --index OTHER`"
        )


def rules(embedder: Embeds) -> str:
    """What decides how postings are cut: the rules' version and the model's limit."""
    return f"{PASSAGE_RULES}/{embedder.max_tokens}"


def receive(
    store: Store,
    items: Iterable[Posting | Rejected],
    known: Mapping[str, Known],
    *,
    embedder: Embeds,
    today: date,
    expire: bool,
    progress: Progress,
) -> Received:
    """Reads all items; new and changed postings are spooled and cut, in temporary tables.

    Those whose last day was before `today` are not cut when they are to `expire`: they will not be searched.
    """
    received = Received()
    with explained(store.path):
        store.connection.executescript(_SPOOL)
    for position, item in enumerate(items, start=1):
        if isinstance(item, Rejected):
            received.rejected.append(item)
        elif item.id in received.seen:
            reason = f"the id {item.id} was given before in this sync; the first one is kept"
            received.rejected.append(Rejected(item.source, position, reason, item.id, item.title[:200]))
        else:
            content = bodies.encode(item)
            received.seen[item.id] = bodies.content_hash(content)
            if item.expires_on is not None and item.expires_on < today:
                received.overdue.add(item.id)
            before = known.get(item.id)
            if before is None or before.content_hash != received.seen[item.id]:
                with explained(store.path):
                    note = "" if before is None else _note(store, before, item)
                    searched = not (expire and item.id in received.overdue)
                    spool(store, item, content, embedder, note=note, searched=searched)
        progress("read", position, None)
    return received


def _note(store: Store, before: Known, after: Posting) -> str:
    content = bodies.restored(store.body(before.row), before.content_hash)
    return differences(bodies.decode(content), after)


def spool(
    store: Store,
    posting: Posting,
    content: bytes,
    embedder: Embeds,
    *,
    note: str = "",
    searched: bool = True,
) -> None:
    """Puts one posting into the temporary tables; if it is searched also its passages and the texts without a vector."""
    connection = store.connection
    number = connection.execute(
        "INSERT INTO temp.incoming (posting_id, source, content_hash, body, aliases, last_day, title, company, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            posting.id,
            posting.source,
            bodies.content_hash(content),
            bodies.compressed(content),
            json.dumps(posting.aliases),
            posting.expires.value if posting.expires else None,
            posting.title,
            posting.company,
            note,
        ),
    ).lastrowid
    if not searched:
        return
    for piece in passages.cut(posting, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens):
        text = passages.embedded_text(piece)
        vector_key = key_of(text, embedder.fingerprint)
        connection.execute(
            "INSERT INTO temp.pieces VALUES (?, ?, ?, ?, ?, ?)",
            (number, piece.ordinal, piece.kind, piece.start, piece.end, vector_key),
        )
        if not store.has_vector(vector_key):
            connection.execute(
                "INSERT OR IGNORE INTO temp.wanted (vector_key, text) VALUES (?, ?)", (vector_key, text)
            )


def key_of(text: str, fingerprint: str) -> bytes:
    """What a vector is known by: 16 bytes of the hash of the embedded text and the model."""
    return hashlib.blake2b(f"{fingerprint}\x00{text}".encode(), digest_size=bodies.HASH_BYTES).digest()


def embed_wanted(store: Store, embedder: Embeds, *, progress: Progress, steps: Steps) -> int:
    """Embeds the spooled texts without a vector, a commit after each batch; returns how many."""
    total = store.count("temp.wanted")
    done = 0

    def within(count: int, _: int) -> None:
        progress("embed", done + count, total)

    while batch := store.connection.execute(
        "SELECT vector_key, text FROM temp.wanted WHERE number > ? ORDER BY number LIMIT ?",
        (done, EMBED_BATCH),
    ).fetchall():
        vectors = embedder.passages([text for _, text in batch], progress=within)
        with store.transaction():
            store.put("vectors", vector_rows([key for key, _ in batch], vectors, embedder.dim))
        done += len(batch)
        progress("embed", done, total)
        steps("vectors committed")
    return done


def vector_rows(
    keys: Sequence[bytes], vectors: npt.NDArray[np.float32], dim: int
) -> Iterator[tuple[bytes, bytes]]:
    """Rows for the table of vectors: little-endian float16, the precision they are searched in.

    Raises:
        ModelError: the vectors are not finite or not of the model's shape.
    """
    if vectors.shape != (len(keys), dim) or not np.isfinite(vectors).all():
        raise ModelError(f"the model gave vectors of shape {vectors.shape} or not finite: check the model")
    for key, vector in zip(keys, vectors.astype("<f2"), strict=True):
        yield key, vector.tobytes()
