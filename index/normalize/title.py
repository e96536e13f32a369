"""A title and an employer for postings whose feed names none, read from the posting's own words.

Candidates come from the ways in which postings name their role ("Acme | Backend Engineer | Berlin", "As a Data
Analyst you will", "is hiring a …"); each has a weight, and how early and how often it stands decides among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index import gazetteer
from index.normalize.title_patterns import (
    ANY_ROLE,
    CAPITALISED,
    HEADER_ROLE,
    LAST_ROLE,
    PATTERNS,
    PLURAL,
    PRAISE,
    SURE_ROLE,
)
from index.types import Evidence

_READ_CHARS = 8_000
_MAX_TITLE = 120
_MAX_FIELD = 80
_MAX_HITS = 30
_SURE = 6.0
"""Patterns of this weight and more hardly ever mistake."""
_SENTENCE_WORDS = re.compile(r"\b(?:is|are|we|you|our|your|about|who|will|hiring|seeking|for)\b", re.I)
_FIELD_LABEL = re.compile(
    r"\s{0,2}(?:open |job |position |working )?(?:roles?|positions?|hiring|jobs?|title)(?: for)?\s?[:\-]?\s(?:\[)?",
    re.I,
)
_PROSE = re.compile(r"://|\b(?:is|are|we|you|our|your|who|will|hiring|seeking|looking)\b", re.I)
_ARRANGEMENT = re.compile(
    r"\b(?:fully |100% )?(?:remote|hybrid|on-?site|in[\s\-]office|only|full[\s\-]time)\b", re.I
)
_NAME_PARTS = re.compile(r"\s{0,3}[,;/|()&+]\s{0,3}|\s{1,3}(?:or|and)\s{1,3}|^\s{1,3}|\s{1,3}$|\s[\-–—]\s")
_MAX_PLACE_PARTS = 6
_LONG_WORD = re.compile(r"[A-Za-z]\w{3,}")
_LINE_START = re.compile(r"^(?:- )?(?=\w)[^\n]{1,80}(?=\s|$)", re.M)
_HEADING_WORDS = re.compile(
    r"(?:about|overview|description|company|job (?:description|summary|details|overview)|summary|who we are|our (?:mission|story|company)|introduction|purpose|the (?:role|team|company)|background|department|location|position (?:summary|overview)|role (?:summary|overview)|a world-changing|why)\b.{0,40}$",
    re.I,
)

_OTHERS = re.compile(
    r"(?:report(?:s|ing)? (?:directly )?(?:in)?to|alongside|with|partner(?:ing)? with|collaborat\w{1,4} with|support(?:s|ing)?|mentor(?:ing)?|manage|for our|help|empower\w{0,3}|enable|like|including|such as|by|and|or) (?:the |our |a |an |other |fellow |senior )*$",
    re.I,
)
_CATEGORY = re.compile(
    r"\b(?:Job Category|Job Function|Department|Team|Category)\s{0,2}[:\n]\s{0,3}(?P<name>[^\n:|]{3,60})"
)
_NOT_A_TITLE = re.compile(
    r"^(?:https?://\S{0,300}|(?:www\.)?[\w\-]{1,60}\.(?:com|io|ai|co|dev|org|net|app|health|tech|so|xyz|bio|me|us|uk|eu)(?:/\S{0,200})?"
    r"|(?:multiple|various|several|many|all|open|other) ?(?:roles?|positions?|openings?|jobs?)?|[\d\W_]+|n/?a|none|null|untitled|unknown"
    r"|[\W_]{0,3}(?:(?:100%|fully|mostly|us|usa|uk|eu|europe|global|worldwide|only|full[\s\-]?time|part[\s\-]?time|fulltime|contract|contractor|freelance|permanent|remote|on-?site|in[\s\-]office|in[\s\-]person|hybrid|anywhere|ft|visa|or|and|first|friendly|ok|yc|series [a-d]|seed)[\W_]{0,3}){1,8})$",
    re.I,
)
_FIELD_SPLIT = re.compile(r"\s?[|│]\s?|\s[–—]\s|\s-\s|\s•\s|\s·\s")
_HEADER_CHARS = 400


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    start: int
    end: int


def is_title(title: str) -> bool:
    """Whether a feed's title names a role at all: not a link, an arrangement, "Full-time" or "Multiple roles"."""
    if not title or _NOT_A_TITLE.match(title):
        return False
    return bool(ANY_ROLE.search(title)) or not _is_place(title)


