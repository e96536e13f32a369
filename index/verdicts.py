"""The one verdict function: does a posting meet a constraint, not meet it, or not say?

Three values over columns, following the truth table of docs/constraints.md. Filters and ledgers both call it, so
that what is shown about a posting is what decided over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from index import constraints as kinds
from index import rates, taxonomy
from index.columns import MET, NOT_STATED, UNMET, UNSTATED, Bools, Columns, Verdicts, day_number, three
from index.types import ARRANGEMENTS, EMPLOYMENTS, SENIORITY_LEVELS
from index.verdicts_place import place_verdict

Naming = Callable[[str], Bools]
"""For a phrase, which postings name it in their title, text or skills: bool (n,)."""


def verdicts(
    constraints: Sequence[kinds.Constraint], columns: Columns, *, named: Naming, today: date
) -> Verdicts:
    """int8 (len(constraints), columns.n): 1 met, 0 unstated, -1 unmet. Pay is converted at the rate of `today`."""
    rows = [_verdict(each, columns, named, today) for each in constraints]
    return np.array(rows, np.int8).reshape(len(constraints), columns.n)


def _verdict(constraint: kinds.Constraint, columns: Columns, named: Naming, today: date) -> Verdicts:
    match constraint:
        case kinds.Skill():
            return _naming(constraint.names, named, columns.n, negated=constraint.negated)
        case kinds.Topic():
            return _naming((constraint.topic,), named, columns.n, negated=True)
        case kinds.Arrangement():
            stated = (columns.arrangement_employer, columns.arrangement_feed)
            return _vocabulary(_bits(constraint.any, ARRANGEMENTS), stated, negated=constraint.negated)
        case kinds.Seniority():
            stated = (columns.seniority_employer, columns.seniority_feed)
            return _vocabulary(_bits(constraint.any, SENIORITY_LEVELS), stated, negated=constraint.negated)
        case kinds.Employment():
            stated = (columns.employment_employer, columns.employment_feed)
            return _vocabulary(_bits(constraint.any, EMPLOYMENTS), stated, negated=constraint.negated)
        case kinds.Place():
            return place_verdict(constraint, columns)
        case kinds.Salary():
            return _flip(_pay(constraint, columns, today), negated=constraint.negated)
        case kinds.Company():
            return _flip(_company(constraint, columns), negated=constraint.negated)
        case kinds.Posted():
            return _flip(_posted(constraint, columns, today), negated=constraint.negated)
        case kinds.Experience():
            return _flip(_experience(constraint, columns), negated=constraint.negated)
        case kinds.Visa():
            wanted = columns.visa == int(constraint.sponsorship)
            return _flip(three(columns.visa != NOT_STATED, wanted), negated=constraint.negated)


def _flip(verdict: Verdicts, *, negated: bool) -> Verdicts:
    return -verdict if negated else verdict


def _naming(names: Iterable[str], named: Naming, n: int, *, negated: bool) -> Verdicts:
    """Naming has no third value for a negation: what is not named is taken as absent."""
    found = np.zeros(n, np.bool_)
    for name in names:
        found |= named(name)
    if negated:
        return np.where(found, UNMET, MET).astype(np.int8)
    return np.where(found, MET, UNSTATED).astype(np.int8)


def _bits(values: Iterable[str], vocabulary: Sequence[str]) -> int:
    return sum(1 << vocabulary.index(value) for value in set(values))


def _vocabulary(
    asked: int, stated: tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]], *, negated: bool
) -> Verdicts:
    wanted = np.uint16((~asked & 0xFFFF) if negated else asked)
    employer, feed = (three(mask != 0, (mask & wanted) != 0) for mask in stated)
    return _weighed(employer, feed)


def _weighed(employer: Verdicts, feed: Verdicts) -> Verdicts:
    """The employer's word decides; a feed that contradicts an unmet verdict makes it unstated."""
    decided: Verdicts = employer + feed * (employer == UNSTATED)
    disputed = (employer == UNMET) & (feed == MET)  # -1 and 1 more
    decided += disputed
    return decided


def _pay(constraint: kinds.Salary, columns: Columns, today: date) -> Verdicts:
    """Per range: met when it surely overlaps the asked one, unmet when it cannot; a posting's best range counts."""
    low = -np.inf if constraint.min is None else rates.to_year(constraint.min, constraint.period)
    high = np.inf if constraint.max is None else rates.to_year(constraint.max, constraint.period)
    factor = np.array([_factor(code, constraint.currency, today) for code in (*columns.currencies, "")])
    scale = factor[columns.pay_currency]
    bottom, top = columns.pay_min * scale, columns.pay_max * scale
    # A range open at an end counts by the other one: beyond it nothing is certain.
    nearest = np.where(np.isnan(bottom), top, bottom), np.where(np.isnan(top), bottom, top)
    chance = np.full(len(scale), _POSSIBLE)
    chance += (nearest[0] <= high) & (nearest[1] >= low)
    chance -= (bottom > high) | (top < low)
    employer, feed = (_best(columns, chance * said) for said in (columns.pay_employer, ~columns.pay_employer))
    return _weighed(employer, feed)


_NEVER, _POSSIBLE, _SURELY = np.arange(1, 4, dtype=np.int8)
"""What a range can be for an asked one, by rank; 0 where there is none."""


def _best(columns: Columns, chances: Verdicts) -> Verdicts:
    """Per posting the best of its ranges."""
    best = np.zeros(columns.n, np.int8)
    np.maximum.at(best, columns.pay_row, chances)
    verdict: Verdicts = (best == _SURELY).view(np.int8) - (best == _NEVER).view(np.int8)
    return verdict


def _factor(currency: str, asked: str | None, today: date) -> float:
    """What one unit of `currency` is in the asked one; NaN without a rate. Without one asked, its own counts."""
    if asked is None or currency == asked:
        return 1.0
    rate = rates.rate(currency, asked, today) if currency else None
    return rate.rate if rate else np.nan


def _company(constraint: kinds.Company, columns: Columns) -> Verdicts:
    asked = taxonomy.canonical_company(constraint.name)
    same = [i for i, name in enumerate(columns.companies) if name == asked or name.startswith(asked + " ")]
    return three(columns.company != NOT_STATED, np.isin(columns.company, same))


def _posted(constraint: kinds.Posted, columns: Columns, today: date) -> Verdicts:
    since = (
        day_number(today) - constraint.within_days
        if constraint.within_days is not None
        else day_number(constraint.after or today)
    )
    return three(columns.posted != NOT_STATED, columns.posted >= since)


def _experience(constraint: kinds.Experience, columns: Columns) -> Verdicts:
    years = columns.experience
    fits = np.ones(columns.n, np.bool_)
    if constraint.max_years is not None:
        fits &= years <= constraint.max_years
    if constraint.min_years is not None:
        fits &= years >= constraint.min_years
    return three(~np.isnan(years), fits)
