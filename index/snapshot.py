"""What is in a generation: vectors, text index, columns, rows and bodies, written from the store and opened.

Everything is copied from checked rows of the store; nothing is embedded here. Duplicates are merged here: the store keeps
each posting as its feed gave it, a generation shows one posting a role. What is one role is decided anew each time from the
postings that are open, so that a member which changes, closes or comes back needs no bookkeeping.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import bodies, duplicates, lexical, taxonomy, vectors
from index.columns import Columns
from index.duplicates import Role
from index.errors import IndexCorrupt
from index.generations import Contents
from index.rows import BODIES_FILE, HEADER, KINDS, BodyFile, Rows
from index.schema import SCHEMA_VERSION
from index.store import Known, Store
from index.types import Posting, SectionKind

SNAPSHOT_VERSION = 3
"""Raised with every change to these files; generations of another version are made anew from the store."""

VECTORS_FILE = "vectors.faiss"
LEXICAL_FOLDER = "lexical"
COLUMNS_FILE = "columns.npz"
VOCABULARY_FILE = "vocabulary.json"
KEYS_FILE = "keys.npy"
"""The key of each vector: no search reads it, a repair does."""
_VECTOR_BLOCK = 8192
_IN_ORDER = (
    "JOIN postings ON postings.row = passages.row AND postings.state = 'open' ORDER BY passages.row, ordinal"
)
"""Puts passages in the order in which a generation numbers them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation opened: its parts, for `index.view` to read."""

    rows: Rows
    columns: Columns
    vectors: vectors.VectorIndex
    lexical: lexical.Lexical
    bodies: BodyFile
    companies: Mapping[str, int]
    skills: Mapping[str, int]
    kinds: tuple[SectionKind, ...] = KINDS

    def naming(self, phrase: str) -> npt.NDArray[np.bool_]:
        """Bool (n,), read-only: the postings that name any spelling of the phrase.

        Spellings that are everyday words too ("go", "excel") count only where the normaliser took them for a skill.
        """
        everyday = taxonomy.everyday_forms()
        plain = [form for form in taxonomy.skill_forms(phrase) if form.lower() not in everyday]
        named = self.lexical.naming(plain, skill=taxonomy.canonical_skill(phrase))
        named.flags.writeable = False
        return named


def write(folder: Path, store: Store) -> Contents:
    """Writes all files of a generation from the store's open postings; nothing is synced to disk yet.

    Raises:
        IndexCorrupt: a row of the store is damaged, or a passage's vector is gone.
    """
    opened = {each.posting_id: each for each in store.known().values() if each.state == "open"}
    dim = int(store.fact("dim") or 0)
    roles = duplicates.roles([_posting(store, each) for each in opened.values()])
    postings = [each.posting for each in roles]
    rows = _write_rows(folder, store, opened, roles)
    shown = {opened[each].row for each in rows.ids}
    written = vectors.write(folder / VECTORS_FILE, _vectors(store, dim, shown), dim=dim)
    if written != len(rows.passage_id):
        raise IndexCorrupt(
            f"{store.path}: {len(rows.passage_id)} passages have {written} vectors: run `rolecall repair`"
        )
    lexical.write(folder / LEXICAL_FOLDER, postings, rows)
    Columns.of(postings).save(folder / COLUMNS_FILE)
    vocabulary = {
        "companies": Counter(each.company for each in postings if each.company),
        "skills": Counter(name for each in postings for name in {skill.name for skill in each.skills}),
    }
    (folder / VOCABULARY_FILE).write_text(json.dumps(vocabulary, ensure_ascii=False))
    return Contents(
        data_version=store.data_version,
        schema_version=SCHEMA_VERSION,
        snapshot_version=SNAPSHOT_VERSION,
        model=store.fact("model") or "",
        fingerprint=store.fact("fingerprint") or "",
        dim=dim,
        postings=len(rows.ids),
        passages=len(rows.passage_id),
    )


def read(folder: Path) -> Snapshot:
    """Opens the files of a generation that has been verified."""
    rows = Rows.load(folder)
    vocabulary = json.loads((folder / VOCABULARY_FILE).read_text())
    return Snapshot(
        rows=rows,
        columns=Columns.load(folder / COLUMNS_FILE),
        vectors=vectors.VectorIndex.open(folder / VECTORS_FILE),
        lexical=lexical.Lexical.open(folder / LEXICAL_FOLDER),
        bodies=BodyFile(folder, rows),
        companies=vocabulary["companies"],
        skills=vocabulary["skills"],
    )


def read_keys(folder: Path) -> list[bytes]:
    """The key of each passage's vector in a generation, in row order."""
    keys = np.load(folder / KEYS_FILE, allow_pickle=False)
    return [key.tobytes() for key in keys]


