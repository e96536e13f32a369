"""SQLite as the truth: what is written comes back or is refused, and older or newer stores are told apart."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_postings import posting

from index import bodies, schema
from index.errors import (
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    IndexUnusable,
    PostingMissing,
    SchemaMismatch,
)
from index.files import explained
from index.store import FILE_NAME, Known, Store
from index.types import Evidence, Fact, Place, Posting, Salary, Skill, Stated

QUOTE = Evidence("employer", "Remote — “Zürich” 💡", "text", 3, 9)
FULL = posting(
    1,
    places=(Place("Zürich", None, "CH", QUOTE, 47.37, 8.54),),
    arrangements=(Fact("remote", QUOTE),),
    salaries=(Salary(100.5, None, "CHF", "hour", QUOTE, min_year=209_040.0, yearly_note="2,080 hours"),),
    skills=(Skill("C++", "required", QUOTE),),
    posted=Stated("2026-04-01", QUOTE),
    aliases=("old:1",),
    extra={"z": "1", "a": "line\nbreak \u2028 \x00"},
)


def write(store: Store, posting: Posting, *, row: int = 1, state: str = "open") -> None:
    content = bodies.encode(posting)
    known = Known(row, posting.id, posting.source, state, bodies.content_hash(content), "a", "b", None)  # type: ignore[arg-type]
    with store.transaction():
        store.put_posting(known)
        store.put("bodies", [(row, bodies.compressed(content))])
        store.put("aliases", [(alias, row) for alias in posting.aliases])


def test_a_posting_comes_back_as_it_was_by_id_and_by_alias(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        write(store, FULL)
        assert store.posting("board:1") == FULL
        assert store.posting("old:1") == FULL
        with pytest.raises(PostingMissing, match="no posting has the id 'board:2'"):
            store.posting("board:2")


def test_equal_postings_give_equal_bytes_whatever_the_order_of_their_extras() -> None:
    turned = posting(1, extra={"b": "2", "a": "1"})
    assert bodies.encode(turned) == bodies.encode(posting(1, extra={"a": "1", "b": "2"}))
    assert bodies.encode(turned) != bodies.encode(posting(1, extra={"a": "1", "b": "3"}))


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_any_text_survives_the_store(text: str, extra: dict[str, str]) -> None:
    try:
        text.encode()
        str(extra).encode()
    except UnicodeEncodeError:
        return
    given_posting = posting(1, text=text, sections=(), extra=extra)
    content = bodies.encode(given_posting)
    assert (
        bodies.decode(bodies.restored(bodies.compressed(content), bodies.content_hash(content)))
        == given_posting
    )


@pytest.mark.parametrize(
    "table, change",
    [
        ("postings", "state = 'closed'"),
        ("postings", "last_seen = '2030-01-01'"),
        ("bodies", "body = zeroblob(length(body))"),
        ("aliases", "alias = 'old:2'"),
        ("facts", "value = '7'"),
    ],
)
def test_a_row_changed_behind_our_back_is_refused_when_read(tmp_path: Path, table: str, change: str) -> None:
    with Store.open(tmp_path) as store:
        write(store, FULL)
        with store.transaction():
            store.set_fact("dim", "384")
        store.connection.execute(f"UPDATE {table} SET {change}")
        with pytest.raises(IndexCorrupt, match=f"of {table} is damaged: run `rolecall repair`"):
            list(store.rows(table))


def test_a_row_that_vanished_is_noticed(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        write(store, FULL)
        store.connection.execute("DROP TRIGGER postings_removed")
        store.connection.execute("DELETE FROM postings")
        with pytest.raises(IndexCorrupt, match="postings has 0 rows"):
            store.known()


def test_a_transaction_that_fails_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.set_fact("dim", str(384 // store.data_version))
        with pytest.raises(IndexCorrupt, match="UNIQUE"), store.transaction():
            store.put("bodies", [(1, b"one"), (1, b"another")])
        assert (store.fact("dim"), store.count("bodies")) == (None, 0)
        assert not store.connection.in_transaction


@given(
    st.lists(st.one_of(st.integers(), st.text(), st.binary(), st.none()), min_size=1, max_size=5), st.data()
)
def test_checksums_tell_values_apart(values: list[object], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(
        st.one_of(st.integers(), st.text(max_size=3)).filter(lambda each: each != values[place])
    )
    changed = [*values[:place], other, *values[place + 1 :]]
    assert schema.row_checksum("facts", *values) == schema.row_checksum("facts", *values)
    assert schema.row_checksum("facts", *values) != schema.row_checksum("facts", *changed)


@pytest.mark.parametrize(
    "version, mode",
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 0), "DELETE"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_the_write_ahead_log_is_used_on_fixed_versions_alone(version: tuple[int, ...], mode: str) -> None:
    assert schema.journal_mode(version) == mode


def test_the_journal_and_the_syncs_are_as_chosen(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == schema.journal_mode().lower()
        assert store.connection.execute("PRAGMA synchronous").fetchone()[0] == 3


NOW = schema.SCHEMA_VERSION
NEXT = (*schema.MIGRATIONS, "ALTER TABLE postings ADD COLUMN note TEXT;")


def test_an_older_store_is_migrated_and_keeps_its_rows(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        write(store, FULL)
        schema.migrate(store.connection, store.path, migrations=NEXT)
        assert schema.schema_version(store.connection) == NOW + 1
        assert store.posting("board:1") == FULL
        assert store.connection.execute("SELECT note FROM postings").fetchone() == (None,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        broken = (*schema.MIGRATIONS, "ALTER TABLE postings ADD COLUMN note TEXT; SELECT nothing;")
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(store.connection, store.path, migrations=broken)
    with Store.open(tmp_path) as store:
        assert schema.schema_version(store.connection) == NOW
        assert "note" not in [row[1] for row in store.connection.execute("PRAGMA table_info(postings)")]


def test_an_older_store_is_refused_where_nothing_may_be_written(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    connection = schema.connect_to_read(tmp_path / FILE_NAME)
    with pytest.raises(SchemaMismatch, match=f"older schema {NOW}: run `rolecall repair`"):
        schema.migrate(connection, tmp_path / FILE_NAME, read_only=True, migrations=NEXT)
    connection.close()


def test_a_newer_store_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(
        SchemaMismatch, match=f"schema 99, this version knows {NOW}: upgrade Rolecall, or build another"
    ):
        Store.open(tmp_path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.connection.execute("PRAGMA application_id = 7")
    with pytest.raises(IndexCorrupt, match="is not a Rolecall store"):
        Store.open(tmp_path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all " * 500)
    with pytest.raises(IndexCorrupt, match="the database is damaged: run `rolecall repair`"):
        Store.open(tmp_path)


def test_a_reader_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="build one with `rolecall build"):
        Store.open(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_takes_back_a_commit_that_was_cut_off(tmp_path: Path) -> None:
    """A hot journal, as a kill within a commit leaves it: copied while a transaction is open and spilled."""
    copy = tmp_path / "copy"
    copy.mkdir()
    with Store.open(tmp_path) as store:
        store.connection.execute("PRAGMA journal_mode = DELETE")
        write(store, FULL)
        store.connection.execute("PRAGMA cache_size = 1")
        store.connection.execute("BEGIN IMMEDIATE")
        store.put("bodies", [(row, bytes(10_000)) for row in range(2, 200)])
        for name in (FILE_NAME, FILE_NAME + "-journal"):
            (copy / name).write_bytes((tmp_path / name).read_bytes())
        store.connection.execute("ROLLBACK")
    with Store.open(copy, read_only=True) as store:
        assert store.posting("board:1") == FULL
        assert store.count("bodies") == 1


@pytest.mark.parametrize(
    "error, kind, words",
    [
        (sqlite3.OperationalError("database or disk is full"), IndexUnusable, "no space is left on the disk"),
        (sqlite3.OperationalError("attempt to write a readonly database"), IndexUnusable, "read-only"),
        (sqlite3.OperationalError("database is locked"), IndexLocked, "another process is writing"),
        (sqlite3.DatabaseError("database disk image is malformed"), IndexCorrupt, "run `rolecall repair`"),
        (sqlite3.InterfaceError("what is this"), IndexCorrupt, "what is this"),
        (OSError(28, "No space left on device"), IndexUnusable, "no space is left on the disk"),
        (OSError(30, "Read-only file system"), IndexUnusable, "read-only"),
        (PermissionError(13, "Permission denied", "/there"), IndexUnusable, "/there: permission is denied"),
    ],
)
def test_errors_are_explained_with_a_way_out(error: Exception, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words), explained(Path("/here")):
        raise error
