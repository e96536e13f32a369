"""Pay is read with its evidence; what is not pay is left alone; feeds' numbers are checked by their text."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.normalize.html import clean
from index.normalize.money import read_number
from index.normalize.salary import find_salaries, from_record
from index.types import RecordPay


def read(text, *, field="text", country=None):
    """(min, max, currency, period) of each salary."""
    found = find_salaries(text, field=field, said_by="employer", country=country).salaries
    return [(pay.min, pay.max, pay.currency, pay.period) for pay in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Salary: $120-150k", (120_000, 150_000, "USD", "year")),
        ("Acme | Engineer | Remote | $150k+ | Full-time", (150_000, None, "USD", "year")),
        ("Canada based applicants only $139,378-$189,378 CAD", (139_378, 189_378, "CAD", "year")),
        ("139,378-189,378 CAD", (139_378, 189_378, "CAD", "year")),
        ("Salary: $200,096.00 - $254,667.00 per annum", (200_096, 254_667, "USD", "year")),
        ("£500 per day", (500, 500, "GBP", "day")),
        ("Gehalt: € 55.000 – 70.000", (55_000, 70_000, "EUR", "year")),
        ("USD 150,000 – 200,000", (150_000, 200_000, "USD", "year")),
        ("152,000 USD - 241,500 USD", (152_000, 241_500, "USD", "year")),
        ("$60/hr", (60, 60, "USD", "hour")),
        ("4 000 zł / month", (4_000, 4_000, "PLN", "month")),
        ("wynagrodzenie 15 000 - 20 000 zł", (15_000, 20_000, "PLN", "month")),
        ("$170 - $220k", (170_000, 220_000, "USD", "year")),
        ("$119k-164", (119_000, 164_000, "USD", "year")),
        ("between $23.00 per hour and $51.50 per hour", (23, 51.5, "USD", "hour")),
        ("$146,443/year to $178,800/year", (146_443, 178_800, "USD", "year")),
        ("The salary range is $100,000 USD to $120,000 USD annually", (100_000, 120_000, "USD", "year")),
        ("35 000 à 45 000 € brut par an", (35_000, 45_000, "EUR", "year")),
        ("Salaire : 45-55k€ brut annuel", (45_000, 55_000, "EUR", "year")),
        ("salario entre 30.000 y 40.000 euros brutos anuales", (30_000, 40_000, "EUR", "year")),
        ("Vergütung: 3.500,00 € brutto pro Monat", (3_500, 3_500, "EUR", "month")),
        ("Stundenlohn: 17,50 €", (17.5, 17.5, "EUR", "hour")),
        ("CHF 120'000 - 140'000", (120_000, 140_000, "CHF", "year")),
        ("CTC: ₹12,00,000 - ₹18,00,000 p.a.", (1_200_000, 1_800_000, "INR", "year")),
        ("Remote (India) | Full-Time | 6–10 LPA", (600_000, 1_000_000, "INR", "year")),
        ("INR 16 Lakh to 24 Lakh (CTC)", (1_600_000, 2_400_000, "INR", "year")),
        ("Salary up to £60k", (None, 60_000, "GBP", "year")),
        ("up to £60k salary", (None, 60_000, "GBP", "year")),
        ("from €45k per year", (45_000, None, "EUR", "year")),
        ("Minimum: $120,000 Midpoint: $150,000 Maximum: $180,000", (120_000, 180_000, "USD", "year")),
        ("a monthly base salary of $9,000", (9_000, 9_000, "USD", "month")),
        ("Compensation: $750 per week", (750, 750, "USD", "week")),
        ("C$60-80k", (60_000, 80_000, "CAD", "year")),
        ("Estimated Annual Pay Range$155,000 - $215,000 USDAcme Is An Equal Opportunity Employer", (155_000, 215_000, "USD", "year")),
        ("SchoolSalary Range: $18.00 - $18.00 HourlyJob Category", (18, 18, "USD", "hour")),
        ("Salary Range: $50,600.00-$67,500.000", (50_600, 67_500, "USD", "year")),
        ("The US base salary range for this position is $179,200 - $268,800 + bonus + equity", (179_200, 268_800, "USD", "year")),
        ("Staff Engineer, Machine Learning ($250,000 - $330,000)", (250_000, 330_000, "USD", "year")),
        ("R$ 8.000 - R$ 10.000 por mês", (8_000, 10_000, "BRL", "month")),
    ],
)  # fmt: skip
def test_pay_in_every_writing(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We raised $20M Series A at a $120M valuation.",
        "We serve 10,000+ employees in 30 countries and process $5 billion per year.",
        "401k match up to $10,000 per year, 401(k) with 4%",
        "$7,500 Sign On Bonus for experienced nurses!",
        "An annual bonus of $10,000 - $20,000.",
        "Access up to $5,250 in tuition coverage per year",
        "We offer a €600 annual mobility allowance and a $1,000 learning stipend",
        "You'll get $100 per month to support projects you care about.",
        "Conversion to Pro ($12/mo or $99/yr)",
        "Enterprises spend $120T+ per year; an average deal size of $100k+",
        "Grew revenue from $10,000,000 to $20,000,000",
        "Stock options worth $50,000 - $100,000",
        "Competitive salary, negotiable, DOE",
        "Anticipated Salary Range: $0.00 - $0.00",
        "Salary Range: $ - $ per hour",
        "From 2019 to 2024 we worked 24/7 with 100k users and 5,000 - 10,000 servers",
        "Band 6",
        "required (US Central Time 8AM to 5PM)",
        "https://jobs.example.com/job/1833794 Salary",
        "",
    ],
)
def test_other_money_and_other_numbers_are_not_pay(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "country, currency",
    [
        (None, "USD"),
        ("US", "USD"),
        ("CA", "CAD"),
        ("AU", "AUD"),
        ("SG", "SGD"),
        ("NZ", "NZD"),
        ("HK", "HKD"),
        ("DE", "USD"),
    ],
)
def test_a_bare_dollar_follows_the_country(country, currency):
    assert read("Salary: $120,000 - $150,000 per year", country=country) == [
        (120_000, 150_000, currency, "year")
    ]


def test_a_dollar_that_cannot_be_pesos_is_a_us_dollar():
    assert read("Salary: $120,000 - $150,000 per year", country="CL") == [(120_000, 150_000, "USD", "year")]


@pytest.mark.parametrize(
    "text, currency",
    [
        ("US pay range: $100,000 - $120,000", "USD"),
        ("Canada pay range: $100,000 - $120,000", "CAD"),
        ("Salary (CAD): $100,000 - $120,000", "CAD"),
        ("Salary: $100,000 - $120,000 (AUD)", "AUD"),
    ],
)
def test_a_currency_or_country_in_the_clause_decides(text, currency):
    assert read(text, country="GB")[0][2] == currency


def test_base_pay_goes_before_total_earnings():
    assert read("OTE: $200k-$250k, base $120k-$140k") == [(120_000, 140_000, "USD", "year")]

    (only,) = find_salaries("OTE: $200k-$250k", field="text", said_by="employer").salaries
    assert (only.min, only.max, only.evidence.note) == (
        200_000,
        250_000,
        "total earnings, not base pay alone",
    )


def test_a_bonus_beside_the_salary_is_left_out():
    assert read("Base salary of $150,000 plus a $20,000 sign-on bonus") == [(150_000, 150_000, "USD", "year")]


def test_several_ranges_keep_their_places():
    text = "New York City: $100,000 - $120,000\nDenver: $90,000 - $110,000\nfor Level 4 $80,000 - $90,000"
    found = find_salaries(text, field="text", said_by="employer").salaries

    assert [(pay.place, pay.min) for pay in found] == [
        ("New York City", 100_000),
        ("Denver", 90_000),
        ("Level 4", 80_000),
    ]


def test_a_period_on_the_next_line_belongs_to_the_next_amount():
    text = "Salary (undergraduate): $4,500 per month\n\nMonthly Salary (graduate): $6,060"

    assert read(text) == [(4_500, 4_500, "USD", "month"), (6_060, 6_060, "USD", "month")]


def test_a_range_told_twice_is_kept_once():
    assert read("Pay: $45/hr ($93,600 a year). Again: $45/hr") == [(45, 45, "USD", "hour")]


def test_a_second_range_takes_the_currency_of_the_first():
    text = "Annual Salary USD 136,500 - 276,500 in California // 120,500 - 250,000 in Florida"

    assert read(text) == [(136_500, 276_500, "USD", "year"), (120_500, 250_000, "USD", "year")]


def test_swapped_bounds_are_put_right_with_a_warning():
    reading = find_salaries("Salary range: $200k-$150k", field="text", said_by="employer")

    assert (reading.salaries[0].min, reading.salaries[0].max) == (150_000, 200_000)
    assert reading.warnings == ("pay bounds were swapped: '$200k-$150k'",)


def test_the_yearly_value_names_its_hours():
    (pay,) = find_salaries("Pay: $20 - $30 an hour", field="text", said_by="employer").salaries
    assert (pay.min_year, pay.max_year, pay.yearly_note) == (
        41_600,
        62_400,
        "40 hours a week, 52 weeks a year",
    )

    (pay,) = find_salaries("Pay: £20 an hour, 37.5 hours per week", field="text", said_by="employer").salaries
    assert (pay.min_year, pay.yearly_note) == (39_000, "37.5 hours a week, 52 weeks a year")


def test_evidence_is_the_exact_span_in_text_and_none_elsewhere():
    text = "About us.\n\nThe salary is £50,000 - £60,000 per annum (pro rata)."
    (pay,) = find_salaries(text, field="text", said_by="employer").salaries
    assert text[pay.evidence.start : pay.evidence.end] == pay.evidence.quote == "£50,000 - £60,000 per annum"

    (pay,) = find_salaries(text, field="salary", said_by="feed").salaries
    assert (pay.evidence.start, pay.evidence.end, pay.evidence.field, pay.evidence.said_by) == (
        None,
        None,
        "salary",
        "feed",
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("90K-180K Annually", (90_000, 180_000, "USD", "year")),
        ("20-25 Hourly", (20, 25, "USD", "hour")),
        ("$70K per year", (70_000, 70_000, "USD", "year")),
        ("85000", (85_000, 85_000, "USD", "year")),
        ("£30000 - 33000", (30_000, 33_000, "GBP", "year")),
        ("£82,096 - £110,683 London Allowance £2,162", (82_096, 110_683, "GBP", "year")),
        ("Up to £33,000 & £1500 Welcome Bonus", (None, 33_000, "GBP", "year")),
    ],
)
def test_a_pay_field_may_hold_bare_numbers(text, expected):
    assert read(text, field="salary", country="US") == [expected]


@pytest.mark.parametrize(
    "text", ["Band 6", "Competitive", "1K-2K Annually", "0 - 0", "Grade 7 step 3", "401k"]
)
def test_a_pay_field_without_pay_gives_none(text):
    assert read(text, field="salary", country="US") == []


def record(**parts):
    return from_record(RecordPay(name="baseSalary", **parts), country="GB")


def bounds(reading):
    return [(pay.min, pay.max, pay.currency, pay.period) for pay in reading.salaries]


def test_structured_pay_is_taken_with_its_unit():
    reading = record(min=20, max=25, currency="USD", period="HOUR")

    assert bounds(reading) == [(20, 25, "USD", "hour")]
    assert reading.salaries[0].evidence.quote == "20 - 25 USD HOUR"
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "period", ["YEAR", "per-year-salary", "1 YEAR", "annually", "yearly", "Annual", "p.a.", ""]
)
def test_units_of_feeds_are_understood(period):
    assert bounds(record(min=50_000, max=60_000, currency="EUR", period=period)) == [
        (50_000, 60_000, "EUR", "year")
    ]


@pytest.mark.parametrize(
    "parts, expected, warned",
    [
        ({"min": 0, "max": 0, "currency": "USD"}, [], ""),
        ({"min": 0, "max": 90_000, "currency": "USD", "period": "YEAR"}, [(None, 90_000, "USD", "year")], ""),
        ({"min": 90_000, "max": 60_000, "currency": "USD", "period": "YEAR"}, [(60_000, 90_000, "USD", "year")], "swapped"),
        ({"min": 29, "max": 31, "currency": "USD", "period": "YEAR"}, [(29, 31, "USD", "hour")], "implausible"),
        ({"min": 120, "max": 150, "currency": "USD", "period": "YEAR"}, [(120_000, 150_000, "USD", "year")], "read as"),
        ({"min": 1_500, "max": 33_000, "currency": "GBP", "period": "YEAR"}, [(None, 33_000, "GBP", "year")], "left out"),
        ({"min": 80_000, "max": 90_000, "currency": "USD", "period": "HOUR"}, [(80_000, 90_000, "USD", "year")], "implausible"),
        ({"min": float("inf"), "max": float("nan")}, [], ""),
        ({"min": -5, "max": -1, "period": "YEAR"}, [], ""),
        ({"min": 1, "max": 1, "currency": "USD", "period": "YEAR"}, [], "implausible"),
    ],
)  # fmt: skip
def test_impossible_numbers_are_put_right_or_left_out_with_a_warning(parts, expected, warned):
    reading = record(**parts)

    assert bounds(reading) == expected
    assert (warned in " ".join(reading.warnings)) if warned else reading.warnings == ()


@pytest.mark.parametrize(
    "text, low, high, expected",
    [
        ("Up to £33,000 & £1500 Welcome Bonus", 1_500, 33_000, [(None, 33_000, "GBP", "year")]),
        ("£9.20 to £9.88 per hour", 15_465, 16_608, [(9.2, 9.88, "GBP", "hour")]),
        ("£160 per week", 160, 160, [(160, 160, "GBP", "week")]),
        ("£31,365 - £37,890 pro rata", 31_365, 37_890, [(31_365, 37_890, "GBP", "year")]),
        ("Competitive", 30_000, 35_000, [(30_000, 35_000, "GBP", "year")]),
        ("Band 5/6 equivalent", 10_086, 10_086, []),
    ],
)
def test_the_text_beside_the_numbers_decides(text, low, high, expected):
    assert bounds(record(text=text, min=low, max=high, currency="GBP", period="YEAR")) == expected


def test_a_disagreement_is_a_warning():
    reading = record(text="£9.20 per hour", min=15_465, max=15_465, currency="GBP", period="YEAR")

    assert reading.warnings == (
        "the feed's pay 15465 - 15465 GBP YEAR does not fit its own text '£9.20 per hour'; the text was used",
    )


def test_the_place_of_a_range_is_kept():
    assert record(min=90_000, max=99_000, currency="USD", place="Zone A").salaries[0].place == "Zone A"


@given(
    st.integers(10_000, 400_000),
    st.integers(0, 100_000),
    st.sampled_from(["$", "£", "€"]),
    st.sampled_from(["-", " – ", " to "]),
)
@settings(max_examples=60, deadline=None)
def test_any_yearly_range_comes_back(low, more, sign, dash):
    high = low + more
    text = (
        f"We care. The salary range for this role is {sign}{low:,}{dash}{sign}{high:,} per year, plus bonus."
    )

    ((found_low, found_high, _, period),) = read(text)
    assert (found_low, found_high, period) == (low, high, "year")


@given(st.integers(1_000, 99_999_999))
def test_a_number_reads_the_same_in_every_grouping(value):
    forms = [
        f"{value:,}",
        f"{value:,}".replace(",", "."),
        f"{value:,}".replace(",", " "),
        f"{value:,}.00",
        str(value),
    ]
    forms.append(f"{value:,}".replace(",", ".") + ",00")

    assert {read_number(form) for form in forms} == {float(value)}


MONEY_WORDS = st.sampled_from(
    ["$", "€", "£", "100", "1,000", "55.000", "k", "K", " - ", "–", " to ", "per ", "hour", "year", "salary ", "bonus ",
     "up to ", "USD", " CAD", "/", "lakh", "\n", ". ", "+", "between ", " and ", "New York: ", "(", ")", "0", "9" * 9]
)  # fmt: skip


@given(
    st.lists(st.one_of(MONEY_WORDS, st.text(max_size=4)), max_size=40), st.sampled_from(["text", "salary"])
)
@settings(deadline=None)
def test_any_text_gives_ordered_bounds_and_exact_quotes(pieces, field):
    text = "".join(pieces)
    for pay in find_salaries(text, field=field, said_by="employer", country="US").salaries:
        assert pay.min is not None or pay.max is not None
        assert pay.min is None or pay.max is None or pay.min <= pay.max
        assert pay.evidence.quote in text
        assert field != "text" or text[pay.evidence.start : pay.evidence.end] == pay.evidence.quote


@pytest.mark.parametrize(
    "piece",
    ["$", "$1 ", "1 ", "1,", "100 000 ", "$100k-", "USD ", "per ", "salary ", "Aa Bb ", "in New York, ", "up to ", "$1 gross ",
     "bonus of ", "$100,000 - $120,000 ", "New York: $100k ", "between ", " ", "\n", "9", "1.1", "$10 and "],
)  # fmt: skip
def test_hostile_texts_take_bounded_time(piece):
    text = piece * (300_000 // len(piece))
    start = time.perf_counter()
    find_salaries(text, field="text", said_by="employer")
    find_salaries(text[:20_000], field="salary", said_by="feed", country="US")

    assert time.perf_counter() - start < 20


@pytest.mark.seeds
def test_the_seeds_pay_is_read(seeds_dir):
    texts = [
        clean(path.read_text("utf-8"), is_html=False).text
        for path in sorted(seeds_dir.iterdir())
        if path.suffix == ".txt"
    ]

    found = [read(text) for text in texts]
    assert [(200_096, 254_667, "USD", "year")] in found
    assert any((139_378, 189_378, "CAD", "year") in each for each in found)


@pytest.mark.corpus
def test_stated_pay_of_real_postings_is_read(corpus_dir):
    """The whole count, with errors listed, is in bench/normalize.py; this guards it on a sample."""
    with gzip.open(corpus_dir / "postings" / "builtin_ai_jobs.jsonl.gz", "rt") as lines:
        rows = [
            row
            for row in map(json.loads, lines)
            if row["salary_source"] == "text_regex" and row["period"] == "YEAR"
        ]
    right = 0
    for row in rows[::4]:
        found = read(clean(row["description"], is_html=False).text)
        right += any((low, high) == (row["salary_min"], row["salary_max"]) for low, high, _, _ in found)

    assert right / len(rows[::4]) > 0.97
