"""Tables of postings: JSON lines, CSV, Parquet and pandas DataFrames, one row a posting.

What the columns mean is decided in `table_columns`; the id column is kept verbatim. Read row by row.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import FeedError, UnknownFormat
from index.feeds.encodings import text_lines
from index.feeds.json_stream import DECODER, json_records
from index.feeds.prefetched import prefetched
from index.feeds.reading import (
    MAX_RECORD_BYTES,
    Broken,
    admitted,
    excerpt,
    normalized,
)
from index.feeds.table_rows import TableRows
from index.types import Record, Rejected

if TYPE_CHECKING:
    import pandas as pd

_MAX_CELL_CHARS = 2_000_000
"""Python's csv module stops at 131,072 characters unless told; descriptions with inlined images have more."""
_DELIMITERS = (",", "\t", ";", "|")
_BATCH_ROWS = 256
_MAX_GROUP_BYTES = 4 * 2**30
"""A Parquet row group that claims to unpack to more is refused."""
_NO_COLUMNS: Mapping[str, str] = {}


def jsonl_records(
    data: BinaryIO, source: str = "jsonl", columns: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[Record | Rejected]:
    """The rows of JSON lines, or of one JSON array of objects.

    Raises:
        FeedError: the column map names no field of ours, or there is no row at all.
    """
    head = data.read(4096)
    whole = prefetched(head, data)
    rows = _array_rows(whole) if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[" else _line_rows(whole)
    return admitted(_records(rows, TableRows(source, "jsonl", columns, source == "jsonl")), source)


def csv_records(
    data: BinaryIO, source: str = "csv", columns: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[Record | Rejected]:
    """The rows of a CSV file with a header; the delimiter is found by itself.

    Raises:
        FeedError: no header with a column for a title or a body, or there is no row at all.
    """
    return admitted(_csv_records(data, TableRows(source, "csv", columns, source == "csv")), source)


def parquet_records(
    data: BinaryIO, source: str = "parquet", columns: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[Record | Rejected]:
    """The rows of a Parquet file; `data` must be able to seek.

    Raises:
        FeedError: not a Parquet file, damaged, without a column for a title or a body, or without a row.
    """
    return admitted(
        _parquet_records(data, TableRows(source, "parquet", columns, source == "parquet")), source
    )


def frame_records(
    frame: pd.DataFrame, source: str = "table", columns: Mapping[str, str] = _NO_COLUMNS
) -> Iterator[Record | Rejected]:
    """The rows of a pandas DataFrame.

    Raises:
        FeedError: no column for a title or a body, or no row.
    """
    names = [str(name) for name in frame.columns]
    rows = TableRows(source, "table", columns, source == "table")
    _check_header(rows, names)
    tuples = frame.itertuples(index=False, name=None)
    return admitted(
        _records((dict(zip(names, map(_native, row), strict=True)) for row in tuples), rows), source
    )


def _records(items: Iterable[Any], rows: TableRows) -> Iterator[Record | Rejected]:
    for position, item in enumerate(items, start=1):
        if type(item) is dict:
            yield rows.record(item, position)
        elif isinstance(item, Broken):
            yield Rejected(rows.source, position, item.reason, excerpt=item.excerpt)
        else:
            yield Rejected(
                rows.source, position, "not an object with columns", excerpt=excerpt(repr(item)[:400])
            )


def _array_rows(data: BinaryIO) -> Iterator[Any]:
    return json_records(data)


def _line_rows(data: BinaryIO) -> Iterator[Any]:
    decode = DECODER.decode
    for line in text_lines(data, MAX_RECORD_BYTES):
        if line is None:
            yield Broken(f"the line is longer than {MAX_RECORD_BYTES // 2**20} MB")
            continue
        if not line or line.isspace():
            continue
        try:
            row = decode(line)
        except json.JSONDecodeError as error:
            yield Broken(f"not JSON: {error.msg}, column {error.colno}", excerpt(line))
        except RecursionError:
            yield Broken("nested too deeply", excerpt(line))
        except ValueError:
            yield Broken("a number has too many digits", excerpt(line))
        else:
            yield row


def _check_header(rows: TableRows, header: Iterable[str]) -> None:
    names = list(header)
    if missing := sorted(set(rows.columns.values()) - set(names)):
        raise FeedError(
            f"{rows.source}: the table has no column {', '.join(missing)}; it has {', '.join(names)[:500]}"
        )
    if not {"title", "body"} & rows.column_map(names).names.keys():
        raise UnknownFormat(
            f"{rows.source}: no column looks like a title or a description among {', '.join(names)[:500]}; name them in a column map"
        )


def _csv_records(data: BinaryIO, rows: TableRows) -> Iterator[Record | Rejected]:
    problems: list[str] = []
    lines = _csv_lines(data, problems)
    first = next((line for line in lines if line.strip()), "")
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_CELL_CHARS))
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(itertools.chain([first], lines), delimiter=delimiter)
    position = itertools.count(1)
    header: list[str] | None = None
    while True:
        cells: list[str] = []
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(f"not a row of CSV: {error}, line {reader.line_num}")
        while problems:
            yield Rejected(rows.source, next(position), problems.pop(0))
        if header is None:
            header = [name.strip() for name in cells]
            _check_header(rows, header)
        elif len(cells) > len(header):
            reason = f"the row has {len(cells)} cells, the header {len(header)}, line {reader.line_num}"
            yield Rejected(rows.source, next(position), reason, excerpt=excerpt(" | ".join(cells[:4])))
        elif any(cells):
            yield rows.record(dict(itertools.zip_longest(header, cells)), next(position))


def _csv_lines(data: BinaryIO, problems: list[str]) -> Iterator[str]:
    for line in text_lines(data, MAX_RECORD_BYTES):
        if line is None:
            problems.append(f"the line is longer than {MAX_RECORD_BYTES // 2**20} MB")
        else:
            yield line + "\n"


def _parquet_records(data: BinaryIO, rows: TableRows) -> Iterator[Record | Rejected]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    damaged = f"{rows.source}: this Parquet file is damaged"
    try:
        table = pq.ParquetFile(data)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FeedError(f"{damaged} or none at all; check the file") from error
    groups = [
        table.metadata.row_group(index).total_byte_size for index in range(table.metadata.num_row_groups)
    ]
    if max(groups, default=0) > _MAX_GROUP_BYTES:
        raise FeedError(
            f"{rows.source}: a row group unpacks to more than {_MAX_GROUP_BYTES // 2**30} GB; write smaller ones"
        )
    _check_header(rows, table.schema_arrow.names)
    try:
        for position, row in enumerate(_parquet_rows(table), start=1):
            yield rows.record(row, position)
    except (pa.ArrowException, OSError) as error:
        raise FeedError(f"{damaged}; check the file") from error


def _parquet_rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.iter_batches(batch_size=_BATCH_ROWS):
        for row in batch.to_pylist():
            yield {column: _native(value) for column, value in row.items()}


def _native(value: Any) -> Any:
    """A cell as JSON would hold it: dates as ISO texts, numpy's and pandas' values as Python's, missing as None."""
    if value is None or isinstance(value, str | bool | int | dict):
        return value
    if isinstance(value, float):
        return None if value != value else value
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return _native(value.tolist()) if type(value.tolist()) is not type(value) else value
    if isinstance(value, list | tuple):
        return [_native(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "isoformat"):
        return value.isoformat() if value == value else None
    return None if str(value) in ("<NA>", "NaT") else str(value)


read_jsonl = normalized(jsonl_records)
read_csv = normalized(csv_records)
read_parquet = normalized(parquet_records)
