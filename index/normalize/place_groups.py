"""The pieces of a location string -> the places they name together, or a reason why they stay unresolved.

A piece is read with what follows it: "Toronto, ON, CA" is Canada, "San Jose, CA" California, and "Richmond, CA", which
is a city in both, keeps neither. Nothing is guessed: what cannot be decided is said in `problem`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from index import gazetteer
from index.gazetteer import City
from index.normalize.place_outer import (
    EITHER_NAME,
    FULL_POSTCODE_CHARS,
    Found,
    found_at,
    of_city,
    outers_at,
    with_outer,
)
from index.normalize.place_pieces import Meaning, Piece, meaning_of, split_known

MAX_PIECES = 60
_CITY_STATES = frozenset({"SG", "HK", "MC", "MO", "GI", "VA"})
_SAME_TOWN_KM = 40.0
_DISTRICT_RATIO = 4.0
_LARGE_CITY = 500_000
_STATE_LIST = 3


def places_in(pieces: Sequence[Piece], home: str | None = None, hints: Collection[str] = ()) -> list[Found]:
    """Return the places of all pieces, in order.

    `home` is a country that the record states for all of them; `hints` are countries named nearby, which only
    decide what would stay undecided without them.
    """
    runs: list[list[Piece]] = []
    for piece in _without_runs_on(pieces[:MAX_PIECES]):
        if piece.fresh or not runs:
            runs.append([])
        runs[-1].append(piece)
    states = sum(
        len(piece.name) > 3 and meaning_of(piece.name).region is not None for run in runs for piece in run
    )
    first = [_best(run, home, hints, states) for run in runs]
    countries = {found.country for founds in first for found in founds if found.country and not found.problem}
    if hints or not any(found.problem for founds in first for found in founds) or not countries:
        return [found for founds in first for found in founds]
    return [found for run in runs for found in _best(run, home, countries, states)]


def _without_runs_on(pieces: Sequence[Piece]) -> list[Piece]:
    """Split pieces such as "Connecticut USA"; leave known and unknown ones alone."""
    split: list[Piece] = []
    for piece in pieces:
        halves = None if meaning_of(piece.name).known else split_known(piece.name)
        if halves is None:
            split.append(piece)
            continue
        split.append(replace(piece, name=halves[0]))
        split.append(replace(piece, name=halves[1], fresh=False))
    return split


def _best(run: list[Piece], home: str | None, hints: Collection[str], states: int) -> list[Found]:
    """Read the run forwards and, as in "US, CA, Santa Clara", backwards: fewer places explain it better."""
    forwards = _read(run, home, hints, states)
    if len(run) < 2 or not _outside_in(run):
        return _without_districts(forwards)
    backwards = _read(run[::-1], home, hints, states)
    return _without_districts(min(forwards, backwards, key=_cost))


def _outside_in(run: Sequence[Piece]) -> bool:
    first, last = meaning_of(run[0].name), meaning_of(run[-1].name)
    return bool(first.country or first.region) and not (last.country or last.region)


def _cost(founds: list[Found]) -> tuple[int, int]:
    return sum(bool(found.problem) for found in founds), len(founds)


def _read(run: list[Piece], home: str | None, hints: Collection[str], states: int) -> list[Found]:
    meanings = [meaning_of(piece.name) for piece in run]
    founds: list[Found] = []
    index, listed = 0, False
    while index < len(run):
        piece, outers, follows_city = run[index], outers_at(run, meanings, index + 1), listed
        listed = bool(outers) and (states >= _STATE_LIST or _are_two_cities(piece.name, run[index + 1].name))
        found, used = (None, 0) if listed or not outers else with_outer(piece, meanings[index], outers, hints)
        if found is None:
            found, used = (
                _in_list(piece, meanings[index], states, follows_city)
                or _alone(piece, meanings[index], home, hints),
                0,
            )
        last = run[index + used]
        if found is not None:
            founds.append(replace(found, start=min(piece.start, last.start), end=max(piece.end, last.end)))
        index += used + 1
    known = [found for found in founds if found.known]
    narrower = {
        found.area.country if found.area else found.country
        for found in known
        if found.area or found.city or found.region
    }
    return [
        found
        for found in known
        if found.city or found.region or found.area or found.country not in narrower or found.anywhere
    ] or founds


def _in_list(piece: Piece, here: Meaning, states: int, follows_city: bool) -> Found | None:
    """Read a name as what the rest of its list is: "Utah, Washington, Texas" are states, "NYC, LA" cities."""
    if states >= _STATE_LIST and here.region:
        return found_at(piece, region=here.region.code, country=here.region.country)
    city = gazetteer.usual_city(piece.name) if follows_city and here.cities else None
    return of_city(piece, city) if city else None


def _are_two_cities(name: str, after: str) -> bool:
    """Whether "NYC, LA" and "London, New York" are lists: both are known, and the second is not around the first."""
    city, other = gazetteer.usual_city(name), gazetteer.usual_city(after)
    if (
        city is None
        or other is None
        or other.population < _LARGE_CITY
        or gazetteer.fold(name) == gazetteer.fold(after)
    ):
        return False
    region = gazetteer.region_of(after, other.country)
    return not any(region and each.region == region.code for each in gazetteer.cities_named(name))


def _alone(piece: Piece, here: Meaning, home: str | None, hints: Collection[str]) -> Found | None:
    """Return what a piece names by itself, or None when it names nothing."""
    key = gazetteer.fold(piece.name)
    if here.anywhere:
        return found_at(piece, anywhere=True)
    if here.area:
        return found_at(piece, area=here.area)
    if here.postcode:
        full = len(piece.name) >= FULL_POSTCODE_CHARS
        return found_at(piece, country="GB", derived="country from the postcode") if full else None
    if here.country and here.region:
        as_region, as_country = here.region.country in (home, *hints), here.country in (home, *hints)
        if as_region == as_country:
            either = f"{here.region.name} ({here.region.country}) or {gazetteer.country_name(here.country)}"
            return found_at(piece, problem=f"{piece.name} may be {either}")
        if as_region:
            return found_at(piece, region=here.region.code, country=here.region.country)
    if here.country:
        return _country(piece, here)
    if here.region and here.region.code == "DC":
        return of_city(piece, gazetteer.cities_named("DC")[0])
    coded = here.region is not None and here.region.country in ("US", "CA", "AU")
    if here.region and coded and key != "new york":
        if key in EITHER_NAME and here.region.country != home:
            return found_at(piece, problem=f"{piece.name} may be the city or the region")
        return found_at(piece, region=here.region.code, country=here.region.country)
    city = _lone_city(here.cities, home, hints)
    if city is not None:
        return of_city(piece, city, derived=f"country of {city.name} from the gazetteer")
    if here.region:
        return found_at(piece, region=here.region.code, country=here.region.country)
    if here.cities:
        return found_at(
            piece, city=here.cities[0].name, problem=f"there are several places called {piece.name}"
        )
    return found_at(piece, problem=f"place not recognised: {piece.name}")


def _lone_city(cities: Sequence[City], home: str | None, hints: Collection[str]) -> City | None:
    if not cities:
        return None
    if home and (local := [city for city in cities if city.country == home]):
        return local[0]
    usual = gazetteer.usual_city(cities[0].name)
    if usual is not None and usual in cities:
        return usual
    hinted = [city for city in cities if city.country in hints]
    return hinted[0] if hinted and len({city.country for city in hinted}) == 1 else None


def _country(piece: Piece, here: Meaning) -> Found:
    code = here.country
    same = [city for city in here.cities if city.country == code] if code in _CITY_STATES else []
    if not same:
        return found_at(piece, country=code)
    return found_at(
        piece, city=same[0].name, country=code, latitude=same[0].latitude, longitude=same[0].longitude
    )


def _without_districts(founds: list[Found]) -> list[Found]:
    """Drop "Bromley" from "Bromley, London, UK": a much larger city around it comes next."""

    def inside(small: Found, large: Found) -> bool:
        if (
            small.latitude is None
            or large.latitude is None
            or small.longitude is None
            or large.longitude is None
        ):
            return False
        near = (
            gazetteer.distance_km(small.latitude, small.longitude, large.latitude, large.longitude)
            < _SAME_TOWN_KM
        )
        return near and large.population > _DISTRICT_RATIO * small.population

    kept = [found for found, after in pairwise(founds) if not inside(found, after)]
    return kept + founds[-1:]
