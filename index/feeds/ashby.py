"""Ashby's job board API: `{"apiVersion": …, "jobs": […]}`.

Jobs that are not listed are left out as the employer wishes. Compensation tiers mix salary, bonus and equity; only salary is
pay here. Source: https://developers.ashbyhq.com/docs/public-job-posting-api
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.feeds.ats import Job, board_employer, job_records, member, objects
from index.feeds.reading import extras, normalized, number, rejected, text_field, texts
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "ashby"
_BOARD = re.compile(r"https?://jobs\.ashbyhq\.com/([^/?#]{1,150})")
_LAST_PART = re.compile(r"([0-9a-fA-F]{8}-[0-9a-fA-F-]{27})")
_INTERVAL = re.compile(r"(\d{1,3})\s{0,3}(HOUR|DAY|WEEK|MONTH|YEAR)S?", re.IGNORECASE)


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the board says, job by job.

    Raises:
        FeedError: there is no job in it.
    """
    return job_records(data, source, frozenset(("jobs", "results")), _record)


def _record(job: Job, source: str, position: int) -> Record | Rejected:
    url = member(job, "jobUrl")
    html_body = member(job, "descriptionHtml")
    found = _LAST_PART.search(url)
    record = Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=member(job, "id") or (found[1] if found else ""),
        title=member(job, "title"),
        company=board_employer(url, _BOARD),
        body=html_body or member(job, "descriptionPlain"),
        body_is_html=bool(html_body),
        places=tuple(_places(job)),
        pay=tuple(_pay(job)),
        arrangement=_arrangement(job),
        employment=texts("employmentType", [member(job, "employmentType")]),
        posted=text_field("publishedAt", member(job, "publishedAt") or member(job, "publishedDate")),
        updated=text_field("updatedAt", member(job, "updatedAt")),
        url=url,
        apply_url=member(job, "applyUrl") or url,
        category=" / ".join(dict.fromkeys(filter(None, (member(job, "department"), member(job, "team"))))),
        extra=extras([("compensationTierSummary", member(job, "compensation", "compensationTierSummary"))]),
    )
    if job.get("isListed") is False:
        return rejected(record, "not listed: the employer keeps this job off its board")
    return record


def _places(job: Job) -> Iterator[RecordPlace]:
    seen = set()
    for name, place in (
        ("location", job),
        *(("secondaryLocations", each) for each in objects(job.get("secondaryLocations"))),
    ):
        found = _place(name, place)
        key = (found.text, found.city, found.region, found.country)
        if any(key) and key not in seen:
            seen.add(key)
            yield found


def _place(name: str, place: Job) -> RecordPlace:
    address: Any = place.get("address")
    if isinstance(address, dict) and isinstance(address.get("postalAddress"), dict):
        address = address["postalAddress"]
    city, region, country = (member(address, f"address{part}") for part in ("Locality", "Region", "Country"))
    return RecordPlace(name=name, text=member(place, "location"), city=city, region=region, country=country)


def _arrangement(job: Job) -> tuple[FieldText, ...]:
    """The workplace type; where there is none, `isRemote` if it says yes (a no says nothing of being on site)."""
    stated = texts("workplaceType", [member(job, "workplaceType")])
    if not stated and job.get("isRemote") is True:
        return (FieldText(name="isRemote", text="remote"),)
    return stated


def _pay(job: Job) -> Iterator[RecordPay]:
    """Each tier's salary with the tier's title, which often names where it holds."""
    compensation = job.get("compensation")
    if not isinstance(compensation, dict):
        return
    tiers = objects(compensation.get("compensationTiers"))
    if not tiers:
        tiers = [{"components": compensation.get("summaryComponents"), "title": ""}]
    found = False
    for tier in tiers:
        for part in objects(tier.get("components")):
            if member(part, "compensationType").lower() == "salary" and (
                pay := _salary(part, member(tier, "title"))
            ):
                found = True
                yield pay
    summary = member(compensation, "scrapeableCompensationSalarySummary")
    if summary and not found:
        yield RecordPay(name="compensation.scrapeableCompensationSalarySummary", text=summary)


def _salary(part: Job, tier: str) -> RecordPay | None:
    low, high, interval = number(part.get("minValue")), number(part.get("maxValue")), member(part, "interval")
    every = _INTERVAL.search(interval)
    if not (low or high) or (every and every[1] != "1"):
        return None
    return RecordPay(
        name="compensation",
        text=member(part, "summary"),
        min=low or None,
        max=high or None,
        currency=member(part, "currencyCode"),
        period=every[2].lower() if every else "",
        place=tier,
    )


read = normalized(records)
