"""Refreshes over days: what closes, what does not, what comes back; from files and from a server on loopback."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fake_embedder import FakeEmbedder
from feed_server import FeedServer, body, fetcher, redirect, serving

from index.errors import FeedError, PostingMissing
from index.job_index import JobIndex
from index.listings import FeedState
from index.refresh import Feed, by_hand, refresh
from index.store import Store
from index.sync import SyncReport

DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def row(number: int, **fields: Any) -> dict[str, Any]:
    """A row of a table; its id is "job-<number>"."""
    text = f"You will build system number{number} with Kafka and look after it in production."
    return {
        "id": f"job-{number}",
        "title": f"Engineer {number}",
        "company": "Ferryline",
        "description": text,
        **fields,
    }


def table(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in rows)


class Board:
    """An index and a feed file; `on` writes the feed and refreshes on the n-th day."""

    def __init__(self, folder: Path) -> None:
        self.embedder = FakeEmbedder()
        self.index = JobIndex.open(folder / "index", embedder=self.embedder)
        self.path = folder / "feed.jsonl"

    def on(self, day: int, rows: list[dict[str, Any]] | bytes, **options: Any) -> SyncReport:
        self.path.write_bytes(rows if isinstance(rows, bytes) else table(rows))
        return self.refresh(day, by_hand(str(self.path)), **options)

    def refresh(self, day: int, *feeds: Feed, **options: Any) -> SyncReport:
        return refresh(self.index, feeds, now=DAY + timedelta(days=day), **{"fetcher": fetcher()} | options)

    @property
    def open(self) -> list[str]:
        return sorted(self.index.view().ids, key=lambda each: int(each.rpartition("-")[2]))


@pytest.fixture
def board() -> Iterator[Board]:
    """In memory where that can be had: an index waits for its disk, and what is tested here does not need one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Board(Path(folder))


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as running:
        yield running


def ids(*numbers: int) -> list[str]:
    return [f"job-{number}" for number in numbers]


def test_only_what_is_new_or_changed_is_embedded_and_what_is_gone_closes(board: Board) -> None:
    board.on(0, [row(1), row(2), row(3)])
    before = list(board.embedder.embedded)
    report = board.on(1, [row(1), row(2, company="Harbour Light"), row(4)])
    assert (report.new, report.changed, report.closed, report.unchanged) == (
        ("job-4",), ("job-2",), ("job-3",), 1,
    )  # fmt: skip
    fresh = board.embedder.embedded[len(before) :]
    assert sorted({word for text in fresh for word in text.split() if word.startswith("number")}) == [
        "number2",
        "number4",
    ]
    assert board.open == ids(1, 2, 4)
    assert board.index.view().posting("job-3").title == "Engineer 3", "closed postings are kept"
    [feed] = report.feeds
    assert (feed.status, feed.listed, feed.closed) == ("complete", 3, 1)


def test_unchanged_passages_keep_their_vectors_when_the_posting_around_them_changes(board: Board) -> None:
    board.on(0, [row(1, salary_min=50_000, currency="EUR")])
    report = board.on(1, [row(1, salary_min=60_000, currency="EUR")])
    assert (report.changed, report.embedded) == (("job-1",), 0)


def test_an_unchanged_refresh_embeds_nothing_and_makes_no_generation(board: Board) -> None:
    first = board.on(0, [row(1), row(2)])
    again = board.on(1, [row(1), row(2)])
    assert (again.unchanged, again.embedded, again.generation) == (2, 0, first.generation)


def test_a_posting_that_comes_back_is_reopened_without_embedding(board: Board) -> None:
    board.on(0, [row(1), row(2)])
    assert board.on(1, [row(1)]).closed == ("job-2",)
    report = board.on(2, [row(1), row(2)])
    assert (report.reopened, report.embedded) == (("job-2",), 0)
    assert board.open == ids(1, 2)


