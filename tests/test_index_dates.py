"""Dates in every format that feeds write them in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.dates import FIRST_YEAR, LAST_YEAR, find_date

APRIL = date(2026, 4, 24)
ANY_DATE = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-24",
        "2026-04-24T08:00:00Z",
        "2026-04-24T08:00:00.000+01:00",
        "2026-04-24 08:00:00",
        "2026/04/24",
        "20260424",
        "20260424T080000",
        "Fri, 24 Apr 2026 08:00:00 GMT",
        "Fri, 24 Apr 2026 23:30:00 PDT",
        "Fri, 24 Apr 2026 08:00:00 +0000",
        "24 Apr 2026 08:00:00 EST",
        "Fri, 24 Apr 26 08:00:00 GMT",
        "24.04.2026",
        "24.4.2026",
        "24.04.26",
        "24.04.2026 08:00",
        "24/04/2026",
        "24-04-2026",
        "4/24/2026",
        "04/24/2026 08:00 AM",
        "April 24, 2026",
        "Apr 24, 2026",
        "Apr. 24, 2026",
        "april 24th 2026",
        "24 April 2026",
        "24th of April 2026",
        "24-Apr-2026",
        "24. April 2026",
        "24 avril 2026",
        "24 de abril de 2026",
        "Posted April 24, 2026",
        "📅 Posted\u00a0April\u00a024,\u00a02026",
        "Friday, April 24, 2026",
        "Posted on: Fri 24 April 2026",
        "1777017600",
        "1777017600000",
    ],
)
def test_the_same_day_in_many_forms(text):
    assert find_date(text) == APRIL


@pytest.mark.parametrize(
    "text, expected",
    [
        ("11 May 2026", date(2026, 5, 11)),
        ("May 11, 2026", date(2026, 5, 11)),
        ("1. März 2026", date(2026, 3, 1)),
        ("1er août 2026", date(2026, 8, 1)),
        ("3 de diciembre de 2025", date(2025, 12, 3)),
        ("31.12.2026", date(2026, 12, 31)),
    ],
)
def test_month_names_of_four_languages(text, expected):
    assert find_date(text) == expected


@pytest.mark.parametrize(
    "text, day_first, expected",
    [
        ("04/05/2026", False, date(2026, 4, 5)),
        ("04/05/2026", True, date(2026, 5, 4)),
        ("13/05/2026", False, date(2026, 5, 13)),
        ("05/13/2026", True, date(2026, 5, 13)),
        ("04.05.2026", False, date(2026, 5, 4)),
        ("13/13/2026", True, None),
        ("05.13.2026", False, None),
    ],
)
def test_an_ambiguous_day_follows_the_convention_named(text, day_first, expected):
    assert find_date(text, day_first=day_first) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("today", date(2026, 5, 10)),
        ("Yesterday", date(2026, 5, 9)),
        ("2 days ago", date(2026, 5, 8)),
        ("Posted 2 days ago", date(2026, 5, 8)),
        ("30+ days ago", date(2026, 4, 10)),
        ("3 hours ago", date(2026, 5, 10)),
        ("5 minutes ago", date(2026, 5, 10)),
        ("a week ago", date(2026, 5, 3)),
        ("2 months ago", date(2026, 3, 11)),
        ("vor 3 Tagen", date(2026, 5, 7)),
        ("il y a 2 jours", date(2026, 5, 8)),
        ("hace 2 semanas", date(2026, 4, 26)),
    ],
)
def test_relative_dates_need_a_today(text, expected):
    assert find_date(text, today=date(2026, 5, 10)) == expected
    assert find_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "ASAP", "n/a", "0000-00-00", "2026-02-30", "2026-13-01", "1989-12-31", "2101-01-01", "0",
        "12", "123456789012345", "-1777017600", "1e9", "Monday", "May", "32 May 2026", "2 days", "5 Foo 2026",
        "2026-04-244", "99999999999999 days ago", "9999 years ago",
    ],
)  # fmt: skip
def test_nonsense_is_no_date(text):
    assert find_date(text, today=date(2026, 5, 10)) is None


@given(ANY_DATE)
def test_every_day_comes_back_from_every_form(day):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    forms = [
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ]
    forms += [format_datetime(moment), str(int(moment.timestamp())), str(int(moment.timestamp() * 1000))]

    assert {find_date(form) for form in forms} == {day}
    assert find_date(f"{day:%m/%d/%Y}") == day
    assert find_date(f"{day:%d/%m/%Y}", day_first=True) == day


@given(ANY_DATE.filter(lambda day: day.year > 1995), st.integers(0, 400))
def test_days_ago_count_back(today, count):
    assert find_date(f"{count} days ago", today=today) == today - timedelta(days=count)


@given(st.text(max_size=300))
def test_any_text_gives_a_date_in_range_or_none(text):
    found = find_date(text, today=date(2026, 5, 10))

    assert found is None or FIRST_YEAR <= found.year <= LAST_YEAR
