"""Where feeds may lie, what is passed over, and which errors are raised."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pandas as pd
import pytest

import index.feeds
from index.errors import EmptyFeed, FeedError, UnknownFormat
from index.feeds import READERS, RECORD_READERS, read_sources, record_sources
from index.types import Posting, Record, Rejected

GOLDEN = Path(__file__).parent / "golden"
LINE = '{"id": "%s", "title": "Cook", "company": "c"}\n'


def ids(*paths: object, **options: object) -> list[str]:
    items = record_sources(paths, **options)  # type: ignore[arg-type]
    return [
        f"!{item.reason}" if isinstance(item, Rejected) else f"{item.source}:{item.native_id}"
        for item in items
    ]


def test_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_text(LINE % name)
    assert ids(tmp_path / "b", str(tmp_path / "a")) == ["jsonl:b", "jsonl:a"]


def test_a_directory_is_searched_to_the_bottom_and_what_is_no_feed_is_shown(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "x.jsonl").write_text(LINE % "x")
    (tmp_path / "y.jsonl.gz").write_bytes(gzip.compress((LINE % "y").encode()))
    (tmp_path / "notes.txt").write_text("dear diary")
    (tmp_path / "empty.xml").write_text("<source><jobs></jobs></source>")
    for passed_over in ("README.md", ".hidden", "LICENSE"):
        (tmp_path / passed_over).write_text("no feed")
    found = ids(tmp_path)
    assert [found[0], found[3]] == ["jsonl:x", "jsonl:y"]
    assert "empty.xml: there is no posting" in found[1]
    assert "notes.txt: no reader knows this content (it begins with 'dear diary')" in found[2]
    assert len(found) == 4


def test_globs(tmp_path: Path) -> None:
    for name in ("1.jsonl", "2.jsonl", "3.other"):
        (tmp_path / name).write_text(LINE % name)
    assert ids(tmp_path / "*.jsonl") == ["jsonl:1.jsonl", "jsonl:2.jsonl"]


def test_a_file_name_with_brackets_is_no_glob(tmp_path: Path) -> None:
    (tmp_path / "jobs[1].jsonl").write_text(LINE % "x")
    assert ids(tmp_path / "jobs[1].jsonl") == ["jsonl:x"]


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    data = (LINE % "x").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(data) if packed else data)))
    assert ids("-") == ["jsonl:x"]


def test_a_data_frame_is_a_feed_too() -> None:
    frame = pd.DataFrame(
        {"id": ["a", "b"], "title": ["Cook", None], "description": [None, "Stir"], "salary_min": [1.5, None]}
    )
    first, second = record_sources([frame])
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.native_id, first.title, first.body, first.pay[0].min) == ("a", "Cook", "", 1.5)
    assert (second.native_id, second.title, second.body, second.pay) == ("b", "", "Stir", ())


def test_the_source_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "x", "title": "Cook", "company": "c", "source": "other"}')
    assert ids(tmp_path / "x.jsonl") == ["other:x"]
    assert ids(tmp_path / "x.jsonl", source="mine") == ["mine:x"]


def test_an_id_that_an_earlier_file_has_used_is_rejected(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(LINE % "same")
    found = ids(tmp_path)
    assert found[0] == "jsonl:same"
    assert found[1] == f"!the id same was read from {tmp_path / 'a.jsonl'} already"


def test_a_missing_file_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(LINE % "x")
    with pytest.raises(FeedError, match=r"nowhere\.xml: there is no such file or directory"):
        record_sources([tmp_path / "x.jsonl", tmp_path / "nowhere.xml"])


@pytest.mark.parametrize(
    ("paths", "options", "message"),
    [
        ([], {}, "no feed was given"),
        (["*.nothing"], {}, "no such file"),
        ([GOLDEN], {"format": "excel"}, "unknown format 'excel'; there are ashby, csv,"),
    ],
)
def test_unusable_arguments(paths: list[str], options: dict[str, str], message: str) -> None:
    with pytest.raises(FeedError, match=message):
        record_sources(paths, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"", UnknownFormat, "it is empty"),
        (b"\x00\x01\x02\x03", UnknownFormat, "no reader knows"),
        (b"<html><body>hi</body></html>", UnknownFormat, "no reader knows"),
        (b'{"hello": "world"}', UnknownFormat, "no reader knows"),
        (b"<source><jobs></jobs></source>", EmptyFeed, "no posting in this feed"),
        (b'{"jobs": [], "meta": {"total": 0}}', EmptyFeed, "no posting in this feed"),
        (b"[]", EmptyFeed, "no posting in this feed"),
    ],
)
def test_a_named_file_that_is_no_feed_raises_with_its_path(
    tmp_path: Path, content: bytes, error: type[Exception], message: str
) -> None:
    path = tmp_path / "thing"
    path.write_bytes(content)
    with pytest.raises(error, match=message) as raised:
        list(record_sources([path]))
    assert str(path) in str(raised.value)


def test_the_format_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text('[{"id": "1", "text": "Cook", "categories": {}}]')
    assert ids(path, format="lever") == ["lever:1"]


def test_a_column_map_is_for_tables_only() -> None:
    with pytest.raises(FeedError, match="a column map is for tables"):
        list(record_sources([GOLDEN / "yubhub" / "feed.xml"], columns={"title": "Title"}))


def test_read_sources_gives_postings(tmp_path: Path) -> None:
    found = list(read_sources([GOLDEN / "yubhub" / "feed.xml"]))
    assert [item.id for item in found if isinstance(item, Posting)] == ["yubhub:7f3a-01", "yubhub:7f3a-02"]
    assert [item.native_id for item in found if isinstance(item, Rejected)] == ["7f3a-01", "7f3a-04"]


def test_what_a_reader_noticed_becomes_a_warning_of_the_posting() -> None:
    feed = io.BytesIO(
        b"<source><job><title>Cook</title><company>c</company><description>Stir.</description></job></source>"
    )
    (posting,) = READERS["xml_jobs"](feed, "xml_jobs")
    assert isinstance(posting, Posting)
    assert posting.warnings[0] == "the feed gives no id; this one is derived from the content"


def test_the_public_names_are_there() -> None:
    assert all(hasattr(index.feeds, name) for name in index.feeds.__all__)
    assert READERS.keys() == RECORD_READERS.keys()
