"""What tells whether two postings are one role: the comparable parts of a posting, and the rules over them. Pure.

Similar is not the same: another level, team, requisition, pay, arrangement, or another city with another text keep
postings apart. Text is compared without the parts that every posting of an employer repeats and without place names.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

from index import taxonomy
from index.job_links import JobKey, job_key
from index.types import Posting

ACROSS_FEEDS = 0.6
"""Jaccard similarity of word triples from which two feeds tell of one role, employer, title and place being equal: feeds
cut, reorder and add; rewritten texts of one team came to 0.3 and less."""
WITHIN_FEED = 0.9
"""A feed that lists two postings under two ids means two, unless their texts are all but equal."""
SHORT_WORDS = 40
"""A text with fewer words says too little to be a role's own."""
_MAX_WORDS = 4000
_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = {
    "sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "i": "1", "ii": "2", "iii": "3", "iv": "4",
    "v": "5", "mgr": "manager", "eng": "engineer", "dev": "developer", "fullstack": "stack", "intern": "internship",
}  # fmt: skip
_LEVELS = frozenset(
    """
    1 2 3 4 5 6 7 8 9 junior senior lead staff principal internship graduate trainee apprentice working associate
    assistant deputy head chief director manager mid entry executive vp president expert distinguished
    """.split()
)
_UNSAID = frozenset(
    """
    a an and at based d div f fully gn h hybrid im in m mfd mwd of office on onsite remote remotely site the to urgent
    w wfh with x
    """.split()
)
_REQUISITION_FIELDS = frozenset(("requisitionid", "requisitionnumber", "reqid", "jobreqid", "requisition"))
_REQUISITION = re.compile(
    r"\b(?:requisition|req|job req)\.?\s{0,2}(?:id|number|no\.?|#)?\s{0,2}[:#]\s{0,3}([A-Z]{0,6}[-_]?\d{3,12})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable parts of a posting, text left out."""

    id: str
    source: str
    company: str
    """Letters and digits of the employer's key: feeds run names together."""
    title: frozenset[str]
    levels: frozenset[str]
    places: frozenset[tuple[str, str, str]]
    place_words: frozenset[str]
    pay: frozenset[tuple[str, str, float | None, float | None]]
    employment: frozenset[str]
    arrangements: frozenset[str]
    requisitions: frozenset[str]
    links: frozenset[JobKey]


@dataclass(frozen=True, slots=True)
class Body:
    """A text to compare: its words without place names, and their triples as numbers below 2**31."""

    words: tuple[str, ...]
    triples: frozenset[int]
    names: frozenset[str]
    """Words that stand in capitals only: names of wards, surgeries, products, months."""


def traits(posting: Posting) -> Traits:
    """The comparable parts of a posting."""
    place_words = frozenset(
        word
        for place in (*posting.places, *posting.eligibility)
        for name in (place.city, place.region, place.country)
        for word in _words(name or "")
    )
    title = frozenset(_SPELLINGS.get(word, word) for word in _words(posting.title))
    bare = frozenset(word for word in title - place_words if word not in _UNSAID)
    return Traits(
        id=posting.id,
        source=posting.source,
        company=taxonomy.canonical_company(posting.company).replace(" ", "")[:80],
        title=bare or title,
        levels=title & _LEVELS,
        places=frozenset((p.city or "", p.region or "", p.country or "") for p in posting.places),
        place_words=place_words,
        pay=frozenset((s.currency or "", s.period, s.min, s.max) for s in posting.salaries),
        employment=frozenset(fact.value for fact in posting.employment),
        arrangements=frozenset(fact.value for fact in posting.arrangements),
        requisitions=_requisitions(posting),
        links=frozenset(key for url in (posting.apply_url, posting.url) if (key := job_key(url))),
    )


def body(posting: Posting, place_words: frozenset[str]) -> Body:
    """The text to compare: no boilerplate, none of these place names."""
    kept = [posting.text[each.start : each.end] for each in posting.sections if each.kind != "boilerplate"]
    written = _WORD.findall(_unaccented("\n".join(kept) if kept else posting.text))[:_MAX_WORDS]
    words = tuple(folded for word in written if (folded := word.casefold()) not in place_words)
    spans = zip(words, words[1:], words[2:], strict=False) if len(words) > 2 else [words]
    return Body(
        words,
        frozenset(zlib.crc32(" ".join(span).encode()) & 0x7FFFFFFF for span in spans),
        frozenset(word.casefold() for word in written if word[0].isupper())
        - frozenset(word for word in written if not word[0].isupper()),
    )


def alike(first: Body, second: Body) -> float:
    """Jaccard similarity of the word triples, 0 to 1."""
    if first.words == second.words:
        return 1.0
    shared = len(first.triples & second.triples)
    return shared / max(1, len(first.triples) + len(second.triples) - shared)


def contradict(first: Traits, second: Traits) -> bool:
    """Whether both state something of which one role has one: level, pay, requisition, arrangement, employment."""
    if first.levels != second.levels or (first.pay and second.pay and first.pay != second.pay):
        return True
    pairs = (
        (first.requisitions, second.requisitions),
        (first.employment, second.employment),
        (first.arrangements, second.arrangements),
    )
    return any(one and other and one.isdisjoint(other) for one, other in pairs)


def share_place(first: Traits, second: Traits) -> bool:
    """Whether the places may be the same: one in common, or one of the two names none."""
    return not first.places or not second.places or not first.places.isdisjoint(second.places)


def same_link(first: Traits, second: Traits, likeness: float) -> bool:
    """Whether two postings with one job id in their links are one role.

    A link may stand under several roles of one notice, so their titles decide; employers may be spelt differently.
    """
    shared = len(first.title & second.title) / max(1, min(len(first.title), len(second.title)))
    if first.levels != second.levels or (shared < 1 if first.source == second.source else shared <= 0.5):
        return False
    one, other = sorted((first.company, second.company), key=len)
    if not (not one or other.startswith(one) or likeness >= ACROSS_FEEDS):
        return False
    systems = {key[0] for key in first.links & second.links}
    return systems != {"link"} or not contradict(first, second)


def same_role(first: Traits, second: Traits, bodies: tuple[Body, Body], likeness: float) -> str:
    """Why two postings of one employer and title are one role, in words; empty when they are not."""
    if contradict(first, second):
        return ""
    one, other = bodies
    if one.words == other.words:
        if share_place(first, second):
            return "same employer, title and text"
        return "same employer, title and text in another place" if len(one.words) >= SHORT_WORDS else ""
    if min(len(one.words), len(other.words)) < SHORT_WORDS or not first.company:
        return ""
    if share_place(first, second) and first.source != second.source and not _two_ids(first, second):
        return "same employer, title and place, nearly the same text" if likeness >= ACROSS_FEEDS else ""
    if likeness < WITHIN_FEED or _other_names(one, other):
        return ""
    if share_place(first, second):
        return "" if _two_ids(first, second) else "same employer, title and place, nearly the same text"
    return "same employer and title, nearly the same text in another place"


def _two_ids(first: Traits, second: Traits) -> bool:
    """Whether one system knows the two by two ids."""
    systems = {key[0] for key in first.links} & {key[0] for key in second.links}
    return bool(systems) and first.links.isdisjoint(second.links)


def _other_names(first: Body, second: Body) -> bool:
    """Whether the texts differ in a number or a name: the hours, wards, surgeries, seasons of two jobs."""
    different = set(first.words) ^ set(second.words)
    names = first.names | second.names
    return any(word in names or word[0].isdigit() or word[-1].isdigit() for word in different)


def _words(text: str) -> list[str]:
    return _WORD.findall(_unaccented(text).casefold())


def _unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:100_000])
    return plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))


def _requisitions(posting: Posting) -> frozenset[str]:
    fields = (
        value.strip().casefold()
        for name, value in posting.extra.items()
        if "".join(filter(str.isalnum, name.casefold())) in _REQUISITION_FIELDS and value.strip()
    )
    return frozenset(
        (*fields, *(match[1].casefold() for match in _REQUISITION.finditer(posting.text[:100_000])))
    )
