"""The rows of a generation: posting ids, where their bodies lie, and which passages are whose, as plain arrays.

One `.npz` without pickle and one file of compressed bodies, mapped, so that a reader needs no database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from index import bodies
from index.types import Posting, SectionKind

KINDS: tuple[SectionKind, ...] = get_args(SectionKind)
ROWS_FILE = "rows.npz"
BODIES_FILE = "bodies.bin"
HEADER = b"rolecall bodies\n"  # an empty file could not be mapped


@dataclass(frozen=True, slots=True)
class Rows:
    """Parallel arrays: one entry a body (`body_ends`, `hashes`), or one a passage (the rest), in row order."""

    ids: tuple[str, ...]
    members: tuple[str, ...]
    """Postings of the store that were merged, with others, into one of the rows; their own bodies follow the rows'."""
    aliases: dict[str, int]
    """Alias to row."""
    body_ends: npt.NDArray[np.int64]
    """Where each body ends in the file of bodies, rows before members; it begins where the one before ends."""
    hashes: npt.NDArray[np.uint8]
    """(rows + members, 16): the content hash of each posting."""
    passage_starts: npt.NDArray[np.int64]
    """(n + 1): the passages of row r are passage_starts[r] to passage_starts[r + 1]."""
    passage_row: npt.NDArray[np.int32]
    passage_id: npt.NDArray[np.int64]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    """Positions in KINDS."""

    def as_stored(self) -> dict[str, int]:
        """Where the body of each posting lies as the store has it, by id; merged ones stand for their members."""
        own = {posting_id: len(self.ids) + place for place, posting_id in enumerate(self.members)}
        return {posting_id: row for row, posting_id in enumerate(self.ids)} | own

    def save(self, folder: Path) -> None:
        """Writes the arrays into a generation's directory."""
        arrays: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        arrays["ids"] = _packed(list(self.ids))
        arrays["members"] = _packed(list(self.members))
        arrays["aliases"] = _packed(self.aliases)
        with (folder / ROWS_FILE).open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def load(cls, folder: Path) -> Rows:
        """Reads what `save` wrote."""
        with np.load(folder / ROWS_FILE, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        ids, members = (tuple(_unpacked(arrays.pop(name))) for name in ("ids", "members"))
        return cls(ids=ids, members=members, aliases=_unpacked(arrays.pop("aliases")), **arrays)


class BodyFile:
    """The compressed postings of a generation, mapped: readable even when its directory is gone."""

    def __init__(self, folder: Path, rows: Rows) -> None:
        self._bytes = np.memmap(folder / BODIES_FILE, dtype=np.uint8, mode="r")
        self._rows = rows

    def posting(self, row: int) -> Posting:
        """The posting of a row; its content is checked against its hash.

        Raises:
            IndexCorrupt: the file has changed since it was opened.
        """
        content_hash, body = self.stored(row)
        return bodies.decode(bodies.restored(body, content_hash))

    def stored(self, row: int) -> tuple[bytes, bytes]:
        """The content hash and the compressed body of a row, or of a member after the rows."""
        ends = self._rows.body_ends
        start = int(ends[row - 1]) if row else len(HEADER)
        return self._rows.hashes[row].tobytes(), self._bytes[start : int(ends[row])].tobytes()


def _packed(value: object) -> npt.NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def _unpacked(array: npt.NDArray[np.uint8]) -> Any:
    return json.loads(array.tobytes())
