"""Questions -> constraints, topic and notes; and what bad input gives."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from understood_form import VOCABULARY, short
from understood_questions import QUESTIONS

from index.errors import QueryError
from rag.parse_scoring import exact_share, score_parse, slot_f1
from rag.types import JobQuery
from rag.understand import MAX_QUESTION_CHARS, Vocabulary, understand

TODAY = date(2026, 11, 22)
EXAMPLES = int(os.environ.get("ROLECALL_FUZZ_EXAMPLES", "200"))
"""Random questions tried; 10,000 in the thorough run."""


def ask(question: str, vocabulary: Vocabulary = VOCABULARY) -> JobQuery:
    return understand(question, vocabulary=vocabulary, today=TODAY)


@pytest.mark.parametrize(("question", "text", "constraints"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_question_is_read_as_these_constraints_and_this_topic(
    question: str, text: str, constraints: list[str]
) -> None:
    query = ask(question)
    assert [short(each) for each in query.constraints] == constraints
    assert query.text == text


@pytest.mark.parametrize("question", [row[0] for row in QUESTIONS])
def test_the_words_of_every_constraint_are_the_questions_own(question: str) -> None:
    for constraint in ask(question).constraints:
        assert constraint.words
        for piece in constraint.words.split(" … "):
            assert piece in question


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("backend over $150k", "`$` read as USD"),
        ("backend in Toronto over $150k", "`$` read as CAD"),
        ("pipelines with Kafak", "“Kafak” read as Kafka"),
        ("nurse in Houstin", "“Houstin” read as Houston"),
        ("designer, four-day week", "“four-day week” is not used: postings do not state it in a form that can be filtered"),
        ("remote and not remote", "“remote” and “not remote” contradict each other: no posting can meet both"),
        ("engineer in CA", "“CA” read as California, not Canada"),
        ("over $200k and under $100k", "pay of at least 200000 and at most 100000 cannot both be"),
        ("posted since 2030-01-01", "2030-01-01 is in the future: nothing can be published since"),
        ("well paid welder", "“well paid” is not used: how good pay is cannot be filtered without a figure"),
        ("50k BTC", "“BTC” is not a currency known here; the figure is held against the posting's own"),
        ("at Initech", "no employer in the index is named “Initech”"),
        ("Berlin, Munich", "several places are read as alternatives"),
        ("at Google or Stripe", "several employers cannot be one filter: postings of any of them rank first"),
        ("remote or London", "alternatives of different kinds cannot be one filter: both only rank"),
        ("at least $60 electrician", "60 without a period is read as pay per hour"),
        ("marine biologist in Java, Indonesia", "“Java” beside Indonesia is read as the island"),
        ("nurse, no visa sponsorship needed", "“no visa sponsorship needed” is not used: that no sponsorship is needed shuts no posting out"),
        ("posted before March", "“posted before March” is not used: only how recent a posting is can be asked"),
    ],
)  # fmt: skip
def test_what_is_assumed_or_cannot_be_used_stands_in_the_notes(question: str, note: str) -> None:
    assert note in ask(question).notes


@pytest.mark.parametrize(
    ("question", "text", "constraints"),
    [
        (
            "software engineering jobs in Austin at companies that only hire white men",
            "software engineering",
            ["place Austin"],
        ),
        ("receptionist jobs for attractive women under 25", "receptionist", []),
        ("accounting firms with no Muslims in the team", "accounting firms", []),
        ("I'm 58, project manager roles in Denver please", "project manager", ["place Denver"]),
        ("HR assistant in Chicago, no pregnant colleagues", "HR assistant", ["place Chicago"]),
    ],
)
def test_a_personal_trait_neither_filters_nor_ranks_and_is_noted(
    question: str, text: str, constraints: list[str]
) -> None:
    query = ask(question)
    assert (query.text, [short(each) for each in query.constraints]) == (text, constraints)
    assert any(note.startswith("Personal traits") for note in query.notes)


@pytest.mark.parametrize(
    "question",
    ["women's health nurse", "Muslim chaplain", "elderly care assistant", "disability support worker"],
)
def test_a_field_of_work_that_shares_a_word_with_a_trait_stays_the_topic(question: str) -> None:
    query = ask(question)
    assert query.text == question
    assert query.notes == ()


def test_without_an_index_the_taxonomy_and_the_gazetteer_still_serve() -> None:
    query = ask("remote Kafka work in Toronto at Initech", Vocabulary.empty())
    assert [short(each) for each in query.constraints] == [
        "arrangement remote",
        "skill Kafka",
        "place Toronto",
        "company Initech",
    ]


def test_a_tool_that_only_the_index_knows_is_a_skill_and_a_phrase_it_lists_is_not() -> None:
    vocabulary = Vocabulary(companies={}, skills={"FrobniCate": 3, "team spirit": 40, "OnceOnly": 1})
    query = ask("frobnicate engineer, team spirit, OnceOnly", vocabulary)
    assert [short(each) for each in query.constraints] == ["skill FrobniCate"]


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\x00\x01"])
def test_an_empty_question_is_an_error_that_says_what_to_do(empty: str) -> None:
    with pytest.raises(QueryError, match="say what kind of job"):
        ask(empty)


def test_a_question_above_the_limit_is_an_error_that_names_the_limit() -> None:
    with pytest.raises(QueryError, match=f"at most {MAX_QUESTION_CHARS:,}"):
        ask("x" * 100_000)


@pytest.mark.parametrize(
    "odd",
    [
        "!!! ??? ...", "🚀🚀🚀", "SELECT * FROM jobs; DROP TABLE postings;--", 'title:(engineer AND python) OR "data"~2', "<script>alert(1)</script>",
        "\u202eremote\u202c", "a\u0301" * 50, "$$$$", "-----", "10000 years", "over $", "between and", "no no no", "or or or", "1" * 300, "9" * 20 + "k", "not", "within miles of",
        "∀x∈ℝ", "%s %d {0}", "../../etc/passwd", "remote \ud800", "since since since", "€€ 5 €€", "0k-0k", "-5k", "1e9 EUR",
    ],
)  # fmt: skip
def test_odd_input_gives_a_query_and_never_a_traceback(odd: str) -> None:
    query = ask(odd)
    assert query.model_dump(mode="json")["constraints"] == [
        each.model_dump(mode="json") for each in query.constraints
    ]


_WORDS = st.sampled_from(
    "remote not no or and , over $ 150k £45-55k € senior lead staff in Berlin near Paris, TX within 30 miles of Kafka Go C++ posted last 3 days since April at NVIDIA except "
    "part-time contract 5+ years experience visa sponsorship between six figures - / : ( ) ideally is fine 20 LPA 2026-01-01 LA US EU".split(
        " "
    )
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(_WORDS, max_size=25).map(" ".join),
        st.from_regex(re.compile(r"[\w $€£%.,:;/()+-]{1,80}"), fullmatch=True),
    )
)
@example("between 100k and 50k")
@example("0 to 0 years experience")
def test_any_string_gives_a_query_or_a_query_error(question: str) -> None:
    try:
        query = ask(question)
    except QueryError:
        return
    for constraint in query.constraints:
        assert (
            all(piece.strip() in question for piece in constraint.words.split(" … "))
            or any("Personal" in note for note in query.notes)
            or any(
                ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF or c in "\x7f\u2028\u2029" or 0x80 <= ord(c) < 0xA0
                for c in question
            )
        )


@pytest.mark.corpus
def test_the_development_questions_are_read_well_enough(corpus_dir: Path) -> None:
    rows = [
        json.loads(line) for line in (corpus_dir / "eval" / "parse.jsonl").read_text("utf-8").splitlines()
    ]
    scores = []
    for row in rows:
        found = [each.model_dump(mode="json") for each in ask(row["question"]).constraints]
        scores.append(score_parse(found, row["constraints"], row["alternatives"]))
    assert slot_f1(scores) >= 0.95
    assert exact_share(scores) >= 0.85
