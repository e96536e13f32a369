"""YubHub's XML feed: `source > jobs > job`, one element a field, the body as HTML in CDATA.

The values beside the body are YubHub's enrichment of a scraped page, not the employer's statement; they keep the feed's
own names so that they can be told apart. Read as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from index.feeds.reading import Broken, admitted, extras, normalized, number, split_skills, text_field, texts
from index.feeds.xml_stream import element_text, local_name, record_elements
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "yubhub"
_MAPPED = frozenset(
    """
    externalid title description jobtype experiencelevel workarrangement salaryrange skills category industry employername
    employerdescription employerwebsite compensationcurrency compensationmin compensationmax applyto location country
    postedate posteddate
    """.split()
)


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the feed says, job by job.

    Raises:
        FeedError: not XML, a DOCTYPE, an unknown encoding, or no job at all.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    for position, job in enumerate(record_elements(data, source, ("job",)), start=1):
        if isinstance(job, Broken):
            yield Rejected(source, position, job.reason, excerpt=job.excerpt)
        else:
            yield _record(job, source, position)


def _record(job: Any, source: str, position: int) -> Record:
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    for child in job:
        text = element_text(child) if len(child) else child.text
        if text and (text := text.strip()):
            name, key = local_name(child.tag)
            if key not in values:
                names[key] = name
                values[key] = text
    said = values.get

    date = "postedate" if "postedate" in values else "posteddate"
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=said("externalid", ""),
        title=said("title", ""),
        company=said("employername", ""),
        body=said("description", ""),
        places=_places(said("location", ""), said("country", ""), names),
        pay=_pay(names, values),
        arrangement=_field("workarrangement", names, values),
        employment=_field("jobtype", names, values),
        seniority=_field("experiencelevel", names, values),
        skills=split_skills(names["skills"], values["skills"]) if "skills" in values else (),
        posted=text_field(names[date], values[date]) if date in values else None,
        apply_url=said("applyto", ""),
        category=said("category", ""),
        industry=said("industry", ""),
        company_description=said("employerdescription", ""),
        company_url=said("employerwebsite", ""),
        extra=extras([(names[key], values[key]) for key in values.keys() - _MAPPED]),
    )


def _field(key: str, names: dict[str, str], values: dict[str, str]) -> tuple[FieldText, ...]:
    return texts(names[key], (values[key],)) if key in values else ()


def _places(location: str, country: str, names: dict[str, str]) -> tuple[RecordPlace, ...]:
    """Every place of "San Francisco, CA, US; Remote, US"; the country belongs to a single one."""
    parts = [part for part in dict.fromkeys(map(str.strip, location.split(";"))) if part]
    if len(parts) > 1:
        return tuple(RecordPlace(name=names["location"], text=part) for part in parts)
    if not parts and not country:
        return ()
    return (
        RecordPlace(name=names["location" if parts else "country"], text="".join(parts), country=country),
    )


def _pay(names: dict[str, str], values: dict[str, str]) -> tuple[RecordPay, ...]:
    text = values.get("salaryrange", "")
    low, high = number(values.get("compensationmin")), number(values.get("compensationmax"))
    if low is not None or high is not None:
        currency = values.get("compensationcurrency", "")
        name = names["compensationmin" if low is not None else "compensationmax"]
        return (RecordPay(name=name, text=text, min=low, max=high, currency=currency),)
    return (RecordPay(name=names["salaryrange"], text=text),) if text else ()


read = normalized(records)
