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
_GLUED_AFTER = frozenset({"based", "only", "remote", "wide", "area"})
_GLUED_BEFORE = frozenset({"non", "remote", "hybrid", "all"})
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
    if _part_of_a_word(tokens, start, end):
        return False
    first, cue = tokens[start], _cue(tokens, start)
    key = " ".join(token.key for token in tokens[start:end])
    letters = name.replace(".", "")
    if len(letters) <= 3 and letters.isupper():
        return _is_code(key, name, cue, shouting=shouting)
    if key == "us":
        return lower_us(tokens, start, end) is not None
    if len(key) <= 3 and not cities:
        return key in {"uk", "usa", "uae", "eu"}
    if key == "la":
        return first.capital or (cue in _STRONG and (end == len(tokens) or tokens[end].kind == "mark"))
    if end - start > 1 and gazetteer.area(name):
        return True
    people = cities[0].population if cities else 0
    ordinary = all(token.key in ordinary_words() for token in tokens[start:end])
    if ordinary or (key in gazetteer.COMMON_WORDS and key not in {"sf", "dc", "kl"}):
        famous = not ordinary and people >= FAMOUS_POPULATION
        return famous or (first.capital and cue in _STRONG and _ends_place(tokens, end))
    if cities and not (gazetteer.country_code(name) or gazetteer.region_of(name) or gazetteer.area(name)):
        return cue in _STRONG or first.capital or people >= UNCUED_POPULATION
    return True


def _part_of_a_word(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a hyphen ties the name to what is no part of it: "Berlin-style", but not "US-based"."""
    if end < len(tokens) and tokens[end].glued and tokens[end].key not in _GLUED_AFTER:
        return True
    return start > 0 and tokens[start].glued and tokens[start - 1].key not in _GLUED_BEFORE


def _is_code(key: str, name: str, cue: str, *, shouting: bool) -> bool:
    """Whether capitals are the code of a place: "US" always, "IN" and "OR" after "in" only, "AND" and "QA" never."""
    if key in _PLAIN_CODES or gazetteer.area(name):
        return True
    if shouting or key in CARRIERS or key in ordinary_words():
        return cue in _STRONG and name not in _NEVER_CODES
    return name not in _NEVER_CODES if cue in _STRONG else name not in _SHY_CODES


def _ends_place(tokens: Sequence[Token], end: int) -> bool:
    """Whether the phrase stops after the name: "in Reading, remote" and not "in Mobile gaming"."""
    return end >= len(tokens) or tokens[end].kind != "word" or tokens[end].key in _AFTER_PLACE
