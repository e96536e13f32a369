"""What the gazetteer returns, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_NAME_CHARS = 80

_NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ʿ": "", "ʾ": ""}
)
_DROPPED = re.compile(r"[.'’`´]")
_SEPARATOR = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class City:
    """A city in its usual English spelling. `region` is a code for US, CA and AU, else a name or None."""

    name: str
    region: str | None
    country: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country. `code` is the ISO 3166-2 suffix for US, CA and AU, else equal to `name`."""

    code: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Area:
    """What is neither city, region nor country: exactly one of `countries`, `cities`, `regions` is filled.

    `cities` and `regions` lie in `country` (and `region`, where all cities share one).
    """

    name: str
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    country: str | None = None
    region: str | None = None


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the name as it is compared: no case, accents, dots or other punctuation, "saint" for "st"."""
    text = name[:MAX_NAME_CHARS].casefold().translate(_NOT_DECOMPOSED)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text).casefold()  # mathematical capitals become plain ones
        text = "".join(each for each in decomposed if not unicodedata.combining(each))
    text = _SEPARATOR.sub(" ", _DROPPED.sub("", text)).strip()
    text = "saint " + text[3:] if text.startswith("st ") else text
    return text[:MAX_NAME_CHARS].strip()