def test_a_feed_that_shrinks_by_nine_tenths_closes_nothing_until_told_to(board: Board) -> None:
    board.on(0, [row(each) for each in range(20)])
    report = board.on(1, [row(0), row(1)])
    assert (report.closed, report.feeds[0].status) == ((), "smaller")
    assert "20 when it was last complete" in report.feeds[0].note
    assert len(board.open) == 20
    again = board.on(2, [row(0), row(1)])
    assert again.feeds[0].status == "smaller", "what it shrank to is not the new measure"
    assert len(board.on(3, [row(0), row(1)], accept_smaller=True).closed) == 18
    assert board.on(4, [row(0)]).closed == ("job-1",), "half is not below half"


@pytest.mark.parametrize("share", [0.55, 0.73, 0.99])
def test_a_file_that_broke_off_closes_nothing_and_says_so(share: float, board: Board) -> None:
    board.on(0, [row(each) for each in range(10)])
    whole = table([row(each) for each in range(10)])
    report = board.on(1, whole[: int(len(whole) * share)])
    assert (report.closed, report.feeds[0].status) == ((), "partial")
    assert "its last record cannot be read" in report.feeds[0].note
    assert len(board.open) == 10


def xml(count: int) -> bytes:
    jobs = "".join(
        f"<job><externalid>{each}</externalid><Title>Baker {each}</Title><Description>Bake {each} loaves.</Description>"
        "<PostedDate>05/01/2026</PostedDate></job>" for each in range(count)
    )  # fmt: skip
    return f"<source><jobs>{jobs}</jobs></source>".encode()


def test_xml_cut_anywhere_closes_nothing(board: Board) -> None:
    feed = Feed("x", str(board.path), named=True, format="yubhub")
    board.path.write_bytes(xml(6))
    board.refresh(0, feed)
    for cut in (xml(6)[:700], xml(6).partition(b"</job><job><externalid>4")[0] + b"</job>"):
        board.path.write_bytes(cut)
        report = board.refresh(1, feed)
        assert (report.closed, report.feeds[0].status) == ((), "partial"), cut[-60:]


def test_a_record_that_became_unusable_is_not_gone(board: Board) -> None:
    board.on(0, [row(1), row(2), row(3)])
    report = board.on(1, [row(1), {"id": "job-2", "title": "", "description": "", "company": ""}, row(3)])
    assert report.closed == ()
    assert [each.native_id for each in report.rejected] == ["job-2"]


def test_a_posting_past_its_last_day_is_closed_as_of_now(board: Board) -> None:
    rows = [row(1, expires="2026-05-03"), row(2)]
    board.on(0, rows)
    assert board.on(2, rows).closed == (), "the last day is a day of its own"
    report = board.on(3, rows)
    assert (report.closed, report.expired) == (("job-1",), ())
    assert board.on(4, rows).expired == ("job-1",), "still listed, still closed"
    assert board.open == ids(2)
    changes = [(each.kind, each.posting_id, each.note) for each in board.index.changes(date(2026, 5, 4))]
    assert changes == [("closed", "job-1", "its last day has passed")]
    assert board.on(5, [row(1, expires="2026-06-30"), row(2)]).reopened == ("job-1",)
    assert board.open == ids(1, 2)


def test_what_arrives_after_its_last_day_is_kept_but_neither_embedded_nor_searched(board: Board) -> None:
    report = board.on(0, [row(1, expires="2020-11-06"), row(2)])
    assert (report.new, report.expired) == (("job-2",), ("job-1",))
    assert not [text for text in board.embedder.embedded if "number1" in text]
    assert board.open == ids(2)
    assert board.index.view().posting("job-1").expires_on == date(2020, 11, 6)


def test_a_build_of_old_feeds_can_be_searched_and_says_so(board: Board) -> None:
    report = board.on(0, [row(1, expires="2020-11-06")], expire=False)
    assert (report.new, report.expired) == (("job-1",), ())
    assert report.warnings == ("the last day of 1 postings has passed; the next `rolecall sync` closes them",)
    assert board.open == ids(1)


