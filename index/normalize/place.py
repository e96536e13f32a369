"""Where the work is, and where its applicants may live, from a feed's location field or from a body.

A country or area beside "remote" says where applicants may live (eligibility), a city is a place of work even so.
Parts that a text does not settle stay None with a warning: "CA" after "Richmond" is neither California nor Canada.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from index import gazetteer
from index.normalize.arrangement_words import arrangement_words
from index.normalize.place_groups import Found, places_in
from index.normalize.place_pieces import Piece, pieces_of
from index.types import Evidence, Fact, Place, RecordPlace, SaidBy

MAX_PLACE_CHARS = 600
"""Of a location field, so much is read; real ones have at most 300 characters."""
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
_PART_OF = "part of"
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|excluding|excl\.|other than|but not|not in|outside(?: of)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a location says. `eligibility` is where applicants of a remote posting may live."""

    places: tuple[Place, ...] = ()
    eligibility: tuple[Place, ...] = ()
    arrangements: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the location stands: `offset` is its start in the posting's text, None for a feed's field."""

    text: str
    field: str
    said_by: SaidBy
    offset: int | None = None

    def evidence(self, start: int, end: int, note: str = "") -> Evidence:
        if self.offset is None:
            return Evidence(self.said_by, self.text[start:end], self.field, note=note)
        return Evidence(
            self.said_by, self.text[start:end], self.field, self.offset + start, self.offset + end, note=note
        )


def parse_places(
    text: str, *, field: str, said_by: SaidBy = "feed", offset: int | None = None, country: str | None = None
) -> PlaceReading:
    """Return the places, eligibility and arrangements of one location string such as "London; Remote, US".

    `offset` is where `text` starts in the posting's body, when it stands there; `country` is one that the record
    states beside it.
    """
    source = _Source(text[:MAX_PLACE_CHARS], field, said_by, offset)
    words = arrangement_words(source.text)
    blank = source.text
    for _, start, end in words:
        blank = blank[:start] + " " * (end - start) + blank[end:]
    cut = _EXCEPT.search(blank)
    pieces = pieces_of(blank[: cut.start()] if cut else blank)
    founds = _without_slashed_country(places_in(pieces, country), source.text)
    anywhere = next((found for found in founds if found.anywhere), None)
    if anywhere and not words:
        words = [("remote", anywhere.start, anywhere.end)]
    remote = any(value == "remote" for value, _, _ in words)
    lives = [
        found for found in founds if remote and not found.city and not (found.area and found.area.cities)
    ]
    places = [place for found in founds if found not in lives for place in _places(found, source)]
    eligibility = [place for found in lives for place in _places(found, source)]
    if cut:
        hints = {found.country for found in founds if found.country}
        shut = places_in(
            [_moved(piece, cut.end()) for piece in pieces_of(blank[cut.end() :])], country, hints
        )
        eligibility += [_shut_out(place) for found in shut for place in _places(found, source)]
    facts = [Fact(value, source.evidence(start, end)) for value, start, end in words]
    warnings = dict.fromkeys(found.problem for found in founds if found.problem)
    return PlaceReading(_unique(places), _unique(eligibility), unique_facts(facts), tuple(warnings))


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


def find_places(text: str) -> PlaceReading:
    """Return the places that a body states for its work, for postings whose feed gives none.

    Read are labels ("Location: Berlin"), a headline such as "Acme | London | ONSITE", and sentences about the role
    or the office to work at. A name alone, or where the company sits, is no place of work.
    """
    text = text[:MAX_TEXT_CHARS]
    readings = [_within(text, start, end) for start, end in _headline(text)]
    for pattern in (_LABEL, _ROLE_IN, _OFFICE, _ARBEITSORT):
        for match in islice(pattern.finditer(text), _MAX_HITS):
            start, end = match.span("value")
            stop = _SENTENCE_END.search(text, start, end)
            readings.append(_within(text, start, stop.start() if stop else end))
        if any(reading.places or reading.eligibility for reading in readings):
            break
    return PlaceReading(
        _unique(place for reading in readings for place in reading.places),
        _unique(place for reading in readings for place in reading.eligibility),
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
        places=tuple(place for place in reading.places if not place.evidence.note.startswith(_PART_OF)),
        eligibility=reading.eligibility if said_remote else (),
    )


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


def _without_slashed_country(founds: list[Found], text: str) -> list[Found]:
    """Drop the second of "London/England": it is not another place."""
    kept = founds[:1]
    for before, found in pairwise(founds):
        around = (
            not found.city
            and found.country == before.country
            and bool(before.city)
            and found.country is not None
        )
        if not (around and text[before.end : found.start].strip() == "/"):
            kept.append(found)
    return kept


def _shut_out(place: Place) -> Place:
    """Return the excluded place; "New York" among excluded places is the state."""
    region = gazetteer.region_of(place.city or "", place.country)
    if region is None:
        return replace(place, excluded=True)
    return Place(None, region.code, region.country, place.evidence, excluded=True)


def _moved(piece: Piece, by: int) -> Piece:
    return replace(piece, start=piece.start + by, end=piece.end + by)


def _places(found: Found, source: _Source) -> Iterator[Place]:
    """Yield one place, or each country or region of an area; a city area stands at its first city."""
    if found.area is None:
        if found.known:
            note = "anywhere" if found.anywhere else found.derived or found.problem
            evidence = source.evidence(found.start, found.end, note)
            yield Place(found.city, found.region, found.country, evidence, found.latitude, found.longitude)
        return
    area = found.area
    evidence = source.evidence(found.start, found.end, f"{_PART_OF} {area.name}")
    for country in area.countries:
        yield Place(None, None, country, evidence)
    for region in area.regions:
        yield Place(None, region, area.country, evidence)
    if area.cities:
        city = gazetteer.usual_city(area.cities[0], country=area.country, region=area.region)
        evidence = replace(evidence, said_by="derived", note=f"{area.name}, taken at its centre")
        if city:
            yield Place(city.name, city.region, city.country, evidence, city.latitude, city.longitude)


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    """Keep the first of equal places, whatever their evidence."""
    first = {
        (place.city, place.region, place.country, place.excluded): place for place in reversed(list(places))
    }
    return tuple(reversed(first.values()))


def unique_facts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the first fact of each value, in order."""
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.value, fact)
    return tuple(first.values())
