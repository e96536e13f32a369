"""A city read with the region or country that follows it, and why some such readings stay undecided.

"San Jose, CA" is California because no Canadian San Jose is known; "Richmond, CA" is in both and keeps neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index import gazetteer
from index.gazetteer import Area, City, Region
from index.normalize.place_pieces import Meaning, Piece

FULL_POSTCODE_CHARS = 5
_EITHER_CODE = frozenset({"CA", "IN", "DE", "IL", "CO", "ID", "AR", "NL"})
"""Codes of a state or province that are as usual for a country: unknown towns before them stay unresolved."""
EITHER_NAME = frozenset({"georgia", "victoria", "washington"})
_NOT_A_TOWN = re.compile(
    r"\d|[@#&%]|\b(?:street|road|avenue|ave|hospital|house|cent(?:er|re)|universit\w+|park|building|floor|suite|way|unit|drive|lane"
    r"|square|campus|court|trust|offices?|site|tower|various|multiple|unknown|flexible|several|other|locations?|time|travel|zone"
    r"|tbd|n/a|none|all|select|any|more|region|remote|employees?|candidates?|county|overlap|hours?|est|pst|cet|gmt|utc|full|part"
    r"|service|nationwide|department|preferred|team|field|virtual|home|telecommute|mid|east|west|north|south)\b",
    re.IGNORECASE,
)


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
class Outer:
    """A region and/or country that pieces after a city may name, in `used` pieces."""

    region: Region | None
    country: str
    used: int


def outers_at(run: list[Piece], meanings: list[Meaning], index: int) -> list[Outer]:
    """Every way to read the piece at `index` (and the next one) as what lies around a city."""
    if index >= len(run):
        return []
    here, after = meanings[index], meanings[index + 1] if index + 1 < len(run) else Meaning()
    found: list[Outer] = []
    for country in dict.fromkeys(("US", "CA", "AU", here.region.country if here.region else "US")):
        region = gazetteer.region_of(run[index].name, country)
        if region is None:
            continue
        if after.country == country:
            return [Outer(region, country, 2)]
        found.append(Outer(region, country, 1))
    if here.country:
        found.append(Outer(None, here.country, 1))
    if here.postcode and len(run[index].name) >= FULL_POSTCODE_CHARS:
        found.append(Outer(None, "GB", 1))
    if (
        not found
        and not here.known
        and after.country
        and index + 1 < len(run)
        and not _NOT_A_TOWN.search(run[index].name)
    ):
        found.append(Outer(None, after.country, 2))  # "Theale, Berkshire, England": a county between
    if not found and not here.known and after.region and index + 1 < len(run):
        found.append(Outer(after.region, after.region.country, 2))
    return found


def with_outer(
    piece: Piece, here: Meaning, outers: list[Outer], hints: Collection[str]
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
        return found_at(piece, city=piece.name, problem=problem), outers[0].used
    if readings:
        outer, city = readings[0]
        if region and outer.region is None and gazetteer.fold(piece.name) in EITHER_NAME:
            return found_at(
                piece, country=outer.country, problem=f"{piece.name} may be the city or the region"
            ), outer.used
        return of_city(piece, city, outer), outer.used
    if around and region:
        return found_at(piece, region=region.code, country=region.country), around[0].used
    if here.country or region or not _town_like(piece.name):
        return None, 0
    if len(outers) > 1 and any(outer.region and outer.region.code in _EITHER_CODE for outer in outers):
        problem = f"the code after {piece.name} may stand for {_listed(outers)}"
        return found_at(piece, city=piece.name, problem=problem), outers[0].used
    outer = next((each for each in outers if each.region), outers[0])
    code = outer.region.code if outer.region else None
    return found_at(piece, city=piece.name, region=code, country=outer.country), outer.used


def _town_like(name: str) -> bool:
    return name[:1].isupper() and len(name.split()) <= 4 and not _NOT_A_TOWN.search(name)


def _listed(outers: Sequence[Outer]) -> str:
    return " or ".join(
        outer.region.name if outer.region else gazetteer.country_name(outer.country) for outer in outers
    )


def _city_in(cities: Sequence[City], outer: Outer) -> City | None:
    inside = [city for city in cities if city.country == outer.country]
    if outer.region:
        inside = [city for city in inside if city.region == outer.region.code]
    return inside[0] if inside else None


def of_city(piece: Piece, city: City, outer: Outer | None = None, derived: str = "") -> Found:
    """Return the city as found; its region and coordinates only where the text or its size settles which one it is."""
    sure = gazetteer.usual_city(city.name, country=city.country)
    region = (
        outer.region.code
        if outer and outer.region
        else city.region
        if sure and sure.region == city.region
        else None
    )
    located = region == city.region
    return found_at(
        piece,
        city=city.name,
        region=region,
        country=city.country,
        latitude=city.latitude if located else None,
        longitude=city.longitude if located else None,
        population=city.population,
        derived=derived,
    )


def found_at(piece: Piece, **parts: object) -> Found:
    """Return what was found at the piece, with the given parts."""
    return replace(Found(piece.start, piece.end, piece.group), **parts)  # type: ignore[arg-type]