def test_two_feeds_of_one_format_do_not_close_each_others_postings(board: Board, tmp_path: Path) -> None:
    board.on(0, [row(1), row(2)])
    other = tmp_path / "other.jsonl"
    other.write_bytes(table([row(7), row(8)]))
    assert board.refresh(0, by_hand(str(other))).closed == ()
    assert board.on(1, [row(1)]).closed == ("job-2",)
    assert board.open == ids(1, 7, 8)


def test_a_posting_is_open_while_any_feed_lists_it(board: Board, tmp_path: Path) -> None:
    feeds = []
    for name, rows in (("a", [row(1), row(2)]), ("b", [row(2), row(3)])):
        (tmp_path / name).write_bytes(table(rows))
        feeds.append(Feed(name, str(tmp_path / name), named=True))
    board.refresh(0, *feeds)
    (tmp_path / "a").write_bytes(table([row(1)]))
    assert board.refresh(1, *feeds).closed == ()
    (tmp_path / "b").write_bytes(table([row(3)]))
    assert board.refresh(2, *feeds).closed == ("job-2",)


def test_the_next_days_file_takes_the_place_of_the_last_one(board: Board, tmp_path: Path) -> None:
    for day, rows in enumerate(([row(1), row(2), row(3)], [row(2), row(3), row(4)], [row(3), row(4)])):
        path = tmp_path / f"jobs-2026-05-0{day + 1}.jsonl"
        path.write_bytes(table(rows))
        board.refresh(day, by_hand(str(path)))
    assert board.open == ids(3, 4)


def test_a_feed_that_lists_the_latest_closes_only_what_is_too_old(board: Board, tmp_path: Path) -> None:
    feed = Feed("latest", str(board.path), named=True, snapshot=False, max_age_days=3)
    for day, rows in ((0, [row(1), row(2)]), (2, [row(2), row(3)])):
        board.path.write_bytes(table(rows))
        assert board.refresh(day, feed).closed == ()
    board.path.write_bytes(table([row(3)]))
    assert board.refresh(4, feed).closed == ("job-1",)
    assert board.open == ids(2, 3)


def test_history_tells_new_changed_closed_and_reposted_by_date(board: Board) -> None:
    board.on(0, [row(1), row(2)])
    board.on(1, [row(1, title="Senior Engineer 1")])
    board.on(2, [row(1, title="Senior Engineer 1"), row(2)])
    found = [
        (each.at[:10], each.kind, each.posting_id, each.title, each.note)
        for each in board.index.changes(date(2026, 5, 2))
    ]
    assert found == [
        ("2026-05-02", "changed", "job-1", "Senior Engineer 1", "title, seniority"),
        ("2026-05-02", "closed", "job-2", "Engineer 2", "its feed no longer lists it"),
        ("2026-05-03", "reposted", "job-2", "Engineer 2", ""),
    ]
    assert len(board.index.changes(date(2026, 5, 1))) == 5


def test_a_file_named_by_hand_that_cannot_be_read_is_an_error_and_changes_nothing(board: Board) -> None:
    board.on(0, [row(1)])
    with pytest.raises(FeedError):
        board.on(1, b"Once upon a time there was no feed.")
    with pytest.raises(FeedError, match="no such file"):
        board.refresh(1, by_hand(str(board.path) + ".gone"))
    assert board.open == ids(1)


def test_an_older_edition_is_not_read_over_a_newer_one(board: Board) -> None:
    def edition(day: str) -> Feed:
        return Feed("dated", str(board.path), named=True, edition=day)

    board.path.write_bytes(table([row(1), row(2)]))
    board.refresh(1, edition("2026-05-02"))
    board.path.write_bytes(table([row(1)]))
    report = board.refresh(2, edition("2026-05-01"))
    assert (report.closed, report.feeds[0].status) == ((), "skipped")
    assert board.refresh(3, edition("2026-05-03")).closed == ("job-2",)


# --- from a server ----------------------------------------------------------------------------------------


def remote(server: FeedServer, **options: Any) -> Feed:
    return Feed("remote", server.url + "/feed", named=True, allow_http=True, **options)


