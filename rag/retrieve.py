"""A query held against one generation of the index: verdicts, topic, one ranking of postings.

Constraints are decided for every posting before anything is ranked, and so is the topic, so that counts are exact
and what a constraint shut out is known. One hit a posting, by its best passages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from index.columns import NOT_STATED, Bools, Verdicts, day_number
from index.types import Hit
from index.view import IndexView
from rag.fuse import Scores, convex
from rag.topic import FLOOR, OFF, ON, States, topic_states
from rag.types import JobQuery, RetrievalConfig, Sort

MAX_SPANS = 3
"""Passages kept of a posting."""
HALF_LIFE_DAYS = 30.0
"""Age at which the freshness bonus has halved."""

_OLDEST_DAYS = 2_000
_FRESHNESS = (0.5 ** (np.arange(_OLDEST_DAYS + 1) / HALF_LIFE_DAYS)).astype(np.float32)
"""By age in days: a power for each of a million postings takes longer than the search for their words."""
_FRESHNESS[_OLDEST_DAYS] = 0

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Postings as rows of the view; arrays have one entry a row of the view, `order` and `excluded` name rows."""

    order: Rows
    """The hits, best first."""
    excluded: Rows
    """On-topic rows that a required constraint shut out, best first."""
    scores: Scores
    verdicts: Verdicts
    """int8 (constraints, n)."""
    states: States
    """Topic verdict; all ON when the query has no topic."""
    met: Bools
    """Everything required is met."""
    possible: Bools
    """Nothing required is unmet."""
    strict: bool
    """Only what meets everything required is a hit."""
    passages: PassageScores


@dataclass(frozen=True, slots=True)
class PassageScores:
    """Passages near the topic as numbers of the view, with their row and discounted score."""

    numbers: Rows
    rows: Rows
    scores: Scores

    def best(self, row: int, view: IndexView) -> tuple[Hit, ...]:
        """The best passages of one posting."""
        mine = np.flatnonzero(self.rows == row)
        best = mine[np.argsort(-self.scores[mine], kind="stable")[:MAX_SPANS]]
        return tuple(view.hits(self.numbers[best], self.scores[best]))


def retrieve(
    view: IndexView,
    query: JobQuery,
    vector: npt.NDArray[np.float32] | None,
    *,
    config: RetrievalConfig,
    today: date,
    sort: Sort = "relevance",
    strict: bool = False,
) -> Ranking:
    """Rank the postings of `view`; `vector` is the embedding of what to rank by, None when there is nothing."""
    verdicts = view.matching(query.constraints, today=today)
    required = np.array([each.required for each in query.constraints], np.bool_)
    met: Bools = np.logical_and.reduce(verdicts[required] > 0, axis=0)
    possible: Bools = np.logical_and.reduce(verdicts[required] >= 0, axis=0)
    allowed = met if strict else possible
    near, relevance, states = _topic(
        view, ranking_text(query), vector, allowed, config=config, judged=bool(query.text)
    )
    shown = states != OFF
    candidates = np.flatnonzero(shown & allowed if config.filters else shown)
    share = _met_share(verdicts)
    scores = relevance + config.met_weight * share + config.freshness_weight * _freshness(view, today)
    order = candidates[_order(candidates, view, scores, states, met & config.filters, sort)]
    if config.employer_cap is not None:
        order = _capped(order, view.columns.company, config.employer_cap)
    shut = np.flatnonzero((states == ON) & ~possible)
    excluded = shut[np.lexsort((shut, -(relevance + share)[shut]))]
    return Ranking(order, excluded, scores, verdicts, states, met, possible, strict, near)


def ranking_text(query: JobQuery) -> str:
    """What is searched for by meaning: the topic, else the skills asked for."""
    if query.text:
        return query.text
    skills = (each for each in query.constraints if each.kind == "skill" and not each.negated)
    return " ".join(name for skill in skills for name in skill.names)


