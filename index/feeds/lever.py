"""Lever's postings API: a list of postings, in which `text` is the title and the requirements live in `lists`.

Source: https://github.com/lever/postings-api
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.feeds.ats import Job, board_employer, epoch, heading, job_records, member, objects
from index.feeds.reading import extras, normalized, number, text_field, texts
from index.types import Record, RecordPay, RecordPlace, Rejected

FORMAT = "lever"
_BOARD = re.compile(r"https?://jobs(?:\.eu)?\.lever\.co/([^/?#]{1,100})")
_PERIODS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
_FORTNIGHTLY = re.compile(r"\b(?:bi-?week|semi-?month|bi-?month|one-?time)", re.IGNORECASE)


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the board says, posting by posting.

    Raises:
        FeedError: there is no posting in it.
    """
    return job_records(data, source, frozenset(("data", "postings")), _record)


def _record(job: Job, source: str, position: int) -> Record:
    url = member(job, "hostedUrl")
    body, is_html = _body(job)
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=member(job, "id"),
        title=html.unescape(member(job, "text")),
        company=board_employer(url or member(job, "applyUrl"), _BOARD),
        body=body,
        body_is_html=is_html,
        places=_places(job),
        pay=tuple(_pay(job)),
        arrangement=()
        if member(job, "workplaceType") == "unspecified"
        else texts("workplaceType", [member(job, "workplaceType")]),
        employment=texts("categories.commitment", [member(job, "categories", "commitment")]),
        seniority=texts("categories.level", [member(job, "categories", "level")]),
        posted=text_field("createdAt", epoch(job.get("createdAt"))),
        updated=text_field("updatedAt", epoch(job.get("updatedAt"))),
        url=url,
        apply_url=member(job, "applyUrl") or url,
        category=" / ".join(
            dict.fromkeys(
                filter(None, (member(job, "categories", "department"), member(job, "categories", "team")))
            )
        ),
        extra=extras(
            [
                ("salaryRange.interval", member(job, "salaryRange", "interval")),
                ("reqCode", member(job, "reqCode")),
            ]
        ),
    )


def _body(job: Job) -> tuple[str, bool]:
    """Description, lists, pay note and closing as one text, and whether it is HTML."""
    description = member(job, "description") or "\n".join(
        filter(None, (member(job, "opening"), member(job, "descriptionBody")))
    )
    lists = [
        f"{heading(member(part, 'text'))}\n<ul>{member(part, 'content')}</ul>"
        for part in objects(job.get("lists"))
    ]
    parts = [
        description,
        *lists,
        member(job, "salaryDescription"),
        member(job, "additional") or member(job, "closing"),
    ]
    if any(parts):
        return "\n".join(filter(None, parts)), True
    plain_parts = (
        member(job, name) for name in ("descriptionPlain", "salaryDescriptionPlain", "additionalPlain")
    )
    return "\n\n".join(filter(None, plain_parts)), False


def _places(job: Job) -> tuple[RecordPlace, ...]:
    """Every location; the country belongs to the one that `location` names."""
    categories = job.get("categories")
    listed = categories.get("allLocations") if isinstance(categories, dict) else None
    main = member(job, "categories", "location")
    names = (
        [main, *(each.strip() for each in listed or () if isinstance(each, str))]
        if isinstance(listed, list)
        else [main]
    )
    country = member(job, "country")
    places = [
        RecordPlace(name="categories.location", text=name, country=country if name == main else "")
        for name in dict.fromkeys(filter(None, names))
    ]
    if not places and country:
        places = [RecordPlace(name="country", country=country)]
    return tuple(places)


def _pay(job: Job) -> Iterator[RecordPay]:
    """The salary range; one per two weeks or half a month is kept as text, since no period of ours is so long."""
    pay = job.get("salaryRange")
    if not isinstance(pay, dict):
        return
    low, high, interval = number(pay.get("min")), number(pay.get("max")), member(pay, "interval")
    if not (low or high) or _FORTNIGHTLY.search(interval):
        return
    period = next((period for word, period in _PERIODS.items() if word in interval), "")
    yield RecordPay(
        name="salaryRange", min=low or None, max=high or None, currency=member(pay, "currency"), period=period
    )


read = normalized(records)
