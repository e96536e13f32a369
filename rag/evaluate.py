"""Measures retrieval: questions and judgements in, figures per question out, with what no other kit has.

Beside nDCG, MAP, MRR and recall (by `ir_measures`) stand violation@k (hits that break a constraint), unstated@k and
judged@k. A judged question without a result scores 0. Notebooks and `rolecall evaluate` call this; it prints nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from index.constraints import Constraint
from index.errors import PostingMissing, QueryError
from rag.api import JobSearch
from rag.types import JobQuery, RetrievalConfig, SearchResult

if TYPE_CHECKING:
    import pandas as pd

Qrels = Mapping[str, Mapping[str, int]]
"""Question id -> posting id -> grade (0 to 3)."""
Run = Mapping[str, Sequence[str]]
"""Question id -> posting ids, best first."""

GAINS = {0: 0, 1: 1, 2: 3, 3: 7}
"""2^grade − 1. Source: Burges et al., "Learning to Rank using Gradient Descent", ICML 2005."""
RELEVANT_FROM = 2
"""The grade from which a posting counts as relevant in MAP, MRR and recall."""

_CONSTRAINTS: TypeAdapter[tuple[Constraint, ...]] = TypeAdapter(tuple[Constraint, ...])


class Question(BaseModel):
    """A question to measure with. `text` and `constraints` are its gold reading, where there is one."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    question: str
    group: str = ""
    text: str | None = None
    constraints: tuple[dict[str, Any], ...] = ()

    def gold(self) -> JobQuery:
        """The gold reading as a query, for runs that leave understanding out of the measurement."""
        constraints = _CONSTRAINTS.validate_python([dict(each) for each in self.constraints])
        return JobQuery(text=self.text or "", constraints=constraints, question=self.question)


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one run: question id -> measure -> value. `n` questions, all that are judged."""

    name: str
    values: Mapping[str, Mapping[str, float]]
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many questions were measured."""
        return len(self.values)

    def mean(self, measure: str, *, group: str | None = None) -> float:
        """The mean over all questions, or over those of a group; NaN when there are none."""
        chosen = [row[measure] for key, row in self.values.items() if group in (None, self.groups.get(key))]
        return float(np.mean(chosen)) if chosen else float("nan")

    def to_frame(self) -> pd.DataFrame:
        """One row a question: id, group and every measure."""
        import pandas as pd

        return pd.DataFrame(
            [{"id": key, "group": self.groups.get(key, ""), **row} for key, row in self.values.items()]
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean difference of two runs on one measure, paired by question, with its 95 % interval."""

    measure: str
    n: int
    difference: float
    low: float
    high: float
    p: float
    """Two-sided, by random sign flips."""
    seed: int


def load_questions(path: str | Path) -> tuple[Question, ...]:
    """Questions of a JSONL file; raises QueryError naming the line that cannot be used."""
    questions = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                questions.append(Question.model_validate_json(line))
            except ValidationError as error:
                raise QueryError(f"{path}, line {number}: {error.errors()[0]['msg']}") from error
    return tuple(questions)


def load_qrels(path: str | Path) -> dict[str, dict[str, int]]:
    """Judgements of a TREC qrels file, or of a CSV with columns question, posting and grade.

    Raises:
        QueryError: a line that is neither.
    """
    text = Path(path).read_text(encoding="utf-8")
    if Path(path).suffix.casefold() == ".csv":
        rows = [
            (row.get("question"), row.get("posting"), row.get("grade"))
            for row in csv.DictReader(text.splitlines())
        ]
    else:
        rows = [_trec(line) for line in text.splitlines() if line.strip()]
    judged: dict[str, dict[str, int]] = {}
    for number, (question, posting, grade) in enumerate(rows, start=1):
        try:
            judged.setdefault(str(question), {})[str(posting)] = int(grade or "")
        except ValueError as error:
            raise QueryError(
                f"{path}, judgement {number}: needs a question, a posting and a whole grade"
            ) from error
    return judged


def _trec(line: str) -> tuple[str | None, str | None, str | None]:
    """Such as "q1 0 yubhub:b154f572-13d 3"; ids may hold spaces."""
    parts = line.split()
    return (parts[0], " ".join(parts[2:-1]), parts[-1]) if len(parts) >= 4 else (None, None, None)


def save_run(path: str | Path, run: Run, *, tag: str) -> None:
    """Write a run in TREC format; scores count down, so that every tool keeps the order."""
    lines = [
        f"{question} Q0 {posting} {rank} {len(postings) - rank + 1} {tag}"
        for question, postings in run.items()
        for rank, posting in enumerate(postings, start=1)
    ]
    Path(path).write_text("\n".join([*lines, ""]), encoding="utf-8")


def load_run(path: str | Path) -> dict[str, list[str]]:
    """Read a TREC run file, in the order of its scores, ties by posting id."""
    scored: dict[str, list[tuple[float, str]]] = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        question, _, *posting, _, score, _ = line.split()
        scored.setdefault(question, []).append((-float(score), " ".join(posting)))
    return {question: [posting for _, posting in sorted(each)] for question, each in scored.items()}


def run_questions(
    jobs: JobSearch,
    questions: Sequence[Question],
    *,
    config: RetrievalConfig | None = None,
    gold: bool = False,
    k: int = 100,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> dict[str, SearchResult]:
    """Search for every question; `gold` uses the gold reading instead of our own understanding."""
    queries = [each.gold() if gold else each.question for each in questions]
    results = jobs.search_many(queries, k=k, config=config, progress=progress)
    return dict(zip((each.id for each in questions), results, strict=True))


def run_of(results: Mapping[str, SearchResult]) -> dict[str, list[str]]:
    """The posting ids of each result, best first."""
    return {key: [hit.posting.id for hit in result.hits] for key, result in results.items()}


def measure(name: str, run: Run, qrels: Qrels, *, groups: Mapping[str, str] | None = None) -> Measured:
    """nDCG@10, AP, RR@10, R@100 and judged@10 of a run, for every judged question; a missing one scores 0."""
    import ir_measures
    from ir_measures import AP, RR, Judged, R, nDCG

    measures = {
        "nDCG@10": nDCG(gains=GAINS) @ 10,
        "AP": AP(rel=RELEVANT_FROM),
        "RR@10": RR(rel=RELEVANT_FROM) @ 10,
        "R@100": R(rel=RELEVANT_FROM) @ 100,
        "judged@10": Judged @ 10,
    }
    names = {each: label for label, each in measures.items()}
    judged = [
        ir_measures.Qrel(q, posting, grade) for q, rows in qrels.items() for posting, grade in rows.items()
    ]
    scored = [
        ir_measures.ScoredDoc(q, posting, float(-rank))
        for q, postings in run.items()
        if q in qrels
        for rank, posting in enumerate(postings)
    ]
    values = {question: dict.fromkeys(measures, 0.0) for question in qrels}
    for metric in ir_measures.iter_calc(list(measures.values()), judged, scored):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return Measured(name, values, dict(groups or {}))


def resolved(jobs: JobSearch, qrels: Qrels) -> tuple[dict[str, dict[str, int]], tuple[str, ...]]:
    """Judgements with every id followed through aliases (the higher grade wins), and the ids that nothing has."""
    known: dict[str, str | None] = {}
    for posting_id in dict.fromkeys(posting for rows in qrels.values() for posting in rows):
        try:
            known[posting_id] = jobs.posting(posting_id).id
        except PostingMissing:
            known[posting_id] = None
    out: dict[str, dict[str, int]] = {}
    for question, rows in qrels.items():
        out[question] = {}
        for posting_id, grade in rows.items():
            current = known[posting_id] or posting_id
            out[question][current] = max(grade, out[question].get(current, 0))
    return out, tuple(posting_id for posting_id, found in known.items() if found is None)


def constraint_rates(
    jobs: JobSearch, results: Mapping[str, SearchResult], questions: Iterable[Question], *, k: int = 10
) -> dict[str, dict[str, float]]:
    """violation@k and unstated@k of each question: the share of its first k hits that break, or leave open, a gold constraint."""
    rates = {}
    for question in questions:
        hits = results[question.id].hits[:k]
        gold = question.gold().constraints
        states = [jobs.verdicts(hit.posting.id, gold) for hit in hits] if gold else []
        rates[question.id] = {
            f"violation@{k}": sum(-1 in each for each in states) / k,
            f"unstated@{k}": sum(-1 not in each and 0 in each for each in states) / k,
        }
    return rates


def compare(
    a: Measured, b: Measured, name: str, *, group: str | None = None, seed: int = 7, rounds: int = 10_000
) -> Comparison:
    """How much `b` is above `a`: paired bootstrap interval and randomisation test over questions.

    Source: Smucker, Allan, Carterette, "A Comparison of Statistical Significance Tests for IR Evaluation", CIKM 2007.
    """
    keys = [key for key in a.values if key in b.values and group in (None, a.groups.get(key))]
    if not keys:
        raise QueryError("the two runs share no question")
    deltas = np.array([b.values[key][name] - a.values[key][name] for key in keys])
    random = np.random.default_rng(seed)
    means = deltas[random.integers(0, len(deltas), (rounds, len(deltas)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    flipped = (deltas * random.choice((-1.0, 1.0), (rounds, len(deltas)))).mean(axis=1)
    beyond = int((np.abs(flipped) >= abs(deltas.mean()) - 1e-12).sum())
    return Comparison(
        name, len(keys), float(deltas.mean()), float(low), float(high), (beyond + 1) / (rounds + 1), seed
    )


def ablations() -> dict[str, RetrievalConfig]:
    """The variants that show what each part of the ranking is worth."""
    return {
        "full": RetrievalConfig(),
        "dense only": RetrievalConfig(bm25=False),
        "BM25 only": RetrievalConfig(dense=False),
        "no filters": RetrievalConfig(filters=False),
        "no boilerplate discount": RetrievalConfig(boilerplate_discount=1.0),
        "no title weight": RetrievalConfig(title_weight=0.0),
        "no met weight": RetrievalConfig(met_weight=0.0),
        "no freshness": RetrievalConfig(freshness_weight=0.0),
    }


def evaluated(
    jobs: JobSearch,
    questions: str | Path,
    qrels: str | Path,
    *,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> list[dict[str, Any]]:
    """One row a variant: means of every measure, nDCG@10 per group, and how much the full ranking is better.

    Raises:
        QueryError: a file that cannot be used, or no judged question among the questions.
    """
    asked = load_questions(questions)
    judged, _ = resolved(jobs, load_qrels(qrels))
    groups = {each.id: each.group for each in asked if each.id in judged}
    if not groups:
        raise QueryError(f"{qrels} judges none of the questions in {questions}")
    judged = {key: judged[key] for key in groups}
    asked = tuple(each for each in asked if each.id in judged)
    rows, full = [], None
    for name, config in ablations().items():
        results = run_questions(jobs, asked, config=config, progress=progress)
        found = measure(name, run_of(results), judged, groups=groups)
        full = full or found
        rates = constraint_rates(jobs, results, asked)
        better = compare(found, full, "nDCG@10")
        row: dict[str, Any] = {"variant": name, "n": found.n}
        row |= {each: found.mean(each) for each in next(iter(found.values.values()))}
        row |= {
            f"nDCG {group}": found.mean("nDCG@10", group=group) for group in dict.fromkeys(groups.values())
        }
        row |= {
            rate: float(np.mean([each[rate] for each in rates.values()]))
            for rate in next(iter(rates.values()))
        }
        row["full is better by"] = f"{better.difference:+.3f} [{better.low:+.3f}, {better.high:+.3f}]"
        rows.append(row)
    return rows
