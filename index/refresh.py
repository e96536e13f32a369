"""Refreshes an index from feeds: fetches, reads and syncs them together, and judges what each one says.

A feed that fails stops no other. Fetching is done before the index is locked, and nothing is embedded that has not
changed; what follows for postings that are missing is decided in `index.listings`.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from index.addresses import is_url
from index.errors import FeedError, FetchError
from index.feeds import FeedPath, postings, record_sources
from index.fetch import Fetcher, product_version
from index.job_index import JobIndex
from index.listings import FeedState, Reading, judged, smaller_note
from index.request import Fetched
from index.sources_file import Source
from index.sync import SyncReport
from index.types import Posting, Record, Rejected

Progress = Callable[[str, int, int | None], None]
_LISTS_THE_LATEST = frozenset(("rss",))
"""Formats of which a feed holds the latest postings only, so that a missing one is not gone."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to refresh from. `name` is what it is remembered by: that of sources.toml, else its address or path."""

    name: str
    place: FeedPath
    named: bool = False
    format: str | None = None
    source: str | None = None
    snapshot: bool | None = None
    max_age_days: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_http: bool = False
    robots: bool = True
    edition: str = ""
    """The day, where the place names days."""
    strict: bool = False
    """Whether a feed that cannot be read at all is an error rather than a line of the report."""

    @property
    def read_as(self) -> str:
        """Changes with everything that decides what is made of the same bytes."""
        rules = [str(self.place), self.format, self.source, sorted(self.columns.items()), product_version()]
        return hashlib.sha256(json.dumps(rules).encode()).hexdigest()[:16]


def by_hand(
    place: FeedPath, *, format: str | None = None, snapshot: bool | None = None, allow_http: bool = False
) -> Feed:
    """A feed named by its address or path alone; a path that cannot be read is an error."""
    if not isinstance(place, str | os.PathLike):
        return Feed("a table", place, format=format, snapshot=bool(snapshot), strict=True)
    text = os.fspath(place)
    if is_url(text):
        return Feed(text, text, format=format, snapshot=snapshot, allow_http=allow_http)
    if text == "-":
        return Feed("-", text, format=format, snapshot=bool(snapshot), strict=True)
    return Feed(os.path.abspath(text), text, format=format, snapshot=snapshot, strict=True)


def followed(source: Source, folder: Path, edition: date) -> Feed:
    """A feed of sources.toml, in the edition of a day where it has such."""
    return Feed(
        name=source.name,
        place=source.place(folder, edition),
        named=True,
        format=source.format,
        source=source.source or source.name,
        snapshot=source.snapshot,
        max_age_days=source.max_age_days,
        columns=source.columns,
        allow_http=source.allow_http,
        robots=source.robots,
        edition=edition.isoformat() if source.dated else "",
    )


