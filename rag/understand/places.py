"""Reads places: cities, regions, countries, areas and radii, and tells them from words that only look like them.

Names that are usually another word ("Mobile", "Reading", "Nice", "OR") count only where the sentence makes them a
place: after "in", with a capital, or before their region.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index import gazetteer
from index.gazetteer import Area, City, Region
from rag.understand.place_names import is_place, lower_us
from rag.understand.radius import radius_before
from rag.understand.spans import Span
from rag.understand.tokens import Token

MAX_PLACE_WORDS = 5
_REGION_BEFORE_COUNTRY = frozenset({"georgia"})
_COUNTRY_LIKE_CITIES = frozenset(
    ("singapore|luxembourg|hong kong|monaco|kuwait|panama|djibouti|san marino|gibraltar").split("|")
)
_EDGE_MARKS = frozenset({",", ";", ":", ".", "?", "!", "(", ")", "/", "|", "-"})


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    end: int
    value: dict[str, Any]
    score: float
    notes: tuple[str, ...] = ()


def find_places(tokens: Sequence[Token], question: str) -> Iterator[Span]:
    """Every place in the question, with its qualifiers ("Austin, TX") and its radius."""
    shouting = question.isupper()
    for start in range(len(tokens)):
        if tokens[start].kind != "word":
            continue
        for end in range(start + 1, min(start + MAX_PLACE_WORDS, len(tokens)) + 1):
            if tokens[end - 1].kind == "mark":
                continue
            for reading in _readings(tokens, start, end, question, shouting):
                yield from _with_radius(tokens, reading)
    yield from _island_of_java(tokens)


def _readings(
    tokens: Sequence[Token], start: int, end: int, question: str, shouting: bool
) -> Iterator[_Reading]:
    name = question[tokens[start].start : tokens[end - 1].end]
    if cities := gazetteer.cities_named(name):
        yield from _qualified(tokens, start, end, cities, question)
    if not is_place(tokens, start, end, name, cities, shouting):
        return
    folded = gazetteer.fold(name)
    country = (
        None
        if folded in _REGION_BEFORE_COUNTRY
        else gazetteer.country_code(name) or lower_us(tokens, start, end)
    )
    region = None if folded == "la" else gazetteer.region_of(name)
    country = None if folded == "la" else country
    if (
        region
        and country
        and len(name.replace(".", "")) == 2
        and region.country == "US"
        and country not in {"US", "GB", "DE"}
    ):
        note = f"“{name}” read as {region.name}, not {gazetteer.country_name(country)}"
        yield _Reading(start, end, {"region": region.code, "country": "US"}, 3, (note,))
    elif area := gazetteer.area(name):
        yield _Reading(start, end, area_value(area), 3.5)
    elif country:
        yield _Reading(start, end, {"country": country}, 3)
    elif region and _region_first(region, cities):
        notes = (
            (f"“{name}” read as the US state",)
            if folded in _REGION_BEFORE_COUNTRY or folded == "washington"
            else ()
        )
        yield _Reading(start, end, {"region": region.code, "country": region.country}, 3, notes)
    elif cities:
        yield _Reading(start, end, {"city": cities[0].name}, 3)
    elif region:
        yield _Reading(start, end, {"region": region.code, "country": region.country}, 3)


def area_value(area: Area) -> dict[str, Any]:
    """The places an area stands for, as the parts of a place constraint."""
    if area.countries:
        return {"any": area.countries}
    if area.cities:
        return {
            "any": tuple(
                {"city": city, "region": area.region, "country": area.country} for city in area.cities
            )
        }
    return {"any": tuple({"region": region, "country": area.country} for region in area.regions)}


def _region_first(region: Region, cities: Sequence[City]) -> bool:
    """US, Canadian and Australian regions come before cities of their name, save New York; elsewhere the city does."""
    if not cities:
        return True
    return region.country in {"US", "CA", "AU"} and region.code != "NY" and region.code != "DC"


def _qualified(
    tokens: Sequence[Token], start: int, end: int, cities: Sequence[City], question: str
) -> Iterator[_Reading]:
    """As in "Austin, TX", "St. Louis, Missouri", "London UK", "Toronto, Ontario, Canada", "Berlin (Germany)"."""
    value: dict[str, Any] = {}
    place, found = end, end
    for _ in range(2):
        comma = place < len(tokens) and tokens[place].key in {",", "(", "/"}
        step = _qualifier(tokens, place + comma, question, comma)
        if step is None:
            break
        part, place = step
        matching = [
            city for city in cities if all(getattr(city, name) == is_in for name, is_in in part.items())
        ]
        if not matching:
            break
        cities, found = matching, place
        value |= part
    if value:
        if value.get("country") is None and value.get("region") and cities[0].country == "US":
            value["country"] = "US"
        if found < len(tokens) and tokens[found].key == ")":
            found += 1
        yield _Reading(start, found, {"city": cities[0].name, **value}, 4)


def _qualifier(
    tokens: Sequence[Token], start: int, question: str, comma: bool
) -> tuple[dict[str, Any], int] | None:
    for length in (3, 2, 1):
        end = start + length
        if end > len(tokens) or tokens[start].kind != "word":
            continue
        name = question[tokens[start].start : tokens[end - 1].end]
        if not comma and len(name) <= 3 and not name.isupper() and name.lower() not in {"uk", "usa"}:
            continue
        if region := gazetteer.region_of(name if len(name) > 3 else name.upper() if comma else name):
            if (
                len(name) > 2
                or name.isupper()
                or name.lower() not in {"in", "or", "me", "hi", "ok", "de", "la", "pa", "ma"}
            ):
                return {"region": region.code, "country": region.country}, end
        elif country := gazetteer.country_code(name):
            return {"country": country}, end
    return None


def _with_radius(tokens: Sequence[Token], reading: _Reading) -> Iterator[Span]:
    start, value = reading.start, dict(reading.value)
    if radius := radius_before(tokens, start):
        start, kilometres = radius
        if "any" not in value:
            value["radius_km"] = kilometres
    yield Span(start, reading.end, "place", value, reading.score, notes=reading.notes)


def _island_of_java(tokens: Sequence[Token]) -> Iterator[Span]:
    """As in "Java, Indonesia" names the island."""
    for index, token in enumerate(tokens[:-1]):
        following = (
            tokens[index + 2]
            if tokens[index + 1].key == "," and index + 2 < len(tokens)
            else tokens[index + 1]
        )
        if token.key == "java" and following.key in {"indonesia", "indonesien", "island"}:
            yield Span(
                index,
                index + 2 if tokens[index + 1].key == "," else index + 1,
                "keep",
                score=9,
                notes=("“Java” beside Indonesia is read as the island",),
            )
