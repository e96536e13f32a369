"""What a model may add to a reading, and what of its reply is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from index.constraints import Arrangement, Salary, Skill
from index.errors import ChatError
from rag.llm import ChatReply, Message
from rag.types import JobQuery
from rag.understand.model import refine


class Scripted:
    """A Chat that gives one reply and remembers what it was told."""

    model = "scripted"

    def __init__(self, reply: str | ChatError) -> None:
        self.reply = reply
        self.told: Sequence[Message] = ()

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline_s: float | None = None,
    ) -> ChatReply:
        self.told = messages
        if isinstance(self.reply, ChatError):
            raise self.reply
        return ChatReply(self.reply, "scripted", 1, 1, "stop")

    def stream(self, *_args: Any, **_options: Any) -> Iterator[str | ChatReply]:
        raise NotImplementedError


QUESTION = "remote barista gig, kafkaesque hours, near Zorvale"
READ = JobQuery(
    text="barista gig kafkaesque hours near Zorvale",
    constraints=(Arrangement(any=("remote",), words="remote"),),
    question=QUESTION,
)


def suggest(**constraint: Any) -> str:
    return json.dumps({"constraints": [{"negated": False} | constraint]})


def test_a_reading_in_the_words_left_over_is_added_and_leaves_the_topic() -> None:
    chat = Scripted(suggest(kind="place", value={"city": "Zorvale"}, words="Zorvale"))
    refined = refine(READ, QUESTION, chat)
    assert [each.value for each in refined.constraints] == [
        {"any": ["remote"]},
        {"city": "Zorvale", "region": None, "country": None, "radius_km": None},
    ]
    assert refined.text == "barista gig kafkaesque hours near"
    assert refined.notes == ("“Zorvale” was read as place by the model",)
    assert "Words left over: barista gig kafkaesque hours near Zorvale" in chat.told[1].content


@pytest.mark.parametrize(
    ("suggestion", "reason"),
    [
        (
            suggest(kind="place", value={"city": "Berlin"}, words="Berlin"),
            "the words “Berlin” are not in the question",
        ),
        (
            suggest(kind="arrangement", value={"any": ["onsite"]}, words="remote"),
            "the words “remote” are already read",
        ),
        (
            suggest(kind="arrangement", value={"any": ["onsite"]}, words="barista"),
            "arrangement is already read",
        ),
        (
            suggest(kind="skill", value={"name": "Kafka"}, words="kafkaesque"),
            "its value cannot be read from “kafkaesque”",
        ),
        (
            suggest(kind="salary", value={"min": 90000}, words="hours"),
            "its value cannot be read from “hours”",
        ),
        (
            suggest(kind="place", value={"city": "Paris"}, words="Zorvale"),
            "its value cannot be read from “Zorvale”",
        ),
        (suggest(kind="religion", value={"name": "any"}, words="gig"), "it is no valid constraint"),
        (
            suggest(kind="company", value={"name": "gig"}, words="gig", required=False),
            "it is no valid constraint",
        ),
    ],
)
def test_what_the_question_does_not_say_is_refused_and_noted(suggestion: str, reason: str) -> None:
    refined = refine(READ, QUESTION, Scripted(suggestion))
    assert refined.constraints == READ.constraints
    assert refined.text == READ.text
    assert refined.notes == (f"a reading by the model was refused: {reason}",)


@pytest.mark.parametrize("reply", ["", "no JSON", "[]", '{"constraints": 3}', "[" * 100_000, "x" * 30_000])
def test_an_unusable_reply_leaves_the_rules_reading(reply: str) -> None:
    refined = refine(READ, QUESTION, Scripted(reply))
    assert refined.constraints == READ.constraints
    assert refined.notes == ("the model's reading was unusable; the question is read by rules alone",)


def test_a_failing_model_leaves_the_rules_reading_and_says_why() -> None:
    refined = refine(READ, QUESTION, Scripted(ChatError("no answer in time")))
    assert refined.constraints == READ.constraints
    assert refined.notes == (
        "the model could not help to understand the question (no answer in time); it is read by rules alone",
    )


def test_a_question_read_completely_is_not_sent() -> None:
    chat = Scripted("never")
    query = JobQuery(text="", constraints=(Skill(name="Go"), Salary(min=1)))
    assert refine(query, "Go over 1", chat) is query
    assert chat.told == ()


def test_pay_is_taken_when_its_figures_are_the_words_own() -> None:
    query = JobQuery(text="cook wanting sixty-ish, 60k say")
    refined = refine(
        query,
        "cook wanting sixty-ish, 60k say",
        Scripted(suggest(kind="salary", value={"min": 60000}, words="60k")),
    )
    assert [each.value["min"] for each in refined.constraints] == [60000]
