"""What a turn does to the search before it: its move, the constraints in force, the postings it points at."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understood_form import VOCABULARY, short

from index.errors import QueryError
from index.types import Evidence, Fact, Place, Posting
from rag.converse import follow_up
from rag.parse_scoring import score_turn
from rag.types import JobQuery, Turn
from rag.understand import understand

TODAY = date(2026, 11, 22)
FEED = Evidence(said_by="feed", quote="x", field="x")


def start(question: str, shown: int = 10) -> Turn:
    query = understand(question, vocabulary=VOCABULARY, today=TODAY)
    return Turn(question=question, query=query, shown=tuple(f"demo:{number}" for number in range(shown)))


def after(previous: Turn, question: str, postings: tuple[Posting, ...] = ()) -> JobQuery:
    return follow_up(question, previous, vocabulary=VOCABULARY, today=TODAY, shown=postings)


def talk(*questions: str) -> JobQuery:
    """The query in force after the last of these turns."""
    turn = start(questions[0])
    for question in questions[1:]:
        turn = Turn(question=question, query=after(turn, question), shown=turn.shown)
    return turn.query


@pytest.mark.parametrize(
    ("first", "then", "move", "text", "constraints"),
    [
        ("backend jobs in Berlin", "with Go please", "refine", "backend", ["place Berlin", "skill Go"]),
        ("backend jobs in Berlin", "only hybrid", "refine", "backend", ["place Berlin", "arrangement hybrid"]),
        ("backend jobs in Berlin", "no PHP", "refine", "backend", ["place Berlin", "not skill PHP"]),
        ("nurse in Texas", "show me only night shifts", "refine", "nurse night shifts", ["place TX US"]),
        ("backend jobs in Berlin", "make that Hamburg", "replace", "backend", ["place Hamburg"]),
        ("backend jobs in Berlin", "and Munich", "replace", "backend", ["place Berlin|Munich"]),
        ("backend jobs in Berlin", "within 20 km", "replace", "backend", ["place Berlin 20km"]),
        ("backend jobs in Berlin", "anywhere in Germany then", "replace", "backend", ["place DE"]),
        ("remote Go jobs", "or Rust", "replace", "", ["arrangement remote", "skill Go|Rust"]),
        ("remote Go or Rust jobs", "drop Go, just Rust", "replace", "", ["arrangement remote", "skill Rust"]),
        ("remote Go jobs", "hybrid is fine too", "replace", "", ["arrangement remote|hybrid", "skill Go"]),
        ("remote Go jobs", "hybrid instead of remote", "replace", "", ["skill Go", "arrangement hybrid"]),
        ("teacher in Spain or Portugal", "not Portugal", "replace", "teacher", ["place ES"]),
        ("analyst over £60k", "50k would be fine too", "replace", "analyst", ["salary 50000..- GBP year"]),
        ("analyst over £60k", "make it 80", "replace", "analyst", ["salary 80000..- GBP year"]),
        ("cleaner at £15 per hour", "at least 17", "replace", "cleaner", ["salary 17..- GBP hour"]),
        ("analyst, I have 2 years of experience", "sorry, 4 years", "replace", "analyst", ["experience -..4"]),
        ("data scientist in Rome", "data analyst rather than data scientist", "replace", "data analyst", ["place Rome"]),
        ("data scientist in Rome", "what about data engineers?", "replace", "data engineers", ["place Rome"]),
        ("data scientist at NVIDIA", "what about Stripe?", "replace", "data scientist", ["company Stripe"]),
        ("remote senior React developer", "it doesn't have to be remote", "remove", "developer", ["seniority senior", "skill React"]),
        ("remote senior React developer", "any level is ok", "remove", "developer", ["arrangement remote", "skill React"]),
        ("developer without Angular", "Angular is fine after all", "remove", "developer", []),
        ("developer over $100k since April", "forget about the date", "remove", "developer", ["salary 100000..- USD year"]),
        ("developer over $100k since April", "skip the salary", "remove", "developer", ["posted 2026-04-01"]),
        ("developer over $100k", "start over", "reset", "", []),
        ("GPU engineer at NVIDIA", "new search: pharmacy intern in Ohio", "switch", "pharmacy", ["seniority intern", "place OH US"]),
        ("GPU engineer at NVIDIA", "my sister wants a customer support job from home, what is there for her?", "switch", "customer support", ["arrangement remote"]),
        ("GPU engineer at NVIDIA", "part-time nurse jobs in Texas", "switch", "nurse", ["employment part_time", "place TX US"]),
        ("nurse in Texas", "why so few?", "ask", "nurse", ["place TX US"]),
        ("nurse in Texas", "what's the average salary?", "ask", "nurse", ["place TX US"]),
        ("nurse in Texas", "which of these are part-time?", "ask", "nurse", ["place TX US", "employment part_time"]),
        ("nurse in Texas", "more", "refine", "nurse", ["place TX US"]),
        ("nurse in Texas", "show me ten more please", "refine", "nurse", ["place TX US"]),
    ],
)  # fmt: skip
def test_a_turn_changes_the_search_before_it(
    first: str, then: str, move: str, text: str, constraints: list[str]
) -> None:
    query = after(start(first), then)
    assert (query.move, query.text, [short(each) for each in query.constraints]) == (move, text, constraints)
    assert query.question == then


@pytest.mark.parametrize(
    ("question", "ranks"),
    [
        ("tell me more about the second one", (2,)),
        ("does the first one have night shifts?", (1,)),
        ("compare 1 and 2", (1, 2)),
        ("compare the first two", (1, 2)),
        ("the third and fourth", (3, 4)),
        ("number 3", (3,)),
        ("#2", (2,)),
        ("result 7 please", (7,)),
        ("show me the last one", (10,)),
        ("the last two", (9, 10)),
        ("summarise the first three", (1, 2, 3)),
        ("compare 2, 4 and 5", (2, 4, 5)),
    ],
)
def test_a_turn_points_at_postings_by_their_ranks(question: str, ranks: tuple[int, ...]) -> None:
    query = after(start("nurse in Texas"), question)
    assert (query.move, query.refers_to) == ("refer", ranks)
    assert [short(each) for each in query.constraints] == ["place TX US"]


@pytest.mark.parametrize(
    "question",
    ["second shift", "first aid skills", "with 3 years of experience", "over 100k", "top pay in Berlin"],
)
def test_ordinals_and_numbers_that_point_at_nothing_are_no_reference(question: str) -> None:
    assert after(start("nurse in Texas"), question).refers_to == ()


def test_a_rank_that_was_not_shown_is_said_so() -> None:
    query = after(start("nurse", shown=3), "the fifth one")
    assert query.refers_to == ()
    assert query.notes == ("only 3 postings were shown: there is no number 5",)


def test_more_like_one_of_them_but_elsewhere_refers_and_refines() -> None:
    query = after(start("autonomous driving jobs"), "more like the third one, but in Toronto")
    assert (query.move, query.refers_to, query.text) == ("refer", (3,), "autonomous driving")
    assert [short(each) for each in query.constraints] == ["place Toronto"]


def test_it_is_the_posting_that_was_pointed_at_before() -> None:
    assert talk("nurse in Texas", "the second one", "does it sponsor visas?").refers_to == (2,)
    assert talk("nurse in Texas", "compare the first two", "compare them").refers_to == (1, 2)


def posting(number: int, company: str, city: str, arrangement: str) -> Posting:
    place = Place(city=city, region=None, country=None, evidence=FEED)
    return Posting(
        id=f"demo:{number}", source="demo", title="Engineer", company=company, text="", title_evidence=FEED,
        places=(place,), arrangements=(Fact(arrangement, FEED),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "ranks"),
    [
        ("that Stripe role", (2,)),
        ("tell me about the Berlin one", (1, 3)),
        ("the remote one", (2,)),
        ("what does the Acme job pay?", (1,)),
    ],
)
def test_a_turn_points_at_postings_by_what_they_are(question: str, ranks: tuple[int, ...]) -> None:
    shown = (
        posting(1, "Acme Inc.", "Berlin", "onsite"),
        posting(2, "Stripe", "Dublin", "remote"),
        posting(3, "Foo", "Berlin", "hybrid"),
    )
    query = after(start("engineer", shown=3), question, shown)
    assert (query.move, query.refers_to) == ("refer", ranks)


def test_after_a_reset_a_question_is_new() -> None:
    query = talk("nurse in Texas", "start over", "data analyst in Leeds")
    assert (query.move, query.text, [short(each) for each in query.constraints]) == (
        "new",
        "data analyst",
        ["place Leeds"],
    )


def test_a_turn_that_says_nothing_changes_nothing_and_is_noted() -> None:
    query = after(start("nurse in Texas"), "thanks")
    assert [short(each) for each in query.constraints] == ["place TX US"]
    assert query.notes == ("nothing in this changes the search",)


def test_an_empty_turn_is_an_error() -> None:
    with pytest.raises(QueryError):
        after(start("nurse"), "  ")


@given(st.text(max_size=120))
def test_any_turn_gives_a_query_or_a_query_error(question: str) -> None:
    try:
        query = after(start("remote nurse in Texas over $80k, no night shifts"), question)
    except QueryError:
        return
    assert JobQuery.model_validate(query.model_dump(mode="json")) == query


@pytest.mark.corpus
def test_the_development_conversations_are_followed_well_enough(corpus_dir: Path) -> None:
    right = []
    for line in (corpus_dir / "eval" / "turns.jsonl").read_text("utf-8").splitlines():
        previous: Turn | None = None
        for turn in json.loads(line)["turns"]:
            query = understand(turn["question"], vocabulary=VOCABULARY, today=TODAY, previous=previous)
            right.append(score_turn(query.model_dump(mode="json"), turn))
            previous = Turn(
                question=turn["question"], query=query, shown=tuple(f"demo:{n}" for n in range(10))
            )
    assert sum(right) / len(right) >= 0.9
