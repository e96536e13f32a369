"""Numbers as people write them: digits with separators, words, and the letters that multiply them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rag.understand.tokens import Token

NUMBER_WORDS: Mapping[str, float] = MappingProxyType(
    {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
        "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "zehn": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10,
        "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "diez": 10,
    }
)  # fmt: skip
_GROUPS = re.compile(r"\d{1,3}([.,'’ \u00a0\u202f])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?\Z")
_INDIAN = re.compile(r"\d{1,3}(?:,\d{2})+,\d{3}\Z")
_SEPARATORS = re.compile(r"[.,'’ \u00a0\u202f]")
MAX_DIGITS = 15


def amount_of(text: str) -> float | None:
    """The number that `text` writes: "75.000" and "75,000" are 75000, "1.5" and "1,5" are one and a half."""
    if len(text) > MAX_DIGITS + 5 or not text[:1].isdigit():
        return None
    if _INDIAN.match(text):
        return float(text.replace(",", ""))
    if grouped := _GROUPS.match(text):
        mark = grouped.group(1)
        whole = text.replace(mark, "")
        return float(whole.replace(",", "."))
    if len(_SEPARATORS.findall(text)) > 1:
        return None
    return float(text.replace(",", "."))


def whole_number(token: Token) -> int | None:
    """The whole number a token writes, in digits or in words, or None."""
    if token.kind == "number":
        amount = amount_of(token.text)
        return int(amount) if amount is not None and amount.is_integer() else None
    if token.kind == "word" and token.key in NUMBER_WORDS:
        return int(NUMBER_WORDS[token.key])
    return None


def spoken_number(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """A number in words that reaches a thousand ("one hundred and fifty thousand") and where it ends, or None."""
    total, current, place, seen = 0.0, 0.0, index, False
    while place < len(tokens):
        key = tokens[place].key
        if key == "hundred":
            current = max(current, 1) * 100
        elif key in {"thousand", "grand"}:
            total, current = total + max(current, 1) * 1000, 0
        elif key in NUMBER_WORDS:
            current += NUMBER_WORDS[key]
        elif not (
            key == "and"
            and seen
            and tokens[place - 1].key in {"hundred", "thousand"}
            and place + 1 < len(tokens)
            and tokens[place + 1].key in NUMBER_WORDS
        ):
            break
        place, seen = place + 1, True
    value = total + current
    return (value, place) if total >= 1000 else None
