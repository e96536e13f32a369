"""Pay in running text: of a body, a title or a feed's pay field.

Base pay only: bonuses, equity, pensions and a company's own figures are told apart by the words around them. Pay
that is only told as total earnings is kept, and its evidence says so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.normalize.money import find_amounts
from index.normalize.pay_context import context_of
from index.normalize.pay_judgement import Source, understand
from index.normalize.pay_ranges import Range, pair
from index.normalize.pay_reading import PayReading, Reading, repeats, settled
from index.types import Period, SaidBy

_MAX_TEXT_CHARS = 500_000
_LEAST_BARE = 10_000.0
_NEAR_CHARS = 80
_MAX_CANDIDATES = 1_000
"""Postings have some dozens of amounts; more than this is no posting."""

_HOURS = re.compile(
    r"(?P<hours>[1-6](?<![\d.,–-][1-6])\d(?:\.\d{1,2})?)[ -]?(?:hours?|hrs?|h|std|stunden|heures?|horas)[ ]?(?:/|per|a|each|pro|par|por|[ ])[ ]?(?:week|wk|w\b|woche|semaine|semana)",
    re.IGNORECASE,
)


def find_salaries(
    text: str,
    *,
    field: str,
    said_by: SaidBy,
    country: str | None = None,
    period: Period | None = None,
    currency: str = "",
) -> PayReading:
    """The base pay that a text states: of a body ("text"), a title ("title") or a feed's pay field.

    In a pay field a bare number may be pay; in a body an amount needs pay words, a range or a period beside it.

    Args:
        text: What to read; at most the first half million characters are.
        field: Where it stands, for the evidence; spans are given for "text" alone.
        said_by: Who says it.
        country: ISO code of the posting's country: what `$` means, and the currency of amounts that name none.
        period: What the feed says the amounts are per, when the text does not.
        currency: What the feed says they are in, when the text does not.
    """
    text = text[:_MAX_TEXT_CHARS]
    return _read(Source(text, field, said_by, country, _stated_hours(text), period, currency))


def _read(source: Source) -> PayReading:
    text = source.text
    readings: list[Reading] = []
    floor = 0
    least_bare = 0.0 if source.is_pay_field else _LEAST_BARE
    for found in pair(text, list(find_amounts(text)), least_bare=least_bare)[:_MAX_CANDIDATES]:
        found = _inheriting(found, readings)
        context = context_of(
            text,
            found.start,
            found.end,
            floor=floor,
            is_range=found.is_range,
            in_pay_field=_fits(found, source),
        )
        reading = understand(found, context, source, floor)
        if found.currency or found.scaled:
            floor = found.end
        if reading is not None and not repeats(reading, readings, text):
            readings.append(reading)
    return settled(readings)


def _inheriting(found: Range, readings: list[Reading]) -> Range:
    """A bare range right after another takes its currency: "USD 150,000 - 310,000 in California // 135,000 - 290,000"."""
    if found.currency or found.scaled or not found.is_range or not readings or (found.low or 0) < _LEAST_BARE:
        return found
    last = readings[-1]
    if not last.is_range or not last.salary.currency or found.start - last.end > _NEAR_CHARS:
        return found
    return replace(found, currency=last.salary.currency, period=found.period or last.salary.period)


def _fits(found: Range, source: Source) -> bool:
    """Whether a feed's pay field gives an amount that can only be somebody's pay."""
    return source.is_pay_field and (
        found.is_range or found.period is not None or (found.high or found.low or 0) >= _LEAST_BARE
    )


def _stated_hours(text: str) -> float | None:
    """Hours a week, when the text states one number of them."""
    found = {float(match["hours"]) for match in _HOURS.finditer(text)}
    return found.pop() if len(found) == 1 else None
