"""What pay readers hand on, and how the readings of one text settle: repetitions and total earnings go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Salary

MAX_SALARIES = 12
"""More ranges than a posting for every zone of a country gives."""

_EQUIVALENT = re.compile(
    r"equivalent|equat|equals?\b|approx|about|roughly|i\.e\.|annuali[sz]ed|[(=~≈]|\bor\b|which is",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PayReading:
    """The pay that was read, in the order of the text, and what was decided on the way."""

    salaries: tuple[Salary, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One range understood, before it becomes a `Salary`."""

    salary: Salary
    total: bool
    start: int
    end: int
    is_range: bool
    warning: str = ""


def settled(readings: Sequence[Reading]) -> PayReading:
    """Total earnings are left out where base pay is stated, single values where a range holds them."""
    if any(not reading.total for reading in readings):
        readings = [reading for reading in readings if not reading.total]
    ranges = [reading.salary for reading in readings if reading.is_range]
    kept = [reading for reading in readings if reading.is_range or not _within(reading.salary, ranges)]
    salaries: list[Salary] = []
    for reading in kept:
        if not any(_same_pay(reading.salary, known) for known in salaries):
            salaries.append(reading.salary)
    if len(salaries) == 1:
        salaries = [replace(salaries[0], place="")]
    warnings = dict.fromkeys(reading.warning for reading in kept if reading.warning)
    return PayReading(tuple(salaries[:MAX_SALARIES]), tuple(warnings))


def repeats(reading: Reading, readings: Sequence[Reading], text: str) -> bool:
    """Whether the amount only says the one before it again, per another period: "$45/hr ($93,600 a year)"."""
    if not readings:
        return False
    last, salary = readings[-1], reading.salary
    gap = text[last.end : reading.start]
    if len(gap) > 60 or last.salary.period == salary.period or last.salary.currency != salary.currency:
        return False
    return bool(_EQUIVALENT.search(gap)) and _about(
        last.salary.max_year or last.salary.min_year, salary.max_year or salary.min_year
    )


def _about(left: float | None, right: float | None) -> bool:
    return left is not None and right is not None and 0.75 <= left / right <= 1.33


def _same_pay(left: Salary, right: Salary) -> bool:
    return (left.min, left.max, left.currency, left.period) == (
        right.min,
        right.max,
        right.currency,
        right.period,
    )


def _within(single: Salary, ranges: list[Salary]) -> bool:
    value = single.max_year if single.max_year is not None else single.min_year
    return value is not None and any(
        each.currency == single.currency
        and (each.min_year or 0) * 0.99 <= value <= (each.max_year or float("inf")) * 1.01
        for each in ranges
    )
