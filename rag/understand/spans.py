"""What a recogniser proposes, and the choice between proposals that overlap: the longest, then the best, wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rag.understand.tokens import Token

Kind = Literal[
    "arrangement", "salary", "skill", "seniority", "employment", "place", "company", "posted", "experience", "visa",
    "keep",   # looks like a constraint, is topic
    "drop",   # carries the question, means nothing for the search
    "wish",   # cannot be a constraint; said in the notes
    "not", "soft", "permit", "outside",  # cues that change what stands beside them
]  # fmt: skip
CONSTRAINT_KINDS = frozenset(
    {
        "arrangement",
        "salary",
        "skill",
        "seniority",
        "employment",
        "place",
        "company",
        "posted",
        "experience",
        "visa",
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A reading of `tokens[start:end]`. `value` holds the parts of the constraint's value, by field name."""

    start: int
    end: int
    kind: Kind
    value: dict[str, Any] = field(default_factory=dict)
    score: float = 1.0
    """Decides between readings of equal length."""
    negated: bool = False
    """Negated in itself ("no management"), without a separate cue."""
    notes: tuple[str, ...] = ()

    @property
    def is_constraint(self) -> bool:
        """Whether it becomes a constraint."""
        return self.kind in CONSTRAINT_KINDS


def choose(proposals: Iterable[Span]) -> list[Span]:
    """The proposals that stand, in order and without overlap: longest first, then by score, then leftmost."""
    taken: set[int] = set()
    chosen: list[Span] = []
    for span in sorted(proposals, key=lambda s: (-(s.end - s.start), -s.score, s.start)):
        places = range(span.start, span.end)
        if not taken.intersection(places):
            taken.update(places)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def words_of(question: str, tokens: Sequence[Token], start: int, end: int) -> str:
    """The question's own characters for `tokens[start:end]`."""
    return question[tokens[start].start : tokens[end - 1].end]
