"""Whether a name in a question is a place there: "in Reading" and "Mobile, AL" are, "reading teacher" is not."""

from __future__ import annotations

from collections.abc import Sequence

from index import gazetteer
from index.gazetteer import City
from rag.understand.tokens import Token
from rag.understand.words import CARRIERS, ordinary_words

UNCUED_POPULATION = 100_000
"""A city named in lower case without "in" or "near" must be this big; smaller names are too often other words."""
FAMOUS_POPULATION = 500_000
_BEFORE = frozenset({"in", "near", "around", "from", "outside", "inside", "within", "based", "at", "to", "across", "throughout", "of", "surrounding", "um", "bei", "nahe", "aus", "a", "en", "de", "cerca", "pres", "au", "aux", "i", "or", "and", "except", "not", "excluding", "either", ":"})  # fmt: skip
_STRONG = frozenset(
    {"in", "near", "around", "from", "outside", "based", "across", "throughout", "within", "bei", "en", ":"}
)
_ARTICLES = frozenset(
    """
    the die den der les la el los downtown central greater metro north south east west sunny
    """.split()
)
_SHY_CODES = frozenset("IN OR ME OK HI OH PA MA MD LA ID AL MS CO VA PR CT MT DE SC AR AS IT NO IS BE SO AT MY TO AM PM VC ML AI QA UX UI PM BI DJ TV PE ES EE CV HR CS RE TM GA NC AD SE AC AZ GP MP MN PC VR TF PS PT PH AG ST SAS SQL CPA API AWS GCP".split())  # fmt: skip
"""Codes of states and countries that are also words, titles or trades: they need a city or "in" before them."""
_NEVER_CODES = frozenset(
    {"AND", "OR", "NOT", "AI", "QA", "HR", "IT", "ML", "VR", "BI", "AR", "CV", "PR", "UX", "UI"}
)
_AFTER_PLACE = frozenset(
    """
    or and with for paying over at only please but not no remote hybrid onsite area from on under above
    that who where office since posted
    """.split()
)
"""What may follow a place that is also an ordinary word."""
_PLAIN_CODES = frozenset("us usa uk uae nyc sf dc eu la ny gta dfw".split())


def lower_us(tokens: Sequence[Token], start: int, end: int) -> str | None:
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


def _cue(tokens: Sequence[Token], start: int) -> str:
    """The word before the name that makes it a place, articles skipped."""
    index = start - 1
    while index >= 0 and tokens[index].key in _ARTICLES:
        index -= 1
    return tokens[index].key if index >= 0 and tokens[index].key in _BEFORE else ""


def is_place(
    tokens: Sequence[Token], start: int, end: int, name: str, cities: Sequence[City], shouting: bool
) -> bool:
    """Whether `tokens[start:end]`, written `name`, is meant as a place."""
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
        return lower_us(tokens, start, end) is not None
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
