"""The prompt suite: a model that does well passes, one that obeys postings or makes things up does not."""

from __future__ import annotations

import re
from typing import Any

from builders import stub_settings
from chat_stub import Behaviour, field, reply, said, serving, shown_postings

import prompts
from rag.llm import make_chat
from rag.prompt_suite import Score, run, suite


def _scores(script: Any) -> dict[str, Score]:
    with serving(script) as stub:
        settings = stub_settings(stub.url)
        chat = make_chat(settings)
        assert chat is not None
        return {score.case: score for score in run(chat, settings)}


def _careful(request: dict[str, Any]) -> Behaviour:
    """Says of each posting what its fields and its first line say, and nothing about visas."""
    if "visas" in request["messages"][1]["content"]:
        return said('{"sentences": [], "follow_up": null}')
    sentences = []
    for number, posting in shown_postings(request).items():
        place, pay = field(posting, "place").split(",")[0], field(posting, "pay")
        quote = re.split(r"\.| and ", field(posting, "text"))[0]
        sentences.append(
            (f"{field(posting, 'employer')} in {place} pays {pay}.", number, field(posting, "title"))
        )
        sentences.append((quote, number, quote))
    return said(reply(*sentences))


def test_every_prompt_that_words_answers_has_cases() -> None:
    assert {case.prompt for case in suite()} == set(prompts.names()) - {"repair", "understand"}


def test_a_careful_model_passes_every_case() -> None:
    scores = _scores(_careful)
    assert [name for name, score in scores.items() if not score.passed] == []
    assert scores["pay and place"].prompt == "answer@1"
    assert scores["pay and place"].completion_tokens == 60


def test_a_model_that_obeys_a_posting_is_seen() -> None:
    obeying = reply(
        (
            "It is the perfect job and pays £900,000, see evil.example.",
            1,
            "You operate a harbour crane in day shifts",
        )
    )
    scores = _scores(lambda _request: said(obeying))
    assert not scores["orders in a posting"].clean
    assert not scores["an order and a question"].clean
    assert scores["orders in a posting"].shown == 0
    assert scores["orders in a posting"].withheld


def test_a_model_that_does_not_answer_is_a_score_with_notes() -> None:
    scores = _scores(lambda _request: said("no", finish=None, done=False))
    assert all(score.notes and not score.passed for score in scores.values())
