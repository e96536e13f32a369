"""Follow-ups: the previous query and a new turn -> the next query, its move and the ranks it points at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.types import Posting
from rag.types import JobQuery, Turn
from rag.understand.read import read
from rag.understand.vocabulary import Vocabulary


def follow_up(
    question: str, previous: Turn, *, vocabulary: Vocabulary, today: date, shown: Sequence[Posting] = ()
) -> JobQuery:
    """Return the query in force after `question`, said after `previous`."""
    reading = read(question, vocabulary, today)
    return JobQuery(
        text=reading.text, constraints=reading.constraints, notes=reading.notes, question=question
    )
