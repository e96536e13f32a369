"""Puts a ranking into words and evidence: hits with their ledgers, counts, what was shut out, what would help."""

from __future__ import annotations

from datetime import date

from index.view import IndexView
from rag import relax
from rag.ledger import explain
from rag.retrieve import Ranking
from rag.topic import OFF, topic_line
from rag.types import Excluded, JobQuery, Ledger, PassageSpan, RankedHit, Relaxation, SearchResult

MAX_EXCLUDED = 5
"""Postings shown that a constraint shut out."""


def search_result(
    view: IndexView, query: JobQuery, ranking: Ranking, *, k: int, offset: int, today: date
) -> SearchResult:
    """The result of a search: hits `offset + 1` to `offset + k`, exact counts, and why others are not among them."""
    on_topic = ranking.states != OFF
    met = int((on_topic & ranking.met).sum())
    possible = int((on_topic & ranking.possible & ~ranking.met).sum())
    rows = ranking.order[offset : offset + k].tolist()
    relaxations: tuple[Relaxation, ...] = ()
    if met + (0 if ranking.strict else possible) < relax.FEW_HITS:
        relaxations = relax.relaxations(
            query,
            ranking.verdicts,
            on_topic,
            decide=lambda asked: view.matching(asked, today=today),
            strict=ranking.strict,
        )
    left_out = (
        ranked_hit(view, query, ranking, row, 1, today=today)
        for row in ranking.excluded[:MAX_EXCLUDED].tolist()
    )
    return SearchResult(
        query=query,
        hits=tuple(
            ranked_hit(view, query, ranking, row, rank, today=today)
            for rank, row in enumerate(rows, start=offset + 1)
        ),
        total_met=met,
        total_possible=possible,
        excluded=tuple(Excluded(posting=hit.posting, ledger=hit.ledger, score=hit.score) for hit in left_out),
        counts=relax.counts(query, ranking.verdicts, on_topic),
        relaxations=relaxations,
        status="found" if len(ranking.order) else "no_match",
        offset=offset,
        searched=len(view.ids),
        today=today,
    )


def ranked_hit(
    view: IndexView, query: JobQuery, ranking: Ranking, row: int, rank: int, *, today: date
) -> RankedHit:
    """One posting of the ranking, with its best passages and a line for each thing asked."""
    posting = view.posting(view.ids[row])
    spans = ranking.passages.best(row, view)
    lines = tuple(
        explain(posting, constraint, verdict, today=today)
        for constraint, verdict in zip(query.constraints, ranking.verdicts[:, row].tolist(), strict=True)
    )
    topic = topic_line(posting, query.text, int(ranking.states[row]), spans) if query.text else None
    return RankedHit(
        rank=rank,
        score=float(ranking.scores[row]),
        posting=posting,
        passages=tuple(
            PassageSpan(
                start=hit.start,
                end=hit.end,
                text=posting.text[hit.start : hit.end],
                kind=hit.kind,
                score=hit.score,
            )
            for hit in spans
        ),
        ledger=Ledger(topic=topic, lines=lines),
    )
