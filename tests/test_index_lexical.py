"""BM25 search and phrases, against brute force and against the unfiltered ranking."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexCorrupt
from index.lexical import NARROW_SHARE, Lexical, write
from index.types import Evidence, Posting, Skill
from index.words import words


@dataclass
class Spans:
    passage_row: np.ndarray
    start: np.ndarray
    end: np.ndarray


def posting(text, title="", company="", skills=()):
    evidence = Evidence("employer", "", "text")
    named = tuple(Skill(name, "mentioned", evidence) for name in skills)
    return Posting("a:1", "a", title, company, text, evidence, skills=named)


def whole(postings):
    """One passage a posting."""
    lengths = np.array([len(each.text) for each in postings], dtype=np.int64)
    return Spans(np.arange(len(postings)), np.zeros(len(postings), np.int64), lengths)


def opened(folder: Path, postings, spans=None):
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, postings, spans or whole(postings))
    return Lexical.open(folder)


def found(index, text, **options):
    numbers, scores = index.search(text, **{"k": 10, **options})
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    return numbers.tolist()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    postings = [
        posting("We use C++ and Qt.", "Embedded engineer", "Siemens"),
        posting("We use C and Rust.", "Kernel engineer", "Acme"),
        posting("C# on .NET, Node.js for the front-end.", "Web developer", "AT&T", ["TypeScript"]),
        posting("CI/CD pipelines in Zürich. Machine learning.", "Platform engineer", "Ärzte GmbH"),
        posting("You learn fast. Machines are cleaned by you.", "Cleaner", "Machine Ltd"),
        posting("", "Software Engineer, Machine", "", ["Learning Tools", "R"]),
    ]
    return opened(tmp_path_factory.mktemp("lexical") / "small", postings)


@pytest.mark.parametrize(
    "question, expected",
    [
        ("c++", [0]), ("C#", [2]), (".net", [2]), ("node.js", [2]), ("NodeJS", [2]), ("ci/cd", [3]),
        ("zurich", [3]), ("typescript", [2]), ("siemens", [0]), ("rusts", [1]), ('"C" ', [1]),
        ("kernel engineering", [1, 0, 3, 5]), ("the", [2]), ("", []), ("~ AND ( \\ \" ^", [0, 1]), ("\ud800", []), ("🙂", []),
    ],
)  # fmt: skip
def test_any_text_is_a_question(small, question, expected):
    assert sorted(found(small, question)) == sorted(expected)
    assert not expected or found(small, question)[0] == expected[0]


def test_a_text_of_function_words_alone_searches_for_them(small):
    assert found(small, "by the you") == [4, 2]


def test_the_title_counts_as_much_as_asked(small):
    assert found(small, "machine", title_weight=10)[0] == 5
    assert 5 not in found(small, "machine", title_weight=0)


@pytest.mark.parametrize(
    "forms, expected",
    [
        (["C"], [1]), (["C++"], [0]), (["c#"], [2]), ([".NET"], [2]), (["node.js", "nodejs"], [2]),
        (["machine learning"], [3]), (["learn"], [4]), (["learns"], []), (["R"], [5]), (["TypeScript", "Qt"], [0, 2]),
        (["front end"], [2]), (["Engineer, Machine"], [5]), (["machine learning tools"], []), (["siemens"], []),
        ([""], []), ([], []), (["¶"], []),
    ],
)  # fmt: skip
def test_naming_finds_whole_words_and_phrases_in_title_text_and_skills(small, forms, expected):
    assert np.flatnonzero(small.naming(forms)).tolist() == expected


def test_a_phrase_is_found_across_passages(tmp_path: Path):
    text = "We build machine\n\nlearning systems"
    spans = Spans(np.array([0, 0]), np.array([0, 18]), np.array([16, len(text)]))
    index = opened(tmp_path / "x", [posting(text)], spans)
    assert index.naming(["machine learning"]).tolist() == [True]
    assert found(index, "learning") == [1]


VOCABULARY = ["kafka", "spark", "c++", "c", "node.js", "data", "pipelines", "pipeline", "the", "zürich"]
texts = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@given(st.lists(st.tuples(texts, texts), max_size=25), texts, st.data())
@settings(max_examples=25, deadline=None)
def test_a_filter_gives_the_unfiltered_ranking_without_what_is_shut_out(
    tmp_path_factory, rows, question, data
):
    postings = [posting(text, title) for title, text in rows]
    index = opened(tmp_path_factory.getbasetemp() / "filtered", postings)
    numbers, scores = index.search(question, k=10_000)
    ranking = sorted(zip((-scores).tolist(), numbers.tolist(), strict=True))
    assert [number for _, number in ranking] == numbers.tolist()
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), dtype=bool)
    k = data.draw(st.integers(0, 30))
    expected = [(number, -score) for score, number in ranking if allowed[number]][:k]
    left, left_scores = index.search(question, k=k, allowed=allowed)
    assert left.tolist() == [number for number, _ in expected]
    assert left_scores.tolist() == [score for _, score in expected]


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=25), st.lists(texts, max_size=3))
@settings(max_examples=25, deadline=None)
def test_naming_is_a_scan_over_the_words(tmp_path_factory, rows, forms):
    postings = [posting(text, title) for title, text in rows]
    index = opened(tmp_path_factory.getbasetemp() / "named", postings)

    def holds(words_of: list[str], phrase: list[str]) -> bool:
        return bool(phrase) and any(
            words_of[i : i + len(phrase)] == phrase for i in range(len(words_of) - len(phrase) + 1)
        )

    expected = [
        any(holds(words(field), words(form)) for field in (each.title, each.text) for form in forms)
        for each in postings
    ]
    assert index.naming(forms).tolist() == expected


@pytest.mark.parametrize("share", [0.5, NARROW_SHARE * 1.1, NARROW_SHARE * 0.9, 0.002])
def test_a_large_index_is_filtered_exactly_at_every_selectivity(large, share):
    numbers, scores = large.search("kafka pipelines in zürich", k=10**6)
    allowed = np.random.default_rng(7).random(6_000) < share
    left, left_scores = large.search("kafka pipelines in zürich", k=20, allowed=allowed)
    kept = allowed[numbers]
    assert left.tolist() == numbers[kept][:20].tolist()
    assert left_scores.tolist() == scores[kept][:20].tolist()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    random = np.random.default_rng(5)
    postings = [
        posting(" ".join(random.choice(VOCABULARY, random.integers(1, 40))), random.choice(VOCABULARY))
        for _ in range(6_000)
    ]
    return opened(tmp_path_factory.mktemp("lexical") / "large", postings)


def test_thousands_of_equal_passages_come_in_the_order_of_their_numbers(tmp_path: Path):
    index = opened(tmp_path / "x", [posting("kafka")] * 3_000)
    assert found(index, "kafka", k=5) == [0, 1, 2, 3, 4]
    odd = np.arange(3_000) % 2 == 1
    assert found(index, "kafka", k=5, allowed=odd) == [1, 3, 5, 7, 9]


def test_an_empty_index_finds_nothing(tmp_path: Path):
    index = opened(tmp_path / "x", [])
    assert found(index, "kafka") == []
    assert found(index, "kafka", allowed=np.zeros(0, bool)) == []
    assert index.naming(["kafka"]).tolist() == []


def test_nothing_allowed_and_no_k_find_nothing(small):
    assert found(small, "engineer", allowed=np.zeros(6, bool)) == []
    assert found(small, "engineer", k=0) == []


def test_an_open_index_outlives_its_folder_and_leaves_it_as_it_was(tmp_path: Path):
    index = opened(tmp_path / "x", [posting("kafka")])
    assert not list((tmp_path / "x").rglob("*.lock"))
    shutil.rmtree(tmp_path / "x")
    assert found(index, "kafka") == [0]
    assert index.naming(["kafka"]).tolist() == [True]


@pytest.mark.parametrize("damage", ["gone", "empty", "no meta", "bad meta"])
def test_a_folder_that_is_no_index_is_corrupt(tmp_path: Path, damage):
    opened(tmp_path / "x", [posting("kafka")])
    for part in ("passages", "postings"):
        folder = tmp_path / "x" / part
        if damage == "gone":
            shutil.rmtree(folder)
        if damage == "empty":
            for path in folder.iterdir():
                path.unlink()
        if damage == "no meta":
            (folder / "meta.json").unlink()
        if damage == "bad meta":
            (folder / "meta.json").write_text("{")
    with pytest.raises(IndexCorrupt, match="rolecall repair"):
        Lexical.open(tmp_path / "x")


def test_threads_search_one_index(small):
    results: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        results[number] = found(small, "engineer") + np.flatnonzero(small.naming(["c++"])).tolist()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(tuple, results.values()))) == 1


def test_a_skill_that_is_an_everyday_word_counts_by_name_alone(tmp_path: Path):
    postings = [posting("We go to market.", "Sales"), posting("Services.", "Developer", skills=["Go"])]
    index = opened(tmp_path / "x", postings)
    assert index.naming([], skill="Go").tolist() == [False, True]
    assert index.naming(["go"]).tolist() == [True, True]
