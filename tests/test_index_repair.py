"""Damage, full disks and forbidden directories: noticed, healed or refused, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_embedder import FakeEmbedder
from small_postings import posting, postings

from index.errors import IndexCorrupt, IndexMissing, IndexUnusable, SchemaMismatch
from index.job_index import JobIndex
from index.store import FILE_NAME, Store

NOW = datetime(2026, 5, 1, tzinfo=UTC)
NOBODY = 65534


def open_index(path: Path, embedder: FakeEmbedder | None = None, *, read_only: bool = False) -> JobIndex:
    return JobIndex.open(path, embedder=embedder or FakeEmbedder(), read_only=read_only)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An index with postings 0 to 3 open in their second revision, and posting 4 closed."""
    with open_index(tmp_path / "index") as index:
        index.sync(postings(5), now=NOW)
        index.sync(postings(4, revision=1), now=NOW, snapshot_of=["board"])
    return tmp_path / "index"


OPEN = postings(4, revision=1)
CLOSED = posting(4)


def change(path: Path, statement: str) -> None:
    """Writes to the store as no program of ours would."""
    with Store.open(path) as store:
        for name in store.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if "DELETE" in statement:
                store.connection.execute(f"DROP TRIGGER {name[0]}")
        store.connection.execute(statement)


def harm_body(path: Path) -> None:
    with Store.open(path) as store:
        ((_, body),) = store.rows("bodies", "WHERE row = 2")
        harmed = body[:50] + bytes([body[50] ^ 8]) + body[51:]
        store.connection.execute("UPDATE bodies SET body = ? WHERE row = 2", (harmed,))


def test_a_sound_index_is_left_as_it_is(path: Path) -> None:
    with open_index(path) as index:
        report = index.verify()
        assert report.ok
        assert (report.postings, report.passages, report.vectors, report.generations) == (5, 10, 6, (2, 1))
        before = {each: each.stat().st_mtime_ns for each in path.rglob("*") if each.is_file()}
        repaired = index.repair(now=NOW)
        assert (repaired.problems, repaired.lost, repaired.embedded, repaired.generation) == ((), (), 0, 2)
        assert {each: each.stat().st_mtime_ns for each in path.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    "harm, words, embedded",
    [
        (harm_body, "a row of bodies is damaged", 0),
        (lambda path: change(path, "UPDATE postings SET source = 'x' WHERE row = 1"), "a row of postings", 0),
        (lambda path: change(path, "UPDATE passages SET start = 7"), "a row of passages is damaged", 0),
        (
            lambda path: change(path, "UPDATE vectors SET vector = zeroblob(32)"),
            "a row of vectors is damaged",
            1,
        ),
        (lambda path: change(path, "UPDATE facts SET value = 'x'"), "a row of facts is damaged", 0),
        (lambda path: change(path, "DELETE FROM vectors"), "the tables are not those of the schema", 1),
        (lambda path: change(path, "DELETE FROM passages"), "the tables are not those of the schema", 0),
        (lambda path: change(path, "DROP TABLE aliases"), "aliases cannot be read", 0),
        (lambda path: (path / FILE_NAME).write_bytes(b"not a database " * 999), "the database is damaged", 1),
        (lambda path: os.truncate(path / FILE_NAME, 5000), "", 1),
        (lambda path: (path / FILE_NAME).unlink(), "there is no index", 1),
    ],
)
def test_a_damaged_store_is_restored(
    path: Path, harm: Callable[[Path], object], words: str, embedded: int
) -> None:
    harm(path)
    embedder = FakeEmbedder()
    with open_index(path, embedder) as index:
        assert index.view().postings(index.view().ids) == OPEN
        assert any(words in problem for problem in index.verify().problems)
        report = index.repair(now=NOW)
        assert report.embedded == len(embedder.embedded) <= embedded
        assert index.verify().ok
        assert index.view().ids == tuple(each.id for each in OPEN)
        assert index.view().postings(index.view().ids) == OPEN
        assert index.view().lexical("number3", k=1)[0].posting_id == "board:3"
        if not report.unreadable and CLOSED.id not in report.lost:
            assert index.view().posting("board:4") == CLOSED
        again = index.sync(OPEN, now=NOW, snapshot_of=["board"])
        assert (again.new, again.changed, again.closed, again.unchanged) == ((), (), (), 4)


def test_a_lost_closed_posting_is_named(path: Path) -> None:
    change(path, "UPDATE bodies SET body = x'00' WHERE row = 5")
    with open_index(path) as index:
        assert index.repair(now=NOW).lost == ("board:4",)
        assert index.verify().ok


def test_what_is_left_of_a_damaged_store_is_kept_beside_the_new_one(path: Path) -> None:
    harm_body(path)
    damaged = (path / FILE_NAME).read_bytes()
    with open_index(path) as index:
        index.repair(now=NOW)
    assert (path / "store.sqlite3.damaged").read_bytes() == damaged


def test_without_store_and_generation_nothing_can_be_restored(path: Path) -> None:
    for each in path.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
    (path / FILE_NAME).write_bytes(b"not a database " * 999)
    with open_index(path) as index:
        with pytest.raises(IndexCorrupt, match="the database is damaged: run `rolecall repair`"):
            index.view()
        with pytest.raises(IndexCorrupt, match="too little can be read: build it anew"):
            index.repair(now=NOW)


