"""Dates as people write them: "1 April", "January 15th, 2026", "Monday", "15/03/2026", "2026-05-01".

A month or weekday without a year is the most recent one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rag.understand.numbers import whole_number
from rag.understand.tokens import Token

_MONTHS = {
    name: number + 1
    for number, names in enumerate(
        ("january jan januar janvier enero", "february feb februar fevrier febrero", "march mar marz mars marzo", "april apr avril abril", "may mai mayo", "june jun juni juin junio",
         "july jul juli juillet julio", "august aug aout agosto", "september sep sept septembre septiembre", "october oct oktober octobre octubre", "november nov novembre noviembre", "december dec dezember decembre diciembre")
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday mon montag lundi lunes", "tuesday tue tues dienstag mardi martes", "wednesday wed mittwoch mercredi miercoles", "thursday thu thurs donnerstag jeudi jueves", "friday fri freitag vendredi viernes", "saturday sat samstag samedi sabado", "sunday sun sonntag dimanche domingo"))
    for name in names.split()
}  # fmt: skip
RELATIVE_DAYS = {
    "today": 1,
    "heute": 1,
    "hoy": 1,
    "aujourd'hui": 1,
    "yesterday": 2,
    "gestern": 2,
    "hier": 2,
    "ayer": 2,
    "tonight": 1,
}


def impossible_date(tokens: Sequence[Token], index: int) -> int | None:
    """Where a date ends that names a day its month does not have ("31 February"), or None."""
    pair = tokens[index : index + 2]
    if (
        len(pair) == 2
        and {token.kind for token in pair} == {"number", "word"}
        and any(token.key in _MONTHS for token in pair)
    ):
        return index + 2
    return index + 1 if pair and pair[0].kind == "date" else None


def read_date(tokens: Sequence[Token], index: int, today: date) -> tuple[date, int, tuple[str, ...]] | None:
    """The date written at `index`, where it ends, and notes on how it was read; None when there is none."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == "date":
        return _numeric_date(token, index)
    if token.key in RELATIVE_DAYS:
        return today - timedelta(days=RELATIVE_DAYS[token.key] - 1), index + 1, ()
    if token.key in _WEEKDAYS:
        back = (today.weekday() - _WEEKDAYS[token.key]) % 7 or 7
        return today - timedelta(days=back), index + 1, ()
    if token.key in {"week", "month", "year"}:
        days = {"week": 7, "month": 30, "year": 365}[token.key]
        return today - timedelta(days=days), index + 1, ()
    return _written_date(tokens, index, today)


def _numeric_date(token: Token, index: int) -> tuple[date, int, tuple[str, ...]] | None:
    parts = [int(part) for part in token.text.replace("/", "-").replace(".", "-").split("-")]
    notes: tuple[str, ...] = ()
    if parts[0] > 31:
        year, month, day = parts
    else:
        first, second, year = parts
        year += 2000 if year < 100 else 0
        day, month = (second, first) if second > 12 else (first, second)
        if first <= 12 and second <= 12 and first != second and "/" in token.text:
            notes = (f"“{token.text}” read as day, month, year",)
    return _valid(year, month, day, index + 1, notes)


def _written_date(
    tokens: Sequence[Token], index: int, today: date
) -> tuple[date, int, tuple[str, ...]] | None:
    """As in "January 15", "1 April 2026", "the 1st of May", "April", "2026"."""
    place, day = index, None
    number = whole_number(tokens[place])
    if number is not None and tokens[place].kind == "number" and 1 <= number <= 31:
        day, place = number, place + 1
        while place < len(tokens) and tokens[place].key in {"st", "nd", "rd", "th", ".", "of", "de", "er"}:
            place += 1
    elif number is not None and 2000 <= number <= 2100:
        return date(number, 1, 1), place + 1, ()
    month = _MONTHS.get(tokens[place].key) if place < len(tokens) else None
    if month is None:
        return None
    place += 1
    if place < len(tokens) and tokens[place].key == ".":
        place += 1
    if (
        day is None
        and place < len(tokens)
        and (number := whole_number(tokens[place]))
        and tokens[place].kind == "number"
        and 1 <= number <= 31
    ):
        day, place = number, place + 1
        while place < len(tokens) and tokens[place].key in {"st", "nd", "rd", "th"}:
            place += 1
    ahead = place + (place < len(tokens) and tokens[place].key in {",", "de"})
    year = whole_number(tokens[ahead]) if ahead < len(tokens) and tokens[ahead].kind == "number" else None
    if year is not None and 2000 <= year <= 2100:
        return _valid(year, month, day or 1, ahead + 1, ())
    found = _valid(today.year, month, day or 1, place, ())
    if found and found[0] > today:
        return _valid(today.year - 1, month, day or 1, place, ())
    return found


def _valid(
    year: int, month: int, day: int, end: int, notes: tuple[str, ...]
) -> tuple[date, int, tuple[str, ...]] | None:
    try:
        return date(year, month, day), end, notes
    except ValueError:
        return None
