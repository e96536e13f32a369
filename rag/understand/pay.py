"""Reads pay: "over $150k", "£45-55k", "between 90 and 120k EUR", "£500 a day", "at least $60/hr", "six figures", "20 LPA".

A figure is pay when a currency, a "k", a period, a comparison or a word such as "salary" says so, and nothing
says that it counts something else ("$5M ad budget", "10k users"). `$` stays "$" until the places are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from rag.understand import money
from rag.understand.amounts import Amount, read_amount, read_figures, read_second
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key, phrase_key

MAX_BOUND_WORDS = 5
HOURLY_BELOW = 250
"""A figure with a currency, without a period and below this is no yearly pay; it is read as hourly, with a note."""
BARE_PAY_FROM = 10_000
"""A bare figure after "over" or "at least" is pay from here on; below it may count anything."""


def find_pay(tokens: Sequence[Token]) -> Iterator[Span]:
    """Every reading of a figure or a range of figures as pay."""
    for index in range(len(tokens)):
        if figures := read_figures(tokens, index):
            yield from _bounded(tokens, figures, None)
        first = read_amount(tokens, index)
        if first is None:
            continue
        if second := read_second(tokens, first):
            yield from _bounded(tokens, first, second)
        yield from _bounded(tokens, first, None)


@cache
def _bounds() -> dict[str, tuple[str, bool]]:
    """Phrase key -> (which bound, whether it stands after the figure)."""
    table = {}
    for phrases, bound, after in (
        (money.ABOUT, "about", False), (money.AT_LEAST, "min", False), (money.AT_MOST, "max", False),
        (money.AFTER_AT_LEAST, "min", True), (money.AFTER_AT_MOST, "max", True),
    ):  # fmt: skip
        for phrase in phrases.split("|"):
            table[f"{after}:{phrase_key(phrase)}"] = (bound, after)
    return table


def bound_before(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """The bound said before `index` ("min", "max", "about" or "") and where its words start."""
    for length in range(min(MAX_BOUND_WORDS, index), 0, -1):
        if found := _bounds().get(f"False:{joined_key(tokens, index - length, index)}"):
            return found[0], index - length
    return "", index


def bound_after(tokens: Sequence[Token], index: int, *, said_before: bool = False) -> tuple[str, int]:
    """The bound said from `index` on ("150k or more") and where its words end.

    Where one was `said_before` the figure, "at least" after it belongs to the next figure.
    """
    if said_before and (index >= len(tokens) or tokens[index].key not in {"+", "or", "and"}):
        return "", index
    for length in range(min(3, len(tokens) - index), 0, -1):
        end = index + length
        belongs_ahead = (
            end < len(tokens) and tokens[end].kind in ("number", "currency") and tokens[index].key != "+"
        )
        if not belongs_ahead and (found := _bounds().get(f"True:{joined_key(tokens, index, end)}")):
            return found[0], index + length
    return "", index


def period_after(tokens: Sequence[Token], index: int) -> tuple[str | None, int]:
    """The pay period said from `index` on ("/hr", "a day", "monthly") and where its words end."""
    place = index
    while place < len(tokens) and place - index < 2 and tokens[place].key in money.PER:
        place += 1
    if place < len(tokens):
        key = tokens[place].key
        if (
            key in money.ALONE
            or (place > index and key in money.PERIODS)
            or (place > index and key == "an" and tokens[place - 1].key == "par")
        ):
            return money.PERIODS.get(key, "year"), place + 1
        if place - index and tokens[place - 1].key == "par" and key.startswith("an"):
            return "year", place + 1
    if index < len(tokens) and joined_key(tokens, index, index + 2) == "par an":
        return "year", index + 2
    return None, index


def _bounded(tokens: Sequence[Token], first: Amount, second: Amount | None) -> Iterator[Span]:
    start, end = first.start, (second or first).end
    before_bound, start = bound_before(tokens, start)
    said_before = before_bound in {"min", "max"}
    after_bound, end = bound_after(tokens, end, said_before=said_before)
    period, end = period_after(tokens, end)
    if not after_bound:
        after_bound, end = bound_after(tokens, end, said_before=said_before)
    if second and start > 0 and tokens[start - 1].key in {"between", "zwischen", "entre"}:
        start -= 1
    if period is None:
        period = _period_before(tokens, start)
    bound = before_bound if said_before else after_bound or before_bound
    if not _is_pay(tokens, first, second, start, end, bound, period):
        return
    first, second, notes = _scaled(tokens, first, second, period, start)
    yield Span(start, end, "salary", _value(first, second, bound, period, notes), 4, notes=tuple(notes))


def _period_before(tokens: Sequence[Token], start: int) -> str | None:
    """As in "day rate of £500", "hourly rate 45"."""
    for index in range(max(0, start - 4), start):
        if (
            index + 1 < len(tokens)
            and tokens[index + 1].key in {"rate", "rates", "wage", "salary", "pay"}
            and tokens[index].key in money.PERIODS
        ):
            return money.PERIODS[tokens[index].key]
        if tokens[index].key in {"tagessatz", "tjm"}:
            return "day"
        if tokens[index].key == "stundensatz":
            return "hour"
    return None


def _is_pay(
    tokens: Sequence[Token],
    first: Amount,
    second: Amount | None,
    start: int,
    end: int,
    bound: str,
    period: str | None,
) -> bool:
    last = second or first
    near = tokens[max(0, start - 4) : start] + list(tokens[end : end + 2])  # type: ignore[operator]
    cued = any(token.key in money.PAY_WORDS for token in near)
    following = [token.key for token in tokens[end : end + 3]]
    counted = bool(following) and (
        following[0] in money.NOT_PAY
        or (following[0] in money.COUNTED_BY and any(word in money.NOT_PAY for word in following[1:]))
    )
    handled = any(token.key in money.HANDLED for token in tokens[max(0, start - 3) : start])
    if counted or (handled and not cued):
        return False
    if end < len(tokens) and tokens[end].glued and period is None and first.multiplied != "figures":
        return False
    value = last.value
    if first.multiplied in {"m", "mm", "mn", "million", "millions"} and not cued:
        small_unit = (last.currency or first.currency) in money.SMALL_UNITS
        return small_unit or (period is not None and value <= 5e6)
    if first.currency or last.currency or last.multiplied or first.unknown or last.unknown:
        return True
    if period is not None:
        return period != "year" or value >= 1000 or cued
    if cued:
        return value >= 20 and not 1990 <= value <= 2050
    return bound in {"min", "max"} and value >= BARE_PAY_FROM


def _scaled(
    tokens: Sequence[Token], first: Amount, second: Amount | None, period: str | None, start: int
) -> tuple[Amount, Amount | None, list[str]]:
    """As in "90 and 120k" means 90k; a bare "salary 60" means 60,000 and is noted."""
    notes: list[str] = []
    if second and not first.multiplied and second.multiplied and first.value < second.value / 10:
        first = replace(
            first,
            value=first.value * money.MULTIPLIERS.get(second.multiplied, 1),
            multiplied=second.multiplied,
        )
    last = second or first
    if not (first.multiplied or last.multiplied) and period is None and 20 <= last.value < 1000:
        said = tokens[last.start : last.end]
        if not (first.currency or last.currency) or (
            last.value >= HOURLY_BELOW and _near_yearly(tokens, start)
        ):
            notes.append(f"“{said[0].text}” read as {last.value:g} thousand a year")
            first = replace(first, value=first.value * 1000)
            second = replace(second, value=second.value * 1000) if second else None
    return first, second, notes


def _near_yearly(tokens: Sequence[Token], start: int) -> bool:
    return any(
        token.key in {"salary", "gehalt", "salaire", "salario", "sueldo"}
        for token in tokens[max(0, start - 3) : start]
    )


def _value(
    first: Amount, second: Amount | None, bound: str, period: str | None, notes: list[str]
) -> dict[str, Any]:
    currency = first.currency or (second.currency if second else None)
    low: float | None = first.value
    high: float | None = second.value if second else None
    if second is None and bound == "max":
        low, high = None, first.value
    if low is not None and high is not None and low > high:
        low, high = high, low
        notes.append("the two figures were given the wrong way round")
    if bound == "about" and second is None:
        notes.append("a single figure is read as the least that is wanted")
    if unknown := first.unknown or (second.unknown if second else ""):
        notes.append(
            f"“{unknown}” is not a currency known here; the figure is held against the posting's own"
        )
    shown = high if low is None else low
    if period is None and currency and shown is not None and shown < HOURLY_BELOW:
        period = "hour"
        notes.append(f"{shown:g} without a period is read as pay per hour")
    return {"min": low, "max": high, "currency": currency, "period": period or "year"}
