"""Postings out: YubHub XML, schema.org JSON-LD, JSON lines, CSV and Parquet, so that what was read can be published again.

Written posting by posting, whatever their number. Every format but CSV reads back to the same values, as far as it can
carry them (`carried`); CSV cells that a spreadsheet would take for a formula get an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, BinaryIO, Literal, get_args
from xml.sax.saxutils import escape

from index.errors import QueryError
from index.published import Published, place_words, published
from index.types import Place, Posting, Salary

ExportFormat = Literal["yubhub", "jsonld", "jsonl", "csv", "parquet"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
_BATCH = 500
"""Rows a Parquet group: some megabytes of descriptions."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNITS = {"hour": "HOUR", "day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}
_EMPLOYMENT = {
    "full_time": "FULL_TIME", "part_time": "PART_TIME", "contract": "CONTRACTOR", "temporary": "TEMPORARY",
    "internship": "INTERN",
}  # fmt: skip
_COLUMNS = (
    "id", "source", "title", "company", "location", "arrangement", "employment_type", "seniority", "salary", "skills",
    "posted", "updated", "expires", "url", "apply_url", "category", "industry", "company_description", "company_url",
    "language", "aliases", "description",
)  # fmt: skip
_LISTS = ("skills",)
_LOST = {"yubhub": ("url", "expires"), "jsonld": ("seniority", "arrangement", "apply_url")}
"""Fields of a posting for which a format has no place."""


def export(postings: Iterable[Posting], format: str, stream: BinaryIO) -> int:
    """Writes postings in a format; returns how many.

    Raises:
        QueryError: there is no such format.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise QueryError(f"no such export format: {format!r}; there are {', '.join(EXPORT_FORMATS)}")
    count = 0

    def counted() -> Iterator[Posting]:
        nonlocal count
        for posting in postings:
            count += 1
            yield posting

    writer(counted(), stream)
    return count


def carried(posting: Posting, format: str) -> dict[str, Any]:
    """What of a posting a format carries: equal before an export and after reading it again.

    Evidence is not carried, nor are spans: what the feed said and what the text says is read anew. A YubHub feed has
    one link and no last day; JSON-LD has one link, no levels, and says remote only where nothing else is offered.
    """
    values = {
        "title": posting.title,
        "company": posting.company,
        "text": posting.text,
        "places": {(place.city, place.region, place.country) for place in posting.places},
        "pay": {(each.min, each.max, each.currency, each.period) for each in posting.salaries},
        "arrangement": {fact.value for fact in posting.arrangements},
        "employment": {fact.value for fact in posting.employment},
        "seniority": {fact.value for fact in posting.seniority},
        "skills": {skill.name for skill in posting.skills},
        "posted": posting.posted_on,
        "expires": posting.expires_on,
        "url": posting.url,
        "apply_url": posting.apply_url,
        "category": posting.category,
        "industry": posting.industry,
        "company_description": posting.company_description,
        "company_url": posting.company_url,
    }
    if format == "yubhub":
        values |= {"apply_url": posting.apply_url or posting.url}
    elif format == "jsonld":
        values |= {"url": posting.url or posting.apply_url}
    return {name: value for name, value in values.items() if name not in _LOST.get(format, ())}


# --- YubHub -----------------------------------------------------------------------------------------------


def _write_yubhub(postings: Iterable[Posting], stream: BinaryIO) -> None:
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n<jobs>\n')
    for posting in postings:
        said = published(posting)
        native = said.id.removeprefix("yubhub:") if posting.source == "yubhub" else said.id
        fields = {
            "externalid": native,
            "Title": said.title,
            "Description": said.description,
            "Jobtype": said.employment,
            "Experiencelevel": said.seniority,
            "Workarrangement": said.arrangement,
            "Salaryrange": said.salary,
            "Skills": ", ".join(said.skills),
            "Category": said.category,
            "Industry": said.industry,
            "Employername": said.company,
            "Employerdescription": said.company_description,
            "Employerwebsite": said.company_url,
            "Applyto": said.apply_url or said.url,
            "Location": "; ".join(said.places),
            "Postedate": said.posted,  # the format's own spelling
        }
        lines = "".join(f"<{name}>{_element(name, value)}</{name}>\n" for name, value in fields.items())
        stream.write(f"<job>\n{lines}</job>\n".encode())
    stream.write(b"</jobs>\n</source>\n")


def _element(name: str, value: str) -> str:
    if name != "Description":
        return escape(value)
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"


# --- schema.org -------------------------------------------------------------------------------------------


def _write_jsonld(postings: Iterable[Posting], stream: BinaryIO) -> None:
    before = b"[\n"
    for posting in postings:
        stream.write(before + json.dumps(job_posting(posting), ensure_ascii=False).encode())
        before = b",\n"
    stream.write(b"\n]\n" if before == b",\n" else b"[]\n")


def job_posting(posting: Posting) -> dict[str, Any]:
    """The posting as a schema.org JobPosting. Source: https://schema.org/JobPosting."""
    said = published(posting)
    employer = {"name": said.company, "description": said.company_description, "sameAs": said.company_url}
    node = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": said.company or said.source, "value": said.id},
        "title": said.title,
        "description": said.description,
        "datePosted": said.posted,
        "dateModified": said.updated,
        "validThrough": said.expires,
        "hiringOrganization": {"@type": "Organization", **_stated(employer)} if said.company else None,
        "jobLocation": [_location(place) for place in posting.places],
        "jobLocationType": "TELECOMMUTE" if {f.value for f in posting.arrangements} == {"remote"} else None,
        "applicantLocationRequirements": [_area(each) for each in posting.eligibility if not each.excluded],
        "baseSalary": [_base_salary(each) for each in posting.salaries],
        "employmentType": list(dict.fromkeys(_EMPLOYMENT[fact.value] for fact in posting.employment)),
        "skills": list(said.skills),
        "industry": said.industry,
        "occupationalCategory": said.category,
        "url": said.url or said.apply_url,
        "inLanguage": said.language,
    }
    return _stated(node)


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _location(place: Place) -> dict[str, Any]:
    address = {"addressLocality": place.city, "addressRegion": place.region, "addressCountry": place.country}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **_stated(address)}}


