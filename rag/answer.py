"""From a search result to a checked answer: hits first, then sentences that have passed, then the whole.

Without a model, or when it fails, the answer is extractive; nothing a model says is shown unchecked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from index.types import Posting
from rag.extract import extractive
from rag.guard_question import QuestionVerdict
from rag.llm import Chat
from rag.settings import Settings
from rag.types import Answer, Done, Event, HitsFound, JobQuery, SearchResult, Sentence, SentenceReady, Turn


def answer_stream(
    result: SearchResult,
    *,
    question: str,
    chat: Chat | None,
    settings: Settings,
    posting_of: Callable[[str], Posting],
    history: Sequence[Turn] = (),
) -> Iterator[Event]:
    """The hits, then each sentence once it has passed its checks, then the whole answer."""
    yield HitsFound(result=result)
    sentences = extractive(result)
    for sentence in sentences:
        yield SentenceReady(sentence=sentence)
    yield Done(answer=_answer(result, question, sentences))


def answer_about(
    postings: Sequence[Posting],
    *,
    question: str,
    query: JobQuery,
    chat: Chat | None,
    settings: Settings,
    today: date,
    shown: Sequence[str] = (),
    result: SearchResult | None = None,
) -> Iterator[Event]:
    """The answer to a question about these postings alone: one, two side by side, or all that were shown."""
    raise NotImplementedError


def unanswered(question: str, verdict: QuestionVerdict) -> Answer:
    """The answer to a question that is refused or not understood: one sentence, no search, no model."""
    query = JobQuery(question=question, notes=verdict.notes)
    sentence = Sentence(kind="computed", text=verdict.sentence)
    return Answer(
        status="clarify" if verdict.action == "clarify" else "refused",
        text=verdict.sentence,
        sentences=(sentence,),
        hits=(),
        query=query,
        turn=Turn(question=question, query=query),
        notes=verdict.notes,
    )


def _answer(result: SearchResult, question: str, sentences: Sequence[Sentence]) -> Answer:
    return Answer(
        status="answered" if result.hits else "no_match",
        text="\n".join(sentence.text for sentence in sentences),
        sentences=tuple(sentences),
        hits=result.hits,
        query=result.query,
        turn=Turn(question=question, query=result.query, shown=tuple(hit.posting.id for hit in result.hits)),
        result=result,
        notes=result.query.notes,
    )