def test_a_feed_that_is_not_modified_is_not_read_and_closes_nothing(board: Board, server: FeedServer) -> None:
    def conditional(handler: Any) -> None:
        same = handler.headers["If-None-Match"] == '"v1"'
        (body(b"", 304) if same else body(table([row(1), row(2)]), ETag='"v1"'))(handler)

    server.answers["/feed"] = conditional
    assert board.refresh(0, remote(server)).new == ("job-1", "job-2")
    report = board.refresh(1, remote(server))
    assert (report.feeds[0].status, report.unchanged, report.closed) == ("unchanged", 0, ())
    assert board.open == ids(1, 2)
    assert board.refresh(2, remote(server), again=True).unchanged == 2
    assert board.refresh(3, remote(server, columns={"title": "company"})).changed == ("job-1", "job-2"), (
        "read in another way it is read again"
    )


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (body(b"", 500), "failed", "answers 500"),
        (body(b"<html>Sorry</html>"), "failed", "no reader knows this content"),
        (body(b""), "failed", "empty"),
        (body(table([row(1)]), Content_Length="9999"), "failed", "cut off after"),
        (body(table([row(1)]), Content_Length=None), "partial", "does not say how long"),  # type: ignore[arg-type]
        (redirect("http://169.254.169.254/feed"), "failed", "link-local or metadata"),
    ],
)
def test_a_feed_that_fails_closes_nothing_stops_no_other_and_says_so(
    answer: Callable[[Any], None], status: str, words: str, board: Board, server: FeedServer
) -> None:
    server.answers["/feed"] = body(table([row(1), row(2)]), ETag='"v1"')
    board.refresh(0, remote(server))
    server.answers["/feed"] = answer
    board.path.write_bytes(table([row(9)]))
    report = board.refresh(1, remote(server), Feed("local", str(board.path), named=True))
    assert (report.new, report.closed) == (("job-9",), ())
    assert report.feeds[0].status == status
    assert words in report.feeds[0].note
    assert "/rolecall-" not in report.feeds[0].note
    assert report.feeds[1].status == "complete"
    assert board.open == ids(1, 2, 9)


def test_the_store_is_whole_after_all_this(board: Board) -> None:
    board.on(0, [row(1, expires="2026-05-02"), row(2)])
    board.on(5, [row(2), row(3)])
    assert board.index.verify().problems == ()
    with pytest.raises(PostingMissing):
        board.index.view().row("job-1")


def test_an_index_of_before_there_were_refreshes_is_taken_over(board: Board) -> None:
    board.on(0, [row(1, expires="2026-05-03"), row(2), row(3)])
    with Store.open(board.index.path) as store:
        for table in ("feeds", "listings", "last_days", "events"):
            store.connection.execute(f"DROP TABLE {table}")
            store.connection.execute("DELETE FROM tallies WHERE name = ?", (table,))
        store.connection.execute("DELETE FROM facts WHERE name = 'last_days'")
        store.connection.execute("PRAGMA user_version = 1")
    board.index = JobIndex.open(board.index.path, embedder=board.embedder)
    assert board.index.verify().problems == ()
    report = board.on(2, [row(2), row(3)])
    assert (report.unchanged, report.closed, report.embedded) == (2, (), 0), (
        "who listed what is not known yet"
    )
    assert board.on(3, [row(2)]).closed == ("job-1", "job-3")
    assert [each.note for each in board.index.changes(date(2026, 5, 4))] == [
        "its last day has passed", "its feed no longer lists it",
    ]  # fmt: skip


def test_a_repaired_index_asks_servers_for_everything_again(board: Board, server: FeedServer) -> None:
    server.answers["/feed"] = body(table([row(1), row(2)]), ETag='"v1"')
    board.refresh(0, remote(server))
    with Store.open(board.index.path) as store:
        store.connection.execute("UPDATE passages SET kind = 'pay' WHERE ordinal = 0")
    assert board.index.verify().store_problems
    board.index.repair(now=DAY)
    assert board.index.feed_states() == {"remote": FeedState()}
    assert board.index.verify().problems == ()
    server.answers["/feed"] = body(table([row(1)]))
    assert board.refresh(1, remote(server)).closed == ("job-2",), "what the feed listed is still known"
