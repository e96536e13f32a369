"""A posting in the plain words that feeds use: what exports write, so that reading them again gives the same values. Pure.

Where the feed said a value, its own words are given back; where only the text says it, its plain name. The body is HTML
again: paragraphs, headings and lists as they were read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.types import Evidence, Fact, Place, Posting, Salary, Section

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, and UTF-8 cannot in the case of lone surrogates."""


@dataclass(frozen=True, slots=True)
class Published:
    """Plain texts of one posting; empty where nothing is stated."""

    id: str
    source: str
    title: str
    company: str
    description: str
    """HTML."""
    places: tuple[str, ...]
    arrangement: str
    employment: str
    seniority: str
    salary: str
    skills: tuple[str, ...]
    posted: str
    updated: str
    expires: str
    url: str
    apply_url: str
    category: str
    industry: str
    company_description: str
    company_url: str
    language: str
    aliases: tuple[str, ...]


def published(posting: Posting) -> Published:
    """The posting's values as texts without characters that files cannot hold."""
    return Published(
        id=plain(posting.id),
        source=plain(posting.source),
        title=plain(posting.title),
        company=plain(posting.company),
        description=plain(html_of(posting.text, posting.sections)),
        places=tuple(dict.fromkeys(plain(place_words(place)) for place in posting.places)),
        arrangement=_facts(posting.arrangements),
        employment=_facts(posting.employment),
        seniority=_facts(posting.seniority),
        salary=_salary(posting.salaries),
        skills=tuple(dict.fromkeys(plain(skill.name) for skill in posting.skills)),
        posted=posting.posted.value if posting.posted else "",
        updated=posting.updated.value if posting.updated else "",
        expires=posting.expires.value if posting.expires else "",
        url=plain(posting.url),
        apply_url=plain(posting.apply_url),
        category=plain(posting.category),
        industry=plain(posting.industry),
        company_description=plain(posting.company_description),
        company_url=plain(posting.company_url),
        language=plain(posting.language),
        aliases=tuple(plain(alias) for alias in posting.aliases),
    )


def plain(text: str) -> str:
    """The text without control characters and lone surrogates."""
    return _CONTROLS.sub("", text)


def html_of(text: str, sections: Sequence[Section] = ()) -> str:
    """Clean text as HTML that reads back as the same text, with the sections' headings as headings."""
    headings = {each.start for each in sections if each.heading and text.startswith(each.heading, each.start)}
    return "".join(_blocks(text, headings))


def _blocks(text: str, headings: set[int]) -> Iterator[str]:
    """Each run of lines of one kind as a paragraph, a heading or a list; lines of a paragraph keep their breaks."""
    start = 0
    kind, lines = "", list[str]()
    written = text.split("\n")
    for line, following in zip(written, [*written[1:], ""], strict=True):
        # A heading with its paragraph in the next line is one block with a break, as it was read.
        heads = start in headings and (not following or following.startswith("- "))
        now = "li" if line.startswith("- ") else "h3" if heads else "p" if line.strip() else ""
        if lines and (now != kind or kind == "h3"):
            yield _block(kind, lines)
            lines = []
        if now:
            lines.append(html.escape(line.removeprefix("- ") if now == "li" else line, quote=False))
        kind = now
        start += len(line) + 1
    if lines:
        yield _block(kind, lines)


def _block(kind: str, lines: Sequence[str]) -> str:
    if kind == "li":
        return "<ul>\n" + "".join(f"<li>{line}</li>\n" for line in lines) + "</ul>\n"
    return f"<{kind}>{'<br>'.join(lines)}</{kind}>\n"


def place_words(place: Place) -> str:
    """City, region and country; the feed's own words where the country is not known."""
    if place.country is None and _by_feed(place.evidence):
        return place.evidence.quote
    return ", ".join(part for part in (place.city, place.region, place.country) if part)


def _facts(facts: Iterable[Fact]) -> str:
    """The feed's own words where it said something, else the plain names."""
    told = list(facts)
    said = [fact.evidence.quote for fact in told if _by_feed(fact.evidence)]
    names = [fact.value.replace("_", "-").replace("onsite", "on-site") for fact in told]
    return plain(", ".join(dict.fromkeys(said or names)))


def _salary(salaries: Sequence[Salary]) -> str:
    said = [each.evidence.quote for each in salaries if _by_feed(each.evidence)]
    return plain("; ".join(dict.fromkeys(said or map(_range, salaries[:1]))))


def _range(salary: Salary) -> str:
    """A range in plain words: USD 100,000 - 120,000 per year."""
    low, high = (f"{each:,.10g}" if each is not None else "" for each in (salary.min, salary.max))
    amounts = (
        low
        if low == high
        else f"{low} - {high}"
        if low and high
        else f"from {low}"
        if low
        else f"up to {high}"
    )
    return " ".join(filter(None, (salary.currency, amounts, f"per {salary.period}")))


def _by_feed(evidence: Evidence) -> bool:
    return evidence.said_by == "feed" and bool(evidence.quote.strip())
