"""Where a range holds, when a posting gives several: "New York: $…", "Canada based applicants only $…".

Returns the posting's own words, unresolved: they are labels for a reader, not places on a map.
"""

from __future__ import annotations

import re

_MAX_LOOK_BACK = 120
_AFTER_CHARS = 70
_NAME = r"[A-Z][\w.’'&/-]{1,20}(?:[ ,/&-]{1,3}(?:(?:and|or|of|the|based|only|metro|area|state|remote)\b|[A-Z][\w.’'&/-]{0,20}|\d{1,2}\b)){0,9}"
_BEFORE = (
    re.compile(
        rf"(?:^|[\n|•;(]|[.:)]\s|- )\s{{0,3}}(?P<place>{_NAME})\s?(?:\([^()\n]{{1,40}}\)\s?)?[:–—-]\s{{0,3}}$"
    ),
    re.compile(
        rf"(?P<place>{_NAME})[ -]based (?:applicants|candidates|employees|hires)(?: only)?[:\s]{{1,3}}(?:is )?$"
    ),
    re.compile(
        rf"\b(?:in|for|within|at|across)\s(?:the )?(?:greater )?(?P<place>{_NAME})[ ,]{{0,2}}(?:(?:area|region|office|residents|candidates|metropolitan|only|this|the|base|pay|salary|range|role|position|hourly|annual|is|will|be|between|from|of)[ :,]{{1,2}}){{0,8}}$"
    ),
)
_AFTER = (
    re.compile(rf"\s?\((?P<place>{_NAME})\)"),
    re.compile(rf",?\s(?:in|for)\s(?:the )?(?P<place>{_NAME})"),
)
_LOOSE_END = re.compile(r"[ ,]{1,3}(?:and|or|of|the|only)$")
_NOT_A_PLACE = re.compile(
    r"^(?:the|this|our|salary|pay|compensation|base|range|hourly|annual|total|target|estimated|rate|wage|minimum|maximum|min|max|benefits|"
    r"usd|cad|eur|gbp|full|part|we|you|job|type|shift|schedule|expected|starting|hiring|anticipated|typical|in|for|what|perks|ote|doe|location|ctc|ote)\b",
    re.IGNORECASE,
)


def place_of(text: str, start: int, end: int, *, floor: int) -> str:
    """The words that say where `text[start:end]` holds; empty when none do. `floor` ends the amount before."""
    before = text[max(floor, start - _MAX_LOOK_BACK) : start]
    for pattern in _BEFORE:
        match = pattern.search(before)
        if match and not _NOT_A_PLACE.match(match["place"]) and not _belongs_before(before, match.start()):
            return _trimmed(match["place"])
    after = text[end : end + _AFTER_CHARS]
    for pattern in _AFTER:
        match = pattern.match(after)
        if match and not _NOT_A_PLACE.match(match["place"]):
            return _trimmed(match["place"])
    return ""


def _belongs_before(before: str, offset: int) -> bool:
    """Whether the words go on with the amount before: "$120k for Level 4, and $140k"."""
    return before.startswith(" ") and offset <= 1


def _trimmed(words: str) -> str:
    return _LOOSE_END.sub("", words).strip(" ,-.")
