"""One location string ("London; Remote, US") -> places of work, eligibility and arrangements.

A country or area beside "remote" says where applicants may live (eligibility), a city is a place of work even so.
Parts that a text does not settle stay None with a warning: "CA" after "Richmond" is neither California nor Canada.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import gazetteer
from index.normalize.arrangement_words import arrangement_words
from index.normalize.place_groups import places_in
from index.normalize.place_outer import Found
from index.normalize.place_pieces import Piece, pieces_of
from index.types import Evidence, Fact, Place, SaidBy

MAX_PLACE_CHARS = 600
"""Of a location field, so much is read; real ones have at most 300 characters."""
PART_OF = "part of"
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
    return PlaceReading(
        unique_places(places), unique_places(eligibility), unique_facts(facts), tuple(warnings)
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
    evidence = source.evidence(found.start, found.end, f"{PART_OF} {area.name}")
    for country in area.countries:
        yield Place(None, None, country, evidence)
    for region in area.regions:
        yield Place(None, region, area.country, evidence)
    if area.cities:
        city = gazetteer.usual_city(area.cities[0], country=area.country, region=area.region)
        evidence = replace(evidence, said_by="derived", note=f"{area.name}, taken at its centre")
        if city:
            yield Place(city.name, city.region, city.country, evidence, city.latitude, city.longitude)


def unique_places(places: Iterable[Place]) -> tuple[Place, ...]:
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
