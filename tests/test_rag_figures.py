"""Figures and dates read from text: one value however it is written."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.figures import as_day, day_supports, find_days, find_figures, same_currency, supports


def _read(text: str) -> list[tuple[list[float], str, str, bool]]:
    found = find_figures(text, find_days(text))
    return [(sorted(each.values), each.currency, each.period, each.percent) for each in found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("$150k", [([150_000], "$", "", False)]),
        ("150,000 USD", [([150_000], "USD", "", False)]),
        ("C$150k/yr", [([150_000], "CAD", "year", False)]),
        ("£500 a day", [([500], "GBP", "day", False)]),
        ("90.000 € brutto", [([90, 90_000], "EUR", "", False)]),
        ("150 000 EUR", [([150_000], "EUR", "", False)]),
        ("45,50 EUR", [([45.5], "EUR", "", False)]),
        (
            "$200,096.00 - $254,667.00 per annum",
            [([200_096], "$", "year", False), ([254_667], "$", "year", False)],
        ),
        ("120-150k USD", [([120, 120_000], "USD", "", False), ([150_000], "USD", "", False)]),
        ("1.5 million users", [([1_500_000], "", "", False)]),
        ("up to 15 percent", [([15], "", "", True)]),
        ("five years, twenty-five countries", [([5], "", "", False), ([25], "", "", False)]),
        ("one of the teams", []),
        ("EC2, S3 and GPT4", []),
        ("401k", [([401], "", "", False)]),
        ("3 days a week", [([3], "", "", False)]),
        ("in March 2026", []),
    ],
)
def test_a_figure_is_read_with_its_value_currency_and_period(text: str, figures: list[object]) -> None:
    assert _read(text) == figures


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2026-05-11", {(2026, 5, 11)}),
        ("May 11, 2026", {(2026, 5, 11)}),
        ("11th of May 2026", {(2026, 5, 11)}),
        ("May 2026", {(2026, 5, None)}),
        ("11 May", {(None, 5, 11)}),
        ("05/11/2026", {(2026, 5, 11), (2026, 11, 5)}),
        ("31/12/2026", {(2026, 12, 31)}),
    ],
)
def test_a_date_is_read_in_all_its_readings(text: str, readings: set[object]) -> None:
    assert [each.readings for each in find_days(text)] == [readings]


@pytest.mark.parametrize(
    ("stated", "claimed", "is_supported"),
    [
        ("$160,000 - $190,000 a year", "$190k", True),
        ("$160,000 - $190,000 a year", "$190,000 an hour", False),
        ("$160,000", "£160,000", False),
        ("$160,000", "160,000", True),
        ("15%", "15", False),
        ("15%", "15 percent", True),
        ("5+ years", "five years", True),
        ("5+ years", "six years", False),
    ],
)
def test_a_claim_is_supported_by_the_same_value_said_the_same_way(
    stated: str, claimed: str, is_supported: bool
) -> None:
    claim = find_figures(claimed)[0]
    assert any(supports(each, claim) for each in find_figures(stated)) is is_supported


@given(
    st.integers(1000, 999_999_999),
    st.sampled_from(["{:,}", "{}", "{:_}"]),
    st.sampled_from(["$", "£", "€", "USD ", ""]),
)
def test_any_amount_written_in_any_of_the_usual_ways_is_read_back(
    amount: int, form: str, currency: str
) -> None:
    written = currency + form.format(amount).replace("_", " ")
    assert amount in find_figures(f"It pays {written} now")[0].values


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"]),
)
def test_any_day_written_in_any_of_the_usual_ways_supports_itself_and_not_the_day_after(
    day: date, form: str
) -> None:
    stated = find_days(f"posted {day.strftime(form)} here")
    assert len(stated) == 1
    assert day_supports(stated[0], as_day(day))
    after = day + timedelta(days=1)
    if form != "%d.%m.%Y":
        assert not day_supports(stated[0], as_day(after))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("$", "CAD", True), ("USD", "CAD", False), ("", "EUR", True), ("¥", "JPY", True), ("$", "EUR", False)],
)
def test_a_dollar_sign_can_be_any_dollar(one: str, other: str, same: bool) -> None:
    assert same_currency(one, other) is same is same_currency(other, one)


@pytest.mark.parametrize("piece", ["1,", "1 ", "$1", "12.3", "May ", "1 000 ", "2026-", "twenty-"])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.perf_counter()
    find_figures(text, find_days(text))
    assert time.perf_counter() - began < 3
