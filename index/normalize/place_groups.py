"""The pieces of a location string -> the places they name together, or a reason why they stay unresolved.

A piece is read with what follows it: "Toronto, ON, CA" is Canada, "San Jose, CA" California, and "Richmond, CA", which
is a city in both, keeps neither. Nothing is guessed: what cannot be decided is said in `problem`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import gazetteer
from index.gazetteer import Area, City, Region
from index.normalize.place_pieces import Meaning, Piece, meaning_of, split_known

MAX_PIECES = 60
_CITY_STATES = frozenset({"SG", "HK", "MC", "MO", "GI", "VA"})
_EITHER_CODE = frozenset({"CA", "IN", "DE", "IL", "CO", "ID", "AR", "NL"})
"""Codes of a state or province that are as usual for a country: unknown towns before them stay unresolved."""
_EITHER_NAME = frozenset({"georgia", "victoria", "washington"})
_NOT_A_TOWN = re.compile(
    r"\d|[@#&%]|\b(?:street|road|avenue|ave|hospital|house|cent(?:er|re)|universit\w+|park|building|floor|suite|way|unit|drive|lane"
    r"|square|campus|court|trust|offices?|site|tower|various|multiple|unknown|flexible|several|other|locations?|time|travel|zone"
    r"|tbd|n/a|none|all|select|any|more|region|remote|employees?|candidates?|county|overlap|hours?|est|pst|cet|gmt|utc|full|part"
    r"|service|nationwide|department|preferred|team|field|virtual|home|telecommute|mid|east|west|north|south)\b",
    re.IGNORECASE,
)
_SAME_TOWN_KM = 40.0
_DISTRICT_RATIO = 4.0
_LARGE_CITY = 500_000
_STATE_LIST = 3
_FULL_POSTCODE_CHARS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A place read from `text[start:end]`; `problem` says what could not be decided about it."""

    start: int
    end: int
    group: int
    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    derived: str = ""
    """How a value was found that the text does not say."""
    problem: str = ""
    anywhere: bool = False
    area: Area | None = None

    @property
    def known(self) -> bool:
        """Whether it names something, resolved or not in all parts."""
        return bool(self.city or self.region or self.country or self.anywhere or self.area)


@dataclass(frozen=True, slots=True)
class _Outer:
    """A region and/or country that pieces after a city may name, in `used` pieces."""

    region: Region | None
    country: str
    used: int


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
    first = [_best(run, home, hints) for run in runs]
    countries = {found.country for founds in first for found in founds if found.country and not found.problem}
    if hints or not any(found.problem for founds in first for found in founds) or not countries:
        return [found for founds in first for found in founds]
    return [found for run in runs for found in _best(run, home, countries)]


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


def _best(run: list[Piece], home: str | None, hints: Collection[str]) -> list[Found]:
    """Read the run forwards and, as in "US, CA, Santa Clara", backwards: fewer places explain it better."""
    forwards = _read(run, home, hints)
    if len(run) < 2 or not _outside_in(run):
        return _without_districts(forwards)
    backwards = _read(run[::-1], home, hints)
    return _without_districts(min(forwards, backwards, key=_cost))


def _outside_in(run: Sequence[Piece]) -> bool:
    first, last = meaning_of(run[0].name), meaning_of(run[-1].name)
    return bool(first.country or first.region) and not (last.country or last.region)


def _cost(founds: list[Found]) -> tuple[int, int]:
    return sum(bool(found.problem) for found in founds), len(founds)


def _read(run: list[Piece], home: str | None, hints: Collection[str]) -> list[Found]:
    meanings = [meaning_of(piece.name) for piece in run]
    founds: list[Found] = []
    index, listed = 0, False
    states = sum(len(piece.name) > 3 and meaning.region is not None for piece, meaning in zip(run, meanings, strict=True))
    while index < len(run):
        piece, outers, follows_city = run[index], _outers(run, meanings, index + 1), listed
        listed = bool(outers) and (states >= _STATE_LIST or _are_two_cities(piece.name, run[index + 1].name))
        found, used = (
            (None, 0) if listed or not outers else _with_outer(piece, meanings[index], outers, hints)
        )
        if found is None:
            found, used = _in_list(piece, meanings[index], states, follows_city) or _alone(piece, meanings[index], home, hints), 0
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
        return _found(piece, region=here.region.code, country=here.region.country)
    city = gazetteer.usual_city(piece.name) if follows_city and here.cities else None
    return _of_city(piece, city) if city else None


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


def _outers(run: list[Piece], meanings: list[Meaning], index: int) -> list[_Outer]:
    """Every way to read the piece at `index` (and the next one) as what lies around a city."""
    if index >= len(run):
        return []
    here, after = meanings[index], meanings[index + 1] if index + 1 < len(run) else Meaning()
    found: list[_Outer] = []
    for country in dict.fromkeys(("US", "CA", "AU", here.region.country if here.region else "US")):
        region = gazetteer.region_of(run[index].name, country)
        if region is None:
            continue
        if after.country == country:
            return [_Outer(region, country, 2)]
        found.append(_Outer(region, country, 1))
    if here.country:
        found.append(_Outer(None, here.country, 1))
    if here.postcode and len(run[index].name) >= _FULL_POSTCODE_CHARS:
        found.append(_Outer(None, "GB", 1))
    if (
        not found
        and not here.known
        and after.country
        and index + 1 < len(run)
        and not _NOT_A_TOWN.search(run[index].name)
    ):
        found.append(_Outer(None, after.country, 2))  # "Theale, Berkshire, England": a county between
    if not found and not here.known and after.region and index + 1 < len(run):
        found.append(_Outer(after.region, after.region.country, 2))
    return found