def test_damage_to_store_and_generations_is_refused_until_it_is_repaired(path: Path) -> None:
    key = "SELECT vector_key FROM passages WHERE row = 1 AND ordinal = 0"
    change(path, f"UPDATE vectors SET vector = zeroblob(32) WHERE vector_key = ({key})")
    for number in (1, 2):
        (path / f"gen-{number}" / "columns.npz").write_bytes(b"")
    embedder = FakeEmbedder()
    with open_index(path, embedder) as index:
        for _ in range(2):
            with pytest.raises(IndexCorrupt, match="of vectors is damaged: run `rolecall repair`"):
                index.view()
        assert index.repair(now=NOW).embedded == len(embedder.embedded) == 1
        assert index.view().postings(index.view().ids) == OPEN
        assert index.verify().ok


def test_nothing_is_written_to_a_store_that_is_gone_or_older(path: Path) -> None:
    (path / FILE_NAME).unlink()
    for options in ({"read_only": True}, {"create": False}):
        with JobIndex.open(path, embedder=FakeEmbedder(), **options) as index:
            assert index.view().postings(index.view().ids) == OPEN
    with open_index(path) as index:
        assert index.view().postings(index.view().ids) == OPEN
        with pytest.raises(IndexCorrupt, match="is gone: run `rolecall repair`, which restores it"):
            index.sync(OPEN, now=NOW)
        assert not (path / FILE_NAME).exists()
        Store.open(path).close()
        with pytest.raises(IndexCorrupt, match="is older than its generation: run `rolecall repair`"):
            index.sync(OPEN, now=NOW)
        assert index.repair(now=NOW).generation == 3
        assert index.sync(OPEN, now=NOW).unchanged == 4


def test_a_damaged_store_is_not_written_to(path: Path) -> None:
    change(path, "UPDATE postings SET state = 'closed' WHERE row = 1")
    with open_index(path) as index:
        with pytest.raises(IndexCorrupt, match="row 1 of postings is damaged: run `rolecall repair`"):
            index.sync(postings(9), now=NOW)
        assert index.view().postings(index.view().ids) == OPEN


def test_a_newer_index_is_refused(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    for read_only in (True, False):
        with pytest.raises(SchemaMismatch, match="upgrade Rolecall, or build another index"):
            open_index(path, read_only=read_only)


# --- full, forbidden --------------------------------------------------------------------------------------


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Writing beyond this size fails, in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [20_000, 60_000, 120_000, 150_000])
def test_a_disk_that_fills_up_is_a_clear_error_and_loses_nothing(path: Path, size: int) -> None:
    with open_index(path) as index:
        with pytest.raises(IndexUnusable, match=r"(?i)disk|space|large"), largest_file(size):
            index.sync(postings(400, revision=2), now=NOW)
        assert index.view().posting("board:1") in (posting(1, revision=1), posting(1, revision=2))
        report = index.sync(postings(400, revision=2), now=NOW)
        assert len(report.new) + len(report.changed) + len(report.reopened) + report.unchanged == 400
        assert index.view().postings(index.view().ids) == postings(400, revision=2)
        assert index.verify().ok


@contextmanager
def forbidden(path: Path) -> Iterator[None]:
    """The directory can be read but not written to, by the user that this runs as."""
    for each in (path, *path.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for each in (path, *path.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)


@pytest.fixture
def shared_path(path: Path) -> Iterator[Path]:
    """The index where another user may read it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copytree(path, Path(folder) / "index"))


@pytest.mark.parametrize("read_only", [True, False])
def test_a_read_only_directory_is_read(shared_path: Path, read_only: bool) -> None:
    with forbidden(shared_path), open_index(shared_path, read_only=read_only) as index:
        view = index.view()
        assert (view.generation, view.postings(view.ids)) == (2, OPEN)
        assert view.posting("board:4") == CLOSED
        assert view.lexical("number3", k=1)[0].posting_id == "board:3"
        assert index.verify().ok
        with pytest.raises(IndexUnusable, match=r"read-only|permission is denied"):
            index.sync(OPEN, now=NOW)


def test_a_read_only_directory_without_a_whole_generation_is_searched_aside(
    shared_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = shared_path.parent / "temporary"
    aside.mkdir()
    aside.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    for number in (1, 2):
        (shared_path / f"gen-{number}" / "vectors.faiss").unlink()
    made: list[Path] = []

    def found() -> list[object]:
        with open_index(shared_path) as index:
            view = index.view()
            made.extend(aside.glob("rolecall-*/rows.npz"))
            near = view.dense(FakeEmbedder().query("number3 revision1"), k=1)[0].posting_id
            return [view.generation, view.postings(view.ids), view.posting("board:4"), near]

    with forbidden(shared_path):
        assert found() == [0, OPEN, CLOSED, "board:3"]
    assert (len(made), [each for each in made if each.exists()]) == (1, [])


def test_a_directory_where_nothing_may_be_made_is_a_clear_error(shared_path: Path) -> None:
    with (
        forbidden(shared_path.parent),
        pytest.raises(IndexUnusable, match="permission is denied"),
    ):
        open_index(shared_path.parent / "another")
    with pytest.raises(IndexMissing):
        open_index(shared_path.parent / "another", read_only=True)
