"""The tables of the store: how a connection is opened, its journal, and the numbered migrations.

Every row carries a checksum, and every table a tally of its rows kept by triggers: SQLite's own
`integrity_check` does not notice a flipped bit in a value (269 of 300 went unseen), nor a row that is gone.
"""

from __future__ import annotations

import functools
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.errors import IndexCorrupt, IndexMissing, SchemaMismatch

APPLICATION_ID = 0x526F6C65  # "Role"
BUSY_TIMEOUT_MS = 20_000

TABLES = {
    "facts": ("name", "value"),
    "postings": (
        "row", "posting_id", "source", "state", "content_hash", "first_seen", "last_seen", "closed_on",
    ),
    "bodies": ("row", "body"),
    "aliases": ("alias", "row"),
    "passages": ("passage_id", "row", "ordinal", "kind", "start", "end", "vector_key"),
    "vectors": ("vector_key", "vector"),
    "feeds": ("number", "name", "state"),
    "listings": ("row", "feed", "listed_at"),
    "last_days": ("row", "last_day"),
    "events": ("number", "at", "kind", "posting_id", "title", "company", "note"),
}  # fmt: skip
"""Each table's columns in the order in which the row's checksum covers them."""

_FIRST = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE postings (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    posting_id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    content_hash BLOB NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    closed_on TEXT,
    checksum INTEGER NOT NULL
);
CREATE TABLE bodies (row INTEGER PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE aliases (
    alias TEXT NOT NULL, row INTEGER NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (alias, row)
) WITHOUT ROWID;
CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY AUTOINCREMENT,
    row INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    vector_key BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE UNIQUE INDEX passages_by_row ON passages (row, ordinal);
CREATE INDEX passages_by_vector ON passages (vector_key);
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY, vector_key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE tallies (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, digest INTEGER NOT NULL) WITHOUT ROWID;
"""

_REFRESH = """
CREATE TABLE feeds (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE listings (
    row INTEGER NOT NULL, feed INTEGER NOT NULL, listed_at TEXT NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (row, feed)
) WITHOUT ROWID;
CREATE INDEX listings_by_feed ON listings (feed);
CREATE TABLE last_days (row INTEGER PRIMARY KEY, last_day TEXT NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    posting_id TEXT NOT NULL,
    title TEXT NOT NULL,
    company TEXT NOT NULL,
    note TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE INDEX events_by_time ON events (at);
"""
"""What refreshes need: which feed lists which posting, since when; last days; the history of changes."""

_TALLY = """
INSERT INTO tallies VALUES ('{table}', 0, 0);
CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
    UPDATE tallies SET rows = rows + 1, digest = (digest | new.checksum) - (digest & new.checksum)
    WHERE name = '{table}';
END;
CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN
    UPDATE tallies SET rows = rows - 1, digest = (digest | old.checksum) - (digest & old.checksum)
    WHERE name = '{table}';
END;
CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN
    UPDATE tallies SET digest = (digest | old.checksum) - (digest & old.checksum) WHERE name = '{table}';
    UPDATE tallies SET digest = (digest | new.checksum) - (digest & new.checksum) WHERE name = '{table}';
END;
"""


def _tallied(script: str, *tables: str) -> str:
    return script + "".join(_TALLY.format(table=table) for table in tables)


MIGRATIONS: tuple[str, ...] = (
    _tallied(_FIRST, "facts", "postings", "bodies", "aliases", "passages", "vectors"),
    _tallied(_REFRESH, "feeds", "listings", "last_days", "events"),
)
"""Entry i takes a store from schema i to schema i + 1; entries are added, never changed."""

SCHEMA_VERSION = len(MIGRATIONS)


def row_checksum(table: str, *values: object) -> int:
    """CRC-32 of a row's values (it finds every flip of up to 32 neighbouring bits); 64 bits are left unused."""
    checksum = zlib.crc32(table.encode())
    for value in values:
        part = value if isinstance(value, bytes) else repr(value).encode()
        checksum = zlib.crc32(part, zlib.crc32(b"\x1f", checksum))
    return checksum


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where SQLite is free of the bug that loses commits under a concurrent checkpoint, else DELETE.

    Source: fixed in 3.51.3, and on the older branches in 3.50.7 and 3.44.6.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "WAL" if fixed else "DELETE"


def connect(path: Path, *, mode: str = "rwc") -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread (one at a time); "ro", "rw" or "rwc" as SQLite has it."""
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if mode == "rwc":
        connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
        # EXTRA also syncs the directory once the journal is unlinked: that unlink is the commit.
        connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes no row, also after a writer was killed within a commit.

    SQLite must then take that commit back before it can read: in place, or where that is forbidden in a copy.
    """
    connection = connect(path, mode="ro")
    try:
        schema_version(connection)
    except sqlite3.OperationalError:
        connection.close()
    else:
        return connection
    try:
        connection = connect(path, mode="rw")
        schema_version(connection)
    except sqlite3.OperationalError:
        connection.close()
        return _recovered_copy(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _recovered_copy(path: Path) -> sqlite3.Connection:
    """The store with its journal, recovered in a temporary directory and taken into memory."""
    copied = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        for suffix in ("", "-journal", "-wal"):
            if (source := path.with_name(path.name + suffix)).exists():
                shutil.copyfile(source, Path(folder) / source.name)
        with closing(connect(Path(folder) / path.name, mode="rw")) as recovered:
            recovered.backup(copied)
    return copied


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    *,
    read_only: bool = False,
    migrations: Sequence[str] = MIGRATIONS,
) -> None:
    """Brings the tables to this version, each step in its own transaction.

    Raises:
        IndexMissing: it has no tables yet and `read_only`.
        SchemaMismatch: the store is of a newer version, or of an older one and `read_only`.
        IndexCorrupt: the file is another program's database.
    """
    current = schema_version(connection)
    if current == 0 and read_only:
        raise IndexMissing(f"{path.parent}: nothing is in it yet: run `rolecall build SOURCES`")
    if current > len(migrations):
        raise SchemaMismatch(
            f"{path}: written with schema {current}, this version knows {len(migrations)}: upgrade Rolecall, "
            "or build another index with `rolecall build --index OTHER`"
        )
    if current and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise IndexCorrupt(f"{path}: is not a Rolecall store: name another directory with `--index`")
    if current < len(migrations) and read_only:
        raise SchemaMismatch(
            f"{path}: written with the older schema {current}: run `rolecall repair` where it can be written"
        )
    for number, script in enumerate(migrations[current:], start=current + 1):
        connection.executescript(
            f"BEGIN IMMEDIATE; {script} PRAGMA application_id = {APPLICATION_ID}; "
            f"PRAGMA user_version = {number}; COMMIT;"
        )


def described(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The tables, indexes and triggers as SQLite records them."""
    query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
    return connection.execute(query).fetchall()


@functools.cache
def expected() -> list[tuple[str, ...]]:
    """What `described` gives for a store of this version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(MIGRATIONS))
        return described(connection)


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of migrations that the store has seen; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _quoted(path: Path) -> str:
    return "".join({"?": "%3f", "#": "%23", "%": "%25"}.get(each, each) for each in str(path.absolute()))
