"""Where the work is, and where its applicants may live, from a feed's place or from a body.

A location string is read by `place_location`; this finds such strings in a body, and reads a feed's separate parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from index import gazetteer
from index.normalize.arrangement_words import arrangement_words
from index.normalize.place_location import (
    MAX_PLACE_CHARS,
    PART_OF,
    PlaceReading,
    parse_places,
    unique_facts,
    unique_places,
)
from index.normalize.place_pieces import pieces_of
from index.normalize.windows import matches
from index.types import Evidence, Place, RecordPlace

__all__ = ["PlaceReading", "find_places", "from_record", "parse_places"]

MAX_TEXT_CHARS = 200_000
_MAX_HITS = 40
_MAX_HEADLINE_CHARS = 400
_MAX_SEGMENT_CHARS = 120
_NAME = (
    r"(?-i:[A-ZÀ-Þ])[\w.'’-]{1,30}(?:(?:, ?| (?:and |or |& |de |am )?|/)(?-i:[A-ZÀ-Þ])[\w.'’-]{1,30}){0,7}"
)
_LABEL = re.compile(
    r"(?:^|(?<=\n))[^\w\n]{0,4}(?:(?:(?:job|work|office|primary|role|position|posting) )?locations?(?:\(s\))?|based in|standort"
    r"|(?:arbeits|einsatz|dienst)ort|lieu(?: de travail)?|localisation|ubicación|lugar(?: de trabajo)?|📍)"
    r"(?:[ \t]{0,3}[:–-][ \t]{0,3}|(?<=📍)[ \t\xa0]{0,3})(?P<value>[^\n📅]{2,160})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!St)(?<!Ft)[.!?](?=\s|$)| [–—] (?=[a-z])")
_ROLE_IN = re.compile(
    r"\b(?:this|role|position|job|opportunity|candidates?|you|you['’]ll|must|will|to) (?:\w+ ){0,4}"
    r"(?:based|located|sit|work onsite|work on-site|onsite|on-site|hybrid|in[- ]person|in[- ]office)"
    rf" (?:\w+ )?(?:in|at|from|out of) (?:our |the |either )?(?P<value>{_NAME})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    rf"\b(?:in|from|at|to|of|join) (?:our|the) (?P<value>{_NAME})(?:[- ]based)? (?:offices?|hq|headquarters|hub|campus|studio)\b",
    re.IGNORECASE,
)
_ARBEITSORT = re.compile(
    rf"\b(?:am standort|unserem büro in|notre bureau (?:de|à)|nos bureaux (?:de|à)|basé(?:e)? à|poste à|nuestra oficina de)"
    rf" (?P<value>{_NAME})",
    re.IGNORECASE,
)
# Each pattern with its key words and the most characters before them.
_WORDINGS = (
    (
        _LABEL,
        (
            "location",
            "based in",
            "standort",
            "arbeitsort",
            "einsatzort",
            "dienstort",
            "lieu",
            "localisation",
            "ubicación",
            "lugar",
            "📍",
        ),
        20,
    ),
    (_ROLE_IN, ("based", "located", "sit", "site", "hybrid", "in-person", "in person", "office"), 110),
    (_OFFICE, ("office", "hq", "headquarters", "hub", "campus", "studio"), 300),
    (_ARBEITSORT, ("standort", "büro", "bureau", "basé", "poste", "oficina"), 20),
)
_AFTER_CHARS = 400


def from_record(place: RecordPlace) -> PlaceReading:
    """Return the reading of a feed's place: its parts where it has them, else its text."""
    city, region, country = (
        part.strip()[:MAX_PLACE_CHARS] for part in (place.city, place.region, place.country)
    )
    code = _code(country)
    if place.text.strip() and not city:
        reading = parse_places(place.text, field=place.name, country=code)
    elif arrangement_words(city) or len(pieces_of(city)) > 1 or (country and not code):
        said = ", ".join(part for part in (city, region, country) if part)
        reading = parse_places(said, field=place.name, country=code)
    elif city or region or code:
        reading = PlaceReading(places=(_from_parts(place, city, region, code),))
    else:
        reading = PlaceReading()
    if place.latitude is None or place.longitude is None or len(reading.places) != 1:
        return reading
    located = replace(reading.places[0], latitude=place.latitude, longitude=place.longitude)
    return replace(reading, places=(located,))


def _code(country: str) -> str | None:
    return gazetteer.country_code(country) or (
        gazetteer.country_code(country.upper()) if len(country) in (2, 3) else None
    )


def _from_parts(place: RecordPlace, city: str, region: str, country: str | None) -> Place:
    known = gazetteer.region_of(region, country) or gazetteer.region_of(region.upper(), country)
    country = country or (known.country if known else None)
    code = known.code if known else None
    found = gazetteer.usual_city(city, country=country, region=code) or gazetteer.usual_city(
        city, country=country
    )
    quote = place.text.strip() or ", ".join(
        part for part in (place.city, place.region, place.country) if part.strip()
    )
    return Place(
        city=found.name if found else city or None,
        region=code or (found.region if found else None) or region or None,
        country=country or (found.country if found else None),
        evidence=Evidence("feed", quote[:MAX_PLACE_CHARS], place.name),
        latitude=found.latitude if found else None,
        longitude=found.longitude if found else None,
    )


def find_places(text: str) -> PlaceReading:
    """Return the places that a body states for its work, for postings whose feed gives none.

    Read are labels ("Location: Berlin"), a headline such as "Acme | London | ONSITE", and sentences about the role
    or the office to work at. A name alone, or where the company sits, is no place of work.
    """
    text = text[:MAX_TEXT_CHARS]
    readings = [_within(text, start, end) for start, end in _headline(text)]
    for pattern, keys, before in _WORDINGS:
        for match in islice(matches(pattern, text, keys, before=before, after=_AFTER_CHARS), _MAX_HITS):
            start, end = match.span("value")
            stop = _SENTENCE_END.search(text, start, end)
            readings.append(_within(text, start, stop.start() if stop else end))
        if any(reading.places or reading.eligibility for reading in readings):
            break
    return PlaceReading(
        unique_places(place for reading in readings for place in reading.places),
        unique_places(place for reading in readings for place in reading.eligibility),
        unique_facts([fact for reading in readings for fact in reading.arrangements]),
    )


def _headline(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between the bars of a first line such as "Acme | Engineer | London or REMOTE (EU)"."""
    line = text[: text.find("\n") if "\n" in text else len(text)][:_MAX_HEADLINE_CHARS]
    if line.count("|") < 2:
        return
    start = 0
    for bar in (*re.finditer(r"\|", line), None):
        end = bar.start() if bar else len(line)
        if start and end - start <= _MAX_SEGMENT_CHARS:
            yield start, end
        start = end + 1


def _within(text: str, start: int, end: int) -> PlaceReading:
    """Read `text[start:end]` as a location, or nothing at all when a part of it is no known place."""
    reading = parse_places(text[start:end], field="text", said_by="employer", offset=start)
    if reading.warnings or any(place.city and place.latitude is None for place in reading.places):
        return PlaceReading()
    if all(gazetteer.fold(place.evidence.quote) in gazetteer.COMMON_WORDS for place in reading.places):
        reading = replace(reading, places=())
    said_remote = any(fact.evidence.quote.casefold() != "global" for fact in reading.arrangements)
    return replace(
        reading,
        places=tuple(place for place in reading.places if not place.evidence.note.startswith(PART_OF)),
        eligibility=reading.eligibility if said_remote else (),
    )
