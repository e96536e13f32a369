"""Greenhouse's job board API: `{"jobs": […]}`, or one job alone.

`content` is HTML with its entities escaped once more; pay comes, where the employer publishes it, as ranges in cents.
Source: https://developers.greenhouse.io/job-board.html
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from index.feeds.ats import Job, board_employer, job_records, member, objects
from index.feeds.reading import extras, normalized, number, plain, rejected, text_field, texts
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "greenhouse"
_BOARD = re.compile(
    r"https?://(?:[\w-]{1,40}\.)?(?:boards|job-boards|boards-api)(?:\.[a-z]{2})?\.greenhouse\.io/(?:v1/boards/)?(?:embed/job_app\?for=)?([\w-]{1,100})"
)
_HOURLY = re.compile(r"\bhour(?:ly)?\b|/\s?hr\b|per hr\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonthly\b|\bper month\b", re.IGNORECASE)
_ARRANGEMENT = re.compile(
    r"work\s?place|remote|work(?:ing)? (?:arrangement|model|type|style|mode)|location type|hybrid",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"employment|time type|job type|contract type|full[- ]?time|commitment", re.IGNORECASE
)
_SENIORITY = re.compile(r"seniority|experience level|(?:career|job) level", re.IGNORECASE)
_NOT_BASE = re.compile(
    r"bonus|equity|stock|\bote\b|on[- ]target|commission|variable|sign[- ]?on", re.IGNORECASE
)


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the board says, job by job.

    Raises:
        FeedError: there is no job in it.
    """
    return job_records(data, source, frozenset(("jobs",)), _record)


def _record(job: Job, source: str, position: int) -> Record | Rejected:
    url = member(job, "absolute_url")
    metadata = objects(job.get("metadata"))
    record = Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=member(job, "id"),
        title=html.unescape(member(job, "title")),
        company=member(job, "company_name") or board_employer(url, _BOARD),
        body=html.unescape(member(job, "content")),
        places=_places(job),
        pay=(*_ranges(job), *_pay_metadata(metadata)),
        arrangement=_metadata(metadata, _ARRANGEMENT),
        employment=_metadata(metadata, _EMPLOYMENT),
        seniority=_metadata(metadata, _SENIORITY),
        posted=text_field("first_published", member(job, "first_published")),
        updated=text_field("updated_at", member(job, "updated_at")),
        expires=text_field("application_deadline", member(job, "application_deadline")),
        url=url,
        apply_url=url,
        category=_names(job.get("departments")),
        language=member(job, "language"),
        extra=extras(_extra(job, metadata)),
    )
    if "internal_job_id" in job and job["internal_job_id"] is None:
        return rejected(
            record, "a prospect post: the employer collects applications, there is no job behind it"
        )
    return record


def _places(job: Job) -> tuple[RecordPlace, ...]:
    """The location's free text; the offices only where there is none."""
    stated = member(job, "location", "name")
    if stated:
        parts = [part for part in map(str.strip, re.split(r"[;|]|\s[·•]\s", stated[:2000])) if part]
        return tuple(RecordPlace(name="location", text=part) for part in dict.fromkeys(parts))
    offices = [member(office, "location") or member(office, "name") for office in objects(job.get("offices"))]
    return tuple(RecordPlace(name="offices", text=office) for office in dict.fromkeys(offices) if office)


def _ranges(job: Job) -> Iterator[RecordPay]:
    for pay in objects(job.get("pay_input_ranges")):
        title, low, high = member(pay, "title"), number(pay.get("min_cents")), number(pay.get("max_cents"))
        if not (low or high) or _NOT_BASE.search(title):
            continue
        words = f"{title} {member(pay, 'blurb')[:2000]}"
        period = "hour" if _HOURLY.search(words) else "month" if _MONTHLY.search(words) else ""
        yield RecordPay(
            name="pay_input_ranges",
            min=low / 100 if low else None,
            max=high / 100 if high else None,
            currency=member(pay, "currency_type"),
            period=period,
            place=title,
        )


def _pay_metadata(metadata: Iterable[Job]) -> Iterator[RecordPay]:
    """Custom fields that hold a range of money; an employer may have made one for pay."""
    for field in metadata:
        name, value = member(field, "name"), field.get("value")
        if (
            not isinstance(value, dict)
            or _NOT_BASE.search(name)
            or not re.search(r"salary|pay|compensation|wage", name, re.I)
        ):
            continue
        low, high = number(value.get("min_value")), number(value.get("max_value"))
        amount = number(value.get("amount"))
        if low or high or amount:
            yield RecordPay(name=name, min=low or amount, max=high or amount, currency=member(value, "unit"))


def _metadata(metadata: Iterable[Job], wanted: re.Pattern[str]) -> tuple[FieldText, ...]:
    found: list[FieldText] = []
    for field in metadata:
        name = member(field, "name")
        if wanted.search(name):
            value = field.get("value")
            found.extend(
                texts(name, [_stated(name, item) for item in (value if isinstance(value, list) else [value])])
            )
    return tuple(found)


def _stated(name: str, value: Any) -> str:
    """A custom field's value; a yes is worth its question ("Remote eligible?")."""
    if value is True:
        return name
    text = "" if value is False else plain(value).strip()
    return "" if text.lower() in ("n/a", "na", "none", "-") else text


def _names(value: Any) -> str:
    return ", ".join(filter(None, (member(item, "name") for item in objects(value))))


def _extra(job: Job, metadata: Iterable[Job]) -> Iterator[tuple[str, str]]:
    yield "requisition_id", member(job, "requisition_id")
    yield "internal_job_id", member(job, "internal_job_id")
    yield "offices", _names(job.get("offices"))
    for field in metadata:
        value = field.get("value")
        yield member(field, "name"), ", ".join(map(plain, value)) if isinstance(value, list) else plain(value)


read = normalized(records)