def _posting(store: Store, known: Known) -> Posting:
    return bodies.decode(bodies.restored(store.body(known.row), known.content_hash))


def _write_rows(folder: Path, store: Store, opened: Mapping[str, Known], roles: Sequence[Role]) -> Rows:
    """Writes the bodies and says where each posting and passage lies; of merged ones their members' bodies too."""
    members = tuple(each.id for role in roles if len(role.members) > 1 for each in role.members)
    ends: list[int] = []
    hashes: list[bytes] = []
    with (folder / BODIES_FILE).open("wb") as file:
        file.write(HEADER)
        for role in roles:
            known = opened[role.posting.id]
            if len(role.members) > 1:
                content = bodies.encode(role.posting)
                hashes.append(bodies.content_hash(content))
                file.write(bodies.compressed(content))
            else:
                hashes.append(known.content_hash)
                file.write(store.body(known.row))
            ends.append(file.tell())
        for member in members:
            hashes.append(opened[member].content_hash)
            file.write(store.body(opened[member].row))
            ends.append(file.tell())
    place_of = {opened[role.posting.id].row: place for place, role in enumerate(roles)}
    numbers: list[tuple[int, ...]] = []
    keys: list[bytes] = []
    for passage_id, row, _, kind, start, end, key in store.rows("passages", _IN_ORDER):
        if row in place_of:
            numbers.append((place_of[row], passage_id, start, end, KINDS.index(kind)))
            keys.append(key)
    passages = np.array(numbers, dtype=np.int64).reshape(-1, 5)
    np.save(folder / KEYS_FILE, _table(keys), allow_pickle=False)
    rows = Rows(
        ids=tuple(role.posting.id for role in roles),
        members=members,
        aliases=_aliases(store, roles, place_of),
        body_ends=np.array(ends, dtype=np.int64),
        hashes=_table(hashes),
        passage_starts=np.searchsorted(passages[:, 0], np.arange(len(roles) + 1)),
        passage_row=passages[:, 0].astype(np.int32),
        passage_id=passages[:, 1],
        start=passages[:, 2].astype(np.int32),
        end=passages[:, 3].astype(np.int32),
        kind=passages[:, 4].astype(np.uint8),
    )
    rows.save(folder)
    return rows


def _aliases(store: Store, roles: Sequence[Role], place_of: Mapping[int, int]) -> dict[str, int]:
    """Alias to row: what the store has, and every id that a merged posting was known by."""
    found = {alias: place_of[row] for alias, row in store.rows("aliases") if row in place_of}
    for place, role in enumerate(roles):
        if len(role.members) > 1:
            found |= dict.fromkeys(role.posting.aliases, place)
    return found


def _table(hashes: list[bytes]) -> npt.NDArray[np.uint8]:
    """Uint8 (n, 16)."""
    return np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, bodies.HASH_BYTES)


def _vectors(store: Store, dim: int, shown: Collection[int]) -> Iterator[npt.NDArray[np.float32]]:
    """The vectors of the passages of these store rows in row order, in blocks of float32 (m, dim).

    Raises:
        IndexCorrupt: one is damaged, gone, or of another length.
    """
    join = f"JOIN passages ON passages.vector_key = vectors.vector_key {_IN_ORDER}"
    kept = [row in shown for _, row, *_ in store.rows("passages", _IN_ORDER)]
    block: list[bytes] = []
    for _, vector in compress(store.rows("vectors", join), kept):
        if len(vector) != 2 * dim:
            raise IndexCorrupt(f"{store.path}: a vector has {len(vector)} bytes: run `rolecall repair`")
        block.append(vector)
        if len(block) == _VECTOR_BLOCK:
            yield np.frombuffer(b"".join(block), "<f2").reshape(-1, dim).astype(np.float32)
            block.clear()
    if block:
        yield np.frombuffer(b"".join(block), "<f2").reshape(-1, dim).astype(np.float32)
