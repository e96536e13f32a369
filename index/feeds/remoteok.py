"""RemoteOK's API: a list whose first element is a legal notice, then one object a job.

Every job on the board is remote; `location` says where applicants may live. Pay is mostly 0, which says nothing; where it is
given the board asks employers for US dollars a year. Tags are the board's and noisy.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import BinaryIO

from index.feeds.ats import Job, epoch, job_records, member
from index.feeds.reading import extras, has_markup, items_of, normalized, number, plain, text_field, texts
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "remoteok"


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the board says, job by job; the legal notice is no job and not counted.

    Raises:
        FeedError: there is no job in it.
    """
    return job_records(data, source, frozenset(("jobs",)), _record)


def _record(job: Job, source: str, position: int) -> Record | None:
    if "legal" in job and not member(job, "position"):
        return None
    body = member(job, "description")
    url = member(job, "url")
    date = "date" if member(job, "date") else "epoch"
    places = [part for part in map(str.strip, member(job, "location").replace(";", ",").split(",")) if part]
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=member(job, "id") or member(job, "slug"),
        title=html.unescape(member(job, "position") or member(job, "title")),
        company=html.unescape(member(job, "company")),
        body=body,
        body_is_html=has_markup(body),
        eligibility=_eligibility(member(job, "location"), places),
        pay=tuple(_pay(job)),
        arrangement=(FieldText(name="board", text="Remote OK"),),
        skills=texts("tags", [plain(tag) for tag in items_of(job.get("tags"))[:100]]),
        posted=text_field(date, epoch(job.get(date))),
        url=url if url.startswith("http") else f"https://remoteok.com{url}" if url.startswith("/") else "",
        apply_url=member(job, "apply_url"),
        extra=extras([("slug", member(job, "slug")), ("company_logo", member(job, "company_logo"))]),
    )


def _eligibility(stated: str, parts: list[str]) -> tuple[RecordPlace, ...]:
    """Where applicants may live: "Europe, Canada" are two, "Austin, TX" is one."""
    several = len(parts) > 2 or any(len(part) > 20 for part in parts)
    return tuple(
        RecordPlace(name="location", text=text) for text in (parts[:50] if several else [stated]) if text
    )


def _pay(job: Job) -> Iterator[RecordPay]:
    low, high = number(job.get("salary_min")), number(job.get("salary_max"))
    if low or high:
        yield RecordPay(name="salary_min", min=low or None, max=high or None, currency="USD", period="year")


read = normalized(records)
