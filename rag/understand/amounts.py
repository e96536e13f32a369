"""Reads one figure of pay: its currency before or after, its digits or words, and what multiplies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.understand import money
from rag.understand.numbers import amount_of, spoken_number
from rag.understand.tokens import Token

FIGURES = {"five": 10_000, "5": 10_000, "six": 100_000, "6": 100_000, "seven": 1_000_000, "7": 1_000_000}
_PAY_NOUNS = frozenset("salary salaries pay income job jobs compensation".split())


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of pay at `tokens[start:end]`, multiplied out; `unknown` is a currency that is not known."""

    start: int
    end: int
    value: float
    currency: str | None = None
    multiplied: str = ""
    unknown: str = ""


def read_figures(tokens: Sequence[Token], index: int) -> Amount | None:
    """As in "six figures", "six-figure salary"."""
    value = FIGURES.get(tokens[index].key)
    if value and index + 1 < len(tokens) and tokens[index + 1].key in {"figure", "figures"}:
        end = index + 2
        low = index - 1 if index and tokens[index - 1].key in {"low", "mid", "high", "solid"} else index
        if end < len(tokens) and tokens[end].key in _PAY_NOUNS:
            end += 1
        return Amount(low, end, value, multiplied="figures")
    return None


def read_amount(tokens: Sequence[Token], index: int) -> Amount | None:
    """The figure that starts at `index` with its currency and multiplier, or None."""
    currency, place = _currency(tokens, index)
    if place >= len(tokens):
        return None
    token = tokens[place]
    value = amount_of(token.text) if token.kind == "number" else None
    end, multiplied = place + 1, ""
    if value is None and token.kind == "word" and (spoken := spoken_number(tokens, place)):
        value, end = spoken
        multiplied = "thousand"
    if value is None or (token.text == "401" and end < len(tokens) and tokens[end].key == "k"):
        return None
    while (
        not multiplied
        and end < len(tokens)
        and tokens[end].key in money.MULTIPLIERS
        and _multiplies(tokens, end)
    ):
        value *= money.MULTIPLIERS[tokens[end].key]
        multiplied = tokens[end].key
        end += 1
    if multiplied in money.INDIAN and currency is None:
        currency = "INR"
    unknown = ""
    if currency in (None, "$"):
        named, end = _currency(tokens, end, after=True)
        currency = named or currency
        if currency is None and end < len(tokens) and tokens[end].key in money.UNKNOWN_CURRENCIES:
            unknown, end = tokens[end].text, end + 1
    return Amount(index, end, value, currency, multiplied, unknown)


def _multiplies(tokens: Sequence[Token], index: int) -> bool:
    """Single letters multiply only directly after the digits ("150k"), words also after a space."""
    return (
        len(tokens[index].key) > 2
        or tokens[index].tight
        or tokens[index].key == "k"
        or tokens[index].key == "cr"
    )


def _currency(tokens: Sequence[Token], index: int, *, after: bool = False) -> tuple[str | None, int]:
    if index < len(tokens):
        token = tokens[index]
        code = money.CURRENCIES.get(token.key)
        spelled = token.key not in money.WORDS_THAT_ARE_CODES or token.text.isupper() or token.text == "Rs"
        if code and spelled and (after or token.kind == "currency" or len(token.key) <= 4):
            return code, index + 1
    return None, index


def read_second(tokens: Sequence[Token], first: Amount) -> Amount | None:
    """The upper end of a range that starts with `first`, or None."""
    between = first.start > 0 and tokens[first.start - 1].key in {"between", "zwischen", "entre"}
    joiners = {"-", "to", "bis", "a", "till", "until", "through", "up"} | (
        {"and", "und", "et", "y"} if between else set()
    )
    place = first.end
    if place >= len(tokens) or tokens[place].key not in joiners:
        return None
    place += 2 if tokens[place].key == "up" else 1
    return read_amount(tokens, place) if place < len(tokens) else None
