"""What every step of understanding a follow-up looks at: the turn, the query before it, and what the turn says by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.constraints import Company, Constraint
from index.types import Posting
from rag.types import JobQuery, Move, Turn
from rag.understand.read import Reading, read
from rag.understand.tokens import tokenise
from rag.understand.vocabulary import Vocabulary
from rag.understand.words import CARRIERS


class Conversation:
    """What every step looks at: the turn, and the query before it."""

    def __init__(
        self, said: str, previous: Turn, vocabulary: Vocabulary, today: date, shown: Sequence[Posting]
    ) -> None:
        self.said, self.previous, self.shown = said, previous, shown
        self.before = previous.query
        self._vocabulary, self._today = vocabulary, today

    def read(self, text: str) -> Reading:
        """What `text` says by itself; nothing at all when nothing is left of it."""
        if not text.strip():
            return Reading(text, [], [], "", (), ())
        return read(text, self._vocabulary, self._today)

    def employer(self, text: str) -> Constraint | None:
        """The employer that `text` names and says nothing beside ("what about Stripe?")."""
        words = [token for token in tokenise(text) if token.kind != "mark" and token.key not in CARRIERS]
        name = self._vocabulary.company_names.get(" ".join(token.key for token in words))
        if name is None or not words[0].capital:
            return None
        return Company(name=name, words=text[words[0].start : words[-1].end])

    def next(
        self,
        move: Move,
        *,
        text: str | None = None,
        constraints: Sequence[Constraint] | None = None,
        notes: Sequence[str] = (),
        ranks: Sequence[int] = (),
    ) -> JobQuery:
        """The next query; what is not given stays as it was."""
        return JobQuery(
            text=self.before.text if text is None else text,
            constraints=self.before.constraints if constraints is None else tuple(constraints),
            notes=tuple(dict.fromkeys(notes)),
            move=move,
            refers_to=tuple(ranks),
        )