def _area(place: Place) -> dict[str, Any]:
    kind = "City" if place.city else "State" if place.region else "Country"
    return {"@type": kind, "name": place.country if kind == "Country" else place_words(place)}


def _base_salary(salary: Salary) -> dict[str, Any]:
    amount = {"minValue": salary.min, "maxValue": salary.max, "unitText": _UNITS[salary.period]}
    value = {"@type": "QuantitativeValue", **_stated(amount)}
    return _stated({"@type": "MonetaryAmount", "currency": salary.currency, "value": value})


# --- tables -----------------------------------------------------------------------------------------------


def _row(said: Published) -> dict[str, Any]:
    """A row of a table; the names are those that the tables' reader knows."""
    values = asdict(said) | {
        "location": "; ".join(said.places),
        "employment_type": said.employment,
        "skills": list(said.skills),
        "aliases": " ".join(said.aliases),
    }
    return {name: values[name] for name in _COLUMNS}


def _write_jsonl(postings: Iterable[Posting], stream: BinaryIO) -> None:
    for posting in postings:
        stream.write(json.dumps(_stated(_row(published(posting))), ensure_ascii=False).encode() + b"\n")


def _write_csv(postings: Iterable[Posting], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for posting in postings:
        row = _row(published(posting)) | {"skills": ", ".join(published(posting).skills)}
        writer.writerow([_harmless(row[name]) for name in _COLUMNS])
    text.detach()


def _harmless(cell: str) -> str:
    """The cell as no spreadsheet takes for a formula. Source: OWASP, "CSV Injection"."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _write_parquet(postings: Iterable[Posting], stream: BinaryIO) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = [(name, pa.list_(pa.string()) if name in _LISTS else pa.string()) for name in _COLUMNS]
    schema = pa.schema(kinds)
    with pq.ParquetWriter(stream, schema) as writer:
        rows = (_row(published(posting)) for posting in postings)
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


_WRITERS: Mapping[str, Callable[[Iterable[Posting], BinaryIO], None]] = {
    "yubhub": _write_yubhub,
    "jsonld": _write_jsonld,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
