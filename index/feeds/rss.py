"""RSS and Atom feeds of jobs, in all their dialects; feedparser knows them.

The feed is cut into entries as a stream first, so that a broken or endless one costs no more than itself. Employers and
places stand in many ways: in fields of job boards' own, in "Role at Company", or behind a dash when the summary confirms it.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from index.feeds.reading import (
    Broken,
    admitted,
    excerpt,
    extras,
    has_markup,
    normalized,
    plain,
    split_skills,
    text_field,
    texts,
    unescaped,
)
from index.feeds.xml_stream import local_name, record_elements
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected

FORMAT = "rss"
_BATCH = 100
_BATCH_CHARS = 4_000_000
_PLACES = (
    "job_listing_location",
    "location",
    "jobs_location",
    "job_location",
    "region",
    "g_location",
    "joblocation",
    "city",
)
_COMPANIES = (
    "job_listing_company",
    "company",
    "companyname",
    "company_name",
    "g_employer",
    "employer",
    "jobs_company",
    "hiringorganization",
)
_EMPLOYMENT = (
    "job_listing_job_type",
    "type",
    "job_type",
    "jobtype",
    "g_job_type",
    "employmenttype",
    "employment_type",
)
_PAY = ("job_listing_salary", "salary", "g_salary", "compensation", "salaryrange")
_SKILLS = ("skills", "job_listing_skills", "tags_text")
_EXPIRES = (
    "expires_at",
    "expirationdate",
    "g_expiration_date",
    "job_listing_expires",
    "validthrough",
    "expires",
)
_BRACKETED = re.compile(
    r"(?P<title>.{2,200}?)\s{1,3}(?:at|@)\s{1,3}(?P<company>[^()]{2,80}?)(?:\s{1,3}\((?P<place>[^()]{2,100})\))?"
)
_DASHED = re.compile(r"(?P<title>.{2,200})\s[—–|-]\s(?P<company>.{2,80})")
_PREFIXED = re.compile(r"(?P<company>[^:]{2,60}):\s(?P<title>.{2,200})")
_KNOWN = frozenset((*_PLACES, *_COMPANIES, *_EMPLOYMENT, *_PAY, *_SKILLS, *_EXPIRES))


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """What the feed says, entry by entry.

    Raises:
        FeedError: not XML, a DOCTYPE, an unknown encoding, or no entry at all.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    """Entries are handed to feedparser some at a time: setting it up costs more than an entry."""
    waiting: list[tuple[int, str, bool]] = []
    position = 0
    for position, item in enumerate(record_elements(data, source, ("item", "entry")), start=1):
        if isinstance(item, Broken):
            yield from _batch(waiting, source)
            waiting = []
            yield Rejected(source, position, item.reason, excerpt=item.excerpt)
            continue
        is_atom = local_name(item.tag)[1] == "entry"
        if waiting and (
            waiting[0][2] != is_atom
            or len(waiting) >= _BATCH
            or sum(len(each[1]) for each in waiting) > _BATCH_CHARS
        ):
            yield from _batch(waiting, source)
            waiting = []
        waiting.append((position, etree.tostring(item, encoding="unicode", with_tail=False), is_atom))
    yield from _batch(waiting, source)


def _batch(waiting: list[tuple[int, str, bool]], source: str) -> Iterator[Record | Rejected]:
    if not waiting:
        return
    entries = _entries("".join(inner for _, inner, _ in waiting), is_atom=waiting[0][2])
    if len(entries) != len(waiting) and len(waiting) > 1:
        for each in waiting:
            yield from _batch([each], source)
        return
    for (position, inner, _), entry in itertools.zip_longest(waiting, entries[: len(waiting)]):
        if entry is None:
            yield Rejected(
                source, position, "an entry that no dialect of RSS or Atom knows", excerpt=excerpt(inner)
            )
        else:
            yield _record(entry, source, position)


def _entries(inner: str, *, is_atom: bool) -> list[Any]:
    """The elements as feedparser's entries, parsed in a feed of their own."""
    import feedparser

    whole = (
        f'<feed xmlns="http://www.w3.org/2005/Atom">{inner}</feed>'
        if is_atom
        else f'<rss version="2.0"><channel>{inner}</channel></rss>'
    )
    headers = {"content-type": "application/xml; charset=utf-8"}
    return list(
        feedparser.parse(io.BytesIO(whole.encode("utf-8", "replace")), response_headers=headers).entries
    )


