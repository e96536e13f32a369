"""JobIndex: what is synced is found, exactly; only what is new is embedded; one writer, many readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from fake_embedder import DIM, FakeEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_postings import BOILERPLATE, THINGS, posting, postings

from index import intake, passages
from index.constraints import Company, Skill
from index.errors import (
    FingerprintMismatch,
    IndexLocked,
    IndexMissing,
    IndexUnusable,
    ModelError,
    PostingMissing,
)
from index.job_index import IndexView, JobIndex
from index.opening import writer_lock
from index.types import Posting, Rejected

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TODAY = date(2026, 5, 1)


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[JobIndex]:
    with JobIndex.open(tmp_path / "index", embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> IndexView:
    with JobIndex.open(tmp_path_factory.mktemp("view"), embedder=FakeEmbedder()) as opened:
        opened.sync(postings(20), now=NOW)
        return opened.view()


def texts_of(each: Posting) -> list[str]:
    embedder = FakeEmbedder()
    cut = passages.cut(each, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens)
    return [passages.embedded_text(piece) for piece in cut]


# --- reading ----------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["payments with kafka", "weather 7", BOILERPLATE, "nothing of that"]),
    st.integers(0, 60),
    st.none() | st.lists(st.booleans(), min_size=20, max_size=20),
)
def test_dense_gives_what_a_scan_of_all_vectors_gives(
    view: IndexView, words: str, k: int, kept: list[bool] | None
) -> None:
    query = FakeEmbedder().query(words)
    allowed = None if kept is None else np.array(kept)
    hits = view.dense(query, k=k, allowed=allowed)
    expected = []
    for row, posting_id in enumerate(view.ids):
        if allowed is None or allowed[row]:
            scores = view.vectors_of(posting_id).astype(np.float64) @ query.astype(np.float64)
            expected += [(-np.float32(score), posting_id) for score in scores]
    assert [hit.score for hit in hits] == [-score for score, _ in sorted(expected)[:k]]
    assert [(-hit.score, hit.passage_id) for hit in hits] == sorted(
        (-hit.score, hit.passage_id) for hit in hits
    )
    assert {hit.posting_id for hit in hits} <= {posting_id for _, posting_id in expected}


def test_hits_point_at_the_words_that_were_found(view: IndexView) -> None:
    for number in range(20):
        wanted = posting(number)
        (hit,) = view.dense(FakeEmbedder().query(texts_of(wanted)[0]), k=1)
        assert (hit.posting_id, hit.kind, hit.start) == (wanted.id, "duties", 0)
        assert wanted.text[hit.start : hit.end].startswith(
            f"You will build {THINGS[number % 8]} number{number} "
        )
        (hit,) = view.lexical(f"number{number}", k=1)
        assert (hit.posting_id, hit.start) == (wanted.id, 0)


def test_filters_hold_for_words_too(view: IndexView) -> None:
    allowed = np.array([row % 2 == 0 for row in range(20)])
    found = {hit.posting_id for hit in view.lexical("kafka spark rust", k=100, allowed=allowed)}
    with_tools = {
        each.id for each in postings(20)[::2] if any(t in each.text for t in ("kafka", "spark", "rust"))
    }
    assert found == with_tools


def test_postings_vectors_and_columns_stand_in_the_order_of_ids(view: IndexView) -> None:
    assert view.ids == tuple(f"board:{number}" for number in range(20))
    assert view.postings(["board:7", "board:3"]) == [posting(7), posting(3)]
    expected = FakeEmbedder().queries(texts_of(posting(4))).astype(np.float16).astype(np.float32)
    assert np.array_equal(view.vectors_of("board:4"), expected)
    assert view.vectors_of("board:99").shape == (0, DIM)
    assert view.companies == {"Company 0": 7, "Company 1": 7, "Company 2": 6}
    met = view.matching([Company(name="Company 1")], today=TODAY)
    assert met.tolist() == [[1 if number % 3 == 1 else -1 for number in range(20)]]


def test_naming_is_exact_and_cannot_be_written_to(view: IndexView) -> None:
    named = view.naming("kafka")
    assert [view.ids[row] for row in np.flatnonzero(named)] == ["board:0", "board:7", "board:14"]
    with pytest.raises(ValueError, match="read-only"):
        named[0] = False
    asked = view.matching([Skill(name="Kafka"), Skill(name="Kafka", negated=True)], today=TODAY)
    assert asked[0].tolist() == [1 if each else 0 for each in named]
    assert asked[1].tolist() == [-1 if each else 1 for each in named]


def test_an_unknown_id_is_an_error_of_its_own(view: IndexView) -> None:
    with pytest.raises(PostingMissing, match="no posting has the id 'board:20'"):
        view.posting("board:20")


def test_an_index_without_a_posting_finds_nothing(index: JobIndex, embedder: FakeEmbedder) -> None:
    with pytest.raises(IndexMissing, match="nothing is in it yet: run `rolecall build SOURCES`"):
        index.view()
    report = index.sync([Rejected("board", 1, "no title")], now=NOW)
    assert (report.rejected, report.generation) == ((Rejected("board", 1, "no title"),), 1)
    empty = index.view()
    assert (empty.ids, empty.dense(embedder.query("a"), k=5), empty.lexical("a", k=5)) == ((), [], [])
    assert empty.matching([Skill(name="Kafka")], today=TODAY).shape == (1, 0)


# --- syncing ----------------------------------------------------------------------------------------------


def test_the_same_words_are_embedded_once(index: JobIndex, embedder: FakeEmbedder) -> None:
    report = index.sync(postings(5), now=NOW)
    assert (report.new, report.embedded, report.reused) == (tuple(f"board:{n}" for n in range(5)), 6, 4)
    assert sorted(embedder.embedded) == sorted({text for each in postings(5) for text in texts_of(each)})


def test_nothing_new_embeds_nothing_and_makes_no_generation(index: JobIndex, embedder: FakeEmbedder) -> None:
    first = index.sync(postings(5), now=NOW)
    embedder.embedded.clear()
    again = index.sync(postings(5), now=NOW + timedelta(days=1))
    assert (again.unchanged, again.new, again.changed, again.embedded) == (5, (), (), 0)
    assert (embedder.embedded, again.generation, first.generation) == ([], 1, 1)


def test_a_changed_posting_keeps_the_vectors_of_its_unchanged_passages(
    index: JobIndex, embedder: FakeEmbedder
) -> None:
    index.sync(postings(5), now=NOW)
    before = index.view()
    embedder.embedded.clear()
    changed = replace(posting(2), text=posting(2).text.replace("production", "kubernetes"))
    report = index.sync([changed], now=NOW)
    assert (report.changed, report.embedded, report.reused) == (("board:2",), 1, 1)
    assert embedder.embedded == [texts_of(changed)[0]]
    after = index.view()
    assert np.array_equal(after.vectors_of("board:2")[1], before.vectors_of("board:2")[1])
    assert not np.array_equal(after.vectors_of("board:2")[0], before.vectors_of("board:2")[0])
    assert (after.posting("board:2"), before.posting("board:2")) == (changed, posting(2))


def test_a_field_that_is_not_embedded_changes_without_embedding(
    index: JobIndex, embedder: FakeEmbedder
) -> None:
    index.sync(postings(3), now=NOW)
    embedder.embedded.clear()
    report = index.sync([replace(posting(1), url="https://example.org/1")], now=NOW)
    assert (report.changed, report.embedded, report.reused, embedder.embedded) == (("board:1",), 0, 2, [])
    assert index.view().posting("board:1").url == "https://example.org/1"


def test_passage_ids_are_never_used_again(index: JobIndex, embedder: FakeEmbedder) -> None:
    def all_ids() -> set[int]:
        return {hit.passage_id for hit in index.view().dense(embedder.query("a"), k=100)}

    index.sync(postings(2), now=NOW)
    assert all_ids() == {1, 2, 3, 4}
    index.sync([posting(1, revision=1)], now=NOW)
    assert all_ids() == {1, 2, 5, 6}
    index.sync([posting(0)], now=NOW, snapshot_of=["board"])
    index.sync([posting(0), posting(1, revision=1), posting(2)], now=NOW)
    assert all_ids() == {1, 2, 5, 6, 7, 8}


def test_the_first_of_two_postings_with_one_id_is_kept_and_the_other_rejected(index: JobIndex) -> None:
    report = index.sync([posting(1), posting(2), posting(1, revision=5)], now=NOW)
    (rejected,) = report.rejected
    assert (rejected.source, rejected.position, rejected.native_id) == ("board", 3, "board:1")
    assert rejected.reason == "the id board:1 was given before in this sync; the first one is kept"
    assert index.view().posting("board:1") == posting(1)


def test_what_a_complete_snapshot_lacks_is_closed_kept_and_reopened(index: JobIndex) -> None:
    index.sync([*postings(3), *postings(2, source="other")], now=NOW)
    report = index.sync([posting(0)], now=NOW, snapshot_of=["board"])
    assert report.closed == ("board:1", "board:2")
    view = index.view()
    assert view.ids == ("board:0", "other:0", "other:1")
    assert view.posting("board:2") == posting(2)
    assert view.lexical("number2", k=5) == []
    report = index.sync([posting(2)], now=NOW)
    assert (report.reopened, report.embedded, report.new) == (("board:2",), 0, ())
    assert index.view().ids == ("board:0", "board:2", "other:0", "other:1")


def test_a_posting_is_found_by_its_aliases(index: JobIndex) -> None:
    index.sync([posting(1, aliases=("former:1", "board:0")), posting(0)], now=NOW)
    view = index.view()
    assert view.posting("former:1").id == "board:1"
    assert view.posting("board:0").id == "board:0"
    assert np.array_equal(view.vectors_of("former:1"), view.vectors_of("board:1"))
    index.sync([posting(0)], now=NOW, snapshot_of=["board"])
    assert index.view().posting("former:1").id == "board:1"


def test_a_feed_that_breaks_off_changes_nothing(index: JobIndex) -> None:
    def broken() -> Iterator[Posting]:
        yield posting(5)
        raise OSError(5, "the feed is gone")

    index.sync(postings(2), now=NOW)
    with pytest.raises(OSError, match="the feed is gone"):
        index.sync(broken(), now=NOW, snapshot_of=["board"])
    assert index.view().ids == ("board:0", "board:1")
    assert index.sync(postings(2), now=NOW).unchanged == 2


class Interrupted(Exception):
    """Stands for the power button."""


def test_an_interrupted_first_build_embeds_only_the_rest(tmp_path: Path) -> None:
    count = intake.EMBED_BATCH + 90
    batches = 0

    def step(name: str) -> None:
        nonlocal batches
        batches += name == "vectors committed"
        if batches == 1:
            raise Interrupted

    first = FakeEmbedder()
    with JobIndex.open(tmp_path, embedder=first, steps=step) as index, pytest.raises(Interrupted):
        index.sync(postings(count), now=NOW)
    second = FakeEmbedder()
    with JobIndex.open(tmp_path, embedder=second) as index:
        with pytest.raises(IndexMissing):
            index.view()
        report = index.sync(postings(count), now=NOW)
    assert (len(first.embedded), len(second.embedded)) == (intake.EMBED_BATCH, count + 1 - intake.EMBED_BATCH)
    assert not set(first.embedded) & set(second.embedded)
    assert (len(report.new), report.embedded) == (count, len(second.embedded))


def test_what_was_committed_is_shown_by_the_next_opening(tmp_path: Path) -> None:
    def step(name: str) -> None:
        if name == "store committed":
            raise Interrupted

    with JobIndex.open(tmp_path, embedder=FakeEmbedder(), steps=step) as index, pytest.raises(Interrupted):
        index.sync(postings(3), now=NOW)
    for read_only in (True, False):
        embedder = FakeEmbedder()
        with JobIndex.open(tmp_path, embedder=embedder, read_only=read_only) as index:
            view = index.view()
            assert view.ids == ("board:0", "board:1", "board:2")
            assert view.lexical("number2", k=1)[0].posting_id == "board:2"
            assert embedder.embedded == []
        assert (tmp_path / "CURRENT").exists() is not read_only


def test_other_rules_of_cutting_keep_the_vectors_of_what_is_cut_alike(tmp_path: Path) -> None:
    with JobIndex.open(tmp_path, embedder=FakeEmbedder(max_tokens=40)) as index:
        index.sync(postings(3), now=NOW)
        index.sync(postings(2), now=NOW, snapshot_of=["board"])
    embedder = FakeEmbedder(max_tokens=24)
    with JobIndex.open(tmp_path, embedder=embedder) as index:
        report = index.sync([posting(0)], now=NOW)
        assert (report.unchanged, report.changed) == (1, ())
        assert BOILERPLATE not in embedder.embedded
        assert report.embedded == len(embedder.embedded) > 2
        for number in (0, 1):
            cut = passages.cut(posting(number), count_tokens=embedder.count_tokens, max_tokens=24)
            wanted = embedder.queries([passages.embedded_text(each) for each in cut])
            assert np.allclose(index.view().vectors_of(f"board:{number}"), wanted, atol=1e-3)
        assert index.verify().ok
        assert index.sync([posting(2)], now=NOW).reopened == ("board:2",)
        assert len(index.view().vectors_of("board:2")) > 2


def test_another_model_is_refused_by_name(tmp_path: Path) -> None:
    with JobIndex.open(tmp_path, embedder=FakeEmbedder("print-1", "small")) as index:
        index.sync(postings(1), now=NOW)
    with JobIndex.open(tmp_path, embedder=FakeEmbedder("print-2", "large")) as index:
        for use in (lambda: index.embed("a"), lambda: index.sync(postings(1), now=NOW)):
            with pytest.raises(FingerprintMismatch) as refused:
                use()
            words = str(refused.value)
            assert "small (print-1)" in words
            assert "large (print-2)" in words
            assert "ROLECALL_EMBEDDING_MODEL" in words
            assert "rolecall build --index" in words
        assert index.view().ids == ("board:0",)


@pytest.mark.parametrize("vectors", [np.full((1, DIM), np.nan), np.ones((1, DIM + 1)), np.ones((0, DIM))])
def test_vectors_that_cannot_be_are_refused_and_nothing_is_stored(
    tmp_path: Path, vectors: np.ndarray
) -> None:
    class Broken(FakeEmbedder):
        def passages(self, texts: object, *, progress: object = None) -> np.ndarray:
            return vectors.astype(np.float32)

    with JobIndex.open(tmp_path, embedder=Broken()) as index:
        with pytest.raises(ModelError, match="check the model"):
            index.sync(postings(1), now=NOW)
        assert (index.stats().open, index.stats().vectors) == (0, 0)


def test_a_clock_that_went_back_is_noted(index: JobIndex) -> None:
    index.sync(postings(1), now=NOW)
    report = index.sync(postings(2), now=NOW - timedelta(days=400))
    assert report.new == ("board:1",)
    assert report.warnings[0].startswith("the clock says 2025-03-27T00:00:00+00:00, before the last sync")
    assert index.stats().last_sync_at == "2026-05-01T00:00:00+00:00"


def test_progress_is_told_by_stage(index: JobIndex) -> None:
    told: list[tuple[str, int, int | None]] = []
    index.sync(postings(2), now=NOW, progress=lambda *each: told.append(each))
    assert told[:2] == [("read", 1, None), ("read", 2, None)]
    assert [each for each in told if each[0] == "embed"][-1] == ("embed", 3, 3)
    assert told[-1] == ("index", 1, 1)


def test_stats_count_what_is_there(index: JobIndex) -> None:
    index.sync(postings(4), now=NOW)
    index.sync(postings(3), now=NOW, snapshot_of=["board"])
    stats = index.stats()
    assert (stats.open, stats.closed, stats.passages, stats.vectors) == (3, 1, 8, 5)
    assert (stats.model, stats.fingerprint, stats.dim, stats.generation) == ("fake", "fake-1", DIM, 2)
    on_disk = sum(each.stat().st_size for each in index.path.rglob("*") if each.is_file())
    assert (stats.total_bytes, stats.last_sync_at) == (on_disk, "2026-05-01T00:00:00+00:00")
    assert 0 < stats.generation_bytes < stats.total_bytes - stats.store_bytes


# --- opening, several at once -----------------------------------------------------------------------------


def test_there_is_nothing_to_open(tmp_path: Path) -> None:
    for options in ({"read_only": True}, {"create": False}):
        with pytest.raises(IndexMissing, match="there is no index: build one with `rolecall build SOURCES`"):
            JobIndex.open(tmp_path / "none", embedder=FakeEmbedder(), **options)
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_way_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnusable, match=r"file.*: "):
        JobIndex.open(tmp_path / "file" / "index", embedder=FakeEmbedder())


def test_a_reader_does_not_write(index: JobIndex) -> None:
    index.sync(postings(1), now=NOW)
    with JobIndex.open(index.path, embedder=FakeEmbedder(), read_only=True) as reader:
        with pytest.raises(IndexUnusable, match="opened read-only"):
            reader.sync(postings(1), now=NOW)
        with pytest.raises(IndexUnusable, match="opened read-only"):
            reader.repair(now=NOW)


def test_one_writer_at_a_time(index: JobIndex) -> None:
    with writer_lock(index.path), pytest.raises(IndexLocked, match="another process is writing this index"):
        index.sync(postings(1), now=NOW)
    assert index.sync(postings(1), now=NOW).new == ("board:0",)


def test_another_reader_notices_a_refresh_and_keeps_what_it_holds(index: JobIndex) -> None:
    index.sync(postings(2), now=NOW)
    with JobIndex.open(index.path, embedder=FakeEmbedder(), read_only=True) as reader:
        held = reader.view()
        for revision in range(1, 5):
            index.sync(postings(2, revision=revision), now=NOW)
            assert reader.view().posting("board:1") == posting(1, revision=revision)
        assert reader.view() is reader.view()
        assert (held.generation, held.posting("board:1")) == (1, posting(1))
        assert held.lexical("revision0", k=5)[0].posting_id == "board:0"
        assert len(held.dense(FakeEmbedder().query("a"), k=5)) == 4
        assert (index.path / "gen-1").exists()
    del held
    index.sync(postings(2, revision=9), now=NOW)
    assert not (index.path / "gen-1").exists()


def test_threads_share_an_index_while_it_is_refreshed(index: JobIndex) -> None:
    index.sync(postings(4), now=NOW)
    stop = threading.Event()
    errors: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                view = index.view()
                text = view.posting("board:3").text
                (revision,) = [word for word in text.split() if word.startswith("revision")]
                assert {hit.posting_id for hit in view.lexical(revision, k=9)} == set(view.ids)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for revision in range(1, 6):
        assert index.sync(postings(4, revision=revision), now=NOW).generation == revision + 1
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []


def harm_vectors(folder: Path) -> None:
    content = bytearray((folder / "vectors.faiss").read_bytes())
    content[-3] ^= 4
    (folder / "vectors.faiss").write_bytes(content)


def remove_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize("harm", [harm_vectors, remove_manifest])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_generation_is_made_anew_without_embedding(
    index: JobIndex, harm: Callable[[Path], None], read_only: bool
) -> None:
    index.sync(postings(3), now=NOW)
    index.sync(postings(3, revision=1), now=NOW)
    harm(index.path / "gen-2")
    embedder = FakeEmbedder()
    with JobIndex.open(index.path, embedder=embedder, read_only=read_only) as opened:
        view = opened.view()
        assert view.generation == (0 if read_only else 3)
        assert view.postings(view.ids) == postings(3, revision=1)
        assert view.lexical("revision1", k=9)[0].posting_id == "board:0"
        assert embedder.embedded == []


def test_generations_that_are_all_gone_are_made_anew(index: JobIndex) -> None:
    index.sync(postings(3), now=NOW)
    index.close()
    (index.path / "CURRENT").unlink()
    for each in (index.path / "gen-1").rglob("*"):
        if each.is_file():
            each.write_bytes(b"")
    with JobIndex.open(index.path, embedder=FakeEmbedder()) as opened:
        assert opened.view().postings(opened.view().ids) == postings(3)
        (problem,) = opened.repair(now=NOW).problems
        assert "gen-1/manifest.json: cannot be read" in problem
        assert opened.verify().ok