def _with_outer(
    piece: Piece, here: Meaning, outers: list[_Outer], hints: Collection[str]
) -> tuple[Found | None, int]:
    """Return the place that the piece names within one of `outers`, and how many pieces it takes beside itself."""
    if here.area or here.anywhere or here.postcode:
        return None, 0
    outers = [outer for outer in outers if outer.country in hints] or outers
    readings = [(outer, city) for outer in outers if (city := _city_in(here.cities, outer))]
    region = here.region
    around = [
        outer for outer in outers if outer.region is None and region and region.country == outer.country
    ]
    if len({outer.country for outer in (*(outer for outer, _ in readings), *around)}) > 1:
        problem = f"{piece.name} lies in more than one of {_listed(outers)}"
        return _found(piece, city=piece.name, problem=problem), outers[0].used
    if readings:
        outer, city = readings[0]
        if region and outer.region is None and gazetteer.fold(piece.name) in _EITHER_NAME:
            return _found(
                piece, country=outer.country, problem=f"{piece.name} may be the city or the region"
            ), outer.used
        return _of_city(piece, city, outer), outer.used
    if around and region:
        return _found(piece, region=region.code, country=region.country), around[0].used
    if here.country or region or not _town_like(piece.name):
        return None, 0
    if len(outers) > 1 and any(outer.region and outer.region.code in _EITHER_CODE for outer in outers):
        problem = f"the code after {piece.name} may stand for {_listed(outers)}"
        return _found(piece, city=piece.name, problem=problem), outers[0].used
    outer = next((each for each in outers if each.region), outers[0])
    code = outer.region.code if outer.region else None
    return _found(piece, city=piece.name, region=code, country=outer.country), outer.used


def _town_like(name: str) -> bool:
    return name[:1].isupper() and len(name.split()) <= 4 and not _NOT_A_TOWN.search(name)


def _listed(outers: Sequence[_Outer]) -> str:
    return " or ".join(
        outer.region.name if outer.region else gazetteer.country_name(outer.country) for outer in outers
    )


def _city_in(cities: Sequence[City], outer: _Outer) -> City | None:
    inside = [city for city in cities if city.country == outer.country]
    if outer.region:
        inside = [city for city in inside if city.region == outer.region.code]
    return inside[0] if inside else None


def _of_city(piece: Piece, city: City, outer: _Outer | None = None, derived: str = "") -> Found:
    sure = gazetteer.usual_city(city.name, country=city.country)
    region = (
        outer.region.code
        if outer and outer.region
        else city.region
        if sure and sure.region == city.region
        else None
    )
    located = region == city.region
    return _found(
        piece,
        city=city.name,
        region=region,
        country=city.country,
        latitude=city.latitude if located else None,
        longitude=city.longitude if located else None,
        population=city.population,
        derived=derived,
    )


def _alone(piece: Piece, here: Meaning, home: str | None, hints: Collection[str]) -> Found | None:
    """Return what a piece names by itself, or None when it names nothing."""
    key = gazetteer.fold(piece.name)
    if here.anywhere:
        return _found(piece, anywhere=True)
    if here.area:
        return _found(piece, area=here.area)
    if here.postcode:
        full = len(piece.name) >= _FULL_POSTCODE_CHARS
        return _found(piece, country="GB", derived="country from the postcode") if full else None
    if here.country and here.region:
        as_region, as_country = here.region.country in (home, *hints), here.country in (home, *hints)
        if as_region == as_country:
            either = f"{here.region.name} ({here.region.country}) or {gazetteer.country_name(here.country)}"
            return _found(piece, problem=f"{piece.name} may be {either}")
        if as_region:
            return _found(piece, region=here.region.code, country=here.region.country)
    if here.country:
        return _country(piece, here)
    if here.region and here.region.code == "DC":
        return _of_city(piece, gazetteer.cities_named("DC")[0])
    coded = here.region is not None and here.region.country in ("US", "CA", "AU")
    if here.region and coded and key != "new york":
        if key in _EITHER_NAME and here.region.country != home:
            return _found(piece, problem=f"{piece.name} may be the city or the region")
        return _found(piece, region=here.region.code, country=here.region.country)
    city = _lone_city(here.cities, home, hints)
    if city is not None:
        return _of_city(piece, city, derived=f"country of {city.name} from the gazetteer")
    if here.region:
        return _found(piece, region=here.region.code, country=here.region.country)
    if here.cities:
        return _found(
            piece, city=here.cities[0].name, problem=f"there are several places called {piece.name}"
        )
    return _found(piece, problem=f"place not recognised: {piece.name}")


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
        return _found(piece, country=code)
    return _found(
        piece, city=same[0].name, country=code, latitude=same[0].latitude, longitude=same[0].longitude
    )


def _found(piece: Piece, **parts: object) -> Found:
    return replace(Found(piece.start, piece.end, piece.group), **parts)  # type: ignore[arg-type]


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
