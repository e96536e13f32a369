"""Relaxations: counted against a filter written out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.constraints import Arrangement, Constraint, Salary, Skill
from rag import JobQuery
from rag.relax import counts, relaxations

KAFKA, PHP = Skill(name="Kafka"), Skill(name="PHP", negated=True)
REMOTE = Arrangement(any=("remote",))
OVER = Salary(min=150_000, currency="USD")


def _no_loosening(constraints: list[Constraint]) -> np.ndarray:
    return np.full((len(constraints), 4), -1, np.int8)


def test_what_dropping_one_constraint_brings() -> None:
    query = JobQuery(text="backend", constraints=(REMOTE, KAFKA, OVER))
    verdicts = np.array([[-1, 1, 1, -1], [1, 1, 0, 1], [1, -1, -1, -1]], np.int8)
    found = relaxations(query, verdicts, np.ones(4, np.bool_), decide=_no_loosening)
    assert [(each.words, each.hits) for each in found] == [
        ("without pay of at least $150,000 a year", 2),
        ("without remote", 1),
    ]
    assert found[1].query.constraints == (KAFKA, OVER)


def test_two_are_dropped_only_when_one_is_not_enough() -> None:
    query = JobQuery(constraints=(REMOTE, KAFKA, OVER))
    verdicts = np.array([[-1, -1], [-1, 1], [1, -1]], np.int8)
    found = relaxations(
        query, verdicts, np.ones(2, np.bool_), decide=lambda c: np.full((len(c), 2), -1, np.int8)
    )
    assert [(each.words, each.hits) for each in found] == [
        ("without remote and Kafka", 1),
        ("without remote and pay of at least $150,000 a year", 1),
    ]


def test_the_nearest_loosening_that_helps_is_offered() -> None:
    pays = np.array([131_000, 90_000, 10_000])

    def decide(constraints: list[Constraint]) -> np.ndarray:
        return np.array([np.where(pays >= each.min, 1, -1) for each in constraints], np.int8)

    query = JobQuery(constraints=(OVER,))
    found = relaxations(query, decide([OVER]), np.ones(3, np.bool_), decide=decide)
    assert [(each.words, each.hits) for each in found] == [
        ("without pay of at least $150,000 a year", 3),
        ("from $130,000", 1),
    ]


def test_postings_off_topic_are_not_counted() -> None:
    query = JobQuery(text="x", constraints=(KAFKA,))
    verdicts = np.array([[1, 0, -1, -1]], np.int8)
    on_topic = np.array([True, True, False, True])
    [row] = counts(query, verdicts, on_topic)
    assert (row.met, row.unstated, row.unmet) == (1, 1, 1)


@given(st.integers(1, 4), st.integers(0, 12), st.randoms(use_true_random=False))
def test_every_count_agrees_with_filtering_by_hand(m: int, n: int, random: object) -> None:
    constraints = (KAFKA, REMOTE, PHP, Skill(name="Go"))[:m]
    verdicts = np.array(
        [[random.choice((-1, 0, 1)) for _ in range(n)] for _ in constraints], np.int8
    ).reshape(m, n)
    on_topic = np.array([random.random() < 0.7 for _ in range(n)], np.bool_)
    query = JobQuery(constraints=constraints)
    found = relaxations(query, verdicts, on_topic, decide=lambda c: np.full((len(c), n), -1, np.int8))
    for each in found:
        kept = [i for i, constraint in enumerate(constraints) if constraint in each.query.constraints]
        by_hand = sum(on_topic[p] and all(verdicts[i, p] >= 0 for i in kept) for p in range(n))
        assert each.hits == by_hand


@pytest.mark.parametrize("amount", [95.0, 142_500.0, 120_000.0])
def test_loosened_pay_is_a_round_figure_below(amount: float) -> None:
    seen: list[float] = []

    def decide(constraints: list[Constraint]) -> np.ndarray:
        seen.extend(each.min for each in constraints)
        return np.full((len(constraints), 1), -1, np.int8)

    query = JobQuery(constraints=(Salary(min=amount),))
    relaxations(query, np.array([[-1]], np.int8), np.ones(1, np.bool_), decide=decide)
    assert seen
    assert all(step <= amount and len(str(int(step)).rstrip("0")) <= 2 for step in seen)
