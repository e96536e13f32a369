"""A feed's record becomes a posting: the readers of this package, one per field, composed.

The employer's own words and the feed's fields are both read and both kept, each with its evidence; where they
disagree a sentence in `conflicts` says so. Nothing raises: a record that cannot be a posting is `Rejected`.
"""

from __future__ import annotations

import hashlib
import html as entities
from collections.abc import Iterable
from dataclasses import replace

from index.normalize import employment, experience, seniority
from index.normalize.characters import tidy_line
from index.normalize.conflicts import (
    employment_conflict,
    experience_conflict,
    fact_conflict,
    pay_conflict,
    place_conflict,
    seniority_conflict,
)
from index.normalize.dates import find_date
from index.normalize.html import CleanText, clean
from index.normalize.language import find_language
from index.normalize.language import from_record as language_from_record
from index.normalize.links import clean_link
from index.normalize.location import all_places
from index.normalize.pay import all_pay
from index.normalize.skills import find_skills_in
from index.normalize.title import derive_company, find_title, is_title
from index.normalize.visa import find_visa
from index.types import Evidence, Fact, FieldText, Posting, Record, Rejected, SourceRef, Stated

MAX_BODY_CHARS = 500_000
"""Longer bodies are rejected: the longest of 16,000 real ones has 19,000 characters of text, 60,000 with markup."""
_MAX_LINE_CHARS = 300
"""Titles and names are cut here; real ones stay under 200."""
_MAX_NOTE_CHARS = 5_000
_MAX_VALUES = 200
"""Of a record's list fields at most so many entries are read."""
_EXCERPT_CHARS = 200
_LISTS = (
    "aliases",
    "places",
    "eligibility",
    "pay",
    "arrangement",
    "employment",
    "seniority",
    "skills",
    "experience",
)


def normalize(record: Record) -> Posting | Rejected:
    """The posting that the record describes, or why there is none: no title and no body, or a body too long."""
    if len(record.body) > MAX_BODY_CHARS:
        return _rejected(
            record, f"body of {len(record.body):,} characters; at most {MAX_BODY_CHARS:,} are read"
        )
    body = clean(record.body, is_html=record.body_is_html)
    if not body.text and not _line(record.title)[0]:
        return _rejected(record, "neither a title nor a body")
    record, warnings = _bounded(record)
    return _posting(record, body, warnings)


def _rejected(record: Record, reason: str) -> Rejected:
    excerpt = " ".join((record.title or record.body or record.company)[:_EXCERPT_CHARS].split())
    return Rejected(record.source, record.position, reason, record.native_id[:_EXCERPT_CHARS], excerpt)


def _bounded(record: Record) -> tuple[Record, list[str]]:
    """The record with over-long lists cut, and a warning for each."""
    long = [name for name in _LISTS if len(getattr(record, name)) > _MAX_VALUES]
    cut = {name: getattr(record, name)[:_MAX_VALUES] for name in long}
    warnings = [
        f"{name}: {len(getattr(record, name)):,} values, the first {_MAX_VALUES} were read" for name in long
    ]
    return (record.model_copy(update=cut) if cut else record), [*record.notes, *warnings]


def _posting(record: Record, body: CleanText, warnings: list[str]) -> Posting:
    title, title_evidence = _title(record, body.text, warnings)
    company = _company(record, body.text, warnings)
    url, apply_url, company_url = (
        _link(link, name, warnings)
        for link, name in (
            (record.url, "url"),
            (record.apply_url, "apply_url"),
            (record.company_url, "company_url"),
        )
    )
    own_levels = seniority.find_seniority(title, body.text, title_evidence=title_evidence)
    levels = _merged(own_levels, seniority.from_record(record.seniority))
    own_title = "" if title_evidence.said_by == "derived" else title
    types = _merged(
        employment.find_employment(own_title, body.text, body.sections),
        employment.from_record(record.employment),
    )
    own_years = experience.find_experience(body.text, body.sections, title=own_title)
    feed_years = experience.from_record(record.experience)
    location = all_places(record, body.text, title=own_title)
    salaries, pay_warnings = all_pay(record, body.text, title=own_title, country=location.country)
    warnings += [*location.warnings, *pay_warnings]
    arrangements = _merged(location.arrangements)
    posting = Posting(
        id=_posting_id(record, title, company, body.text, warnings),
        source=record.source,
        title=title,
        company=company,
        text=body.text,
        title_evidence=title_evidence,
        sections=body.sections,
        places=location.places,
        eligibility=location.eligibility,
        arrangements=arrangements,
        salaries=salaries,
        seniority=levels,
        employment=types,
        experience=own_years or feed_years,
        visa=find_visa(body.text),
        skills=find_skills_in(body.text, body.sections, record.skills, title=own_title),
        posted=_date(record.posted, record, warnings),
        updated=_date(record.updated, record, warnings),
        expires=_date(record.expires, record, warnings),
        url=url,
        apply_url=apply_url,
        company_url=company_url,
        category=_line(record.category)[0],
        industry=_line(record.industry)[0],
        company_description=_note(record.company_description),
        language=find_language(body.text) or language_from_record(record.language),
        aliases=tuple(alias for alias in dict.fromkeys(record.aliases) if alias),
        extra=dict(record.extra),
    )
    conflicts = (
        fact_conflict("arrangement", arrangements),
        pay_conflict(salaries),
        place_conflict((*location.places, *location.text_places)),
        seniority_conflict(levels),
        employment_conflict(types),
        experience_conflict(feed_years, own_years),
    )
    return replace(
        posting,
        conflicts=tuple(filter(None, conflicts)),
        warnings=tuple(dict.fromkeys(filter(None, warnings))),
        sources=(_source(posting),),
    )