def _is_place(title: str) -> bool:
    """Whether a title is only a place, with or without an arrangement: "London, UK", "India (Remote/Hybrid)"."""
    parts = [part for part in _NAME_PARTS.split(_ARRANGEMENT.sub(" ", title[:_MAX_TITLE])) if part]
    if not parts or len(parts) > _MAX_PLACE_PARTS:
        return False
    return all(
        gazetteer.country_code(part)
        or gazetteer.region_of(part)
        or gazetteer.cities_named(part)
        or gazetteer.area(part)
        for part in parts
    )


def find_title(text: str) -> tuple[str, Evidence] | None:
    """A title read from the posting's text and the words it was read from; None for an empty text.

    Where no role is named, the feed's "Job category" or else the text's first words stand in.
    """
    head = text[:_READ_CHARS]
    candidates = [*_header(head), *_first_line(head)] or [*_sentences(head)]
    if not candidates:
        candidates = [*_capitalised(head)] or [*_category(head)] or [*_first_words(head)]
    best = max(candidates, key=lambda each: (_score(each, head), -each.start), default=None)
    if best is None:
        return None
    quote = text[best.start : best.end]
    return _tidy(quote), Evidence("derived", quote, "text", best.start, best.end, "title read from the text")


def _header(head: str) -> Iterator[_Candidate]:
    """Fields of a first line such as "Acme | Backend Engineer | Berlin"; the first field is the employer."""
    line = head.split("\n", 1)[0][:_HEADER_CHARS]
    bounds, at = [], 0
    for separator in _FIELD_SPLIT.finditer(line):
        bounds.append((at, separator.start()))
        at = separator.end()
    if not bounds:
        return
    bounds.append((at, len(line)))
    for number, (start, end) in enumerate(bounds):
        field = line[start:end]
        label = _FIELD_LABEL.match(field)
        if label:
            start, field = start + label.end(), field[label.end() :]
        role = HEADER_ROLE.search(field)
        if role and is_title(field.strip()) and not _PROSE.search(field, 0, role.end()):
            short = len(field) <= _MAX_FIELD
            stop = end if short else start + role.end()
            if stop - start <= _MAX_TITLE:
                yield _stripped(head, start, stop, (10.0 if number else 6.0) - (0 if short else 1))


def _first_line(head: str) -> Iterator[_Candidate]:
    """A first line that is a title and no sentence."""
    start = len(head) - len(head.lstrip())
    line = head[start:].split("\n", 1)[0]
    if not 0 < len(line) <= 100 or line.endswith((".", "!", "?", ":")) or len(line.split()) > 14:
        return
    label = _FIELD_LABEL.match(line)
    if label and ":" in label.group():
        start, line = start + label.end(), line[label.end() :]
    if ANY_ROLE.search(line) and not _SENTENCE_WORDS.search(line):
        yield _stripped(head, start, start + len(line), 8.0)


def _sentences(head: str) -> Iterator[_Candidate]:
    """Roles named in running text; the less sure wordings are tried only where the surer ones name none."""
    named = False
    for weight, pattern in PATTERNS:
        if named and weight < _SURE:
            return
        for match in islice(pattern.finditer(head), _MAX_HITS):
            praise = PRAISE.match(match.group("name"))
            start = match.start("name") + (praise.end() if praise else 0)
            found = _stripped(
                head, start, match.end("tail") if match.group("tail") else match.end("name"), weight
            )
            if _names_a_role(head, found):
                named = True
                yield found


def _capitalised(head: str) -> Iterator[_Candidate]:
    for match in islice(CAPITALISED.finditer(head), _MAX_HITS):
        if not _OTHERS.search(head, max(0, match.start() - 40), match.start()):
            praise = PRAISE.match(match.group("name"))
            found = _stripped(head, match.start() + (praise.end() if praise else 0), match.end(), 2.0)
            if _names_a_role(head, found):
                yield found


