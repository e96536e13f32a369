"""The formats there are, by name: the reader of records and the reader of postings for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from index.feeds import (
    ashby,
    greenhouse,
    hacker_news,
    lever,
    perik,
    remoteok,
    rss,
    schema_org,
    tables,
    xml_jobs,
    yubhub,
)
from index.feeds.reading import Reader, RecordReader, normalized
from index.types import Record, Rejected

RECORD_READERS: dict[str, RecordReader] = {
    "ashby": ashby.records,
    "csv": tables.csv_records,
    "greenhouse": greenhouse.records,
    "hacker_news": hacker_news.records,
    "jsonl": tables.jsonl_records,
    "lever": lever.records,
    "parquet": tables.parquet_records,
    "perik": perik.records,
    "remoteok": remoteok.records,
    "rss": rss.records,
    "schema_org": schema_org.records,
    "xml_jobs": xml_jobs.records,
    "yubhub": yubhub.records,
}
READERS: dict[str, Reader] = {name: normalized(records) for name, records in RECORD_READERS.items()}
TABLE_READERS: dict[str, Callable[[BinaryIO, str, Mapping[str, str]], Iterator[Record | Rejected]]] = {
    "csv": tables.csv_records,
    "jsonl": tables.jsonl_records,
    "parquet": tables.parquet_records,
}
"""Those that take a column map."""
