"""A location string cut into pieces, and what each piece can name: a city, a region, a country or an area.

"San Francisco, CA, US; Remote, US" has two groups (places to choose from) of three and two pieces. Cutting knows
the separators of real feeds; what the pieces mean together is decided in `place_groups`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index import gazetteer
from index.gazetteer import Area, City, Region

_CUT = re.compile(
    r"(?P<hard>[;|\n•·]|\s/\s?|/|\s\+\s?|\s&\s|\s(?:or|and|oder|und|ou|et|y|o)\s)"
    r"|(?P<soft>[,:()\[\]\t]|\s[-–—]\s?|[–—]|\snear\s|\s@\s)",
    re.IGNORECASE,
)
_CODES_FIRST = re.compile(r"(?<![^\s;,|/(-])([A-Z]{2,3})-(?=[A-Z])")
_UK_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?(?: ?\d[A-Z]{2})?$")
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\s|\s\d{5}(?:-\d{4})?$")
_LEADING = re.compile(
    r"^(?:(?:based|located|preferably|preferred|ideally|anywhere|remote(?:ly)?|within|in|from|near|the|our|city of|town of|offices?"
    r"|hq|headquarters|hub|locations?|standort|lieu|any|us-based|throughout|across|inside|around|all of|all over)\b[\s:]*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,-]+(?:only|offices?|hq|headquarters|hub|based|preferred|residents?|candidates?|applicants?|citizens?|time ?zones?|hours"
    r"|tz|downtown|citizens|region|and surrounding areas?|permanent|or nearby|metro|eligible|wide|and|or))+[.!]?$",
    re.IGNORECASE,
)
_CARDINAL = re.compile(r"^(?:north|south|east|west|central)[- ](?=[A-Z])", re.IGNORECASE)
_ANYWHERE = frozenset(
    {
        "anywhere", "worldwide", "global", "globally", "world", "everywhere", "the world", "any location", "weltweit",
        "monde entier", "mundial", "anywhere in the world", "work from anywhere",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of the location string, trimmed of words such as "only" and "office" in `name`.

    `group` counts the alternatives; `fresh` is true after a separator that begins another place ("/", "or").
    """

    name: str
    start: int
    end: int
    group: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name can stand for; several may be filled ("Georgia", "CA", "New York")."""

    country: str | None = None
    region: Region | None = None
    cities: tuple[City, ...] = ()
    area: Area | None = None
    anywhere: bool = False
    postcode: bool = False

    @property
    def known(self) -> bool:
        """Whether the name stands for anything."""
        return bool(self.country or self.region or self.cities or self.area or self.anywhere or self.postcode)


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of a location string; brackets keep their "or" inside the group around them."""
    found: list[Piece] = []
    group, depth, fresh, start = 0, 0, True, 0
    for cut_start, cut_end, hard in _cuts(text):
        if piece := _piece(text, start, cut_start, group, fresh):
            found.append(piece)
            fresh = False
        separator = text[cut_start:cut_end]
        depth = max(
            0,
            depth + separator.count("(") + separator.count("[") - separator.count(")") - separator.count("]"),
        )
        if hard:
            fresh = True
            group += depth == 0
        start = cut_end
    if piece := _piece(text, start, len(text), group, fresh):
        found.append(piece)
    return found


def _cuts(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and hardness of each separator, leaving "UK & Ireland" and its like whole."""
    cuts = [(match.start(), match.end(), match["hard"] is not None) for match in _CUT.finditer(text)]
    cuts += [(match.end() - 1, match.end(), False) for match in _CODES_FIRST.finditer(text)]
    cuts.sort()
    for index, (start, end, hard) in enumerate(cuts):
        before = cuts[index - 1][1] if index else 0
        after = cuts[index + 1][0] if index + 1 < len(cuts) else len(text)
        whole = _trimmed(text[before:after]) if text[before:start].strip() and text[end:after].strip() else ""
        if hard and (gazetteer.area(whole) or gazetteer.region_of(whole) or gazetteer.country_code(whole)):
            continue
        yield start, end, hard


def _piece(text: str, start: int, end: int, group: int, fresh: bool) -> Piece | None:
    raw = text[start:end]
    name = _trimmed(raw)
    if not name:
        return None
    start += len(raw) - len(raw.lstrip())
    return Piece(name, start, start + len(raw.strip()), group, fresh)


def _trimmed(raw: str) -> str:
    name = raw.strip(" \t\r\n-–—*.!?,:'\"“”📍📌🌍🌎🌏")
    name = _TRAILING.sub("", _LEADING.sub("", name)) if not _exact(name) else name
    return _POSTCODE.sub("", name).strip()


def _exact(name: str) -> bool:
    return bool(gazetteer.country_code(name) or gazetteer.area(name) or gazetteer.fold(name) in _ANYWHERE)


@lru_cache(maxsize=8192)
def meaning_of(name: str) -> Meaning:
    """Return all that a trimmed name can stand for."""
    if len(name) > gazetteer.MAX_NAME_CHARS:
        return Meaning()
    bare = _CARDINAL.sub("", name)
    return Meaning(
        country=gazetteer.country_code(name),
        region=gazetteer.region_of(name),
        cities=gazetteer.cities_named(name) or (gazetteer.cities_named(bare) if bare != name else ()),
        area=gazetteer.area(name),
        anywhere=gazetteer.fold(name) in _ANYWHERE,
        postcode=bool(_UK_POSTCODE.match(name)),
    )


@lru_cache(maxsize=8192)
def split_known(name: str) -> tuple[str, str] | None:
    """Return two known names written without a separator: "Connecticut USA", "UK London", "BC Canada"."""
    words = name.split()
    for cut in range(1, min(len(words), 5)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        first, second = meaning_of(left), meaning_of(right)
        outer = first.country or first.region or second.country or second.region
        if outer and first.known and second.known and not (first.anywhere or second.anywhere):
            return left, right
    return None
