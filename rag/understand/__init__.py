"""Questions -> queries, by rules alone: a grammar over spans, and what a model may add on top (`model.refine`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.types import Posting
from rag.types import JobQuery, Turn
from rag.understand.read import MAX_QUESTION_CHARS, checked, read
from rag.understand.vocabulary import Vocabulary

__all__ = ["MAX_QUESTION_CHARS", "Vocabulary", "understand"]


def understand(
    question: str,
    *,
    vocabulary: Vocabulary,
    today: date,
    previous: Turn | None = None,
    shown: Sequence[Posting] = (),
) -> JobQuery:
    """Return what `question` asks for; with `previous`, what is asked for after this turn of the conversation.

    Args:
        question: As typed, at most `MAX_QUESTION_CHARS`.
        vocabulary: Employers and skills of the index, or `Vocabulary.empty()`.
        today: What "this week" and "since April" are counted from.
        previous: The turn before, in a conversation.
        shown: The postings that turn showed, in order: what "that Stripe role" can point at.

    Raises:
        QueryError: The question is empty or longer than `MAX_QUESTION_CHARS`.
    """
    if previous is not None:
        from rag.converse import follow_up

        return follow_up(question, previous, vocabulary=vocabulary, today=today, shown=shown)
    reading = read(question, vocabulary, today)
    return JobQuery(
        text=reading.text, constraints=reading.constraints, notes=reading.notes, question=checked(question)
    )
