"""Where applicants may live, from sentences such as "US only", "must be based in Canada" or "not available in Colorado"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from index import gazetteer
from index.normalize.place import parse_places
from index.normalize.windows import matches
from index.types import Place, SaidBy

MAX_TEXT_CHARS = 200_000
_MAX_HITS = 30
_MAX_TRAILING = 4
_AFTER_CHARS = 400
"""A list of more names than this is read on, but what must follow it is looked for in this many characters."""
_S = r"(?:\s{1,4})"
_WORD = r"(?:U\.S\.A\.|U\.S\.|U\.K\.|D\.C\.|E\.U\.|(?-i:[A-ZÀ-Þ])[\w&’'-]{1,25})"
_NAMES = rf"(?P<names>(?:the{_S})?{_WORD}(?:(?:,{_S}(?:and{_S}|or{_S})?|{_S}(?:and{_S}|or{_S}|&{_S}|of{_S})?|/|{_S}/{_S})(?:the{_S})?{_WORD}){{0,51}})"
_PEOPLE = r"(?:candidates?|applicants?|applications?|people|residents?|employees?|individuals?|those|talent|team members|folks|citizens)"
_IN = rf"(?:in|from|within|of|across|throughout|inside|at){_S}(?:(?:one of{_S})?(?:the following (?:states|countries|locations){_S}?:?{_S}?|any of{_S}|either{_S}|states? of{_S}))?"
_LIVING = r"(?:based|located|residing|reside|resident|live|living|situated|physically present|domiciled)"

_PEOPLE_KEYS = (
    "candidate", "applica", "people", "resident", "employee", "individual", "those", "talent", "team members", "folks", "citizens",
)  # fmt: skip
_LIVING_KEYS = ("based", "located", "resid", "live", "living", "situated", "physically", "domiciled")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A pattern, key words of which each match holds one, and the most characters of a match before that."""

    keys: tuple[str, ...]
    before: int
    pattern: re.Pattern[str]


def _wordings(*wordings: tuple[tuple[str, ...], int, str]) -> tuple[_Wording, ...]:
    return tuple(
        _Wording(keys, before, re.compile(pattern, re.IGNORECASE)) for keys, before, pattern in wordings
    )


_ALLOWED = _wordings(
    (("remote",), 0, rf"\bremote(?:ly)?{_S}?(?:[-–—:,(\[/]{{1,2}}\s?(?:anywhere{_S})?(?:in{_S}|within{_S}|across{_S})?|(?:anywhere{_S})?(?:in|within|across|from|throughout){_S}(?:anywhere{_S}in{_S})?){_NAMES}"),
    (("anywhere",), 9, rf"\b(?:from{_S})?anywhere{_S}(?:in|within|across){_S}{_NAMES}"),
    (("remotely",), 40, rf"\b(?:telecommute|work|working){_S}(?:from home{_S})?(?:remotely{_S})(?:from|within|in|across){_S}{_NAMES}"),
    (_LIVING_KEYS, 100, rf"\b(?:must|need(?:s)? to|should|required to|has to|have to|currently|only){_S}(?:\w{{1,12}}{_S}){{0,4}}{_LIVING}{_S}{_IN}{_NAMES}"),
    (_PEOPLE_KEYS, 100, rf"\b(?:hir(?:e|ing)|accept\w*|consider\w*|open|available|limited|restricted|employ){_S}(?:\w{{1,12}}{_S}){{0,4}}{_PEOPLE}{_S}(?:(?:who|that|currently|are|legally|physically|only|{_LIVING}){_S}){{0,4}}{_IN}{_NAMES}"),
    (_PEOPLE_KEYS, 0, rf"\b{_PEOPLE}{_S}(?:must{_S}be{_S}|who{_S}are{_S}|should{_S}be{_S})?{_LIVING}{_S}{_IN}{_NAMES}"),
    (("remote", "distributed"), 0, rf"\b(?:remote|distributed){_S}(?:role|position|job|opportunity){_S}(?:\w{{1,12}}{_S}){{0,3}}(?:in|within|across){_S}{_NAMES}"),
)  # fmt: skip
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_BEFORE_ONLY = re.compile(rf"{_NAMES}[-\s]\s?(?:based\s|resident\s)?(?:{_PEOPLE}\s)?$", re.IGNORECASE)
_ONLY_CHARS = 120
_SHUT_OUT = _wordings(
    (("not", "n't", "n’t", "unable"), 3, rf"\b(?:not|cannot|can['’]t|isn['’]t|unable to|aren['’]t|don['’]t|do not)(?:{_S}be)?{_S}(?:\w{{1,12}}{_S}){{0,3}}(?:available|eligible|open|offered|hire|hiring|employ|consider\w*|accept\w*|performed|support){_S}(?:\w{{1,12}}{_S}){{0,6}}?{_IN}{_NAMES}"),
    (("excluding", "except", "other", "outside"), 16, rf"\b(?:excluding|except(?:ing)?(?:{_S}for)?|with{_S}the{_S}exception{_S}of|other{_S}than|outside{_S}of){_S}(?:{_PEOPLE}{_S})?(?:(?:in|of|from|based in|located in){_S})?(?:the{_S}states?{_S}of{_S})?{_NAMES}"),
    (("eligible", "considered", "excluded", "hired"), 1_700, rf"\b{_PEOPLE}{_S}(?:{_LIVING}{_S})?{_IN}{_NAMES}{_S}(?:are|is|will|cannot){_S}(?:not|be)?{_S}?(?:be{_S})?(?:eligible|considered|excluded|hired|ineligible)"),
    (_PEOPLE_KEYS, 10, rf"\b(?:no|not){_S}{_PEOPLE}{_S}{_IN}{_NAMES}"),
)  # fmt: skip
_TIME_ZONES = _wordings(
    (("time", "hours"), 110, rf"\b(?P<names>(?-i:EMEA|EU|US|U\.S\.|UK|APAC|LATAM|Americas|Europe|European|American|North American|Asian)(?:(?:{_S}(?:and|or|&){_S}|/)(?-i:EMEA|EU|US|UK|APAC|LATAM|Americas|European|American))?){_S}?(?:based{_S})?(?:time[-\s]?zones?|timezones?|working{_S}hours|business{_S}hours)\b"),
)  # fmt: skip
_DEMONYMS = {"european": "Europe", "american": "US", "asian": "Asia", "north american": "North America"}