def _topic(
    view: IndexView,
    text: str,
    vector: npt.NDArray[np.float32] | None,
    allowed: Bools,
    *,
    config: RetrievalConfig,
    judged: bool,
) -> tuple[PassageScores, Scores, States]:
    """Passages near the topic, and for each posting its relevance and the topic's verdict."""
    n = len(view.ids)
    if vector is None or not n:
        none = PassageScores(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
        return none, np.zeros(n, np.float32), np.full(n, ON, np.int8)
    near = _near(view, vector, allowed, config)
    cosine = np.zeros(n, np.float32)
    np.maximum.at(cosine, near.rows, near.scores)
    lexical = np.zeros(n, np.float32)
    if config.bm25:
        for mask in (None,) if allowed.all() else (None, allowed):
            numbers, scores = view.worded(
                text, k=config.candidates, allowed=mask, title_weight=config.title_weight
            )
            np.maximum.at(lexical, view.passage_row[numbers], scores)
    titled = view.titled(text)
    states = topic_states(cosine, titled) if judged else np.full(n, ON, np.int8)
    relevance = convex(
        cosine if config.dense else np.zeros(n, np.float32),
        lexical,
        dense_weight=config.dense_weight,
        lexical_weight=config.bm25_weight if titled.any() else config.paraphrase_bm25_weight,
    )
    return near, relevance, states


def _near(
    view: IndexView, vector: npt.NDArray[np.float32], allowed: Bools, config: RetrievalConfig
) -> PassageScores:
    """The nearest passages of all postings, for counts, and those of the allowed ones, which no other may crowd out."""
    numbers, scores = view.nearest(vector, k=config.scanned, exact=False)
    crowded = len(numbers) == config.scanned and scores[-1] >= FLOOR
    if crowded and not allowed.all():
        inside, inside_scores = view.nearest(vector, k=config.scanned, allowed=allowed, exact=False)
        new = ~np.isin(inside, numbers)
        numbers = np.concatenate([numbers, inside[new]])
        scores = np.concatenate([scores, inside_scores[new]])
    near = np.flatnonzero(scores >= FLOOR)
    near = near[np.argsort(numbers[near])]
    numbers, scores = numbers[near], scores[near]
    discount = np.where(view.of_kind("boilerplate")[numbers], np.float32(config.boilerplate_discount), 1.0)
    return PassageScores(
        numbers, view.passage_row[numbers].astype(np.int64), (scores * discount).astype(np.float32)
    )


def _met_share(verdicts: Verdicts) -> Scores:
    """Mean verdict of all constraints, -1 to 1: what meets more stands before what meets less."""
    if not len(verdicts):
        return np.zeros(verdicts.shape[1], np.float32)
    share: Scores = verdicts.mean(axis=0, dtype=np.float32)
    return share


def _freshness(view: IndexView, today: date) -> Scores:
    """1 for today, halved every `HALF_LIFE_DAYS`, 0 when the date is not stated."""
    posted = view.columns.posted
    age = np.clip(day_number(today) - posted, 0, _OLDEST_DAYS)
    age[posted == NOT_STATED] = _OLDEST_DAYS
    return _FRESHNESS[age]


def _order(rows: Rows, view: IndexView, scores: Scores, states: States, met: Bools, sort: Sort) -> Rows:
    """Positions in `rows`, best first: on topic before weak, everything met before something unstated, then `sort`."""
    columns = view.columns
    if sort == "date":
        key = columns.posted.astype(np.float64)
    elif sort == "pay":
        key = np.full(columns.n, -np.inf)
        top = np.where(np.isnan(columns.pay_max), columns.pay_min, columns.pay_max)
        np.maximum.at(key, columns.pay_row, np.nan_to_num(top, nan=-np.inf))
    else:
        key = scores.astype(np.float64)
    return np.lexsort((rows, -scores[rows], -key[rows], ~met[rows], -states[rows]))


def _capped(order: Rows, company: npt.NDArray[np.int32], cap: int) -> Rows:
    """At most `cap` postings of an employer first, the others after them in their order."""
    seen: dict[int, int] = {}
    late = np.zeros(len(order), np.bool_)
    for i, row in enumerate(order):
        employer = int(company[row])
        if employer != NOT_STATED:
            seen[employer] = seen.get(employer, 0) + 1
            late[i] = seen[employer] > cap
    return np.concatenate([order[~late], order[late]])