def refresh(
    index: JobIndex,
    feeds: Sequence[Feed],
    *,
    now: datetime,
    fetcher: Fetcher,
    again: bool = False,
    accept_smaller: bool = False,
    expire: bool = True,
    progress: Progress | None = None,
) -> SyncReport:
    """Brings an index up to date with feeds; `report.feeds` says of each how it went.

    Args:
        index: open for writing.
        feeds: what to read; one given twice is read once.
        now: the time to record, and from which day on postings are past their last one.
        fetcher: fetches those with an address.
        again: fetches also what the server would call unchanged.
        accept_smaller: believes a feed that lists far less than last time.
        expire: whether postings past their last day are closed.
        progress: called with a stage ("fetch", then those of `JobIndex.sync`), what is done, and of how many.

    Raises:
        FeedError: a feed with `strict` cannot be read at all.
    """
    wanted = list({feed.name: feed for feed in feeds}.values())
    states = index.feed_states()
    with tempfile.TemporaryDirectory(prefix="rolecall-") as folder:
        opened = []
        for number, feed in enumerate(wanted):
            state = states.get(feed.name, FeedState())
            path = Path(folder) / str(number)
            opened.append(_opened(feed, state, path, fetcher, again=again))
            if progress is not None and any(is_url(each.name) or each.named for each in wanted):
                progress("fetch", number + 1, len(wanted))
        readings = [each.reading for each in opened]
        items = (item for each in opened for item in _items(each, accept_smaller=accept_smaller))
        return index.sync(items, now=now, progress=progress, readings=readings, expire=expire)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A feed with where its content lies (None: there is nothing to read) and the reading to fill."""

    feed: Feed
    reading: Reading
    content: FeedPath | None
    fetched: Fetched | None = None


def _opened(feed: Feed, state: FeedState, path: Path, fetcher: Fetcher, *, again: bool) -> _Opened:
    reading = Reading(feed.name, feed.named, feed.snapshot, feed.max_age_days, state=state)
    if feed.edition and feed.edition < state.edition:
        reading.status = "skipped"
        reading.note = f"the edition of {state.edition} was read already, which is newer than {feed.edition}"
        return _Opened(feed, reading, None)
    if not isinstance(feed.place, str) or not is_url(feed.place):
        return _Opened(feed, reading, feed.place)
    known = FeedState() if again or state.read_as != feed.read_as else state
    try:
        fetched = fetcher.fetch(
            feed.place,
            path,
            etag=known.etag,
            last_modified=known.last_modified,
            allow_http=feed.allow_http,
            obey_robots=feed.robots,
        )
    except FetchError as error:
        if feed.strict:
            raise
        reading.status, reading.note = "failed", str(error)
        return _Opened(feed, reading, None)
    if fetched.moved_to:
        reading.note = f"it has moved for good: follow {fetched.moved_to}"
    if not fetched.modified:
        reading.status = "unchanged"
    return _Opened(feed, reading, str(path) if fetched.modified else None, fetched)


def _items(opened: _Opened, *, accept_smaller: bool) -> Iterator[Posting | Rejected]:
    """The postings of a feed; its reading is filled on the way and judged at the end."""
    if opened.content is None:
        return
    feed, reading, previous = opened.feed, opened.reading, opened.reading.state
    watch = _Watch(opened)
    try:
        for item in postings(watch.records()):
            yield watch.noted(item)
    except FeedError as error:
        if feed.strict:
            raise
        watch.problems.append(watch.in_words(str(error)))
    if watch.problems:
        reading.status = "partial" if reading.listed else "failed"
        reading.note = f"{watch.problems[0]}: nothing is closed on its account"
    else:
        reading.status = judged(reading, previous=previous, accept_smaller=accept_smaller)
        reading.note = smaller_note(reading, previous) if reading.status == "smaller" else reading.note
    if reading.snapshot is None:
        reading.snapshot = not watch.formats & _LISTS_THE_LATEST
    if reading.status == "complete":
        etag, modified = (opened.fetched.etag, opened.fetched.last_modified) if opened.fetched else ("", "")
        reading.state = FeedState(
            etag=etag,
            last_modified=modified,
            read_as=feed.read_as,
            listed=len(reading.listed),
            edition=feed.edition,
        )
    elif reading.status != "failed":
        reading.state = previous.forgotten()


class _Watch:
    """Looks at the records and postings of one feed as they pass, and remembers what tells whether it was whole."""

    def __init__(self, opened: _Opened) -> None:
        self._opened = opened
        self.formats: set[str] = set()
        self.problems: list[str] = []
        """Why the feed is not whole, in words."""
        if opened.fetched is not None and not opened.fetched.ending_known:
            self.problems.append("the server does not say how long it is, so that it may have broken off")

    def records(self) -> Iterator[Record | Rejected]:
        """The records. A file that ends with something unreadable, of which not even the id is known, broke off."""
        feed, last = self._opened.feed, None
        content = self._opened.content
        paths = [] if content is None else [content]
        for item in record_sources(paths, format=feed.format, columns=feed.columns, source=feed.source):
            if last is not None and item.position <= last.position:
                self._ended(last)
            last = item
            if isinstance(item, Record):
                self.formats.add(item.format)
            yield item
        if last is not None:
            self._ended(last)

    def _ended(self, last: Record | Rejected) -> None:
        if isinstance(last, Rejected) and not last.native_id:
            self.problems.append(f"its last record cannot be read ({self.in_words(last.reason)})")

    def noted(self, item: Posting | Rejected) -> Posting | Rejected:
        """The item; its id counts as listed, also when it was rejected."""
        reading = self._opened.reading
        if isinstance(item, Posting):
            reading.listed.add(item.id)
            return item
        reading.rejected += 1
        if item.native_id:
            reading.unusable.update((item.native_id, f"{item.source}:{item.native_id}"))
        return replace(item, source=self.in_words(item.source), reason=self.in_words(item.reason))

    def in_words(self, message: str) -> str:
        """A message that names the feed, not the temporary file that it was fetched into."""
        content = self._opened.content
        if self._opened.fetched is None or not isinstance(content, str):
            return message
        return message.replace(content, self._opened.feed.name)
