"""Where a posting's work may be done, held against an asked place: the geographic part of `index.verdicts`.

A place fits when the asked one contains it. A remote posting also fits where its applicants may live. A place
that says less than was asked ("Germany" for Berlin) neither fits nor shuts out: it is unstated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from index import constraints as kinds
from index import gazetteer
from index.columns import (
    NOT_STATED,
    Bools,
    Columns,
    Ints,
    PlaceColumns,
    Verdicts,
    region_key,
    three,
)
from index.types import ARRANGEMENTS

_EARTH_RADIUS_KM = 6371.0088
_REMOTE_BIT = 1 << ARRANGEMENTS.index("remote")


def place_verdict(constraint: kinds.Place, columns: Columns) -> Verdicts:
    """Any stated place may fit; a remote posting also fits where its applicants may live."""
    n, places, eligibility = columns.n, columns.places, columns.eligibility
    asked = [_Asked.of(place, columns) for place in constraint.places]
    inside, around = _relations(places, asked)
    open_inside, open_around = _relations(eligibility, asked)
    remote = ((columns.arrangement_employer | columns.arrangement_feed) & _REMOTE_BIT) != 0
    stated = _rows(n, places.row)
    limited = remote & _rows(n, eligibility.row)
    if constraint.negated:
        outside = _rows(n, places.row[~inside & ~around])
        outside |= remote & _rows(n, eligibility.row[~open_inside & ~eligibility.excluded])
        return three(stated | limited, outside)
    shut = _shut_out(columns, asked)
    allows = ~eligibility.excluded & (open_inside | open_around)
    fits = _rows(n, places.row[inside]) | (limited & _rows(n, eligibility.row[allows]) & ~shut)
    maybe = _rows(n, places.row[around & ~inside]) | (remote & ~limited)
    maybe |= limited & ~shut & ~_rows(n, eligibility.row[~eligibility.excluded])  # only exclusions are stated
    return three((stated | limited) & (fits | ~maybe), fits)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An asked place as positions in `Columns.names`: -1 for a part not asked, -2 for a name in no posting."""

    city: int
    region: int
    country: int
    home_region: int
    """Where the asked place lies, also when only the gazetteer knows it."""
    home_country: int
    centre: tuple[float, float] | None
    radius_km: float | None

    @classmethod
    def of(cls, place: kinds.PlaceName, columns: Columns) -> _Asked:
        def find(name: str | None) -> int:
            return NOT_STATED if not name else columns.names.index(name) if name in columns.names else -2

        known = _gazetteer_city(place)
        city = gazetteer.fold(known.name if known else place.city) if place.city else None
        region = region_key(place.region, place.country) if place.region else None
        home_region = region or (region_key(known.region, known.country) if known and known.region else None)
        country = place.country or (region[:2].upper() if region and region[2:3] == "-" else None)
        return cls(
            city=find(city),
            region=find(region),
            country=find(place.country),
            home_region=find(home_region),
            home_country=find(country or (known.country if known else None)),
            centre=(known.latitude, known.longitude) if known and place.radius_km else None,
            radius_km=place.radius_km,
        )


def _gazetteer_city(place: kinds.PlaceName) -> gazetteer.City | None:
    if not place.city:
        return None
    region = gazetteer.region_of(place.region, place.country) if place.region else None
    for city in gazetteer.cities_named(place.city):
        if place.country and city.country != place.country:
            continue
        if region and (city.region, city.country) != (region.code, region.country):
            continue
        return city
    return None


def _rows(n: int, rows: Ints) -> Bools:
    found = np.zeros(n, np.bool_)
    found[rows] = True
    return found


def _shut_out(columns: Columns, asked: Sequence[_Asked]) -> Bools:
    """Postings that exclude applicants from every asked place."""
    some = np.flatnonzero(columns.eligibility.excluded)  # few, of a million
    excluded = PlaceColumns(*(getattr(columns.eligibility, each.name)[some] for each in fields(PlaceColumns)))
    shut = np.ones(columns.n, np.bool_)
    for each in asked:
        inside, around = _relation(excluded, each)
        equal = inside & (excluded.city == each.city) & (excluded.region == each.region)
        shut &= _rows(columns.n, excluded.row[around | equal])
    return shut


def _relations(places: PlaceColumns, asked: Sequence[_Asked]) -> tuple[Bools, Bools]:
    """For each entry: whether it lies in an asked place, and whether an asked place lies somewhere in it."""
    both = [_relation(places, each) for each in asked]
    return np.logical_or.reduce([b[0] for b in both]), np.logical_or.reduce([b[1] for b in both])


def _relation(places: PlaceColumns, asked: _Asked) -> tuple[Bools, Bools]:
    inside = np.ones(len(places.row), np.bool_)
    parts = ((places.city, asked.city), (places.region, asked.region), (places.country, asked.country))
    for stated, wanted in parts:
        if wanted != NOT_STATED:
            inside &= stated == wanted
    if asked.centre is not None and asked.radius_km is not None:
        inside |= _within(places, asked.centre, asked.radius_km)
    same_region = (places.region == NOT_STATED) | (places.region == asked.home_region)
    same_city = (places.city == NOT_STATED) | (places.city == asked.city)
    in_country = (places.country == asked.home_country) & (places.country >= 0)
    around = in_country & same_region & same_city & ~inside
    # "Anywhere" has no parts and holds every place.
    around |= (places.city == NOT_STATED) & (places.region == NOT_STATED) & (places.country == NOT_STATED)
    # A city or region whose country nobody knows may be in the asked one.
    around |= (places.country == NOT_STATED) & (asked.city == NOT_STATED) & ~inside
    return inside, around


def _within(places: PlaceColumns, centre: tuple[float, float], radius_km: float) -> Bools:
    """Great-circle distance by the haversine formula on a sphere of mean radius (IUGG, 6371.0088 km)."""
    # What lies further north or south is further away: most places need no trigonometry.
    band = np.degrees(radius_km / _EARTH_RADIUS_KM) + 0.01
    near: Bools = np.abs(places.latitude - np.float32(centre[0])) <= band  # NaN compares false
    some = np.flatnonzero(near)
    lat, lon = (np.radians(each[some].astype(np.float64)) for each in (places.latitude, places.longitude))
    lat0, lon0 = np.radians(centre[0]), np.radians(centre[1])
    half = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    near[some] = 2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)) <= radius_km
    return near
