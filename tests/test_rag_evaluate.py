"""Measures against arithmetic written out here; files in and out; differences with their intervals."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from index.errors import QueryError
from rag import evaluate

QRELS = {"q1": {"a": 3, "b": 1, "c": 0, "d": 2}, "q2": {"e": 3}, "q3": {"f": 2}}
RUN = {"q1": ["b", "x", "a"], "q2": ["e"], "unjudged": ["a"]}


def test_measures_agree_with_arithmetic() -> None:
    found = evaluate.measure("run", RUN, QRELS)
    gained = 1 / log2(2) + 7 / log2(4)
    ideal = 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
    q1 = found.values["q1"]
    assert q1["nDCG@10"] == pytest.approx(gained / ideal)
    assert q1["AP"] == pytest.approx((1 / 3) / 2)  # a at rank 3 is the first relevant; d is not found
    assert q1["RR@10"] == pytest.approx(1 / 3)
    assert q1["R@100"] == pytest.approx(1 / 2)
    assert q1["judged@10"] == pytest.approx(2 / 3)


def test_a_judged_question_without_a_result_scores_0_and_counts() -> None:
    found = evaluate.measure("run", RUN, QRELS)
    assert found.n == 3
    assert set(found.values["q3"].values()) == {0.0}
    assert found.mean("RR@10") == pytest.approx((1 / 3 + 1 + 0) / 3)


def test_means_of_a_group_are_over_its_questions_alone() -> None:
    found = evaluate.measure("run", RUN, QRELS, groups={"q1": "hard", "q2": "easy", "q3": "hard"})
    assert found.mean("R@100", group="easy") == 1.0
    assert found.mean("R@100", group="hard") == pytest.approx(0.25)


def test_the_order_of_a_run_survives_its_file(tmp_path: Path) -> None:
    run = {"q1": ["perik:a", "b", "c"], "q2": ["z", "y"]}
    evaluate.save_run(tmp_path / "run.txt", run, tag="t")
    assert evaluate.load_run(tmp_path / "run.txt") == run


def test_judgements_are_read_from_trec_and_from_csv(tmp_path: Path) -> None:
    (tmp_path / "qrels.txt").write_text("q1 0 yubhub:a 3\nq1 0 b 0\n\nq2 0 id with spaces 1\n")
    (tmp_path / "qrels.csv").write_text("question,posting,grade\nq1,yubhub:a,3\n")
    assert evaluate.load_qrels(tmp_path / "qrels.txt") == {
        "q1": {"yubhub:a": 3, "b": 0},
        "q2": {"id with spaces": 1},
    }
    assert evaluate.load_qrels(tmp_path / "qrels.csv") == {"q1": {"yubhub:a": 3}}


@pytest.mark.parametrize("text", ["q1 0 a\n", "q1 0 a much\n"])
def test_a_line_that_is_no_judgement_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "qrels.txt").write_text("q1 0 b 1\n" + text)
    with pytest.raises(QueryError, match="judgement 2"):
        evaluate.load_qrels(tmp_path / "qrels.txt")


def test_a_question_that_cannot_be_read_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "a", "question": "x"}\n{"id": 1}\n')
    with pytest.raises(QueryError, match="line 2"):
        evaluate.load_questions(tmp_path / "q.jsonl")


def test_a_difference_has_an_interval_that_holds_it() -> None:
    a = evaluate.Measured("a", {f"q{i}": {"m": i / 10} for i in range(10)})
    b = evaluate.Measured("b", {f"q{i}": {"m": i / 10 + 0.1} for i in range(10)})
    found = evaluate.compare(a, b, "m")
    assert found.difference == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1)
    assert found.p < 0.01  # all ten differences have one sign: 2 of 1,024 sign patterns are as far from 0
    assert evaluate.compare(a, a, "m").p == 1.0
    assert evaluate.compare(a, b, "m") == found
