"""Numbers, amounts, percentages and dates in a text, parsed so that "$150k" is "150,000 dollars". Pure.

Used to hold a sentence against what it cites: a figure is supported when the same value stands there, and neither
currency, period nor percent sign contradict. An ambiguous figure ("90.000") has all its readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

_CODES = "USD|CAD|AUD|NZD|SGD|HKD|GBP|EUR|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|INR|JPY|CNY|KRW|BRL|MXN|ZAR|AED|SAR|ILS|TRY|PHP|IDR|MYR|THB|TWD|NGN"
_CURRENCIES = {
    "$": "$", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "s$": "SGD", "nz$": "NZD", "hk$": "HKD",
    "£": "GBP", "€": "EUR", "₹": "INR", "¥": "¥", "dollars": "$", "dollar": "$", "euros": "EUR", "euro": "EUR",
    "pounds": "GBP", "pound": "GBP", "rupees": "INR", "francs": "CHF",
}  # fmt: skip
_DOLLARS = frozenset(("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "$"))
_YENS = frozenset(("JPY", "CNY", "¥"))
_SCALES = {
    "k": 1e3, "thousand": 1e3, "tsd": 1e3, "grand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6,
    "bn": 1e9, "b": 1e9, "billion": 1e9,
}  # fmt: skip
_PERIODS = {
    "year": "year", "yr": "year", "annum": "year", "annually": "year", "annual": "year", "yearly": "year", "pa": "year", "p.a.": "year",
    "month": "month", "monthly": "month", "mo": "month", "week": "week", "weekly": "week", "wk": "week",
    "day": "day", "daily": "day", "diem": "day", "hour": "hour", "hr": "hour", "hourly": "hour", "h": "hour",
}  # fmt: skip
_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "dozen": 12,
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<{{}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"

_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<before>(?:US|CA|AU|NZ|HK|[CAS])?\$|[£€₹¥]|(?:{_CODES})\s?)?\s?"
    r"(?P<number>\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,4}(?!\d))?)"
    r"(?:\s?(?P<scale>thousand|million|billion|grand|tsd|mio|mn|mm|bn|[kKmMbB])(?![A-Za-z]))?"
    r"(?P<plus>\+)?"
    rf"(?:\s?(?P<after>[€£$%]|percent\b|per\s?cent\b|(?:{_CODES})\b|dollars?\b|euros?\b|pounds?\b|rupees\b|francs\b))?"
    r"(?:\s?(?P<gross>gross|base|before tax))?"
    r"(?:\s{0,2}(?:/|per\b|a\b|an\b|each\b|every\b|-)?\s{0,2}(?P<period>year|yr|annum|annually|annual|yearly|pa\b|p\.a\.|month|monthly|mo\b|week|weekly|wk|day|daily|diem|hour|hr|hourly|h\b)(?!s))?",
    re.IGNORECASE,
)
_WORD_NUMBER = re.compile(
    rf"(?<![\w-])(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?P<unit>one|two|three|four|five|six|seven|eight|nine)|(?P<word>{'|'.join(_WORDS)}))(?![\w])",
    re.IGNORECASE,
)
_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?<![\w])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s(?:of\s)?)?{_MONTH.format('name')}\s(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s))?(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![\w])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s(?:of\s)?{_MONTH.format('name')}|{_MONTH.format('name2')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?![\w,.]?\d)(?!\w)", re.IGNORECASE),
)  # fmt: skip
_RANGE_GAP = re.compile(r"^\s{0,2}(?:-|–|—|to|and|bis|until)\s{0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands in a text, `text[start:end]`, with all the values it can be read as."""

    values: frozenset[float]
    start: int
    end: int
    currency: str = ""
    """ISO code, "$" or "¥" where it could be several, "" when none is said."""
    period: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it stands in a text; parts not said are None. `readings` are (year, month, day)."""

    readings: frozenset[tuple[int | None, int | None, int | None]]
    start: int
    end: int


def find_days(text: str) -> list[Day]:
    """The dates of a text, in order; "05/06/2026" has both its readings."""
    found: list[Day] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(each.start < match.end() and match.start() < each.end for each in found):
                continue
            if readings := frozenset(each for each in _readings(match) if _possible(*each)):
                found.append(Day(readings, match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def _readings(match: re.Match[str]) -> Iterable[tuple[int | None, int | None, int | None]]:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        return ((year, first, second), (year, second, first))
    name = parts.get("name") or parts.get("name2")
    month = _MONTHS[name.lower()] if name else int(parts["m"])
    day = parts.get("d") or parts.get("d2")
    return ((year, month, int(day) if day else None),)


def _possible(_year: int | None, month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def find_figures(text: str, days: Iterable[Day] = ()) -> list[Figure]:
    """The numbers of a text that are no part of `days`, in order; both ends of a range share what one of them says."""
    taken = [(day.start, day.end) for day in days]
    found = [
        _figure(match)
        for match in _NUMBER.finditer(text)
        if not any(start < match.end("number") and match.start("number") < end for start, end in taken)
    ]
    for match in _WORD_NUMBER.finditer(text):
        if value := _word_value(match):
            found.append(Figure(frozenset((float(value),)), match.start(), match.end()))
    return _ranges(sorted(found, key=lambda each: each.start), text)


def _word_value(match: re.Match[str]) -> int:
    if match["word"]:
        word = match["word"].lower()
        return 0 if word in ("one", "zero") else _WORDS[word]  # "one of them", "zero" and "no" are no figures
    return _WORDS[match["tens"].lower()] + _WORDS[match["unit"].lower()]


def _figure(match: re.Match[str]) -> Figure:
    scale = _SCALES[match["scale"].lower()] if match["scale"] and match["number"] != "401" else 1.0
    marks = [(match["before"] or "").strip().lower(), (match["after"] or "").strip().lower()]
    percent = marks[1] in ("%", "percent", "per cent")
    currency = next((_CURRENCIES.get(mark, mark.upper()) for mark in marks if mark and not percent), "")
    return Figure(
        values=frozenset(value * scale for value in _values(match["number"])),
        start=match.start(),
        end=match.end(),
        currency=currency,
        period=_PERIODS.get((match["period"] or "").lower(), ""),
        percent=percent,
    )


def _values(number: str) -> Iterable[float]:
    """What "150,000", "90.000", "1.5", "45,50" or "150 000" can be."""
    plain = re.sub(r"['’\u00a0\u202f ]", "", number)
    marks = re.sub(r"\d", "", plain)
    if not marks:
        return (float(plain),)
    last, decimals = marks[-1], len(plain) - 1 - plain.rindex(marks[-1])
    grouped = float(plain.replace(",", "").replace(".", ""))
    if len(set(marks)) > 1 or (decimals != 3 and len(marks) == 1):
        whole, _, part = plain.rpartition(last)
        return (float(f"{whole.replace(',', '').replace('.', '')}.{part}"),)
    if len(marks) > 1 or last == ",":
        return (grouped,)
    return (grouped, float(plain))


def _ranges(figures: list[Figure], text: str) -> list[Figure]:
    shared = list(figures)
    for number in range(len(shared) - 1, 0, -1):
        first, second = shared[number - 1], shared[number]
        if not _RANGE_GAP.match(text[first.end : second.start]):
            continue
        scaled = {value * 1e3 for value in first.values if value < 1000 and max(second.values) >= 1000}
        shared[number - 1] = replace(
            first,
            values=first.values | scaled,
            currency=first.currency or second.currency,
            period=first.period or second.period,
            percent=first.percent or second.percent,
        )
        shared[number] = replace(second, currency=second.currency or first.currency)
    return shared


def same_currency(one: str, other: str) -> bool:
    """Whether two currencies can be the same: "$" is any dollar, none said is any."""
    if not one or not other or one == other:
        return True
    return any({one, other} <= family and {one, other} & {"$", "¥"} for family in (_DOLLARS, _YENS))


def supports(evidence: Figure, claim: Figure) -> bool:
    """Whether a figure of the evidence says what the claim says."""
    return (
        any(abs(one - other) <= 0.005 for one in evidence.values for other in claim.values)
        and evidence.percent == claim.percent
        and same_currency(evidence.currency, claim.currency)
        and (not evidence.period or not claim.period or evidence.period == claim.period)
    )


def day_supports(evidence: Day, claim: Day) -> bool:
    """Whether a date of the evidence is the claimed one; parts that the claim leaves out do not matter."""
    return any(
        all(said is None or said == stated for said, stated in zip(one, other, strict=True))
        for one in claim.readings
        for other in evidence.readings
    )


def as_day(day: date) -> Day:
    """A known date as evidence."""
    return Day(frozenset(((day.year, day.month, day.day),)), 0, 0)
