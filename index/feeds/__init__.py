"""Readers of postings, one file a format; what other packages use of them is named here."""

from index.feeds.detect import detect
from index.feeds.formats import READERS, RECORD_READERS
from index.feeds.reading import Reader, RecordReader, postings
from index.feeds.sources import FeedPath, read_sources, record_sources
from index.feeds.tables import frame_records

__all__ = [
    "READERS",
    "RECORD_READERS",
    "FeedPath",
    "Reader",
    "RecordReader",
    "detect",
    "frame_records",
    "postings",
    "read_sources",
    "record_sources",
]
