"""Each format's golden pairs: a feed written for this test, and the records and rejects expected of it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from index.feeds import RECORD_READERS, detect
from index.types import Record, Rejected

GOLDEN = Path(__file__).parent / "golden"
FEEDS = sorted(path for path in GOLDEN.glob("*/*") if not path.name.endswith(".expected.json"))


def as_json(item: Record | Rejected) -> dict[str, object]:
    """A record or a reject as plain JSON, without what is empty."""
    if isinstance(item, Rejected):
        return {"rejected": {name: value for name, value in dataclasses.asdict(item).items() if value}}
    return {"record": item.model_dump(mode="json", exclude_defaults=True)}


@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_feed_reads_as_its_golden_pair_says(feed: Path) -> None:
    expected = json.loads(feed.with_name(f"{feed.name}.expected.json").read_text("utf-8"))
    with feed.open("rb") as data:
        found = [as_json(item) for item in RECORD_READERS[feed.parent.name](data, feed.parent.name)]
    assert found == expected


@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_format_of_a_golden_feed_is_told_by_its_content(feed: Path) -> None:
    assert detect(feed.read_bytes()) == feed.parent.name


def test_every_format_but_the_binary_one_has_a_golden_pair() -> None:
    assert {path.parent.name for path in FEEDS} == RECORD_READERS.keys() - {"parquet"}