def _line(text: str) -> tuple[str, bool]:
    """(the text on one line, entities resolved and tags gone, whether it was cut)."""
    line = text[: 4 * _MAX_LINE_CHARS]
    if "&" in line:
        line = entities.unescape(entities.unescape(line))
    line = tidy_line(line)
    return line[:_MAX_LINE_CHARS].rstrip(), len(line) > _MAX_LINE_CHARS


def _note(text: str) -> str:
    """A longer text of the feed's as clean text, at most `_MAX_NOTE_CHARS` of it."""
    return clean(text[:_MAX_NOTE_CHARS], is_html="<" in text[:_MAX_NOTE_CHARS]).text if text else ""


def _title(record: Record, text: str, warnings: list[str]) -> tuple[str, Evidence]:
    """The feed's title where it names a role, else one read from the text."""
    title, cut = _line(record.title)
    if cut:
        warnings.append(f"title cut after {_MAX_LINE_CHARS} characters")
    stated = Evidence("employer", title, "title")
    if is_title(title) or not text:
        return title, stated
    derived = find_title(text)
    if derived is None or (title and derived[1].note != "title read from the text"):
        return title, stated
    if title:
        warnings.append(f"the feed's title “{title[:80]}” names no role; one was read from the text")
    return derived


def _company(record: Record, text: str, warnings: list[str]) -> str:
    company, cut = _line(record.company)
    if cut:
        warnings.append(f"company cut after {_MAX_LINE_CHARS} characters")
    if company:
        return company
    named = derive_company(text)
    if named is None:
        return ""
    warnings.append(f"the feed names no employer; “{named.quote}” was read from the text")
    return named.quote


def _date(said: FieldText | None, record: Record, warnings: list[str]) -> Stated | None:
    """The feed's date; one that cannot be read is a warning."""
    if said is None or not said.text.strip():
        return None
    found = find_date(said.text, day_first=record.day_first)
    if found is None:
        warnings.append(f"{said.name} is no date that can be read: {said.text[:60]!r}")
        return None
    return Stated(found.isoformat(), Evidence("feed", said.text, said.name))


def _link(link: str, name: str, warnings: list[str]) -> str:
    kept, warning = clean_link(link, name)
    if warning:
        warnings.append(warning)
    return kept


def _posting_id(record: Record, title: str, company: str, text: str, warnings: list[str]) -> str:
    """The feed's own id; where it has none, one made from the link or, without a link, from the content."""
    native = record.native_id.strip()
    if len(native) > _MAX_LINE_CHARS:
        warnings.append(f"id of {len(native):,} characters replaced by its hash")
        native = _hash(native)
    if not native:
        link = record.url.strip() or record.apply_url.strip()
        native = _hash(link) if link else _hash("\0".join((title, company, text)))
        warnings.append(f"no id in the feed; one was made from the {'link' if link else 'content'}")
    return native if record.verbatim_id else f"{record.source}:{native}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _merged(*groups: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in order, each value once per speaker: the employer's word and the feed's both count."""
    first: dict[tuple[str, bool], Fact] = {}
    for fact in (fact for group in groups for fact in group):
        first.setdefault((fact.value, fact.evidence.said_by == "employer"), fact)
    return tuple(first.values())


_STATED = (
    "title", "company", "text", "places", "eligibility", "arrangements", "salaries", "seniority", "employment",
    "experience", "visa", "skills", "posted", "updated", "expires", "category", "industry", "company_description",
)  # fmt: skip


def _source(posting: Posting) -> SourceRef:
    stated = tuple(name for name in _STATED if getattr(posting, name))
    return SourceRef(posting.source, posting.id, posting.url, posting.apply_url, stated)
