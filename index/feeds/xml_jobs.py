"""The XML feeds of job boards: Indeed's and its kin (Talent, Talroo, Jooble, Jobijoba, Careerjet, …), read as a stream.

One element a job, one element or attribute a field; which name is what stands in `xml_aliases`. Nested elements and
attributes count under the joined name (`<salary currency="EUR">` is "salarycurrency"). Everything else is kept in `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from index.feeds.day_order import is_day_first
from index.feeds.reading import (
    Broken,
    admitted,
    extras,
    has_markup,
    normalized,
    number,
    split_skills,
    text_field,
    texts,
    unescaped,
)
from index.feeds.xml_aliases import ALIASES, FALSE, FLAGS, PERIOD_IN_NAME, PROSE, RECORD_TAGS, TRUE
from index.feeds.xml_stream import local_name, record_elements
from index.feeds.xml_values import (
    MAX_VALUES,
    NOTHING,
    Values,
    collect,
    element_values,
    first,
    iso_date,
    key_of,
    named,
    said,
)
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "xml_jobs"
_PLACE_GROUPS = frozenset(("location", "joblocation", "address", "place"))


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the feed says, job by job.

    Raises:
        FeedError: not XML, a DOCTYPE, an unknown encoding, or no job at all.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    for position, job in enumerate(record_elements(data, source, RECORD_TAGS), start=1):
        if isinstance(job, Broken):
            yield Rejected(source, position, job.reason, excerpt=job.excerpt)
        else:
            yield _record(job, source, position)


def _record(job: Any, source: str, position: int) -> Record:
    values = element_values(job)
    body, is_html = _body(values)
    posted = first(values, "posted") or _flat_date(values)
    updated, expires = first(values, "updated"), first(values, "expires")
    places = tuple(_places(job, values))
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=first(values, "native_id")[1].strip(),
        title=unescaped(first(values, "title")[1]).strip(),
        company=first(values, "company")[1].strip(),
        body=body,
        body_is_html=is_html,
        places=places,
        pay=tuple(_pay(values)),
        arrangement=_arrangement(values),
        employment=_employment(values),
        seniority=said(values, "seniority"),
        skills=tuple(skill for name, text in named(values, "skills") for skill in split_skills(name, text)),
        experience=said(values, "experience"),
        posted=text_field(*posted),
        updated=text_field(*updated),
        expires=text_field(*expires),
        day_first=is_day_first((posted[1], updated[1], expires[1]), places),
        url=first(values, "url")[1].strip(),
        apply_url=first(values, "apply_url")[1].strip(),
        category=", ".join(field.text for field in said(values, "category")),
        industry=first(values, "industry")[1].strip(),
        company_description=first(values, "company_description")[1].strip(),
        company_url=first(values, "company_url")[1].strip(),
        language=first(values, "language")[1].strip(),
        extra=extras(
            (name, text) for key, held in values.items() if key not in _MAPPED for name, text in held[:1]
        ),
    )


def _body(values: Values) -> tuple[str, bool]:
    """The description, with what other elements add to it below, and whether it is HTML."""
    body = unescaped(first(values, "body")[1]).strip()
    is_html = has_markup(body)
    parts = [body] if body else []
    for key, heading in PROSE.items():
        for _, text in values.get(key, [])[:1]:
            prose = unescaped(text).strip()
            if prose and prose not in body:
                parts.append(
                    f"<h3>{heading}</h3>\n{prose}" if is_html or has_markup(prose) else f"{heading}:\n{prose}"
                )
    return "\n\n".join(parts), is_html or any(map(has_markup, parts))


def _places(job: Any, values: Values) -> Iterator[RecordPlace]:
    groups = [
        group
        for group in job.iter()
        if key_of(group.tag) in _PLACE_GROUPS and len(group) and group is not job
    ]
    inner = [
        group
        for group in groups
        if not any(key_of(each.tag) in _PLACE_GROUPS and len(each) for each in group)
    ]
    if len(inner) > 1:
        for group in inner[:MAX_VALUES]:
            own: Values = {}
            collect(group, "location", own, 1)
            yield from _place(own, local_name(group.tag)[0])
        return
    yield from _place(values, "")


def _place(values: Values, name: str) -> Iterator[RecordPlace]:
    city, region, country, stated = (
        first(values, part) for part in ("city", "region", "country", "location")
    )
    latitude, longitude = (number(first(values, part)[1].strip()) for part in ("latitude", "longitude"))
    listed = [part.strip() for _, text in named(values, "location") for part in text.split(";")]
    if not city and region and not stated and "," in region[1]:  # Jooble writes "New York, NY" into <region>
        listed, region, stated = [part.strip() for part in region[1].split(";")], NOTHING, region
    listed = [part for part in dict.fromkeys(listed) if part]
    several = max(listed, [city_name for _, city_name in named(values, "city")], key=len)
    if len(several) > 1:
        label = stated[0] or city[0]
        alone = several is not listed
        yield from (
            RecordPlace(
                name=label, **({"city" if alone else "text": each.strip()}), country=country[1].strip()
            )
            for each in several
        )
        return
    label = name or stated[0] or city[0] or region[0] or country[0]
    text = listed[0] if listed else ""
    if text or city or region or country:
        yield RecordPlace(
            name=label,
            text=text,
            city=city[1].strip(),
            region=region[1].strip(),
            country=country[1].strip(),
            latitude=latitude,
            longitude=longitude,
        )


def _pay(values: Values) -> Iterator[RecordPay]:
    """Pay as text, or as numbers with their unit, or both; zeros say nothing."""
    stated, low, high = (first(values, field) for field in ("pay_text", "pay_min", "pay_max"))
    currency, period = (first(values, field)[1].strip() for field in ("currency", "period"))
    bounds = number(low[1].strip()) or None, number(high[1].strip()) or None
    text = unescaped(stated[1]).strip()
    if not text and bounds == (None, None):
        text = " - ".join(filter(None, (low[1].strip(), high[1].strip())))
    if text.strip("0.,- ") or bounds != (None, None):
        name = stated[0] or low[0] or high[0]
        yield RecordPay(name=name, text=text, min=bounds[0], max=bounds[1], currency=currency, period=period)
    for key, unit in PERIOD_IN_NAME.items():
        for name, text in values.get(key, [])[:1]:
            if text.strip("0.,- "):
                yield RecordPay(name=name, text=text.strip(), currency=currency, period=unit)


def _arrangement(values: Values) -> tuple[FieldText, ...]:
    """The first name that makes a statement: a bare yes means remote, a bare no says nothing of being on site."""
    for alias in ALIASES["arrangement"]:
        for name, text in values.get(alias, [])[:1]:
            lower = text.strip().lower()
            if lower in TRUE:
                return (FieldText(name=name, text="remote"),)
            if lower and lower not in FALSE:
                return texts(name, [text for _, text in values[alias]])
    return ()


def _employment(values: Values) -> tuple[FieldText, ...]:
    """What every name for it says: contract and hours often stand apart ("permanent", "full-time")."""
    held = [values[alias] for alias in ALIASES["employment"] if alias in values]
    stated = [field for each in held for field in texts(each[0][0], [text for _, text in each])]
    flags = [
        FieldText(name=name, text=name)
        for flag in FLAGS
        for name, text in values.get(flag, [])[:1]
        if text.strip().lower() in TRUE
    ]
    return tuple(dict.fromkeys([*stated, *flags]))


def _flat_date(values: Values) -> tuple[str, str]:
    """The day of publication from `<day>`, `<month>` and `<year>` beside the other fields."""
    year, month, day = (values.get(part, [NOTHING])[0] for part in ("year", "month", "day"))
    date = iso_date(year[1].strip(), month[1].strip(), day[1].strip())
    return (f"{day[0]}, {month[0]}, {year[0]}", date) if date else NOTHING


_MAPPED = (
    frozenset(alias for aliases in ALIASES.values() for alias in aliases)
    | frozenset(PROSE)
    | frozenset(PERIOD_IN_NAME)
)

read = normalized(records)
