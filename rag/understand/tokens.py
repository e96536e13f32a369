"""Cuts a question into tokens that know their place in it; nothing is interpreted here.

Hyphens inside words are kept as a flag, not a token ("part-time" is "part", "time" with `glued`), so that one
spelling of a phrase matches all. Every token's `start:end` is its span in the question as asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

TokenKind = Literal["word", "number", "date", "currency", "mark"]

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
    (?P<date>\b\d{{4}}-\d{{2}}-\d{{2}}\b | \b\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})\b)
  | (?P<currency>(?:\b(?:US|CAD?|AUD?|SGD?|NZD?|HKD?|A|C|S|R|MX))?\$ | [€£¥₹₽₺₩₪₴] | \bzł)
  | (?P<number>\d{{1,3}}(?:,\d{{2}})+,\d{{3}}(?![\d])         # 12,00,000
              | \d{{1,3}}(?:[.,'’]\d{{3}})+(?:[.,]\d{{1,2}})?(?!\d)
              | \d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?![\d.,]?\d|[kK])
              | \d+(?:[.,]\d+)?)
  | (?P<word>(?:\b{_LETTER}\.){{2,}} | \b[hH]-?1[bB]\d?\b | \b[oO]-1[aAbB]?\b
           | \.(?i:net)\b | \b[cCfF]\#(?!\w) | \b[cC]\+\+
           | {_LETTER}[\w]*(?:['’]{_LETTER}+)*(?:\.(?i:js|io|ai|net|com|py|org|tech|dev|co))?\b
           | {_LETTER}[\w]*&{_LETTER}+ | _\w*)
  | (?P<mark>>=|<=|&&|\|\||--|\S)
    """,
    re.VERBOSE,
)
_AMPERSAND = re.compile(r"&[^\W\d_]{1,3}\b")
_DASHES = frozenset("-‐‑‒–—−")
_ABBREVIATED = frozenset(
    {"st", "ft", "mt", "sr", "jr", "vs", "dr", "approx", "min", "max", "yrs", "yr", "hrs", "hr", "inc", "ltd"}
)
"""A full stop after these is part of the word: "St. Louis" and "St Louis" are one place."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date, currency sign or mark. `key` is folded for comparing; `glued`: a hyphen before it."""

    text: str
    key: str
    start: int
    end: int
    kind: TokenKind
    glued: bool = False
    tight: bool = False
    """Nothing, not even a space, between the token before and this one."""

    @property
    def capital(self) -> bool:
        """Whether it begins with an upper-case letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Case-folded, without accents, with straight apostrophes: the form in which words are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def tokenise(text: str) -> list[Token]:
    """The tokens of `text`, in order; white space and hyphens within words leave none."""
    tokens: list[Token] = []
    position, previous_end, pending_hyphen = 0, 0, False
    while match := _TOKEN.search(text, position):
        kind, piece, start, end = match.lastgroup or "mark", match.group(), match.start(), match.end()
        if kind == "word" and (more := _AMPERSAND.match(text, end)):  # R&D, AT&T
            end, piece = more.end(), text[start : more.end()]
        position = end
        tight = bool(tokens) and start == previous_end
        previous_end = end
        if piece == "." and tight and tokens[-1].key in _ABBREVIATED:
            tokens[-1] = replace(tokens[-1], text=tokens[-1].text + ".", end=end)
            continue
        if piece in _DASHES:
            if _inside_word(text, start, end, tokens):
                pending_hyphen = True
                continue
            piece, kind = "-", "mark"
        tokens.append(Token(piece, _key(piece, kind), start, end, kind, pending_hyphen, tight))  # type: ignore[arg-type]
        pending_hyphen = False
    return tokens


def _inside_word(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether the dash joins what is before it to a word: "part-time", "3-year", "Java-Entwickler"."""
    before = bool(tokens) and tokens[-1].end == start and tokens[-1].kind in ("word", "number")
    return before and end < len(text) and text[end].isalpha()


def _key(piece: str, kind: str) -> str:
    if kind == "word" and piece.count(".") >= 2:  # U.S. and US are one word
        return folded(piece.replace(".", ""))
    return folded(piece)


def phrase_key(text: str) -> str:
    """The keys of a phrase's tokens, joined by spaces: how phrases are looked up."""
    return " ".join(token.key for token in tokenise(text))


def joined_key(tokens: Sequence[Token], start: int, end: int) -> str:
    """The phrase key of `tokens[start:end]`."""
    return " ".join(token.key for token in tokens[start:end])