def _record(entry: Any, source: str, position: int) -> Record:
    body = _body(entry)
    title, company, place = _title_parts(entry, body)
    name, stated = _stated(entry, _PLACES)
    url = _text(entry, "link")
    tags = [plain(tag.get("term")) for tag in entry.get("tags") or ()]
    skills_name, skills = _stated(entry, _SKILLS)
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=_text(entry, "id"),
        title=title,
        company=company,
        body=body,
        body_is_html=has_markup(body),
        places=_places(name or "title", stated or place),
        pay=tuple(RecordPay(name=pay, text=text) for pay, text in [_stated(entry, _PAY)] if text),
        employment=_fields(entry, _EMPLOYMENT),
        skills=split_skills(skills_name, skills) if skills else (),
        posted=text_field("published", _text(entry, "published")),
        updated=text_field(
            "updated", plain(dict.get(entry, "updated"))
        ),  # its own get falls back, with a warning
        expires=next(iter(_fields(entry, _EXPIRES)), None),
        url=url,
        apply_url=url,
        category=", ".join(dict.fromkeys(filter(None, tags)))[:500],
        extra=extras(
            (key, plain(value)) for key, value in entry.items() if key not in _KNOWN and _is_own(key, value)
        ),
    )


def _is_own(key: str, value: Any) -> bool:
    """Whether this is a field of the board's own rather than one of feedparser's."""
    standard = (
        "title",
        "link",
        "id",
        "guidislink",
        "published",
        "updated",
        "summary",
        "content",
        "tags",
        "author",
        "authors",
        "links",
    )
    return isinstance(value, str) and not key.endswith(("_parsed", "_detail")) and key not in standard


def _text(entry: Any, name: str) -> str:
    return unescaped(plain(entry.get(name))).strip()


def _stated(entry: Any, names: tuple[str, ...]) -> tuple[str, str]:
    """The first of these fields that says something: its name and text."""
    return next(((name, text) for name in names if (text := _text(entry, name))), ("", ""))


def _fields(entry: Any, names: tuple[str, ...]) -> tuple[FieldText, ...]:
    name, text = _stated(entry, names)
    return texts(name, [text]) if text else ()


def _body(entry: Any) -> str:
    """The longest of content and summary: feeds put the whole text in one and a teaser in the other."""
    contents = [plain(part.get("value")) for part in entry.get("content") or ()]
    return unescaped(max([*contents, plain(entry.get("summary"))], key=len)).strip()


def _title_parts(entry: Any, body: str) -> tuple[str, str, str]:
    """Role, employer and place as far as the title and the fields tell them apart."""
    title, company = _text(entry, "title"), _stated(entry, _COMPANIES)[1]
    summary = [part.strip() for part in re.split(r"\s[·•|]\s", body)] if len(body) < 300 else []
    confirmed = [company, *summary[:1], _text(entry, "author")]
    for pattern in (_DASHED, _PREFIXED):
        found = pattern.fullmatch(title)
        if found and found["company"].strip().casefold() in [each.casefold() for each in confirmed if each]:
            named = found["company"].strip()
            return (
                found["title"].strip(),
                named,
                summary[1] if len(summary) > 1 and summary[0].casefold() == named.casefold() else "",
            )
    if (found := _BRACKETED.fullmatch(title)) and (
        not company or found["company"].casefold() == company.casefold()
    ):
        return found["title"].strip(), found["company"].strip(), (found["place"] or "").strip()
    if (found := _PREFIXED.fullmatch(title)) and not company and _text(entry, "region"):
        return found["title"].strip(), found["company"].strip(), ""
    return title, company, ""


def _places(name: str, stated: str) -> tuple[RecordPlace, ...]:
    parts = [part for part in map(str.strip, re.split(r"[;|]", stated[:2000])) if part]
    return tuple(RecordPlace(name=name, text=part) for part in dict.fromkeys(parts))


read = normalized(records)
