"""Feeds from wherever they lie: files, directories, globs, gzip, standard input, DataFrames.

Each is opened, its format found by content unless named, and read. What was named by hand and cannot be read raises; what
lies in a directory and is no feed becomes a `Rejected`, so that it is seen and stops nothing.
"""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from index.errors import FeedError
from index.feeds.compression import MAGIC, gunzip
from index.feeds.detect import HEAD_BYTES, detect
from index.feeds.formats import RECORD_READERS, TABLE_READERS
from index.feeds.prefetched import prefetched
from index.feeds.reading import postings
from index.feeds.tables import frame_records
from index.types import Posting, Record, Rejected

if TYPE_CHECKING:
    import pandas as pd

FeedPath: TypeAlias = "str | os.PathLike[str] | pd.DataFrame"
_NO_FEED = frozenset(("readme", "license", "licence", "copying", "notice", "changelog", "makefile"))
"""Files that lie beside feeds and are none, by their name without its ending: they are passed over."""
_MAX_SPOOLED_BYTES = 64 * 2**20
_WILD = ("*", "?", "[")


@dataclass(frozen=True, slots=True)
class _File:
    """One file to read; `named` by hand, or found in a directory."""

    path: str
    named: bool


def read_sources(
    paths: Iterable[FeedPath],
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Iterator[Posting | Rejected]:
    """The postings of all these feeds, in order; see `record_sources`."""
    return postings(record_sources(paths, format=format, columns=columns, source=source))


def record_sources(
    paths: Iterable[FeedPath],
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Iterator[Record | Rejected]:
    """The records of all these feeds, in order; an id that an earlier file has used is rejected.

    Args:
        paths: files, directories (searched to the bottom, in order of name), globs, "-" for standard input, DataFrames.
        format: the format of all of them; None finds it by the content of each.
        columns: for tables, our field -> the table's column.
        source: the source that all are from; None for the name of the format (or a table's own `source` column).

    Raises:
        FeedError: a file that is not there, an unknown format, or a feed named by hand that cannot be read at all. It is
            raised before the first record, except for what only the content tells.
    """
    if format is not None and format not in RECORD_READERS:
        raise FeedError(f"unknown format {format!r}; there are {', '.join(sorted(RECORD_READERS))}")
    feeds = [feed for path in paths for feed in _expanded(path)]
    if not feeds:
        raise FeedError("no feed was given; name a file, a directory, a glob, or - for standard input")
    return _unique(feeds, _Options(format, columns or {}, source))


@dataclass(frozen=True, slots=True)
class _Options:
    format: str | None
    columns: Mapping[str, str]
    source: str | None


def _expanded(path: FeedPath) -> list[_File | pd.DataFrame]:
    """The files that a path stands for.

    Raises:
        FeedError: it stands for none.
    """
    if not isinstance(path, str | os.PathLike):
        return [path]
    text = os.fspath(path)
    if text == "-" or os.path.isfile(text):
        return [_File(text, named=True)]
    if os.path.isdir(text):
        return _in_directory(Path(text))
    if any(mark in text for mark in _WILD) and (found := sorted(glob.glob(text, recursive=True))):
        return [file for each in found for file in _expanded(each)]
    if os.path.exists(text):  # a named pipe, a device
        return [_File(text, named=True)]
    raise FeedError(f"{text}: there is no such file or directory; check the path")


def _in_directory(directory: Path) -> list[_File | pd.DataFrame]:
    found: list[_File | pd.DataFrame] = []
    for path in sorted(directory.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(directory).parts)
        if path.is_file() and not hidden and path.name.split(".")[0].lower() not in _NO_FEED:
            found.append(_File(str(path), named=False))
    if not found:
        raise FeedError(f"{directory}: there is no feed in this directory; check the path")
    return found


def _unique(feeds: list[_File | pd.DataFrame], options: _Options) -> Iterator[Record | Rejected]:
    seen: dict[int, int] = {}  # hash of the id -> the feed it came from
    for number, feed in enumerate(feeds):
        items = (
            _of_file(feed, options)
            if isinstance(feed, _File)
            else frame_records(feed, options.source or "table", options.columns)
        )
        for item in items:
            if isinstance(item, Record):
                key = hash(item.native_id if item.verbatim_id else (item.source, item.native_id))
                if seen.setdefault(key, number) != number:
                    earlier = feeds[seen[key]]
                    where = earlier.path if isinstance(earlier, _File) else "a table before"
                    reason = f"the id {item.native_id[:80]} was read from {where} already"
                    item = Rejected(
                        item.source, item.position, reason, item.native_id[:200], item.title[:200]
                    )
            yield item


def _of_file(file: _File, options: _Options) -> Iterator[Record | Rejected]:
    """The records of one file; an error after the first one, or in a file that nobody named, becomes a `Rejected`."""
    position = 0
    items = _opened(file, options)
    while True:
        try:
            item = next(items)
        except StopIteration:
            return
        except FeedError as error:
            if file.named and not position:
                raise
            yield Rejected(options.source or file.path, position + 1, str(error))
            return
        position = max(position, item.position)
        yield item


def _opened(file: _File, options: _Options) -> Iterator[Record | Rejected]:
    with ExitStack() as stack:
        try:
            raw: BinaryIO = (
                sys.stdin.buffer if file.path == "-" else stack.enter_context(open(file.path, "rb"))
            )
            head = raw.read(2)
        except OSError as error:
            raise FeedError(
                f"{file.path}: cannot be read ({error.strerror or error}); check the path and its permissions"
            ) from error
        data = prefetched(head, raw)
        yield from read_stream(gunzip(data, file.path) if head == MAGIC else data, file.path, options, stack)


def read_stream(
    data: BinaryIO, label: str, options: _Options, stack: ExitStack
) -> Iterator[Record | Rejected]:
    """The records of an open, unpacked stream; `label` names it in messages."""
    head = data.read(HEAD_BYTES)
    try:
        name = options.format or detect(head)
    except FeedError as error:
        raise type(error)(f"{label}: {error}") from error
    whole = prefetched(head, data)
    if options.columns and name not in TABLE_READERS:
        raise FeedError(
            f"{label}: a column map is for tables, and this is {name}; leave the map out, or name the format"
        )
    source = options.source or name
    if name == "parquet":
        whole = _seekable(whole, stack)
    if name in TABLE_READERS:
        items = TABLE_READERS[name](whole, source, options.columns)
    else:
        items = RECORD_READERS[name](whole, source)
    try:
        yield from items
    except FeedError as error:
        message = str(error)
        raise type(error)(
            message if label in message else f"{label}: {message.removeprefix(f'{source}: ')}"
        ) from error
    except OSError as error:
        raise FeedError(f"{label}: reading stopped ({error.strerror or error}); try again") from error


def _seekable(data: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The stream's bytes in a file of its own: Parquet is read from its end."""
    spooled = stack.enter_context(tempfile.SpooledTemporaryFile(_MAX_SPOOLED_BYTES))  # noqa: SIM115  (the stack closes it)
    while chunk := data.read(1 << 20):
        spooled.write(chunk)
    spooled.seek(0)
    return spooled  # type: ignore[return-value]
