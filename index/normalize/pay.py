"""All pay of a posting: the feed's fields, the title and the text read together, each range once.

The feed's numbers come first; ranges of the text join them when they say something else. Where both say the
same, the employer's own words are the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.normalize import salary
from index.types import Record, Salary

_SAME = 0.01
"""Amounts this near to each other are one: feeds round."""
_OUT_OF_PROPORTION = 3.0
_LIVING = 8_000.0
"""A yearly figure below it is a feed's mistake (a bonus, an hourly rate), which the text then corrects."""


def all_pay(
    record: Record, text: str, *, title: str, country: str | None
) -> tuple[tuple[Salary, ...], list[str]]:
    """(pay ranges, what was decided on the way). `country` is the posting's ISO code, for `$` and bare amounts."""
    fed = [salary.from_record(pay, country=country) for pay in record.pay]
    named = salary.find_salaries(title, field="title", said_by="employer", country=country)
    told = salary.find_salaries(text, field="text", said_by="employer", country=country)
    warnings = [warning for reading in (*fed, named, told) for warning in reading.warnings]
    merged = [pay for reading in fed for pay in reading.salaries]
    merged = _each_once(merged)
    for pay in (*named.salaries, *told.salaries):
        at = next((position for position, known in enumerate(merged) if _same(pay, known)), None)
        if at is None and _beyond(pay, [known for reading in fed for known in reading.salaries]):
            quote = pay.evidence.quote
            warnings.append(
                f"“{quote}” in the {pay.evidence.field} is far above the feed's pay and not taken as pay"
            )
        elif at is None:
            merged.append(pay)
        elif merged[at].evidence.said_by == "feed":
            merged[at] = replace(pay, place=pay.place or merged[at].place)
    return tuple(merged), warnings


def _beyond(pay: Salary, fed: Sequence[Salary]) -> bool:
    """Whether an amount of the text is out of all proportion to what the feed states.

    A bonus pool, a budget, or a text that wants to be found: to believe it would let any posting promise anything.
    """
    tops = [top for known in fed if (top := known.max_year or known.min_year) and top >= _LIVING]
    low = pay.min_year if pay.min_year is not None else pay.max_year
    return bool(tops) and low is not None and low > _OUT_OF_PROPORTION * max(tops)


def _each_once(salaries: Sequence[Salary]) -> list[Salary]:
    once: list[Salary] = []
    for pay in salaries:
        if not any(_same(pay, known) and pay.place == known.place for known in once):
            once.append(pay)
    return once


def _same(left: Salary, right: Salary) -> bool:
    """Whether two readings state one range: bounds alike, or single values that are one of the other's bounds."""
    if left.currency and right.currency and left.currency != right.currency:
        return False
    return _near(left.min_year, right.min_year) and _near(left.max_year, right.max_year)


def _near(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= _SAME * max(abs(left), abs(right))
