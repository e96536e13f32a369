"""Why there is little or nothing, and what would change that: exact counts over the verdict matrix.

Every count is taken over the postings on topic. Dropping is tried for single constraints, then for pairs; loosening
tries the next wider value that a person would name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from index.columns import Bools, Verdicts
from index.constraints import Arrangement, Constraint, Place, Posted, Salary, Seniority
from index.types import ARRANGEMENTS, SENIORITY_LEVELS
from rag.types import ConstraintCount, JobQuery, Relaxation
from rag.wording import constraint_words, money

FEW_HITS = 5
"""Fewer hits than this are explained with what would bring more."""
MAX_RELAXATIONS = 8
_PAY_STEPS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)

Decide = Callable[[Sequence[Constraint]], Verdicts]
"""Verdicts of constraints over all postings: int8 (m, n)."""


def counts(query: JobQuery, verdicts: Verdicts, on_topic: Bools) -> tuple[ConstraintCount, ...]:
    """How the postings on topic stand to each constraint."""
    rows = verdicts[:, on_topic]
    return tuple(
        ConstraintCount(
            constraint=constraint,
            met=int((row > 0).sum()),
            unstated=int((row == 0).sum()),
            unmet=int((row < 0).sum()),
        )
        for constraint, row in zip(query.constraints, rows, strict=True)
    )


def relaxations(
    query: JobQuery, verdicts: Verdicts, on_topic: Bools, *, decide: Decide, strict: bool = False
) -> tuple[Relaxation, ...]:
    """Changes of the query that bring more postings than it has now, most first; smallest changes only.

    With `strict`, only postings that meet everything left are counted; else those that nothing shuts out.
    """
    least = 1 if strict else 0
    open_ = verdicts >= least
    required = [i for i, each in enumerate(query.constraints) if each.required]
    now = int((on_topic & open_[required].all(axis=0)).sum())
    found = [
        Relaxation(words=_without(query, (i,)), query=_dropped(query, (i,)), hits=hits)
        for i in required
        if (hits := _count(open_, on_topic, [j for j in required if j != i])) > now
    ]
    found += _loosened(query, open_, on_topic, required, now, lambda asked: decide(asked) >= least)
    if not found:
        for pair in combinations(required, 2):
            hits = _count(open_, on_topic, [j for j in required if j not in pair])
            if hits > now:
                found.append(Relaxation(words=_without(query, pair), query=_dropped(query, pair), hits=hits))
    found.sort(key=lambda each: (-each.hits, each.words))
    return tuple(found[:MAX_RELAXATIONS])


def _count(open_: Bools, on_topic: Bools, rows: Sequence[int]) -> int:
    return int((on_topic & open_[list(rows)].all(axis=0)).sum())


def _without(query: JobQuery, rows: Sequence[int]) -> str:
    return "without " + " and ".join(constraint_words(query.constraints[i]) for i in rows)


def _dropped(query: JobQuery, rows: Sequence[int]) -> JobQuery:
    kept = tuple(each for i, each in enumerate(query.constraints) if i not in rows)
    return query.model_copy(update={"constraints": kept})


def _loosened(
    query: JobQuery,
    open_: Bools,
    on_topic: Bools,
    required: Sequence[int],
    now: int,
    passes: Callable[[Sequence[Constraint]], Bools],
) -> Iterator[Relaxation]:
    for i in required:
        others = on_topic & open_[[j for j in required if j != i]].all(axis=0)
        options = [*_wider(query.constraints[i])]
        if not options or not others.any():
            continue
        for (words, wider), row in zip(options, passes([each for _, each in options]), strict=True):
            hits = int((others & row).sum())
            if hits > now:
                changed = (*query.constraints[:i], wider, *query.constraints[i + 1 :])
                yield Relaxation(
                    words=words, query=query.model_copy(update={"constraints": changed}), hits=hits
                )
                break


def _wider(constraint: Constraint) -> Iterator[tuple[str, Constraint]]:
    """Wider readings of a constraint, the nearest first, with words for a person."""
    if constraint.negated:
        return
    match constraint:
        case Salary(min=float(low)):
            for step in _PAY_STEPS:
                amount = _round(low * step)
                yield (
                    f"from {money(amount, constraint.currency)}",
                    constraint.model_copy(update={"min": amount}),
                )
        case Salary(max=float(high)):
            for step in _PAY_STEPS:
                amount = _round(high / step)
                yield (
                    f"up to {money(amount, constraint.currency)}",
                    constraint.model_copy(update={"max": amount}),
                )
        case Arrangement():
            for value in ARRANGEMENTS:
                if value not in constraint.any:
                    yield f"{value} too", constraint.model_copy(update={"any": (*constraint.any, value)})
        case Seniority():
            yield from _neighbours(constraint)
        case Posted(within_days=int(days)):
            for wider in (7, 14, 30, 90, 365):
                if wider > days:
                    yield f"posted within {wider} days", constraint.model_copy(update={"within_days": wider})
        case Place(city=str(city)) if constraint.radius_km is None or constraint.radius_km < 100:
            yield f"within 100 km of {city}", constraint.model_copy(update={"radius_km": 100.0})
        case _:
            return


def _neighbours(constraint: Seniority) -> Iterator[tuple[str, Constraint]]:
    asked = [SENIORITY_LEVELS.index(level) for level in constraint.any]
    for at in (max(asked) + 1, min(asked) - 1):
        if 0 <= at < len(SENIORITY_LEVELS):
            level = SENIORITY_LEVELS[at]
            yield f"{level} too", constraint.model_copy(update={"any": (*constraint.any, level)})


def _round(amount: float) -> float:
    """To two leading digits, as a person would say it: 142,500 -> 140,000."""
    if amount < 100:
        return float(round(amount))
    unit = 10 ** (len(str(int(amount))) - 2)
    return float(int(amount // unit) * unit)
