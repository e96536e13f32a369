"""SQLite, the truth: postings, their passages and their vectors. A commit is the acknowledgement.

Every row is checked against its checksum when it is read. What to write is decided elsewhere: `index.sync`
plans, `index.intake` carries it out. Generations are made from here and can always be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from index import bodies, schema
from index.errors import IndexCorrupt, IndexMissing, PostingMissing
from index.files import explained
from index.types import Posting

FILE_NAME = "store.sqlite3"
State = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a posting without reading its body. Times are ISO 8601 in UTC."""

    row: int
    posting_id: str
    source: str
    state: State
    content_hash: bytes
    first_seen: str
    last_seen: str
    closed_on: str | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as stored: where it is in its posting's text, and the key of its vector."""

    passage_id: int
    row: int
    ordinal: int
    kind: str
    start: int
    end: int
    vector_key: bytes


class Store:
    """One connection to the store; for one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Store:
        """The store in an index's directory, created or migrated where needed and allowed.

        Raises:
            IndexMissing: there is none and `read_only`.
            SchemaMismatch: it is of another version.
            IndexCorrupt: it is not a database.
        """
        path = folder / FILE_NAME
        if read_only and not path.exists():
            raise IndexMissing(f"{folder}: there is no index: build one with `rolecall build SOURCES`")
        with explained(path):
            connection = schema.connect_to_read(path) if read_only else schema.connect(path)
            try:
                schema.migrate(connection, path, read_only=read_only)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Closes the connection."""
        with suppress(sqlite3.Error):
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing; durable when it ends without an error."""
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see the store at one moment."""
        with explained(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")

    # --- reading ------------------------------------------------------------------------------------------

    def rows(self, table: str, where: str = "", values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in `schema.TABLES` order of columns, each checked; `where` may order and join.

        Raises:
            IndexCorrupt: a row is not what was written.
        """
        columns = ", ".join(f"{table}.{column}" for column in schema.TABLES[table])
        query = f"SELECT {columns}, {table}.checksum FROM {table} {where}"  # noqa: S608  (names are ours)
        with explained(self.path):
            for *row, checksum in self.connection.execute(query, values):
                if schema.row_checksum(table, *row) != checksum:
                    raise IndexCorrupt(
                        f"{self.path}: row {row[0]!r} of {table} is damaged: run `rolecall repair`"
                    )
                yield tuple(row)

    def fact(self, name: str) -> str | None:
        """A recorded fact about the index (its model, its data version), or None."""
        for _, value in self.rows("facts", "WHERE name = ?", (name,)):
            return str(value)
        return None

    @property
    def data_version(self) -> int:
        """Grows with every commit that changes what a search can find."""
        return int(self.fact("data_version") or 0)

    def known(self) -> dict[str, Known]:
        """All postings without their bodies, by id; the tally says that none has vanished."""
        found = {row[1]: Known(*row) for row in self.rows("postings", "ORDER BY row")}
        self.check_tally("postings", len(found))
        return found

    def check_tally(self, table: str, rows: int) -> None:
        """Compares a count of rows with the one kept beside the table.

        Raises:
            IndexCorrupt: rows have vanished or appeared.
        """
        with explained(self.path):
            tally = self.connection.execute("SELECT rows FROM tallies WHERE name = ?", (table,)).fetchone()
        if tally is None or tally[0] != rows:
            raise IndexCorrupt(f"{self.path}: {table} has {rows} rows, not {tally}: run `rolecall repair`")

    def find(self, posting_id: str) -> Known | None:
        """What is known of a posting by its id or an alias, or None."""
        for row in self.rows("postings", "WHERE posting_id = ?", (posting_id,)):
            return Known(*row)
        for _, number in self.rows("aliases", "WHERE alias = ? ORDER BY row LIMIT 1", (posting_id,)):
            for row in self.rows("postings", "WHERE row = ?", (number,)):
                return Known(*row)
        return None

    def body(self, row: int) -> bytes:
        """The compressed JSON of a posting."""
        for _, body in self.rows("bodies", "WHERE row = ?", (row,)):
            return bytes(body)
        raise IndexCorrupt(f"{self.path}: the body of posting row {row} is gone: run `rolecall repair`")

    def posting(self, posting_id: str) -> Posting:
        """A posting by id or alias, open or closed.

        Raises:
            PostingMissing: there is none.
        """
        known = self.find(posting_id)
        if known is None:
            raise PostingMissing(f"no posting has the id {posting_id!r}")
        return bodies.decode(bodies.restored(self.body(known.row), known.content_hash))

    def passages(self, row: int) -> list[StoredPassage]:
        """The passages of a posting in order."""
        return [
            StoredPassage(*each) for each in self.rows("passages", "WHERE row = ? ORDER BY ordinal", (row,))
        ]

    def has_vector(self, vector_key: bytes) -> bool:
        """Whether the vector of a text is stored."""
        query = "SELECT 1 FROM vectors WHERE vector_key = ?"
        return self.connection.execute(query, (vector_key,)).fetchone() is not None

    def count(self, table: str, where: str = "") -> int:
        """How many rows a table has."""
        with explained(self.path):
            query = f"SELECT count(*) FROM {table} {where}"  # noqa: S608  (names are ours)
            return int(self.connection.execute(query).fetchone()[0])

    # --- writing (inside a transaction) -------------------------------------------------------------------

    def put(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Writes rows with their checksums, over rows of the same key where the table has such."""
        columns = schema.TABLES[table]
        marks = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {table} ({', '.join(columns)}, checksum) VALUES ({marks})"  # noqa: S608
        self.connection.executemany(statement, ((*row, schema.row_checksum(table, *row)) for row in rows))

    def remove(self, table: str, column: str, values: Iterable[object]) -> None:
        """Deletes the rows with these values of a column."""
        statement = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608  (names are ours)
        self.connection.executemany(statement, ((value,) for value in values))

    def set_fact(self, name: str, value: str) -> None:
        """Records a fact about the index."""
        self.remove("facts", "name", [name])
        self.put("facts", [(name, value)])

    def put_posting(self, known: Known) -> None:
        """Writes what is known of a posting over what was known before."""
        values = tuple(getattr(known, column) for column in schema.TABLES["postings"])
        statement = (
            "INSERT INTO postings (row, posting_id, source, state, content_hash, first_seen, last_seen, closed_on, "
            "checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (row) DO UPDATE SET source = excluded.source, "
            "state = excluded.state, content_hash = excluded.content_hash, last_seen = excluded.last_seen, "
            "closed_on = excluded.closed_on, checksum = excluded.checksum"
        )
        self.connection.execute(statement, (*values, schema.row_checksum("postings", *values)))
