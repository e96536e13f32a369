"""Where a posting names a thing: whole words, the clause around it, exact spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Evidence, Posting, Skill
from rag.mentions import MAX_QUOTE_CHARS, clause, find_mention


def posting(text: str, *, title: str = "Engineer", skills: tuple[Skill, ...] = ()) -> Posting:
    return Posting(
        id="t:1", source="t", title=title, company="Acme", text=text,
        title_evidence=Evidence("employer", title, "title"), skills=skills,
    )  # fmt: skip


def test_the_clause_around_the_mention_is_quoted_with_its_span() -> None:
    body = posting("We bill people.\n- Build pipelines with Kafka and Spark\n- Write tests")
    found = find_mention(body, ["Kafka"])
    assert found == Evidence("employer", "Build pipelines with Kafka and Spark", "text", 18, 54)
    assert body.text[18:54] == found.quote


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("C", "C++ and C# only"),
        ("Java", "JavaScript"),
        ("R", "R+ tools"),
        ("Go", "Google"),
        ("Kafka", "Kafkaesque"),
    ],
)
def test_a_part_of_a_word_is_no_mention(form: str, text: str) -> None:
    assert find_mention(posting(text), [form]) is None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("C++", "C++ at night"),
        (".NET", "on .NET, always"),
        ("c#", "C#."),
        ("event sourcing", "Event-sourcing here"),
    ],
)
def test_signs_belong_to_the_word(form: str, text: str) -> None:
    assert find_mention(posting(text), [form]) is not None


def test_the_title_then_the_feeds_skills_speak_when_the_text_does_not() -> None:
    listed = Skill("Kafka", "mentioned", Evidence("feed", "Apache Kafka", "Skills"))
    assert find_mention(posting("Nothing.", title="Kafka Engineer"), ["Kafka"]) == Evidence(
        "employer", "Kafka Engineer", "title"
    )
    assert find_mention(posting("Nothing.", skills=(listed,)), ["Kafka"]) == listed.evidence


@given(st.text(alphabet="ab .;\n-", max_size=900), st.data())
def test_a_clause_holds_the_mention_and_is_bounded(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    left, right = clause(text, start, end)
    assert 0 <= left <= start <= end <= right <= len(text)
    assert right - left <= MAX_QUOTE_CHARS + 1