def _category(head: str) -> Iterator[_Candidate]:
    if found := _CATEGORY.search(head):
        yield _stripped(head, *found.span("name"), 1.0)


def _first_words(head: str) -> Iterator[_Candidate]:
    for found in _LINE_START.finditer(head):
        if not _HEADING_WORDS.match(found.group()):
            yield _Candidate(0, found.start(), found.end())
            return
    first = re.search(r"\S[^\n]{0,80}(?=\s|$)|\S{1,80}", head)
    if first:
        yield _Candidate(0, first.start(), first.end())


def _names_a_role(head: str, found: _Candidate) -> bool:
    """Whether a candidate names a role: everyday nouns ("leader", "partner") only with a capital and a word before."""
    phrase = head[found.start : found.end]
    if not 3 <= len(phrase) <= _MAX_TITLE:
        return False
    if SURE_ROLE.search(phrase) and len(phrase.split()) > 1:
        return True
    noun = LAST_ROLE.search(phrase)
    if noun is None or not noun.group("noun")[0].isupper():
        return False
    return len(phrase.split()) > 1 or bool(SURE_ROLE.search(phrase))


def _score(candidate: _Candidate, head: str) -> float:
    """Weight, less for late ones, more for capitals, for more words and for being named again."""
    phrase = head[candidate.start : candidate.end]
    words = _LONG_WORD.findall(phrase) or [phrase]
    capitals = sum(1 for word in words if word[0].isupper()) / len(words)
    again = min(head.count(phrase.removesuffix("s")) - 1, 4)
    specific = min(len(words), 4) * 0.4
    return candidate.weight - min(candidate.start / 1500, 3.0) + 1.5 * capitals + 0.4 * again + specific


def _stripped(head: str, start: int, end: int, weight: float) -> _Candidate:
    while start < end and head[start] in " \t\n\r-–—•*|,:;.#\"“'’_/&^$":
        start += 1
    while end > start and head[end - 1] in " \t\n\r-–—•*|,:;.\"”'’_/&^$":
        end -= 1
    return _Candidate(weight, start, end)


def _tidy(quote: str) -> str:
    """The quote as a title: one line, singular."""
    return PLURAL.sub(lambda match: match.group("one")[:-1], " ".join(quote.split()), count=1)


_EMPLOYERS = (
    re.compile(r"^\s{0,3}(?P<name>(?!(?:We|This|It|Who|Our|The|They|There|Now|Hiring|Remote|Job|Client|Company)\b)[A-Z][\w&.’'\- ]{1,50}?)(?: \([^()|\n]{2,60}\))? ?(?:[|│]| (?:is|are) (?:now |currently )?hiring\b)"),
    re.compile(r"(?:^|\n|[.!?] )At (?P<name>[A-Z][\w&.’'\-]{1,30}(?: [A-Z][\w&.’'\-]{1,30}){0,3}), (?:we|our|you|you.ll|everyone)\b"),
    re.compile(r"(?:^|\n)About (?P<name>(?!Us\b|The\b|You\b|This\b|Our\b|Your\b)[A-Z][\w&.’'\-]{1,30}(?: [A-Z][\w&.’'\-]{1,30}){0,3}):?[ ]?(?=\n)"),
    re.compile(r"(?:^|\n|[.!?] )(?P<name>(?!We\b|This\b|It\b|Who\b|Our\b|The\b|Client\b|Company\b)[A-Z][\w&’'\-]{1,30}(?: [A-Z][\w&’'\-]{1,30}){0,3}) is (?:looking for|seeking|hiring|recruiting|searching for) "),
)  # fmt: skip


def derive_company(text: str) -> Evidence | None:
    """The employer's name where the text says it plainly ("Acme | …", "At Acme, we …"), quoted; else None."""
    head = text[:_READ_CHARS]
    for pattern in _EMPLOYERS:
        if (found := pattern.search(head)) and not SURE_ROLE.search(found.group("name")):
            start, end = found.span("name")
            return Evidence("derived", head[start:end], "text", start, end, "employer read from the text")
    return None
