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
from rag.understand.numbers import whole_number
from rag.understand.spans import Span
from rag.understand.tokens import Token
from rag.understand.words import CARRIERS, ordinary_words

MAX_PLACE_WORDS = 5
UNCUED_POPULATION = 100_000
"""A city named in lower case without "in" or "near" must be this big; smaller names are too often other words."""
FAMOUS_POPULATION = 500_000
KM_PER_MILE = 1.609344
_BEFORE = frozenset({"in", "near", "around", "from", "outside", "inside", "within", "based", "at", "to", "across", "throughout", "of", "surrounding", "um", "bei", "nahe", "aus", "a", "en", "de", "cerca", "pres", "au", "aux", "i", "or", "and", "except", "not", "excluding", "either", ":"})  # fmt: skip
_STRONG = frozenset(
    {"in", "near", "around", "from", "outside", "based", "across", "throughout", "within", "bei", "en", ":"}
)
_ARTICLES = frozenset(
    """
    the die den der les la el los downtown central greater metro north south east west sunny
    """.split()
)
_MILES = frozenset({"mile", "miles", "mi", "meilen", "milles", "millas"})
_KILOMETRES = frozenset(
    {"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometern", "kilometros"}
)
_SHY_CODES = frozenset("IN OR ME OK HI OH PA MA MD LA ID AL MS CO VA PR CT MT DE SC AR AS IT NO IS BE SO AT MY TO AM PM VC ML AI QA UX UI PM BI DJ TV PE ES EE CV HR CS RE TM GA NC AD SE AC AZ GP MP MN PC VR TF PS PT PH AG ST SAS SQL CPA API AWS GCP".split())  # fmt: skip
"""Codes of states and countries that are also words, titles or trades: they need a city or "in" before them."""
_REGION_BEFORE_COUNTRY = frozenset({"georgia"})
_COUNTRY_LIKE_CITIES = frozenset(
    ("singapore|luxembourg|hong kong|monaco|kuwait|panama|djibouti|san marino|gibraltar").split("|")
)
_NEVER_CODES = frozenset(
    {"AND", "OR", "NOT", "AI", "QA", "HR", "IT", "ML", "VR", "BI", "AR", "CV", "PR", "UX", "UI"}
)
_EDGE_MARKS = frozenset({",", ";", ":", ".", "?", "!", "(", ")", "/", "|", "-"})


_AFTER_PLACE = frozenset(
    """
    or and with for paying over at only please but not no remote hybrid onsite area from on under above
    that who where office since posted
    """.split()
)
"""What may follow a place that is also an ordinary word."""


_RADIUS_LINKS = frozenset(
    """
    of from around to radius um von de the a distance away drive centre center central downtown autour
    alrededor near
    """.split()
)
"""Between the distance and the place."""


_RADIUS_LEADS = frozenset(
    """
    within a in the an radius of max maximum up to less than under about around im umkreis von dans un
    rayon de menos no more at most not
    """.split()
)
"""Before the distance."""


_PLAIN_CODES = frozenset("us usa uk uae nyc sf dc eu la ny gta dfw".split())


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
    if not _is_place(tokens, start, end, name, cities, shouting):
        return
    folded = gazetteer.fold(name)
    country = (
        None
        if folded in _REGION_BEFORE_COUNTRY
        else gazetteer.country_code(name) or _lower_us(tokens, start, end)
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


def _lower_us(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """As in "us only", "in the us", "us based": lower-case "us" where it cannot be the pronoun."""
    if end != start + 1 or tokens[start].key != "us":
        return None
    before = [token.key for token in tokens[max(0, start - 2) : start]]
    after = tokens[end].key if end < len(tokens) else ""
    return (
        "US"
        if after in {"only", "based", "residents", "remote"}
        or before[-1:] == ["the"]
        or before[-1:] in (["in"], ["remote"])
        else None
    )


# --- is it a place at all ---------------------------------------------------------------------------------


def _cue(tokens: Sequence[Token], start: int) -> str:
    """The word before the name that makes it a place, articles skipped."""
    index = start - 1
    while index >= 0 and tokens[index].key in _ARTICLES:
        index -= 1
    return tokens[index].key if index >= 0 and tokens[index].key in _BEFORE else ""


def _is_place(
    tokens: Sequence[Token], start: int, end: int, name: str, cities: Sequence[City], shouting: bool
) -> bool:
    first, cue = tokens[start], _cue(tokens, start)
    if (
        end < len(tokens)
        and tokens[end].glued
        and tokens[end].key not in {"based", "only", "remote", "wide", "area"}
    ):
        return False
    if start and first.glued and tokens[start - 1].key not in {"non", "remote", "hybrid", "all"}:
        return False
    key = " ".join(token.key for token in tokens[start:end])
    ordinary = all(token.key in ordinary_words() for token in tokens[start:end])
    common = key in gazetteer.COMMON_WORDS
    people = cities[0].population if cities else 0
    if len(name.replace(".", "")) <= 3 and name.replace(".", "").isupper():
        if key in _PLAIN_CODES or gazetteer.area(name):
            return True
        if shouting or key in CARRIERS or key in ordinary_words():
            return cue in _STRONG and name not in _NEVER_CODES
        return (
            name not in _SHY_CODES
            if not cue or cue not in _STRONG
            else name not in {"AI", "QA", "HR", "IT", "ML", "VR", "BI", "AR", "CV", "PR", "UX", "UI"}
        )
    if key == "us":
        return _lower_us(tokens, start, end) is not None
    if len(key) <= 3 and not cities:
        return key in {"uk", "usa", "uae", "eu"}
    if key == "la":
        return first.capital or (cue in _STRONG and (end == len(tokens) or tokens[end].kind == "mark"))
    if end - start > 1 and gazetteer.area(name):
        return True
    if ordinary or (common and key not in {"sf", "dc", "kl"}):
        if not ordinary and people >= FAMOUS_POPULATION and key != "data":
            return True
        return first.capital and cue in _STRONG and _ends_place(tokens, end)
    if (
        cities
        and not gazetteer.country_code(name)
        and not gazetteer.region_of(name)
        and not gazetteer.area(name)
    ):
        return bool(cue and cue in _STRONG) or first.capital or people >= UNCUED_POPULATION
    return True


def _ends_place(tokens: Sequence[Token], end: int) -> bool:
    """Whether the phrase stops after the name: "in Reading, remote" and not "in Mobile gaming"."""
    stops = _AFTER_PLACE
    return end >= len(tokens) or tokens[end].kind != "word" or tokens[end].key in stops


# --- qualifiers and radius --------------------------------------------------------------------------------


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
    if radius := _radius_before(tokens, start):
        start, kilometres = radius
        if "any" not in value:
            value["radius_km"] = kilometres
    yield Span(start, reading.end, "place", value, reading.score, notes=reading.notes)


def _radius_before(tokens: Sequence[Token], start: int) -> tuple[int, float] | None:
    """As in "within 30 miles of", "30 km around", "in a 20-mile radius of", "im Umkreis von 30 km um"."""
    linking = _RADIUS_LINKS
    index = start - 1
    while index >= 0 and start - index <= 5 and tokens[index].key in linking:
        index -= 1
    if index < 1 or index == start - 1 or tokens[index].key not in _MILES | _KILOMETRES:
        return None
    number = whole_number(tokens[index - 1])
    if not number or number > 20_000:
        return None
    factor = KM_PER_MILE if tokens[index].key in _MILES else 1.0
    first = index - 1
    leading = _RADIUS_LEADS
    while first > 0 and tokens[first - 1].key in leading:
        first -= 1
    return first, float(round(number * factor))


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
