"""What the job boards of applicant tracking systems share: a JSON document with one object a job.

Greenhouse, Lever, Ashby and RemoteOK differ in how a job becomes a record; this walks the document.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import unquote

from index.feeds.json_stream import json_records
from index.feeds.reading import Broken, admitted, employer_from_slug, excerpt, plain
from index.types import Record, Rejected

Job = Mapping[str, Any]
ToRecord = Callable[[Job, str, int], Record | Rejected | None]
"""A job, the source and its position; None for an element that is no job and needs no mention."""


def job_records(
    data: BinaryIO, source: str, arrays: frozenset[str], record: ToRecord
) -> Iterator[Record | Rejected]:
    """The records of the document's jobs, which stand in the outermost list or in one of these names."""

    def found() -> Iterator[Record | Rejected]:
        position = 0
        for job in json_records(data, arrays):
            position += 1
            if isinstance(job, Broken):
                yield Rejected(source, position, job.reason, excerpt=job.excerpt)
            elif not isinstance(job, dict):
                yield Rejected(source, position, "not an object", excerpt=excerpt(repr(job)[:400]))
            elif outcome := record(job, source, position):
                yield outcome
            else:
                position -= 1

    return admitted(found(), source)


def member(job: Any, *names: str) -> str:
    """The text at the end of a path of names, empty where there is none."""
    value = job
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return plain(value).strip()


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; empty for anything else."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def board_employer(url: str, pattern: re.Pattern[str]) -> str:
    """The employer's name from the address of its board, whose first group is the slug."""
    found = pattern.match(url)
    return employer_from_slug(unquote(found[1])) if found else ""


def epoch(value: Any) -> str:
    """An epoch as the feed writes it; zero says nothing."""
    text = plain(value).strip()
    return "" if text == "0" else text


def heading(text: str) -> str:
    """The text as a heading in HTML; empty for an empty one."""
    return f"<h3>{html.escape(text, quote=False)}</h3>" if text else ""