def find_eligibility(text: str, *, field: str = "text", said_by: SaidBy = "employer") -> tuple[Place, ...]:
    """Return where applicants may live, and with `excluded` where they may not, as the text says.

    Only countries, regions and areas count; a city to live in is a place of work. A time zone's area is noted as such.
    """
    text = text[:MAX_TEXT_CHARS]
    found: dict[tuple[str | None, str | None, str | None, bool], Place] = {}
    shut_spans: list[tuple[int, int]] = []
    for span, excluded, time_zone in _spans(text):
        if not excluded and any(start < span[1] and span[0] < end for start, end in shut_spans):
            continue
        places = _places(text, *span, field, said_by, time_zone=time_zone)
        places = [each for each in map(_state if excluded else _country_or_region, places) if each]
        shut_spans += [span] if excluded and places else []
        for place in places:
            key = (place.city, place.region, place.country, excluded)
            found.setdefault(key, replace(place, excluded=excluded))
    return tuple(found.values())


def _spans(text: str) -> Iterator[tuple[tuple[int, int], bool, bool]]:
    """Yield the span of names, whether they are shut out, and whether a time zone is meant; exclusions first."""
    for wordings, excluded in ((_SHUT_OUT, True), (_ALLOWED, False), (_TIME_ZONES, False)):
        for wording in wordings:
            found = matches(wording.pattern, text, wording.keys, before=wording.before, after=_AFTER_CHARS)
            for match in islice(found, _MAX_HITS):
                yield match.span("names"), excluded, wordings is _TIME_ZONES
    for only in islice(_ONLY.finditer(text), _MAX_HITS):
        match_before = _BEFORE_ONLY.search(text, max(0, only.start() - _ONLY_CHARS), only.start())
        if match_before:
            yield match_before.span("names"), False, False


def _places(text: str, start: int, end: int, field: str, said_by: SaidBy, *, time_zone: bool) -> list[Place]:
    """Return the regions and countries of a list of names, dropping trailing words that name nothing."""
    if time_zone and (area := _DEMONYMS.get(text[start:end].casefold())):
        reading = parse_places(area, field=field, said_by=said_by)
        evidence = [
            replace(place.evidence, quote=text[start:end], start=start, end=end) for place in reading.places
        ]
        return [replace(place, evidence=each) for place, each in zip(reading.places, evidence, strict=True)]
    for _ in range(_MAX_TRAILING):
        reading = parse_places(
            text[start:end], field=field, said_by=said_by, offset=start if field == "text" else None
        )
        if not reading.warnings:
            return list(reading.places)
        shorter = text.rfind(" ", start, end)
        if shorter <= start:
            return []
        end = shorter
    return []


def _country_or_region(place: Place) -> Place | None:
    return place if place.city is None and place.country else None


def _state(place: Place) -> Place | None:
    """Return the place, "New York" among excluded ones as the state; other cities are not excluded regions."""
    region = gazetteer.region_of(place.city, place.country) if place.city else None
    if region is None:
        return _country_or_region(place)
    return replace(place, city=None, region=region.code, latitude=None, longitude=None)
