"""The part of an answer that is about the hits: the model's sentences, and what code adds to them.

Code always adds the best hits that no sentence is about, what postings do not state, and what was left out, so that
no posting can talk the model out of another.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence

from rag.context import shown_hit
from rag.extract import MAX_HITS, describe, gaps, left_out, next_questions, offers
from rag.guard_question import guard_question
from rag.llm import Chat
from rag.settings import Settings
from rag.tasks import MAX_QUESTION_CHARS, make_task, understood
from rag.types import Event, SearchResult, Sentence, Turn
from rag.worded import Outcome, Task, events_of, word

MAX_SHOWN = 6
"""Hits that the model is shown, tokens permitting."""
MAX_SENTENCES = 6
"""Asked of the model; more is longer than anybody reads."""
SHRINK = 0.5
"""Share of the postings' tokens that is tried after a server said that the first prompt does not fit its window."""


def worded_hits(
    result: SearchResult, question: str, chat: Chat, settings: Settings, history: Sequence[Turn]
) -> Generator[Event, None, tuple[Task | None, Outcome]]:
    """The model's sentences about the hits; asks with half the postings when the first prompt was too long."""
    outcome = Outcome()
    task: Task | None = None
    at_most: int | None = None
    until = time.monotonic() + settings.deadline_s
    for _attempt in range(2):
        task = make_task(
            "answer",
            [shown_hit(hit) for hit in result.hits[:MAX_SHOWN]],
            settings=settings,
            max_sentences=MAX_SENTENCES,
            at_most=at_most,
            values={
                "question": (guard_question(question).question or question)[:MAX_QUESTION_CHARS],
                "understood": understood(result.query, history),
                "follow_ups": _numbered(next_questions(result)),
            },
        )
        if task is None:
            outcome.notes.append(
                "No posting fits the model's context window; set ROLECALL_CONTEXT_TOKENS to its size."
            )
            return None, outcome
        outcome = yield from events_of(
            word(task, chat=chat, settings=settings, max_sentences=MAX_SENTENCES, until=until)
        )
        if not outcome.too_long:
            break
        at_most = int(task.posting_tokens * SHRINK)
    return task, outcome


def _numbered(questions: Sequence[str]) -> str:
    return "; ".join(f"{number} {question}" for number, question in enumerate(questions, start=1)) or "none"


def completed(result: SearchResult, outcome: Outcome) -> tuple[Sentence, ...]:
    """What code adds: the best hits that no sentence is about, what postings do not state, what was left out."""
    said = {citation.posting_id for sentence in outcome.shown for citation in sentence.citations}
    sentences: list[Sentence] = []
    for position, hit in enumerate(result.hits):
        about = hit.posting.id in said
        # The best hits are always in the answer, so that no posting can talk the model out of another.
        if not about and (position < MAX_HITS or hit.rank in outcome.failed):
            sentences.append(describe(hit))
            about = True
        if about:
            sentences.extend(gaps(hit))
    sentences.extend(left_out(result))
    sentences.extend(offers(result))
    return tuple(sentences)
