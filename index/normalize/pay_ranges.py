"""Amounts -> ranges: which two amounts belong together, and what a shorthand means.

"$120-150k" is 120,000 to 150,000; "$170 - $220k" too; "€100 - 140,000" as well. Words beside an amount open
one end: "up to", "from", "+".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalize import currencies
from index.normalize.money import Amount
from index.types import Period

_DASH = r"(?:-{1,2}|[–—‒−~→]|->)"
_MAXIMUM = r"(?:(?:a )?max(?:imum)?(?: salary| pay| of)?\s?:?\s?)"
_TO = re.compile(
    rf"[ \n).]{{0,3}}(?:{_DASH}|(?:up |rising |rises |increasing )?to|bis(?: zu)?|à|hasta|through|thru|do)[ \n:]{{0,3}}(?:an? |{_MAXIMUM}|the )?[ \n]{{0,2}}"
    rf"|[ \n,;|/]{{1,3}}(?:and )?(?:the )?{_MAXIMUM}[ \n]{{0,2}}"
    rf"|[ ]in our lowest geographic market[ ,]{{1,2}}(?:and )?up to[ ]",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"[ \n,;|/]{1,3}(?:mid(?:[- ]?point|dle)?|median|target)(?: of)?\s?:?\s{0,2}", re.IGNORECASE
)
_AND = re.compile(r"[ \n]{1,2}(?:and|und|et|y|e|a|i)[ \n]{1,2}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|from|zwischen|von|entre|de|range(?:s|d)?(?: of| is| from)?|desde|od)[ :]{0,3}$|\b(?:between|zwischen|entre|range)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:\b(?:up to|upto|max(?:imum)?(?: (?:base )?(?:pay|salary|compensation))?(?: (?:for|of) this (?:role|position))?(?: of| is)?|no more than|not exceed(?:ing)?|bis(?: zu)?|jusqu['’]à|hasta|as much as|to a max(?:imum)? of)[ :]{0,3}|[<≤]\s?)$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:from|start(?:s|ing)?(?: salary| pay| rate)?(?: of| at| from| is)?|min(?:imum)?(?: salary| pay)?(?: of| is)?|at least|no less than|not less than|ab|"
    r"mindestens|à partir de|dès|desde|a partir de|more than|over|above|od)[ :]{0,3}|[>≥]\s?)$",
    re.IGNORECASE,
)
_OPEN_AFTER = re.compile(r"\+(?! ?\d)|[ ](?:and (?:up|above)|or (?:more|above))\b", re.IGNORECASE)
_LOOK_BACK_CHARS = 48
_MAX_GAP_CHARS = 48
_MISTYPED = 8
"""A second bound so many times smaller was mistyped ("£24,214 - £30, 112"): only the first is sure."""


@dataclass(frozen=True, slots=True)
class Range:
    """Amounts read together: `text[start:end]`; `low` or `high` is None where that end is open."""

    start: int
    end: int
    low: float | None
    high: float | None
    currency: str
    period: Period | None
    scaled: bool
    """Whether a "k" or the like was written: such an amount is money even without a sign."""
    decimals: bool
    is_range: bool
    swapped: bool = False


def pair(text: str, amounts: Sequence[Amount], *, least_bare: float = 0.0) -> list[Range]:
    """The ranges and single values that the amounts form, in order; amounts in millions are left out.

    Args:
        text: What the amounts were found in.
        amounts: All of them, in order.
        least_bare: Single numbers below this that have neither currency nor "k" nor period are left out.
    """
    ranges: list[Range] = []
    index = 0
    while index < len(amounts):
        first = amounts[index]
        if len(amounts) > index + 2 and _MIDDLE.fullmatch(_gap(text, first, amounts[index + 1])):
            index += 1  # minimum, midpoint, maximum: the middle is no bound
        second = amounts[index + 1] if index + 1 < len(amounts) else None
        if second is not None and _together(text, amounts[index], first, second):
            index += 2
            if "big" not in (first.scale, second.scale):
                both = _range(text, first, second)
                mistyped = both.swapped and (both.high or 0) > _MISTYPED * (both.low or 1)
                ranges.append(_single(text, first) if mistyped else both)
        else:
            index += 1
            if first.scale != "big" and (
                first.value >= least_bare or first.currency or first.scale or first.period
            ):
                ranges.append(_single(text, first))
    return ranges


def _gap(text: str, first: Amount, second: Amount) -> str:
    return text[first.end : min(second.start, first.end + _MAX_GAP_CHARS)]


def _together(text: str, before: Amount, first: Amount, second: Amount) -> bool:
    """Whether first and second are one range; `before` is the amount that stands just before the second."""
    gap = _gap(text, before, second)
    if (
        not first.currency
        and second.signed_first
        and first.value < 10_000
        and second.value > 2.5 * first.value
    ):
        return False  # "on 1099 — $4,000": a number that only stands before the amount
    joined = _TO.fullmatch(gap) or (_AND.fullmatch(gap) and _BETWEEN.search(_back(text, first.start)))
    return (
        bool(joined)
        and _same_currency(first, second)
        and not (first.period and second.period not in (None, first.period))
    )


def _same_currency(first: Amount, second: Amount) -> bool:
    codes = [
        currencies.currency_code(amount.currency)
        for amount in (first, second)
        if amount.currency and not currencies.is_ambiguous(amount.currency)
    ]
    return len(set(codes)) <= 1


def _range(text: str, first: Amount, second: Amount) -> Range:
    low, high = _with_shared_scale(first, second)
    swapped = low > high
    named = [amount.currency for amount in (second, first) if amount.currency]
    currency = next((name for name in named if not currencies.is_ambiguous(name)), named[0] if named else "")
    end = second.end
    return Range(
        start=first.start,
        end=end,
        low=min(low, high) or None,
        high=max(low, high) or None,
        currency=currency,
        period=second.period or first.period,
        scaled=bool(first.scale or second.scale),
        decimals=first.decimals and second.decimals,
        is_range=True,
        swapped=swapped,
    )


def _with_shared_scale(first: Amount, second: Amount) -> tuple[float, float]:
    low, high = first.value, second.value
    factor = {"k": 1_000.0, "lakh": 100_000.0}
    if second.scale and not first.scale and low < 1_000:
        low *= factor[second.scale]
    elif first.scale and not second.scale and high < 1_000:
        high *= factor[first.scale]
    elif (
        not first.scale and not second.scale and 10 <= low < 1_000 and high >= 10_000 and low * 1_000 <= high
    ):
        low *= 1_000
    return low, high


def _single(text: str, amount: Amount) -> Range:
    back = _back(text, amount.start)
    low: float | None = amount.value or None
    high: float | None = amount.value or None
    start = amount.start
    if up_to := _UP_TO.search(back):
        low, start = None, amount.start - (len(back) - up_to.start())
    elif above := _FROM.search(back):
        high, start = None, amount.start - (len(back) - above.start())
    elif amount.plus or _OPEN_AFTER.match(text, amount.end):
        high = None
    return Range(
        start,
        amount.end,
        low,
        high,
        amount.currency,
        amount.period,
        bool(amount.scale),
        amount.decimals,
        False,
    )


def _back(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK_CHARS) : start]
