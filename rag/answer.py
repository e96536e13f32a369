"""From a search result to a checked answer: hits first, then sentences that have passed, then the whole.

Counts, reasons and what is not stated are written by code; the model words the hits between them. Without a model,
or when it fails, the answer is extractive; nothing a model says is shown unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from index.types import Posting
from rag.about import about
from rag.context import shown_whole
from rag.extract import extractive, next_questions, summary, why
from rag.guard_question import QuestionVerdict, guard_question
from rag.llm import Chat
from rag.settings import Settings
from rag.tasks import MAX_QUESTION_CHARS, make_task
from rag.types import (
    Answer,
    Done,
    Event,
    HitsFound,
    JobQuery,
    SearchResult,
    Sentence,
    SentenceReady,
    Turn,
)
from rag.worded import Outcome, events_of, word
from rag.worded_hits import MAX_SENTENCES, completed, worded_hits

MAX_COMPARED = 4
"""Postings that the model is shown side by side."""
_WHY = re.compile(
    r"\bwhy\s+(?:are\s+there\s+|is\s+there\s+)?(?:so\s+|only\s+)?(?:few|many|no|none|not\s+more|nothing|one|two)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\b(?:compare|versus|vs|differ\w{0,6}|better|side by side)\b", re.IGNORECASE)


def answer_stream(
    result: SearchResult,
    *,
    question: str,
    chat: Chat | None,
    settings: Settings,
    history: Sequence[Turn] = (),
) -> Iterator[Event]:
    """The hits, then each sentence once it has passed its checks, then the whole answer; closing it cancels.

    Args:
        result: what was found.
        question: as asked, or what is left of it after `guard_question`.
        chat: the model; without one the answer is extractive.
        settings: limits of time and tokens.
        history: earlier turns, oldest first.
    """
    yield HitsFound(result=result)
    if chat is None or not result.hits:
        sentences = extractive(result)
        yield from (SentenceReady(sentence=each) for each in sentences)
        yield Done(answer=_answer(result, question, sentences, Outcome(), prompt=None))
        return
    first = summary(result)
    yield SentenceReady(sentence=first)
    task, outcome = yield from worded_hits(result, question, chat, settings, history)
    rest = completed(result, outcome)
    yield from (SentenceReady(sentence=each) for each in rest)
    sentences = (first, *outcome.shown, *rest)
    yield Done(answer=_answer(result, question, sentences, outcome, prompt=task.prompt if task else None))


def answer_about(
    postings: Sequence[Posting],
    *,
    question: str,
    query: JobQuery,
    chat: Chat | None,
    settings: Settings,
    today: date,
    shown: Sequence[str] = (),
    search: Callable[[JobQuery], SearchResult] | None = None,
) -> Iterator[Event]:
    """The answer to a question about these postings alone: one, two side by side, or all that were shown.

    Args:
        postings: those that the question points at.
        question: as asked.
        query: what it was understood as; its constraints are in force.
        chat: words what one posting says, or how two differ; without one, code does.
        settings: limits of time and tokens.
        today: what a posting's age counts from.
        shown: the ids of the turn before, in order: the numbers of the postings, and the next turn's too.
        search: repeats the search, for "why so few?".
    """
    if search is not None and _WHY.search(question):
        result = search(query)
        sentences = why(result)
        yield from (SentenceReady(sentence=each) for each in sentences)
        yield Done(answer=_answer(result, question, sentences, Outcome(), prompt=None))
        return
    numbered = _as_shown(postings, shown)
    computed = about(numbered, question=question, constraints=query.constraints, today=today)
    outcome, prompt = Outcome(), None
    name = "posting" if len(numbered) == 1 else "compare"
    if chat is not None and numbered and (len(numbered) == 1 or _COMPARE.search(question)):
        task = make_task(
            name,
            [shown_whole(number, posting) for number, posting in numbered[:MAX_COMPARED]],
            settings=settings,
            max_sentences=MAX_SENTENCES,
            values={"question": (guard_question(question).question or question)[:MAX_QUESTION_CHARS]},
        )
        if task is not None:
            prompt = task.prompt
            outcome = yield from events_of(
                word(task, chat=chat, settings=settings, max_sentences=MAX_SENTENCES)
            )
    # One posting: the model's wording stands in for the quotes, code still says what it is and what is not stated.
    rest = (
        [each for each in computed if each.kind == "absent"]
        if outcome.shown and name == "posting"
        else computed
    )
    yield from (SentenceReady(sentence=each) for each in rest)
    yield Done(answer=_about(query, question, (*outcome.shown, *rest), outcome, prompt, shown))


def _as_shown(postings: Sequence[Posting], shown: Sequence[str]) -> list[tuple[int, Posting]]:
    """Postings with the numbers under which they were shown; counted on from those for others."""
    places = {posting_id: number for number, posting_id in enumerate(shown, start=1)}
    return [
        (
            next(
                (places[each] for each in (posting.id, *posting.aliases) if each in places),
                len(shown) + position,
            ),
            posting,
        )
        for position, posting in enumerate(postings, start=1)
    ]


def _about(
    query: JobQuery,
    question: str,
    sentences: Sequence[Sentence],
    outcome: Outcome,
    prompt: str | None,
    shown: Sequence[str],
) -> Answer:
    return Answer(
        status="answered",
        text="\n".join(sentence.text for sentence in sentences),
        sentences=tuple(sentences),
        hits=(),
        query=query,
        turn=Turn(question=question, query=query, shown=tuple(shown)),
        withheld=tuple(outcome.withheld),
        model=outcome.model if outcome.shown else None,
        prompt=prompt,
        usage=outcome.usage,
        notes=(*query.notes, *outcome.notes),
    )


def unanswered(question: str, verdict: QuestionVerdict) -> Answer:
    """The answer to a question that is refused or not understood: one sentence, no search, no model."""
    query = JobQuery(question=question, notes=verdict.notes)
    return Answer(
        status="clarify" if verdict.action == "clarify" else "refused",
        text=verdict.sentence,
        sentences=(Sentence(kind="computed", text=verdict.sentence),),
        hits=(),
        query=query,
        turn=Turn(question=question, query=query),
        notes=verdict.notes,
    )


def _answer(
    result: SearchResult,
    question: str,
    sentences: Sequence[Sentence],
    outcome: Outcome,
    *,
    prompt: str | None,
) -> Answer:
    questions = next_questions(result)
    chosen = outcome.follow_up or 0
    worded = bool(outcome.shown)
    return Answer(
        status="answered" if result.hits else "no_match",
        text="\n".join(sentence.text for sentence in sentences),
        sentences=tuple(sentences),
        hits=result.hits,
        query=result.query,
        turn=Turn(
            question=question,
            query=result.query,
            shown=tuple(hit.posting.id for hit in result.hits),
            offset=result.offset,
        ),
        result=result,
        withheld=tuple(outcome.withheld),
        model=outcome.model if worded else None,
        prompt=prompt,
        usage=outcome.usage,
        notes=(*result.query.notes, *outcome.notes),
        follow_up=questions[chosen - 1] if worded and 0 < chosen <= len(questions) else "",
    )
