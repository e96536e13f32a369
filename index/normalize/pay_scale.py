"""Which pay is possible: orders of magnitude that tell a wage from a typing error, and a day's pay from a year's.

The bands are wide on purpose, in US dollars at rough rates; they decide only what cannot be true and what an
amount without a period must be. A value outside its band is never repaired without saying so.
"""

from __future__ import annotations

from index import rates
from index.normalize.currencies import ROUGHLY_PER_DOLLAR
from index.types import Period

_BANDS: dict[Period, tuple[float, float]] = {
    "hour": (2, 1_000),
    "day": (15, 6_000),
    "week": (50, 20_000),
    "month": (150, 80_000),
    "year": (1_500, 5_000_000),
}
_BY_MONTH = frozenset(
    ("PLN", "CZK", "HUF", "RON", "BGN", "RSD", "UAH", "RUB", "TRY", "SEK", "NOK", "DKK", "ISK", "JPY", "CNY", "KRW", "TWD",
     "THB", "MYR", "PHP", "IDR", "VND", "PKR", "BDT", "LKR", "AED", "SAR", "QAR", "EGP", "ZAR", "NGN", "KES", "GHS", "BRL",
     "MXN", "ARS", "CLP", "COP", "PEN", "UYU", "GEL", "SGD", "HKD", "INR", "ILS")
)  # fmt: skip
"""Where pay is usually told per month, so that a small amount without a period is a month's."""
_MONTH_BELOW: dict[str, float] = {
    "INR": 1_700,
    "PKR": 1_700,
    "BDT": 1_700,
    "LKR": 1_700,
    "EGP": 2_500,
    "NGN": 2_500,
}
_RICH = frozenset(("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "NZD", "SGD", None))
_LEAST_RICH_YEAR = 4_000.0
"""In these currencies less a year is a sign of another unit: "1K-2K Annually"."""
_LEAST_FULL_YEAR = 12_000.0
_MOST_HOURLY = 250.0
_LEAST_YEARLY = 9_000.0
_LEAST_MONTHLY = 900.0


def in_dollars(amount: float, currency: str | None) -> float:
    """The amount in US dollars, to one digit."""
    return amount / ROUGHLY_PER_DOLLAR.get(currency or "USD", 1.0)


def is_plausible(amount: float, currency: str | None, period: Period) -> bool:
    """Whether anybody is paid this much per that period."""
    low, high = _BANDS[period]
    if period == "year" and currency in _RICH:
        low = _LEAST_RICH_YEAR
    return low <= in_dollars(amount, currency) <= high


def likely_period(amount: float, currency: str | None) -> Period | None:
    """The period of an amount that names none, or None when its size leaves it open."""
    dollars = in_dollars(amount, currency)
    if currency in _BY_MONTH:
        if dollars >= _MONTH_BELOW.get(currency, _LEAST_FULL_YEAR):
            return "year" if is_plausible(amount, currency, "year") else None
        return "month" if dollars >= 120 else "hour" if 2 <= dollars <= 60 else None
    if dollars >= _LEAST_YEARLY:
        return "year" if is_plausible(amount, currency, "year") else None
    if currency in ("EUR", "CHF") and dollars >= _LEAST_MONTHLY:
        return "month"
    return "hour" if 3 <= dollars <= _MOST_HOURLY else None


def least_yearly(currency: str | None) -> float:
    """US dollars a year from which a range without pay words beside it is still likely somebody's pay."""
    return _MONTH_BELOW.get(currency or "", _LEAST_FULL_YEAR)


def yearly(
    amount: float | None, period: Period, *, hours_per_week: float = rates.HOURS_PER_WEEK
) -> float | None:
    """The amount per year, rounded to cents; None stays None."""
    return None if amount is None else round(rates.to_year(amount, period, hours_per_week=hours_per_week), 2)
